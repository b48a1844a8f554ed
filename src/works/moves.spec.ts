import { describe, expect, it } from '@jest/globals';
import { IN_HAND, MOVES, WORK_STATUSES, movesFrom, type WorkStatus } from './moves.js';

/** Written out by hand, so that the table is compared with something that it did not make. */
const LEGAL: Partial<Record<WorkStatus, string>> = {
  PLANNED: 'ORDERED ON_HOLD CANCELLED',
  ORDERED: 'SURVEYED ON_HOLD FAILED PLANNED',
  SURVEYED: 'ISOLATED ON_HOLD FAILED PLANNED',
  ISOLATED: 'REMOVED ON_HOLD FAILED',
  REMOVED: 'INSTALLED ON_HOLD FAILED',
  INSTALLED: 'COMMISSIONED ON_HOLD FAILED',
  COMMISSIONED: 'DISPOSED',
  DISPOSED: 'CLOSED',
  FAILED: 'PLANNED',
};

describe('the moves of work orders', () => {
  it.each(WORK_STATUSES.filter((status) => status !== 'ON_HOLD'))('from %s are these alone', (status) => {
    const found = movesFrom({ status, heldAt: null }).map(({ to }) => to);
    expect(found.sort()).toEqual((LEGAL[status] ?? '').split(' ').filter(Boolean).sort());
  });

  it.each([...IN_HAND, 'PLANNED' as const])('from a hold at %s lead back there', (heldAt) => {
    const found = movesFrom({ status: 'ON_HOLD', heldAt }).map(({ to }) => to);
    expect(found).toEqual(heldAt === 'PLANNED' ? ['PLANNED', 'CANCELLED'] : [heldAt]);
  });

  it('are each there once, and leave nothing behind but what is over', () => {
    expect(new Set(MOVES.map(({ from, to }) => `${from} ${to}`)).size).toBe(MOVES.length);
    const isEnd = (status: WorkStatus) => !MOVES.some(({ from }) => from === status);
    expect(WORK_STATUSES.filter(isEnd)).toEqual(['CLOSED', 'CANCELLED']);
  });

  it('take a reason where work stops, and a plan alone cancels or has something ordered again', () => {
    for (const { from, to, isExplained, by } of MOVES) {
      const isGivenUp = to === 'PLANNED' && (from === 'ORDERED' || from === 'SURVEYED');
      expect(isExplained).toBe(to === 'ON_HOLD' || to === 'FAILED' || isGivenUp);
      expect(by === 'PLAN').toBe(to === 'CANCELLED' || isGivenUp);
    }
  });
});
