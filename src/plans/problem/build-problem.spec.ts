import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NO_BASIS } from '../../costing/cost-line.js';
import { EMPTY_BOOK } from '../../costing/costing-book.js';
import { DEVICE_KINDS, NETWORK_ATTACHMENTS, PRESENT_STATUSES } from '../../estate/estate.types.js';
import { parseProblem } from '../../planning/index.js';
import { buildProblem } from './build-problem.js';
import type { DeviceRow, PlanningData, ProductRow, SiteRow } from './planning-data.js';

const site = (more: Partial<SiteRow> = {}): SiteRow => ({
  id: 1,
  externalId: 'S1',
  organisationId: 10,
  bodyKind: 'POLICE',
  region: 'London',
  sensitive: false,
  clearance: 'NONE',
  maxCrews: 1,
  closures: [],
  ...more,
});

const device = (id: number, more: Partial<DeviceRow> = {}): DeviceRow => ({
  id,
  siteId: 1,
  kind: 'CAMERA',
  network: 'ISOLATED',
  status: 'IN_USE',
  recorderId: null,
  scheduledUpgradeOn: null,
  removalDeadline: null,
  ...more,
});

const recorder = (id: number, externalId: string, recorderId: number | null = null) => ({
  id,
  externalId,
  recorderId,
});

const product = (externalId: string, more: Partial<ProductRow> = {}): ProductRow => ({
  externalId,
  kinds: [...DEVICE_KINDS],
  pricePence: 30_000,
  basis: NO_BASIS,
  tiers: [],
  fittingMinutes: 60,
  leadDays: 40,
  ...more,
});

const data = (more: Partial<PlanningData> = {}): PlanningData => ({
  done: [],
  book: EMPTY_BOOK,
  priceIndices: new Map(),
  terms: { start: '2027-01-04', end: '2029-03-31', rule: 'STRICT_PHASES', penceForRiskDay: 1_200 },
  devices: [device(1)],
  recorders: [],
  sites: [site()],
  vendors: [{ id: 5, externalId: 'V1', supply: null, products: [product('P1')] }],
  quotations: [],
  crews: [
    {
      id: 7,
      externalId: 'C1',
      nation: 'SCT',
      regions: ['London'],
      clearance: 'SC',
      minutesPerDay: 450,
      dayRatePence: 90_000,
      from: null,
      to: null,
      leave: [{ from: '2027-11-29', to: '2027-12-03' }],
    },
  ],
  budgets: [
    {
      id: 3,
      externalId: 'B1',
      organisationId: 10,
      category: 'CAPITAL',
      fund: 'OWN',
      from: '2027-04-01',
      to: '2028-03-31',
      pence: 9_000_000,
    },
  ],
  holidays: [],
  ...more,
});

const packagesOf = (more: Partial<PlanningData>) => buildProblem(data(more)).problem.workPackages;

describe('budgets', () => {
  it('that are ring-fenced pay for sensitive sites alone', () => {
    const budgets = (['OWN', 'SENSITIVE_SITES'] as const).map((fund, id) => ({
      ...{ id, externalId: fund, organisationId: 10, category: 'CAPITAL' as const, fund },
      ...{ from: '2027-04-01', to: '2028-03-31', pence: 9_000_000 },
    }));
    const [open, sensitive] = [false, true].map((is) =>
      packagesOf({ budgets, sites: [site({ sensitive: is })] }),
    );
    expect(open?.[0]?.budgetIds).toEqual(['OWN']);
    expect(sensitive?.[0]?.budgetIds).toEqual(['OWN', 'SENSITIVE_SITES']);
  });
});

describe('work packages', () => {
  it('swaps a recorder with the cameras that hang on it, whether it is in scope itself or not', () => {
    const { problem, packages } = buildProblem(
      data({
        devices: [
          device(1, { kind: 'RECORDER' }),
          device(2, { recorderId: 1 }),
          device(3, { recorderId: 9 }),
          device(4),
          device(5),
        ],
        recorders: [recorder(1, 'NVR-1'), recorder(9, 'NVR-9')],
      }),
    );
    expect(problem.workPackages.map(({ id }) => id)).toEqual(['S1', 'S1/NVR-1', 'S1/NVR-9']);
    expect(packages.map(({ deviceIds }) => deviceIds)).toEqual([[4, 5], [1, 2], [3]]);
  });

  it('keeps what hangs on an encoder with the recorder behind it, and an encoder with what hangs on it', () => {
    const { packages } = buildProblem(
      data({
        devices: [
          device(1, { recorderId: 2 }),
          device(2, { kind: 'ENCODER', recorderId: 3 }),
          device(3, { kind: 'RECORDER' }),
          device(4, { kind: 'ENCODER' }),
          device(5, { recorderId: 4 }),
        ],
        recorders: [recorder(2, 'ENC-2', 3), recorder(3, 'NVR-3'), recorder(4, 'ENC-4')],
      }),
    );
    expect(packages.map(({ id, deviceIds }) => [id, deviceIds])).toEqual([
      ['S1/ENC-4', [4, 5]],
      ['S1/NVR-3', [1, 2, 3]],
    ]);
  });

  it('never takes two systems for one, whatever characters their ids hold', () => {
    const { problem } = buildProblem(
      data({
        sites: [site({ externalId: 'A' }), site({ id: 2, externalId: 'A/B' })],
        devices: [device(1, { recorderId: 8 }), device(2, { siteId: 2, recorderId: 9 })],
        recorders: [recorder(8, 'B/C'), recorder(9, 'C')],
      }),
    );
    expect(problem.workPackages.map(({ id, siteId }) => [id, siteId])).toEqual([
      ['A%2FB/C', 'A/B'],
      ['A/B%2FC', 'A'],
    ]);
  });

  it('must be done by the earliest deadline of its devices', () => {
    const devices = [
      device(1, { removalDeadline: '2028-01-31' }),
      device(2, { removalDeadline: '2027-06-30' }),
      device(3),
    ];
    expect(packagesOf({ devices })[0]?.deadline).toBe('2027-06-30');
  });

  it('may await an upgrade only where every device has one, at a non-sensitive site, within the horizon', () => {
    const upgraded = [
      device(1, { scheduledUpgradeOn: '2028-05-01' }),
      device(2, { scheduledUpgradeOn: '2028-07-01' }),
    ];
    expect(packagesOf({ devices: upgraded })[0]?.awaitUpgradeOn).toBe('2028-07-01');
    expect(packagesOf({ devices: [...upgraded, device(3)] })[0]).not.toHaveProperty('awaitUpgradeOn');
    expect(packagesOf({ devices: upgraded, sites: [site({ sensitive: true })] })[0]).not.toHaveProperty(
      'awaitUpgradeOn',
    );
    const tooLate = [device(1, { scheduledUpgradeOn: '2031-01-01' })];
    expect(packagesOf({ devices: tooLate })[0]).not.toHaveProperty('awaitUpgradeOn');
  });

  it('ranks a device that the internet reaches above one that stands alone', () => {
    const riskOf = (more: Partial<DeviceRow>) => packagesOf({ devices: [device(1, more)] })[0]?.risk ?? 0;
    expect(riskOf({ network: 'INTERNET' })).toBeGreaterThan(riskOf({ network: 'CORE' }));
    expect(riskOf({ network: 'CORE' })).toBeGreaterThan(riskOf({ network: 'STANDALONE' }));
    expect(riskOf({ status: 'IN_USE' })).toBeGreaterThan(riskOf({ status: 'DECOMMISSIONED_PRESENT' }));
  });
});

describe('options', () => {
  it('offers the cheapest products of each vendor, and the soonest where they come earlier', () => {
    const products = [
      product('SLOW', { pricePence: 20_000, leadDays: 90 }),
      product('FAST', { pricePence: 50_000, leadDays: 10, fittingMinutes: 45 }),
    ];
    const [work] = packagesOf({
      devices: [device(1), device(2)],
      vendors: [{ id: 5, externalId: 'V1', supply: null, products }],
    });
    expect(work?.options).toEqual([
      { id: 'V1', vendorId: 'V1', units: 2, minutes: 120, costPence: 40_000, leadDays: 90 },
      { id: 'V1/soonest', vendorId: 'V1', units: 2, minutes: 90, costPence: 100_000, leadDays: 10 },
    ]);
  });

  it('leaves out a vendor that has nothing for one of the kinds', () => {
    const cameras: ProductRow[] = [product('CAM', { kinds: ['CAMERA'] })];
    const vendors = [{ id: 5, externalId: 'V1', supply: null, products: cameras }];
    const devices = [device(1, { kind: 'RECORDER' }), device(2, { recorderId: 1 })];
    const recorders = [recorder(1, 'N')];
    expect(packagesOf({ devices, recorders, vendors })[0]?.options).toEqual([]);
  });
});

describe('devices that are switched off', () => {
  it('are taken down, and nothing is bought for them', () => {
    const devices = [device(1), device(2, { status: 'DECOMMISSIONED_PRESENT' })];
    expect(packagesOf({ devices })[0]?.options).toEqual([
      { id: 'V1', vendorId: 'V1', units: 1, minutes: 120, costPence: 30_000, leadDays: 40 },
    ]);
  });
});

describe('the calendar', () => {
  it("makes a nation's holidays leave of its crews, and those of all nations holidays", () => {
    const { problem } = buildProblem(
      data({
        holidays: [
          { date: '2027-11-30', nation: 'SCT' },
          { date: '2027-08-02', nation: 'SCT' },
          { date: '2027-08-30', nation: 'ENG' },
          { date: '2027-12-27', nation: 'ALL' },
        ],
      }),
    );
    expect(problem.holidays).toEqual(['2027-12-27']);
    expect(problem.crews[0]?.leave).toEqual([
      ['2027-08-02', '2027-08-02'],
      ['2027-11-29', '2027-12-03'],
    ]);
  });
});

describe('every problem built', () => {
  const devices = fc.uniqueArray(
    fc.record({
      id: fc.integer({ min: 1, max: 500 }),
      kind: fc.constantFrom(...DEVICE_KINDS),
      network: fc.constantFrom(...NETWORK_ATTACHMENTS),
      status: fc.constantFrom(...PRESENT_STATUSES),
      recorderId: fc.option(fc.constantFrom(901, 902, 903)),
    }),
    { selector: ({ id }) => id, maxLength: 30 },
  );

  it('is sound, and holds every device exactly once', () => {
    fc.assert(
      fc.property(devices, (drawn) => {
        const rows = drawn.map(({ id, ...drawnDevice }) => device(id, drawnDevice));
        const recorders = [recorder(901, 'N1'), recorder(902, 'N2', 901), recorder(903, 'N3')];
        const { problem, packages } = buildProblem(data({ devices: rows, recorders }));
        expect(parseProblem(problem)).toMatchObject({ ok: true });
        const held = packages.flatMap(({ deviceIds }) => deviceIds);
        expect(held.sort((a, b) => a - b)).toEqual(rows.map(({ id }) => id).sort((a, b) => a - b));
      }),
    );
  });
});
