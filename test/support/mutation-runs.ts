/** Every mutation of the API, with an input that changes something. */
import type { Role } from '../../src/access/caller.js';
import { Transactions } from '../../src/platform/database/transactions.js';
import { Commitments } from '../../src/plans/approval/commitments.service.js';
import { asSystem, type TestApi } from './api.js';
import { putDeadDelivery } from './receiver.js';
import { TODAY, issueWorks, makeYard, makeYardSite, putInForce } from './works.js';

/** Nobody approves what they proposed, and nobody alone. */
export const APPROVERS = { treasurer: ['FINANCE'], surveyor: ['APPROVER'] } satisfies Record<string, Role[]>;

/** A call of a mutation, and what the audit has to say of it. */
export interface MutationRun {
  mutation: string;
  /** As the mutation takes them. */
  args: Record<string, unknown>;
  /** What it changes: each leaves an entry. */
  changes: string[];
  /** What the entries are of, where it is not the mutation itself. */
  actions?: string[];
  /** Who calls it, where that may not be the team: one of {@link APPROVERS}. */
  by?: keyof typeof APPROVERS;
  /** The plan that a worker has to be done with first. */
  awaits?: string;
  /** What has to be there, and is not made by a mutation before it. */
  prepare?: (api: TestApi) => Promise<unknown>;
}

export const save = (
  type: string,
  input: Record<string, unknown>,
  subjectId = String(input['externalId']),
): MutationRun => ({
  mutation: `save${type}`,
  args: { input },
  changes: [`${type} ${subjectId}`],
});
export const remove = (type: string, externalId: string): MutationRun => ({
  mutation: `remove${type}`,
  args: { externalId },
  changes: [`${type} ${externalId}`],
});

const IN_A_MONTH = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

export const ORGANISATION = { externalId: 'ORG', name: 'A body', kind: 'POLICE', nation: 'ENG' };
const PROGRAMME = `
organisations: [{ externalId: PRG, name: A body of a programme, kind: OTHER, nation: WLS }]
vendors: [{ externalId: PRG-V, name: A vendor of a programme }]
`;

/** What an entry may not tell: who reads the audit need not hold a grant for the site. */
export const WITHHELD = {
  name: 'Canary House',
  postcode: 'CA1 1NY',
  latitude: 51.987654,
  longitude: -0.987654,
  serial: 'SN-CANARY-77',
  mac: 'C4:2F:90:CA:4A:77',
  note: 'canary seen behind the door',
  ground: 'the canary stays in the vault',
};

const ORDER = { workOrderId: '1' };
const ORDER_CHANGED = ['WorkOrder 1'];
const CAMERA_CHANGED = ['WorkOrderDevice 1 WORK-CAM'];
const PAPER = { ...ORDER, reference: WITHHELD.note, on: TODAY };

/** An order, whose site, devices and means nothing takes away again. */
async function putOrder(api: TestApi): Promise<void> {
  await makeYard(api, 'WORK-ORG');
  const placing = await makeYardSite(api, 'WORK', { organisation: 'WORK-ORG', name: WITHHELD.name });
  const means = { crew: 'WORK-CREW', vendor: 'WORK-VEN', budget: 'WORK-BUD' };
  await issueWorks(api, await putInForce(api, 'WORK-ORG', [{ ...placing, ...means }]));
}

/** As if its work had been commissioned. */
async function commissionOrder(api: TestApi): Promise<void> {
  await api.dataSource.query(
    "UPDATE work_orders SET status = 'COMMISSIONED', actual_cost_pence = 10000 WHERE id = 1",
  );
  const { planId, number } = (
    await api.dataSource.query('SELECT plan_id AS planId, number FROM work_orders WHERE id = 1')
  )[0];
  await asSystem(api.app.get(Transactions)).run((manager) =>
    api.app.get(Commitments).spend(manager, planId, number, 10_000),
  );
}

/** Every mutation of works once. */
const WORK_RUNS: MutationRun[] = [
  {
    mutation: 'moveWorkOrder',
    args: { input: { ...ORDER, to: 'ORDERED', on: TODAY } },
    changes: ORDER_CHANGED,
    prepare: putOrder,
  },
  { mutation: 'recordAssessment', args: { input: PAPER }, changes: ORDER_CHANGED },
  { mutation: 'recordConsent', args: { input: PAPER }, changes: ORDER_CHANGED },
  {
    mutation: 'recordSanitisation',
    args: { input: { ...ORDER, certificateReference: WITHHELD.note } },
    changes: ORDER_CHANGED,
  },
  { mutation: 'tickDevice', args: { input: { ...ORDER, serial: 'WORK-SC' } }, changes: CAMERA_CHANGED },
  {
    mutation: 'enterReplacement',
    args: {
      input: {
        ...{ ...ORDER, replaces: 'WORK-CAM', externalId: 'WORK-NEW', manufacturer: 'Axis' },
        serial: WITHHELD.serial,
      },
    },
    changes: CAMERA_CHANGED,
  },
  {
    mutation: 'leaveUnreplaced',
    args: { input: { ...ORDER, replaces: 'WORK-CAM', reason: WITHHELD.note } },
    changes: CAMERA_CHANGED,
  },
  {
    mutation: 'recordFinding',
    args: {
      input: {
        ...{ ...ORDER, kind: 'UNREGISTERED_DEVICE', device: 'WORK-FOUND', note: WITHHELD.note },
        ...{ assertedBy: 'A surveyor', assertedOn: TODAY },
        found: { kind: 'CAMERA', manufacturer: 'Hikvision', serial: WITHHELD.serial, mac: WITHHELD.mac },
      },
    },
    changes: ['Device WORK-FOUND', 'Finding 1'],
  },
  {
    mutation: 'assignInstaller',
    args: { input: { subject: 'newcomer', crew: 'WORK-CREW' } },
    changes: ['CrewInstaller newcomer WORK-CREW'],
  },
  {
    mutation: 'dismissInstaller',
    args: { input: { subject: 'newcomer', crew: 'WORK-CREW' } },
    changes: ['CrewInstaller newcomer WORK-CREW'],
  },
  {
    mutation: 'createCalendarFeed',
    args: { input: { crew: 'WORK-CREW' } },
    changes: ['CalendarFeed 1'],
  },
  { mutation: 'revokeCalendarFeed', args: { id: '1' }, changes: ['CalendarFeed 1'] },
  {
    mutation: 'createWebhook',
    args: { input: { url: 'http://127.0.0.1:9/', kinds: ['PLAN_STAGE'] } },
    changes: ['Webhook 1'],
  },
  {
    mutation: 'enableWebhook',
    args: { id: '1' },
    changes: ['Webhook 1'],
    prepare: (api) =>
      api.dataSource.query(
        "UPDATE webhooks SET disabled_at = UTC_TIMESTAMP(3), disabled_reason = 'nobody answers'",
      ),
  },
  {
    mutation: 'redeliverWebhook',
    args: { id: '1' },
    changes: ['WebhookDelivery 1'],
    prepare: ({ dataSource }) => putDeadDelivery(dataSource, 1),
  },
  { mutation: 'removeWebhook', args: { id: '1' }, changes: ['Webhook 1'] },
  {
    mutation: 'recordActual',
    args: { input: { ...ORDER, pence: 9_000, reason: 'By the bill' } },
    changes: ORDER_CHANGED,
    prepare: commissionOrder,
  },
];

/** Money of a body of its own, whose lines nothing takes away again; the first postings are those of the budgets before. */
const BUDGET_RUNS: MutationRun[] = [
  save('Organisation', { ...ORGANISATION, externalId: 'PAYER' }),
  save('Budget', { externalId: 'PAY-1', organisation: 'PAYER', fiscalYear: 2027, pence: 900 }),
  save('Budget', {
    ...{ externalId: 'PAY-2', organisation: 'PAYER', fiscalYear: 2027, fund: 'CENTRAL', pence: 0 },
  }),
  save('Budget', { externalId: 'PAY-3', organisation: 'PAYER', fiscalYear: 2028, pence: 0 }),
  {
    mutation: 'transferBudget',
    args: { input: { from: 'PAY-1', to: 'PAY-2', pence: 100, reason: 'Needed there' } },
    changes: ['LedgerPosting 3'],
  },
  {
    mutation: 'reverseLedgerPosting',
    args: { id: '3', reason: 'Not needed after all' },
    changes: ['LedgerPosting 4'],
  },
  {
    mutation: 'saveCarryForwardLimit',
    args: { input: { category: 'CAPITAL', percent: 10 } },
    changes: ['CarryForwardLimit CAPITAL'],
  },
  {
    mutation: 'carryForwardBudget',
    args: { input: { from: 'PAY-1', pence: 90, reason: 'Delivered late' } },
    changes: ['LedgerPosting 5'],
  },
  {
    mutation: 'saveVirementRule',
    args: {
      input: {
        ...{ fromCategory: 'CAPITAL', fromFund: 'OWN', toCategory: 'RESOURCE', toFund: 'OWN' },
        allowed: true,
      },
    },
    changes: ['VirementRule CAPITAL OWN to RESOURCE OWN'],
  },
];

const SOURCE = 'A price list';

/** Every mutation of what costs follow from. */
const COSTING_RUNS: MutationRun[] = [
  save(
    'CostRate',
    {
      ...{ category: 'SURVEY', per: 'PACKAGE', from: '2026-04-01', class: 'RESOURCE', amountPence: 100 },
      basis: { kind: 'CATALOGUE', reference: SOURCE, on: '2026-04-01' },
    },
    'SURVEY PACKAGE 2026-04-01',
  ),
  {
    mutation: 'removeCostRate',
    args: { category: 'SURVEY', per: 'PACKAGE', from: '2026-04-01' },
    changes: ['CostRate SURVEY PACKAGE 2026-04-01'],
  },
  save(
    'VatRule',
    { category: 'EQUIPMENT', basisPoints: 2_000, recoverableBy: ['POLICE'], source: SOURCE },
    'EQUIPMENT',
  ),
  save('PriceIndex', { fiscalYear: 2028, basisPoints: 10_300, source: SOURCE }, '2028'),
  save('OptimismBias', { category: 'DISPOSAL', basisPoints: 1_000, source: SOURCE }, 'DISPOSAL'),
  save(
    'AssetLife',
    {
      ...{ kind: 'CAMERA', lifeYears: 8, purchasePence: 30_000, maintenancePencePerYear: 1_000 },
      ...{ licencePencePerYear: 500, source: SOURCE },
    },
    'CAMERA',
  ),
];

/** Every mutation at least once, each standing on those before it. */
export const MUTATION_RUNS: MutationRun[] = [
  {
    mutation: 'loadProgramme',
    args: { yaml: PROGRAMME },
    changes: ['Organisation PRG', 'Reference manufacturers', 'Vendor PRG-V'],
    actions: ['saveOrganisation', 'loadReference', 'saveVendor'],
  },
  save('Organisation', ORGANISATION),
  {
    mutation: 'grantRole',
    args: { input: { subject: 'newcomer', name: 'A newcomer', role: 'FINANCE', organisation: 'PRG' } },
    changes: ['Person newcomer'],
  },
  {
    mutation: 'revokeRole',
    args: { input: { subject: 'newcomer', role: 'FINANCE', organisation: 'PRG' } },
    changes: ['Person newcomer'],
  },
  save('Site', {
    ...{ externalId: 'SITE', organisation: 'ORG', nation: 'ENG', region: 'London', sensitive: true },
    ...{ name: WITHHELD.name, postcode: WITHHELD.postcode },
    ...{
      latitude: WITHHELD.latitude,
      longitude: WITHHELD.longitude,
      sensitivityGrounds: ['SECRET_MATERIAL'],
    },
    closures: [{ from: '2027-12-20', to: '2027-12-31' }],
  }),
  {
    mutation: 'grantNeedToKnow',
    args: {
      input: { subject: 'newcomer', site: 'SITE', reason: 'fits what is ordered', expiresOn: IN_A_MONTH },
    },
    changes: ['NeedToKnow newcomer SITE'],
  },
  {
    mutation: 'revokeNeedToKnow',
    args: { input: { subject: 'newcomer', site: 'SITE' } },
    changes: ['NeedToKnow newcomer SITE'],
  },
  save('Device', {
    ...{ externalId: 'DEV', site: 'SITE', kind: 'CAMERA', manufacturer: 'Hikvision', network: 'CORE' },
    ...{ serial: WITHHELD.serial, mac: WITHHELD.mac },
  }),
  {
    mutation: 'recordSurvey',
    args: {
      input: {
        ...{ device: 'DEV', manufacturer: 'Dahua', assertedBy: 'A surveyor', assertedOn: '2024-05-01' },
        note: WITHHELD.note,
      },
    },
    changes: ['Device DEV'],
  },
  save(
    'Manufacturer',
    { name: 'Maker', country: 'GB', brands: [{ name: 'Brand', confidence: 'HIGH' }] },
    'Maker',
  ),
  save('DeviceModel', { manufacturer: 'Maker', name: 'M-1', kind: 'CAMERA' }, 'Maker M-1'),
  save(
    'Directive',
    {
      ...{ key: 'dir', version: 1, title: 'A directive', issuedBy: 'A ministry', source: 'A statement' },
      effectiveFrom: '2022-11-24',
      coverage: [
        {
          ...{
            ruleId: 'COVERED',
            law: 'A law',
            state: 'CN',
            through: 'OWNERSHIP',
            manufacturers: ['Hikvision'],
          },
          ...{ decidedBy: 'A unit', decidedOn: '2022-11-24', basis: 'Headquarters' },
        },
      ],
      demands: [
        { ruleId: 'CEASE', siteClass: 'SENSITIVE', action: 'CEASE_DEPLOYMENT', strength: 'MANDATORY' },
      ],
      obligations: [{ bodyKind: 'POLICE', siteClass: 'SENSITIVE', obligation: 'MANDATORY' }],
    },
    'dir 1',
  ),
  {
    mutation: 'grantExemption',
    args: {
      input: { device: 'DEV', directive: 'dir', ground: WITHHELD.ground, expiresOn: IN_A_MONTH },
    },
    changes: ['Exemption 1'],
  },
  { mutation: 'revokeExemption', args: { id: '1' }, changes: ['Exemption 1'] },
  { mutation: 'assessEstate', args: {}, changes: ['Estate all'] },
  save('Vendor', { externalId: 'VEN', name: 'A vendor', supply: [{ month: '2027-01', units: 5 }] }),
  save('Product', {
    ...{ externalId: 'PRO', vendor: 'VEN', name: 'A camera', replaces: ['CAMERA'] },
    ...{ pricePence: 10_000, fittingMinutes: 60, leadDays: 5 },
  }),
  save('Crew', {
    ...{ externalId: 'CREW', name: 'A crew', nation: 'ENG', regions: ['London'], clearance: 'DV' },
    ...{ minutesPerDay: 450, dayRatePence: 50_000, leave: [{ from: '2027-08-02', to: '2027-08-06' }] },
  }),
  save('Holiday', { date: '2027-12-25', nation: 'ENG', name: 'Christmas Day' }, '2027-12-25 ENG'),
  ...COSTING_RUNS,
  save(
    'ProductPrice',
    {
      ...{ product: 'PRO', from: '2026-04-01', tiers: [{ fromUnits: 0, pricePence: 9_900 }] },
      basis: { kind: 'CATALOGUE', reference: SOURCE, on: '2026-04-01' },
    },
    'PRO 2026-04-01',
  ),
  save('Quotation', {
    ...{ externalId: 'QUO', organisation: 'ORG', vendor: 'VEN', number: 'V-1', document: 'In the safe' },
    ...{ issuedOn: '2026-01-05', expiresOn: IN_A_MONTH, lines: [{ product: 'PRO', pricePence: 9_000 }] },
  }),
  save('Budget', { externalId: 'BUD', organisation: 'ORG', fiscalYear: 2027, pence: 1_000_000 }),
  ...BUDGET_RUNS,
  save(
    'PlanningDefaults',
    { start: '2027-01-04', end: '2027-12-31', rule: 'STRICT_PHASES', penceForRiskDay: 100 },
    '1',
  ),
  { mutation: 'createPlan', args: { input: { iterations: 10 } }, changes: ['Plan 1'] },
  {
    mutation: 'createScenario',
    args: { input: { name: 'Half the money', basePlanId: '1', changes: [{ budget: { percent: -50 } }] } },
    changes: ['Scenario 1'],
  },
  { mutation: 'removeScenario', args: { id: '1' }, changes: ['Scenario 1'] },
  {
    mutation: 'replan',
    args: { input: { planId: '1', asOf: '2027-02-01', reason: 'A slip', iterations: 10 } },
    changes: ['Plan 3'],
    awaits: '1',
  },
  { mutation: 'removePlan', args: { id: '3' }, changes: ['Plan 3'] },
  { mutation: 'proposePlan', args: { id: '1' }, changes: ['Plan 1'], awaits: '1' },
  { mutation: 'approvePlanMoney', args: { id: '1' }, changes: ['Plan 1'], by: 'treasurer' },
  { mutation: 'approvePlanWorks', args: { id: '1' }, changes: ['Plan 1'], by: 'surveyor' },
  { mutation: 'withdrawPlan', args: { id: '1', comment: 'No longer wanted.' }, changes: ['Plan 1'] },
  { mutation: 'removePlan', args: { id: '1' }, changes: ['Plan 1'] },
  { mutation: 'createPlan', args: { input: { iterations: 10 } }, changes: ['Plan 4'] },
  {
    mutation: 'saveForecastSpread',
    args: {
      input: { category: 'LABOUR', shape: 'LOGNORMAL', lowPercent: 80, highPercent: 140, source: 'A count' },
    },
    changes: ['ForecastSpread LABOUR'],
  },
  { mutation: 'askForecast', args: { input: { planId: '4' } }, changes: ['Forecast 1'], awaits: '4' },
  { mutation: 'removeForecast', args: { id: '1' }, changes: ['Forecast 1'] },
  {
    mutation: 'askCostOfDelay',
    args: { basePlanId: '4' },
    changes: Array.from({ length: 11 }, (_, index) => `Scenario ${index + 2}`),
    actions: Array.from({ length: 11 }, () => 'createScenario'),
  },
  {
    mutation: 'askFullFunding',
    args: { basePlanId: '4' },
    changes: ['Scenario 13'],
    actions: ['createScenario'],
    awaits: '4',
  },
  remove('Budget', 'BUD'),
  {
    mutation: 'removeHoliday',
    args: { date: '2027-12-25', nation: 'ENG' },
    changes: ['Holiday 2027-12-25 ENG'],
  },
  remove('Crew', 'CREW'),
  {
    mutation: 'removeProductPrice',
    args: { product: 'PRO', from: '2026-04-01' },
    changes: ['ProductPrice PRO 2026-04-01'],
  },
  remove('Quotation', 'QUO'),
  remove('Product', 'PRO'),
  remove('Vendor', 'VEN'),
  {
    mutation: 'removeDeviceModel',
    args: { manufacturer: 'Maker', name: 'M-1' },
    changes: ['DeviceModel Maker M-1'],
  },
  { mutation: 'removeManufacturer', args: { name: 'Maker' }, changes: ['Manufacturer Maker'] },
  remove('Device', 'DEV'),
  remove('Site', 'SITE'),
  remove('Organisation', 'ORG'),
  ...WORK_RUNS,
];
