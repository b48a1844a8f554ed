import { describe, expect, it } from '@jest/globals';
import { GATES, GATES_BEFORE, shutGates, type GateFacts, type GateName } from './gates.js';
import { WORK_STATUSES } from './moves.js';

const OPEN: GateFacts = {
  on: '2027-03-10',
  isPlanInForce: true,
  isLandlords: true,
  consentOn: '2027-03-10',
  assessmentOn: '2027-03-01',
  unticked: [],
  unreplaced: [],
  actualCostPence: 0,
  sanitisedOn: '2027-03-10',
  isCertified: true,
  heldUntil: '2027-03-10',
};

/** What shuts each gate. */
const SHUT: Record<GateName, Partial<GateFacts>[]> = {
  PLAN_IN_FORCE: [{ isPlanInForce: false }],
  LANDLORD_CONSENT: [{ consentOn: null }, { consentOn: '2027-03-11' }],
  DATA_PROTECTION_ASSESSMENT: [{ assessmentOn: null }, { assessmentOn: '2027-03-11' }],
  DEVICES_TICKED: [{ unticked: ['CAM-1'] }],
  DEVICES_REPLACED: [{ unreplaced: ['CAM-1'] }],
  ACTUAL_COST: [{ actualCostPence: null }],
  MEDIA_SANITISED: [{ sanitisedOn: null }, { sanitisedOn: '2027-03-11' }],
  DESTRUCTION_CERTIFICATE: [{ isCertified: false }],
  RETENTION_OVER: [{ heldUntil: '2027-03-11' }],
};

describe('the gates of works', () => {
  it('are open where everything is there', () => {
    expect(WORK_STATUSES.flatMap((status) => shutGates(status, OPEN))).toEqual([]);
  });

  it.each(GATES)('keep %s before its own status alone', (gate) => {
    for (const lacking of SHUT[gate]) {
      const shut = WORK_STATUSES.filter((status) =>
        shutGates(status, { ...OPEN, ...lacking }).some((each) => each.gate === gate),
      );
      expect(shut).toHaveLength(1);
      expect(GATES_BEFORE[shut[0] ?? 'PLANNED']).toContain(gate);
    }
  });

  it('ask for no consent where the building is nobody else’s', () => {
    expect(shutGates('REMOVED', { ...OPEN, isLandlords: false, consentOn: null })).toEqual([]);
  });

  it('tell all that is lacking at once, and of many devices a few', () => {
    const unticked = Array.from({ length: 12 }, (_, index) => `CAM-${index}`);
    const found = shutGates('COMMISSIONED', { ...OPEN, unticked, actualCostPence: null });
    expect(found.map(({ gate }) => gate)).toEqual(['DEVICES_TICKED', 'ACTUAL_COST']);
    expect(found[0]?.sentence).toMatch(/CAM-9 and 2 more$/);
  });
});
