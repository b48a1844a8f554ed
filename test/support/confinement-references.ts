/** What ids and texts of the contract can refer to: things of a body, or nothing. */
import type { TestApi } from './api.js';
import { SLOTS, type Reference } from './confinement-slots.js';
import { leadOf, type Body } from './two-bodies.js';

const ID_NAMES = [
  ...(['organisationId', 'siteId', 'deviceId', 'planId', 'importId', 'scenarioId', 'forecastId'] as const),
  ...([
    'replanId',
    'workOrderId',
    'exemptionId',
    'calendarFeedId',
    'webhookId',
    'webhookDeliveryId',
  ] as const),
  ...(['budgetId', 'postingId'] as const),
];

/** Row ids of a body. */
export type Ids = Record<(typeof ID_NAMES)[number], string>;

export const NO_ROW = '4000000000';
export const NO_ROWS = idsFrom(() => NO_ROW);

/** Of the bodies that have been made; until then, no row has them. */
export const ids: Record<Body, Ids> = { XX: NO_ROWS, YY: NO_ROWS };

function idsFrom(read: (name: keyof Ids) => string): Ids {
  return Object.fromEntries(ID_NAMES.map((name) => [name, read(name)])) as Ids;
}

type References = Record<Reference, (body: Body | 'ZZ') => string>;

/** What an id or a text can be of somebody: of a body, or of ZZ, which is not there. */
export const REFERENCES: References = {
  ...Object.fromEntries(
    ID_NAMES.map((name) => [name, (body: Body | 'ZZ') => (body === 'ZZ' ? NO_ROWS : ids[body])[name]]),
  ),
  organisation: (body) => body,
  site: (body) => `${body}-S1`,
  device: (body) => `${body}-CAM`,
  recorder: (body) => `${body}-REC`,
  budget: (body) => `${body}-BUD`,
  quotation: (body) => `${body}-QUO`,
  subject: (body) => `${body}-member`,
  lead: (body) => `${body}-lead`,
  workPackage: (body) => `${body}-S1/${body}-REC`,
  words: (body) => body,
} as References;

/** A value for a place of the contract. */
export function valueOf(slot: string, body: Body | 'ZZ'): string {
  const kind = SLOTS[slot];
  if (!kind || !(kind in REFERENCES)) throw new Error(`${slot} refers to nothing`);
  return REFERENCES[kind as Reference](body);
}

/** How a field that is not at the root is come to, at a body's own. */
export const WAYS: Record<string, (inside: string) => string> = {
  'Plan.assignments': (inside) => `plan(id: "${ids.XX.planId}") { ${inside} }`,
  'Plan.explanation': (inside) => `plan(id: "${ids.XX.planId}") { ${inside} }`,
  'Plan.workOrders': (inside) => `plan(id: "${ids.XX.planId}") { ${inside} }`,
  'CoreNetworkViolations.devices': (inside) => `coreNetworkViolations { ${inside} }`,
  'PlanStaleness.changes': (inside) => `plan(id: "${ids.XX.planId}") { staleness { ${inside} } }`,
  'Replan.moves': (inside) => `plan(id: "${ids.XX.replanId}") { replan { ${inside} } }`,
  'PlanCosts.earlyReplacement': (inside) => `planCosts(planId: "${ids.XX.planId}") { ${inside} }`,
  'PlanCosts.lines': (inside) => `planCosts(planId: "${ids.XX.planId}") { ${inside} }`,
  'PlanCosts.wholeLife': (inside) => `planCosts(planId: "${ids.XX.planId}") { ${inside} }`,
  'Scenario.difference': (inside) => `scenario(id: "${ids.XX.scenarioId}") { ${inside} }`,
  'Site.devices': (inside) => `site(externalId: "XX-S1") { ${inside} }`,
};

export async function readIds(api: TestApi, body: Body): Promise<Ids> {
  const data = await api.query(
    `query ($site: String!, $device: String!) {
      organisations { nodes { id } } plans { nodes { id replan { asOf } } } imports { nodes { id } } scenarios { nodes { id } } workOrders { nodes { id } }
      exemptions { nodes { id } } calendarFeeds { nodes { id } } webhooks { nodes { id } } webhookDeliveries { nodes { id } } budgets { id } ledgerPostings { nodes { id } }
      site(externalId: $site) { id } device(externalId: $device) { id }
    }`,
    { site: `${body}-S1`, device: `${body}-CAM` },
    leadOf(body),
  );
  return {
    organisationId: data.organisations.nodes[0].id,
    siteId: data.site.id,
    deviceId: data.device.id,
    planId: data.plans.nodes[0].id,
    replanId: data.plans.nodes.find(({ replan }: { replan: unknown }) => replan !== null).id,
    importId: data.imports.nodes[0].id,
    scenarioId: data.scenarios.nodes[0].id,
    forecastId: await readForecastId(api, data.plans.nodes[0].id, body),
    workOrderId: data.workOrders.nodes[0].id,
    exemptionId: data.exemptions.nodes[0].id,
    calendarFeedId: data.calendarFeeds.nodes[0].id,
    webhookId: data.webhooks.nodes[0].id,
    webhookDeliveryId: data.webhookDeliveries.nodes[0].id,
    budgetId: data.budgets[0].id,
    postingId: data.ledgerPostings.nodes[0].id,
  };
}

async function readForecastId(api: TestApi, planId: string, body: Body): Promise<string> {
  const read = 'query ($planId: ID!) { forecasts(planId: $planId) { id } }';
  return (await api.query(read, { planId }, leadOf(body))).forecasts[0].id;
}
