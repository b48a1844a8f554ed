import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { judgeLinks, type LinkCandidate, type Standing } from './recorder-links.js';

const device = (
  externalId: string,
  recorder: string | null,
  rest: Partial<LinkCandidate> = {},
): LinkCandidate => ({
  externalId,
  recorder,
  siteId: 1,
  kind: 'CAMERA',
  heldBack: null,
  ...rest,
});
const recorder = (externalId: string, rest: Partial<LinkCandidate> = {}) =>
  device(externalId, null, { kind: 'RECORDER', ...rest });

const judge = (candidates: LinkCandidate[], known: [string, Standing][] = [], mayWait = false) =>
  Object.fromEntries(judgeLinks(candidates, new Map(known), mayWait));

describe('what may hang on what', () => {
  it('lets a camera hang on a recorder that comes after it', () => {
    expect(judge([device('C', 'R'), recorder('R')])).toEqual({ C: 'fits', R: 'fits' });
  });

  it.each<[string, LinkCandidate[], RegExp]>([
    ['nothing', [device('C', 'R')], /there is no device "R"/],
    ['itself', [recorder('R', { recorder: 'R' })], /itself/],
    ['a camera', [device('C', 'D'), device('D', null)], /recorder or encoder, but "D" is of kind CAMERA/],
    ['a recorder elsewhere', [device('C', 'R'), recorder('R', { siteId: 2 })], /same site/],
    ['a circle', [recorder('A', { recorder: 'B' }), recorder('B', { recorder: 'A' })], /circle/],
  ])('refuses to hang a device on %s', (_what, candidates, reason) => {
    expect(judge(candidates)).toMatchObject({
      [candidates[0]?.externalId ?? '']: { fault: expect.stringMatching(reason) },
    });
  });

  it('refuses a circle that closes over devices that stand already', () => {
    const standing: [string, Standing][] = [
      ['B', { siteId: 1, kind: 'RECORDER', recorder: 'C' }],
      ['C', { siteId: 1, kind: 'RECORDER', recorder: 'A' }],
    ];
    expect(judge([recorder('A', { recorder: 'B' })], standing)).toEqual({
      A: { fault: expect.stringContaining('circle') },
    });
  });

  it('judges by what a device is to become, not by what it was', () => {
    const before: [string, Standing][] = [['R', { siteId: 2, kind: 'RECORDER', recorder: null }]];
    expect(judge([device('C', 'R'), recorder('R')], before)).toEqual({ C: 'fits', R: 'fits' });
  });

  it('lets wait what may still come to fit, and what hangs on that', () => {
    const candidates = [device('C', 'E'), device('E', 'R', { kind: 'ENCODER' })];
    expect(judge(candidates, [], true)).toEqual({ C: 'waits', E: 'waits' });
    expect(judge([device('C', 'C')], [], true)).toEqual({ C: { fault: expect.anything() } });
  });

  it('gives the same verdicts in any order', () => {
    const ids = ['A', 'B', 'C', 'D', 'E', 'F'];
    const candidates = fc.tuple(
      ...ids.map((id) =>
        fc.record({
          externalId: fc.constant(id),
          recorder: fc.option(fc.constantFrom(...ids, 'X')),
          siteId: fc.constantFrom(1, 2),
          kind: fc.constantFrom('CAMERA' as const, 'RECORDER' as const),
          heldBack: fc.option(fc.constant('others hang on it')),
        }),
      ),
    );
    fc.assert(
      fc.property(candidates, fc.boolean(), fc.gen(), (list, mayWait, pick) => {
        const shuffled = [...list].sort(() => (pick(fc.boolean) ? 1 : -1));
        const verdicts = judge(list, [], mayWait);
        expect(Object.keys(verdicts)).toHaveLength(list.length);
        expect(judge(shuffled, [], mayWait)).toEqual(verdicts);
      }),
    );
  });
});
