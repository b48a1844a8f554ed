/** Two bodies that have a row of every kind each, and everything that the API can be asked about them. */
import {
  Kind,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { FIELD_COSTS } from '../../src/field-costs.js';
import { readWithinLimits } from '../../src/platform/graphql/limits.js';
import { costOf, refuseTooCostly } from '../../src/platform/graphql/query-cost.js';
import { RequestRefusal } from '../../src/platform/graphql/request-refusal.js';
import type { TestApi } from './api.js';
import { putDeadDelivery } from './receiver.js';
import { sendRegister } from './registers.js';
import { until } from './worker.js';
import { commitMoney, issueWorks, moveOrder, orderOf, sendEvidence } from './works.js';

/** Every text of a body's rows has its code in it, so that none of them can be told unnoticed. */
export type Body = 'XX' | 'YY';

export const leadOf = (body: Body) => `${body}-lead`;
export const memberOf = (body: Body) => `${body}-member`;

const SAVE = (type: string) =>
  `mutation ($input: ${type}Input!) { save${type}(input: $input) { __typename } }`;

/** What bodies have in common: a directive, a vendor, a crew, and for when to plan. */
export async function makeProgramme(api: TestApi): Promise<void> {
  const save = (type: string, input: Record<string, unknown>) => api.query(SAVE(type), { input });
  const yaml = 'vendors: [{ externalId: VEN, name: A vendor }]';
  await api.query('mutation ($yaml: String!) { loadProgramme(yaml: $yaml) { vendors } }', { yaml });
  await save('Product', {
    ...{ externalId: 'PRO', vendor: 'VEN', name: 'A product', replaces: ['CAMERA', 'RECORDER'] },
    ...{ pricePence: 10_000, fittingMinutes: 60, leadDays: 5 },
  });
  await save('Crew', {
    ...{ externalId: 'CREW', name: 'A crew', nation: 'ENG', regions: ['London'], clearance: 'DV' },
    ...{ minutesPerDay: 450, dayRatePence: 50_000 },
  });
  await save('Holiday', { date: '2027-12-25', nation: 'ENG', name: 'Christmas Day' });
  await save('PlanningDefaults', {
    ...{ start: '2027-01-04', end: '2029-12-31', rule: 'STRICT_PHASES', penceForRiskDay: 100 },
  });
  const demand = { action: 'REMOVE_AND_REPLACE', strength: 'MANDATORY', deadline: '2027-12-31' };
  await save('Directive', {
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
    demands: ['SENSITIVE', 'NON_SENSITIVE'].map((siteClass) => ({ ...demand, ruleId: siteClass, siteClass })),
    obligations: ['SENSITIVE', 'NON_SENSITIVE'].map((siteClass) => ({
      ...{ bodyKind: 'POLICE', siteClass, obligation: 'MANDATORY' },
    })),
  });
}

/** A row of every kind for a body; its plan is computed by a worker that runs already. */
export async function makeBody(api: TestApi, body: Body): Promise<void> {
  const save = (type: string, input: Record<string, unknown>) => api.query(SAVE(type), { input });
  await save('Organisation', { externalId: body, name: `The body ${body}`, kind: 'POLICE', nation: 'ENG' });
  await api.grant(leadOf(body), ['ESTATES_MANAGER', 'FINANCE', 'APPROVER', 'AUDITOR', 'ADMIN'], body);
  await api.grant(memberOf(body), ['CLIENT'], body);
  const site = { organisation: body, nation: 'ENG', region: 'London' };
  const closures = [{ from: '2027-06-07', to: '2027-06-11' }];
  const grounds = { sensitive: true, sensitivityGrounds: ['SECRET_MATERIAL'], closures };
  await save('Site', {
    ...site,
    ...grounds,
    externalId: `${body}-S1`,
    name: `House ${body}`,
    postcode: `${body}1 1AA`,
  });
  await save('Site', { ...site, externalId: `${body}-S2`, name: `Depot ${body}`, sensitive: false });
  for (const subject of [leadOf(body), memberOf(body)]) await api.know(`${body}-S1`, subject);
  const device = {
    manufacturer: 'Hikvision',
    model: `${body} model`,
    network: 'CORE',
    serial: 'SAME-SERIAL',
  };
  await save('Device', { ...device, externalId: `${body}-REC`, site: `${body}-S1`, kind: 'RECORDER' });
  const hanging = { site: `${body}-S1`, kind: 'CAMERA', recorder: `${body}-REC` };
  await save('Device', { ...device, ...hanging, externalId: `${body}-CAM` });
  await save('Device', { ...device, externalId: `${body}-OPEN`, site: `${body}-S2`, kind: 'CAMERA' });
  const survey = { device: `${body}-CAM`, manufacturer: 'Hikvision', note: `seen at ${body}` };
  const surveyed = { ...survey, assertedBy: `${body} surveyor`, assertedOn: '2024-05-01' };
  const record = 'mutation ($input: EvidenceInput!) { recordSurvey(input: $input) { id } }';
  await api.query(record, { input: surveyed }, leadOf(body));
  await save('Budget', { externalId: `${body}-BUD`, organisation: body, fiscalYear: 2027, pence: 400_000 });
  await save('Quotation', {
    ...{ externalId: `${body}-QUO`, organisation: body, vendor: 'VEN', number: `${body} 1` },
    ...{ document: `A letter to ${body}`, issuedOn: '2026-01-05', expiresOn: '2099-12-31' },
    lines: [{ product: 'PRO', pricePence: 9_500 }],
  });
  const register = `site_id,organisation,name,nation,region,sensitive\n${body}-S9,${body},,ENG,${body},no\n`;
  await sendRegister(api, register, '', { subject: leadOf(body) });
  const exempt = 'mutation ($input: ExemptionInput!) { grantExemption(input: $input) { id } }';
  // From next month on: the plans that are made now have the device.
  const [from, expiresOn] = [30, 60].map((days) => new Date(Date.now() + days * 86_400_000).toISOString());
  const exemption = {
    ...{ device: `${body}-OPEN`, directive: 'dir', ground: `wanted by ${body}` },
    ...{ from: from?.slice(0, 10), expiresOn: expiresOn?.slice(0, 10) },
  };
  await api.query(exempt, { input: exemption }, leadOf(body));
  const { organisations } = await api.query('{ organisations { nodes { id } } }', {}, leadOf(body));
  const create = 'mutation ($input: CreatePlanInput!) { createPlan(input: $input) { id } }';
  const input = { organisationId: organisations.nodes[0].id, iterations: 5, seed: 7 };
  const { createPlan } = await api.query(create, { input }, leadOf(body));
  await planned(api, body, createPlan.id);
  const forecast = 'mutation ($input: AskForecastInput!) { askForecast(input: $input) { id } }';
  await api.query(forecast, { input: { planId: createPlan.id, draws: 100 } }, leadOf(body));
  await forecastDrawn(api, createPlan.id);
  await putWorks(api, body, createPlan.id);
  const imagine = 'mutation ($input: CreateScenarioInput!) { createScenario(input: $input) { plan { id } } }';
  const scenario = { name: `${body} what if`, basePlanId: createPlan.id, penceForRiskDay: 50 };
  const { createScenario } = await api.query(imagine, { input: scenario }, leadOf(body));
  await planned(api, body, createScenario.plan.id);
  const again = 'mutation ($input: ReplanInput!) { replan(input: $input) { id } }';
  const slip = { planId: createPlan.id, asOf: '2027-02-01', reason: `${body} slipped`, iterations: 5 };
  const { replan } = await api.query(again, { input: slip }, leadOf(body));
  await planned(api, body, replan.id);
  // Last: it would be told of all the rest, by and by.
  const tell = 'mutation ($input: WebhookInput!) { createWebhook(input: $input) { id } }';
  const hook = { organisationId: input.organisationId, url: 'http://127.0.0.1:9/', kinds: ['WORKS_FOUND'] };
  const { createWebhook } = await api.query(tell, { input: hook }, leadOf(body));
  await putDeadDelivery(api.dataSource, createWebhook.id);
}

/** Waits until the newest forecast of a plan is drawn. */
async function forecastDrawn(api: TestApi, planId: string): Promise<void> {
  const read = 'query ($id: ID!) { forecasts(planId: $id) { status failure { message } } }';
  await until(async () => {
    const { forecasts } = await api.query(read, { id: planId });
    const [{ status, failure }] = forecasts;
    if (status === 'FAILED') throw new Error(`the forecast failed: ${failure?.message}`);
    return status === 'COMPLETED' ? true : undefined;
  });
}

/** The work orders of a plan, one of them in hand. */
async function putWorks(api: TestApi, body: Body, planId: string): Promise<void> {
  await api.dataSource.query("UPDATE plans SET stage = 'APPROVED' WHERE id = ?", [planId]);
  await commitMoney(api, Number(planId));
  await issueWorks(api, Number(planId));
  const order = await orderOf(api, `${body}-S1/${body}-REC`);
  await moveOrder(api, order, 'ORDERED', {}, leadOf(body));
  const input = { workOrderId: order, replaces: `${body}-REC`, externalId: `${body}-NEWREC` };
  await api.query(
    'mutation ($input: ReplacementInput!) { enterReplacement(input: $input) { id } }',
    { input: { ...input, manufacturer: 'Axis', serial: 'SAME-SERIAL' } },
    leadOf(body),
  );
  await api.query(
    'mutation ($input: FindingInput!) { recordFinding(input: $input) { id } }',
    {
      input: {
        ...{ kind: 'UNREGISTERED_DEVICE', site: `${body}-S2`, device: `${body}-FOUND` },
        ...{ assertedBy: `${body} surveyor`, assertedOn: '2026-01-05', note: `found at ${body}` },
        ...{ workOrderId: null, found: { kind: 'INTERCOM' } },
      },
    },
    leadOf(body),
  );
  await sendEvidence(api, order, leadOf(body));
  await api.query(
    'mutation ($input: CalendarFeedInput!) { createCalendarFeed(input: $input) { id } }',
    { input: { site: `${body}-S1` } },
    leadOf(body),
  );
  await api.grant(`${body}-fitter`, ['INSTALLER'], body);
  await api.query('mutation ($input: CrewInstallerInput!) { assignInstaller(input: $input) { id } }', {
    input: { subject: `${body}-fitter`, crew: 'CREW' },
  });
}

async function planned(api: TestApi, body: Body, id: string): Promise<void> {
  const read = 'query ($id: ID!) { plan(id: $id) { status failure { message } } }';
  const plan = await until(async () => {
    const { plan: found } = await api.query(read, { id }, leadOf(body));
    return ['COMPLETED', 'FAILED'].includes(found.status) ? found : undefined;
  });
  if (plan.status !== 'COMPLETED') throw new Error(`the plan failed: ${plan.failure?.message}`);
}

/** Levels of objects, deepest first: how deep a document can go depends on how long the lists on the way may be. */
const DEPTHS = [4, 3, 2, 1, 0];

/**
 * The deepest document that the API takes, of those that ask for everything down to some level.
 *
 * @param asked gets what it asks for, as `Type.field`
 * @param write the document around a selection
 */
export function askEverything(
  schema: GraphQLSchema,
  type: GraphQLObjectType | null,
  asked: Set<string>,
  calls: Readonly<Record<string, string>>,
  variables: Record<string, unknown>,
  write: (selection: string) => string,
): string {
  if (!type) return write('');
  for (const depth of DEPTHS) {
    const fields = new Set<string>();
    const document = write(selectAll(type, fields, calls, depth));
    if (!isTaken(schema, document, variables)) continue;
    for (const field of fields) asked.add(field);
    return document;
  }
  throw new Error(`everything of ${type.name} is too much to ask`);
}

/** Everything that a type can be asked down to some level; of what it is within, which one it is. */
function selectAll(
  type: GraphQLObjectType,
  asked: Set<string>,
  calls: Readonly<Record<string, string>>,
  depth: number,
  within: readonly string[] = [],
): string {
  const selections = Object.values(type.getFields()).flatMap((field) => {
    const name = `${type.name}.${field.name}`;
    const inner = getNamedType(field.type);
    const call = calls[name] ?? (isConnection(inner.name) ? '(first: 3)' : '');
    if (call === '' && field.args.some((argument) => isNonNullType(argument.type))) return [];
    const isPage = /(Connection|Edge)$/.test(type.name);
    const path = isPage ? within : [...within, type.name];
    const inside = isObjectType(inner) ? insideOf(inner, asked, calls, depth, path) : '';
    if (inside === null) return [];
    asked.add(name);
    return [`${field.name}${call}${inside}`];
  });
  return ['__typename', ...selections].join(' ');
}

function insideOf(
  inner: GraphQLObjectType,
  asked: Set<string>,
  calls: Readonly<Record<string, string>>,
  depth: number,
  path: readonly string[],
): string | null {
  if (path.includes(inner.name)) {
    const id = ['externalId', 'id'].find((name) => name in inner.getFields());
    return id === undefined ? null : ` { ${id} }`;
  }
  if (inner.name.endsWith('Edge')) {
    // The page's nodes are asked for everything already.
    for (const field of ['cursor', 'node']) asked.add(`${inner.name}.${field}`);
    return ' { cursor node { __typename } }';
  }
  if (path.length > depth) return null;
  return ` { ${selectAll(inner, asked, calls, depth, path)} }`;
}

function isTaken(schema: GraphQLSchema, document: string, variables: Record<string, unknown>): boolean {
  try {
    const [operation] = readWithinLimits(document).definitions;
    if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('expected an operation');
    refuseTooCostly(costOf({ schema, operation, fragments: new Map(), variables }, FIELD_COSTS));
    return true;
  } catch (error) {
    if (error instanceof RequestRefusal) return false;
    throw error;
  }
}

function isConnection(name: string): boolean {
  return name.endsWith('Connection');
}

/** The places of a field's arguments at which texts and ids come in, such as `Query.sites.filter.organisationId`. */
export function slotsOf(parent: string, field: GraphQLField<unknown, unknown>): string[] {
  const walk = (type: GraphQLInputType, path: string): string[] => {
    const named = getNamedType(type);
    if (isInputObjectType(named))
      return Object.values(named.getFields()).flatMap(({ name, type: inner }) =>
        walk(inner, `${path}.${name}`),
      );
    return ['ID', 'String'].includes(named.name) ? [path] : [];
  };
  return field.args.flatMap(({ name, type }) => walk(type, `${parent}.${field.name}.${name}`));
}

/** Every field with arguments, and every field of the roots. */
export function callableFields(schema: GraphQLSchema): [string, GraphQLField<unknown, unknown>][] {
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap((type) =>
      Object.values(type.getFields())
        .filter(({ args }) => args.length > 0 || ['Query', 'Mutation'].includes(type.name))
        .map((field): [string, GraphQLField<unknown, unknown>] => [type.name, field]),
    );
}

/** The document that calls a root field with variables for all its arguments. */
export function documentOf(
  kind: 'query' | 'mutation' | 'subscription',
  field: GraphQLField<unknown, unknown>,
  given: Record<string, unknown>,
  selection: string,
): string {
  const args = field.args.filter(({ name }) => name in given);
  const variables = args.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const call = args.map(({ name }) => `${name}: $${name}`).join(', ');
  const inside = isLeafType(getNamedType(field.type)) ? '' : ` { ${selection} }`;
  return `${kind} ${variables ? `(${variables})` : ''} { ${field.name}${call ? `(${call})` : ''}${inside} }`;
}

/** Puts a value at a path into a copy of arguments. */
export function withValue(
  args: Record<string, unknown>,
  [step = '', ...rest]: readonly string[],
  value: unknown,
): Record<string, unknown> {
  const inner = (args[step] ?? {}) as Record<string, unknown>;
  return { ...args, [step]: rest.length === 0 ? value : withValue(inner, rest, value) };
}

/** Whether a field gives a list of pages, a list or one thing. */
export function isMany(field: GraphQLField<unknown, unknown>): boolean {
  return isListType(getNullableType(field.type)) || isConnection(getNamedType(field.type).name);
}
