/** What a plan of two bodies costs over two years, worked out by hand. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApi, type TestApi } from './support/api.js';
import { planFinished } from './support/plans.js';
import { emptyQueue, startWorker, type TestWorker } from './support/worker.js';

const TODAY = '2026-11-26';
const basis = (kind: string, reference: string) => ({ kind, reference, on: '2026-04-01' });

interface Line {
  workPackageId: string;
  category: string;
  quantity: number;
  totalPence: number;
  outturnPence: number;
}
interface Placed {
  costPence: number;
  workPackage: { id: string };
}

let api: TestApi;
let worker: TestWorker;
let folder: string;
let planId: string;

const save = (type: string, input: Record<string, unknown>) =>
  api.query(`mutation ($input: ${type}Input!) { save${type}(input: $input) { __typename } }`, { input });
const itIs = (day: string) => writeFile(join(folder, 'today'), day);

/** A body with one site of so many cameras, and the money of one year, of both kinds. */
async function makeBody(
  body: string,
  kind: string,
  cameras: number,
  fiscalYear: number,
  more: Record<string, unknown>,
): Promise<void> {
  await save('Organisation', { externalId: body, name: body, kind, nation: 'ENG' });
  const site = {
    externalId: `${body}-S`,
    organisation: body,
    name: 'A site',
    nation: 'ENG',
    region: 'London',
  };
  await save('Site', { ...site, ...more });
  for (let camera = 1; camera <= cameras; camera += 1) {
    await save('Device', {
      ...{ externalId: `${body}-C${camera}`, site: `${body}-S`, kind: 'CAMERA', manufacturer: 'Hikvision' },
      ...{ network: 'CORE', installedOn: '2023-04-01', scheduledUpgradeOn: '2029-04-01' },
    });
  }
  for (const category of ['CAPITAL', 'RESOURCE']) {
    const line = { externalId: `${body}-${category}`, organisation: body, fiscalYear, category };
    await save('Budget', { ...line, pence: 1_000_000 });
  }
}

async function makeProgramme(): Promise<void> {
  const yaml = 'vendors: [{ externalId: VEN, name: A vendor }]';
  await api.query('mutation ($yaml: String!) { loadProgramme(yaml: $yaml) { vendors } }', { yaml });
  const demand = { action: 'REMOVE_AND_REPLACE', strength: 'MANDATORY', deadline: '2028-03-31' };
  const classes = ['SENSITIVE', 'NON_SENSITIVE'];
  await save('Directive', {
    ...{ key: 'dir', version: 1, title: 'A directive', issuedBy: 'A ministry', source: 'A statement' },
    effectiveFrom: '2022-11-24',
    coverage: [
      {
        ...{ ruleId: 'COVERED', law: 'A law', state: 'CN', through: 'OWNERSHIP' },
        ...{ manufacturers: ['Hikvision'], decidedBy: 'A unit', decidedOn: '2022-11-24', basis: 'Its seat' },
      },
    ],
    demands: classes.map((siteClass) => ({ ...demand, ruleId: siteClass, siteClass })),
    obligations: ['POLICE', 'HEALTH'].flatMap((bodyKind) =>
      classes.map((siteClass) => ({ bodyKind, siteClass, obligation: 'MANDATORY' })),
    ),
  });
  await save('Product', {
    ...{ externalId: 'CAM', vendor: 'VEN', name: 'A camera', replaces: ['CAMERA'] },
    ...{ pricePence: 99_999, fittingMinutes: 150, leadDays: 5 },
  });
  await save('Crew', {
    ...{ externalId: 'CREW', name: 'A crew', nation: 'ENG', regions: ['London'], clearance: 'DV' },
    ...{ minutesPerDay: 450, dayRatePence: 50_000 },
  });
}

async function makePrices(): Promise<void> {
  await save('ProductPrice', {
    ...{ product: 'CAM', from: '2026-04-01', basis: basis('CATALOGUE', 'Price list 7') },
    tiers: [
      { fromUnits: 0, pricePence: 30_000 },
      { fromUnits: 5, pricePence: 28_000 },
    ],
  });
  await save('ProductPrice', {
    // Not yet.
    ...{ product: 'CAM', from: '2027-04-01', basis: basis('CATALOGUE', 'Price list 8') },
    tiers: [{ fromUnits: 0, pricePence: 50_000 }],
  });
  const rates = [
    ['LICENCES', 'UNIT', 'RESOURCE', { amountPence: 6_000 }, basis('FRAMEWORK', 'Call-off 12')],
    ['SURVEY', 'PACKAGE', 'RESOURCE', { amountPence: 25_000 }, basis('ESTIMATE', 'Half a day of a surveyor')],
    ['DISPOSAL', 'UNIT', 'RESOURCE', { amountPence: 1_500 }, { kind: 'NONE' }],
    ['TRAVEL', 'CREW_DAY', 'RESOURCE', { amountPence: 4_000 }, basis('FRAMEWORK', 'Call-off 13')],
    ['LABOUR', 'CREW_DAY', 'CAPITAL', { amountPence: 0 }, basis('CATALOGUE', 'The contract of the crew')],
    ['CONTINGENCY', 'PERCENT', 'CAPITAL', { basisPoints: 500 }, basis('ESTIMATE', 'A twentieth')],
  ] as const;
  for (const [category, per, costClass, amount, where] of rates)
    await save('CostRate', { category, per, from: '2026-04-01', class: costClass, ...amount, basis: where });
  await save('VatRule', {
    ...{ category: 'EQUIPMENT', basisPoints: 2_000, recoverableBy: ['POLICE'], source: 'Section 33' },
  });
  await save('PriceIndex', { fiscalYear: 2027, basisPoints: 10_300, source: 'A forecast' });
  await save('AssetLife', {
    ...{ kind: 'CAMERA', lifeYears: 8, purchasePence: 40_000, source: 'A guide' },
    ...{ maintenancePencePerYear: 1_000, licencePencePerYear: 500 },
  });
  await save('Quotation', {
    ...{ externalId: 'Q-1', organisation: 'HOS', vendor: 'VEN', number: 'V/88', document: 'file 88' },
    ...{ issuedOn: '2026-11-01', expiresOn: '2027-01-31', lines: [{ product: 'CAM', pricePence: 27_000 }] },
  });
}

beforeAll(async () => {
  await emptyQueue();
  folder = await mkdtemp(join(tmpdir(), 'phaseout-costing-'));
  await itIs(TODAY);
  const settings = { BUSINESS_DATE_FILE: join(folder, 'today') };
  api = await startApi(settings);
  worker = await startWorker(api, settings);
  await makeProgramme();
  await makeBody('POL', 'POLICE', 3, 2026, {
    ...{ sensitive: true, sensitivityGrounds: ['SECRET_MATERIAL'] },
  });
  // Nobody may work there before the next fiscal year.
  const closures = [{ from: '2026-12-01', to: '2027-03-31' }];
  await makeBody('HOS', 'HEALTH', 2, 2027, { sensitive: false, closures });
  await makePrices();
  const create = 'mutation ($input: CreatePlanInput!) { createPlan(input: $input) { id } }';
  const input = { start: '2027-01-04', end: '2028-03-31', rule: 'STRICT_PHASES', penceForRiskDay: 10_000 };
  const { createPlan } = await api.query(create, { input: { ...input, iterations: 10 } });
  planId = createPlan.id;
  expect(await planFinished(api, planId)).toMatchObject({ status: 'COMPLETED' });
}, 180_000);
afterAll(async () => {
  await worker.kill('SIGTERM');
  await api.close();
  await rm(folder, { recursive: true });
});

const ask = async (field: string, selection: string) => {
  const query = `query ($id: ID!) { asked: ${field} { ${selection} } }`;
  return (await api.query(query, { id: planId })).asked;
};
const readPlan = (selection: string) => ask('plan(id: $id)', selection);
const readCosts = (selection: string) => ask('planCosts(planId: $id)', selection);

describe('the costs of a plan of two bodies over two years', () => {
  it('are line by line what a sheet of paper says', async () => {
    const { assignments } = await readPlan('assignments { nodes { costPence workPackage { id } } }');
    const costs = new Map<string, number>(
      assignments.nodes.map(({ costPence, workPackage }: Placed) => [workPackage.id, costPence]),
    );
    const linesOf = async (id: string): Promise<Line[]> => {
      const { lines } =
        await readCosts(`lines(filter: { workPackageId: "${id}" }) { nodes { workPackageId category
        class item per quantity netPence vatBasisPoints irrecoverableVatPence totalPence outturnPence
        basis { kind reference on expiresOn } } }`);
      expect(lines.nodes.map(({ workPackageId }: Line) => workPackageId)).toEqual(lines.nodes.map(() => id));
      return lines.nodes;
    };
    const figuresOf = ({ category, quantity, totalPence, outturnPence }: Line) => [
      ...[category, quantity, totalPence, outturnPence],
    ];
    const police = await linesOf('POL-S');
    const hospitals = await linesOf('HOS-S');
    // Five cameras are bought in all, so that the price list says 280.00. The police get the VAT on them back. Three take
    // 3 x 150 minutes to fit: a day.
    //   equipment 3 x 280.00                                              840.00
    //   licences 3 x 60.00                                                180.00
    //   survey                                                            250.00
    //   disposal 3 x 15.00                                                 45.00
    //   contingency 5 % of 840.00 + 180.00 + 250.00 + 45.00 = 1,315.00     65.75
    //   labour 1 x 500.00                                                 500.00
    //   travel 1 x 40.00                                                   40.00
    //   in all                                                          1,920.75
    // The work is done by 31 March 2027, a year for which prices are as today.
    expect([costs.get('POL-S'), police.map(figuresOf)]).toEqual([
      192_075,
      [
        ['EQUIPMENT', 3, 84_000, 84_000],
        ['LICENCES', 3, 18_000, 18_000],
        ['SURVEY', 1, 25_000, 25_000],
        ['DISPOSAL', 3, 4_500, 4_500],
        ['CONTINGENCY', 500, 6_575, 6_575],
        ['LABOUR', 1, 50_000, 50_000],
        ['TRAVEL', 1, 4_000, 4_000],
      ],
    ]);
    // The hospitals have a quotation of 270.00, and bear the VAT on it. Two cameras take a day, of which some is left.
    //   equipment 2 x 270.00 = 540.00, with 20 % VAT                      648.00
    //   licences 2 x 60.00                                                120.00
    //   survey                                                            250.00
    //   disposal 2 x 15.00                                                 30.00
    //   contingency 5 % of 540.00 + 120.00 + 250.00 + 30.00 = 940.00       47.00
    //   labour and travel                                                 540.00
    //   in all                                                          1,635.00
    // Prices of April 2027 on are 3 % higher: 1,684.05 in all.
    expect([costs.get('HOS-S'), hospitals.map(figuresOf)]).toEqual([
      163_500,
      [
        ['EQUIPMENT', 2, 64_800, 66_744],
        ['LICENCES', 2, 12_000, 12_360],
        ['SURVEY', 1, 25_000, 25_750],
        ['DISPOSAL', 2, 3_000, 3_090],
        ['CONTINGENCY', 500, 4_700, 4_841],
        ['LABOUR', 1, 50_000, 51_500],
        ['TRAVEL', 1, 4_000, 4_120],
      ],
    ]);
    expect([hospitals[0], police[0]]).toEqual([
      expect.objectContaining({
        ...{ netPence: 54_000, vatBasisPoints: 2_000, irrecoverableVatPence: 10_800 },
        basis: { kind: 'QUOTATION', reference: 'Q-1: file 88', on: '2026-11-01', expiresOn: '2027-01-31' },
      }),
      expect.objectContaining({
        ...{ item: 'CAM', per: 'UNIT', class: 'CAPITAL', netPence: 84_000 },
        ...{ vatBasisPoints: 2_000, irrecoverableVatPence: 0 },
        basis: { kind: 'CATALOGUE', reference: 'Price list 7', on: '2026-04-01', expiresOn: null },
      }),
    ]);
  });

  it('were planned at the tier of prices that the plan reaches', async () => {
    const { priceTiers } = await readCosts('priceTiers { vendor { externalId } fromUnits units agrees }');
    expect(priceTiers).toEqual([{ vendor: { externalId: 'VEN' }, fromUnits: 5, units: 5, agrees: true }]);
  });

  it('add up by class, body and year, each with the share that is evidenced', async () => {
    const { summary: all } = await readCosts(
      'summary { totalPence evidencedPence estimatedPence unevidencedPence evidencedShare outturnPence withOptimismBiasPence }',
    );
    // Evidenced: equipment, licences, labour and travel, 1,560.00 and 1,308.00. Estimated: survey and contingency, 315.75
    // and 297.00. Neither: disposal, 45.00 and 30.00.
    // Optimism bias as it comes: 200 % on equipment and licences, 24 % on labour. Of the police 2 x (840.00 + 180.00) +
    // 0.24 x 500.00 = 2,160.00 on 1,920.75; of the hospitals 2 x (648.00 + 120.00) + 120.00 = 1,656.00 on 1,635.00.
    expect(all).toEqual([
      {
        ...{ totalPence: 355_575, evidencedPence: 286_800, estimatedPence: 61_275, unevidencedPence: 7_500 },
        ...{ evidencedShare: 286_800 / 355_575, outturnPence: 192_075 + 168_405 },
        withOptimismBiasPence: 408_075 + 329_100,
      },
    ]);
    const { summary } = await readCosts(
      'summary(by: [CLASS, BODY, YEAR]) { class fiscalYear organisation { externalId } totalPence }',
    );
    const sums = summary.map(
      (sum: {
        class: string;
        organisation: { externalId: string };
        fiscalYear: number;
        totalPence: number;
      }) => [...[sum.class, sum.organisation.externalId, sum.fiscalYear, sum.totalPence]],
    );
    expect(sums).toHaveLength(4);
    expect(sums).toEqual(
      expect.arrayContaining([
        ['CAPITAL', 'POL', 2026, 84_000 + 6_575 + 50_000],
        ['CAPITAL', 'HOS', 2027, 64_800 + 4_700 + 50_000],
        ['RESOURCE', 'POL', 2026, 18_000 + 25_000 + 4_500 + 4_000],
        ['RESOURCE', 'HOS', 2027, 12_000 + 25_000 + 3_000 + 4_000],
      ]),
    );
  });

  it('are read page by page, and by what has no basis', async () => {
    const page = (after: string | null) =>
      api.query(
        `query ($id: ID!, $after: String) { planCosts(planId: $id) { lines(first: 5, after: $after) {
          totalCount nodes { category totalPence } pageInfo { endCursor hasNextPage } } } }`,
        { id: planId, after },
      );
    const seen: { totalPence: number }[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { lines } = (await page(after)).planCosts as {
        lines: {
          totalCount: number;
          nodes: Line[];
          pageInfo: { endCursor: string | null; hasNextPage: boolean };
        };
      };
      expect(lines.totalCount).toBe(14);
      seen.push(...lines.nodes);
      ({ endCursor: after, hasNextPage: more } = lines.pageInfo);
    }
    expect(seen).toHaveLength(14);
    expect(seen.reduce((sum, { totalPence }) => sum + totalPence, 0)).toBe(355_575);
    const { lines } = await readCosts('lines(filter: { basis: NONE }) { nodes { category totalPence } }');
    expect(lines.nodes.map(({ totalPence }: { totalPence: number }) => totalPence).sort()).toEqual([
      3_000, 4_500,
    ]);
  });
});

describe('a life', () => {
  it('is compared over ten years, worth what it is now', async () => {
    const compare = async (more: string) =>
      (
        await readCosts(`wholeLife(workPackageId: "HOS-S"${more}) { optionId purchasePence
          maintenancePencePerYear licencePencePerYear renewals { year pence } npvPence }`)
      ).wholeLife;
    // 1,635.00 now. Two cameras take 2 x (10.00 + 5.00) = 30.00 in each of ten years: 249.50 at 3.5 %. Their life ends in
    // the eighth year: 2 x 400.00 then are 607.53 now.
    const life = {
      ...{ optionId: 'VEN', purchasePence: 163_500, maintenancePencePerYear: 2_000 },
      ...{ licencePencePerYear: 1_000, renewals: [{ year: 8, pence: 80_000 }] },
    };
    expect(await compare('')).toEqual([{ ...life, npvPence: 249_203 }]);
    const undiscounted = 163_500 + 10 * 3_000 + 80_000;
    expect(await compare(', discountBasisPoints: 0')).toEqual([{ ...life, npvPence: undiscounted }]);
  });

  it('cut short costs what is left of it, less the upgrade that is not needed any more', async () => {
    const { assignments } = await readPlan('assignments { nodes { finish } }');
    const { earlyReplacement } = await readCosts(`earlyReplacement(workPackageId: "HOS-S") { costPence
      writeOffPence avoidedPence netPence unknownDevices }`);
    // Both cameras were put up on 1 April 2023 for eight years, of which half are over: 2 x 200.00 are written off. Their
    // upgrade two years later would have been 2 x 400.00: 746.81 at 3.5 %.
    expect(assignments.nodes.map(({ finish }: { finish: string }) => finish)).toContain('2027-04-01');
    expect(earlyReplacement).toEqual({
      ...{ costPence: 163_500, writeOffPence: 40_000, avoidedPence: 74_681 },
      ...{ netPence: 163_500 + 40_000 - 74_681, unknownDevices: 0 },
    });
  });
});

describe('a quotation', () => {
  const withoutBudgets = ({ changes }: { changes: { nodes: { input: string }[] } }) =>
    changes.nodes.filter(({ input }) => input !== 'BUDGET');
  const STALENESS = 'staleness { isStale changes { nodes { input externalId fields detail } } }';

  it('holds to its last day', async () => {
    await itIs('2027-01-31');
    expect((await readPlan(STALENESS)).staleness).toEqual({ isStale: false, changes: { nodes: [] } });
  });

  it('that lapses before anything is ordered makes the plan stale and its lines an estimate', async () => {
    await itIs('2027-02-01');
    const { staleness } = await readPlan(STALENESS);
    const { summary } = await readCosts('summary { evidencedPence estimatedPence unevidencedPence }');
    expect(staleness.isStale).toBe(true);
    // What a budget line lets plans spend follows from how works split into classes, and so from prices too.
    expect(withoutBudgets(staleness)).toEqual([
      expect.objectContaining({ input: 'WORK_PACKAGE', externalId: 'HOS-S', fields: ['options'] }),
      {
        ...{ input: 'QUOTATION', externalId: 'Q-1', fields: ['expiresOn'] },
        detail: 'quotation Q-1 lapsed on 2027-01-31',
      },
    ]);
    expect(summary).toEqual([
      {
        evidencedPence: 286_800 - 64_800,
        estimatedPence: 61_275 + 64_800,
        unevidencedPence: 7_500,
      },
    ]);
  });

  it('that lapses after its work was ordered changes nothing', async () => {
    await api.dataSource.query(
      `INSERT INTO plan_standings (plan_id, number, standing)
       SELECT plan_id, number, 'ORDERED' FROM plan_assignments WHERE plan_id = ?`,
      [planId],
    );
    const { staleness } = await readPlan(STALENESS);
    const { summary } = await readCosts('summary { evidencedPence }');
    expect(withoutBudgets(staleness)).toEqual([]);
    expect(summary).toEqual([{ evidencedPence: 286_800 }]);
  });
});
