import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  getNullableType,
  isIntrospectionType,
  isListType,
  isObjectType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { startApi, type TestApi } from './support/api.js';

/** The lists that are given whole, by why they stay short. Every other one comes in pages. */
const BOUNDED_LISTS: Record<string, string[]> = {
  'It is written whole, with its owner, by a person or a cell of a register.': [
    'Brand.aliases',
    'Brand.macPrefixes',
    'Brand.modelPatterns',
    'Crew.leave',
    'Crew.regions',
    'Directive.coverage',
    'Directive.demands',
    'Directive.obligations',
    'DirectiveCoverage.manufacturers',
    'Import.ignoredColumns',
    'Manufacturer.aliases',
    'Manufacturer.brands',
    'Manufacturer.macPrefixes',
    'Manufacturer.modelPatterns',
    'Manufacturer.models',
    'Product.replaces',
    'ProductPrice.tiers',
    'Quotation.lines',
    'Replan.released',
    'Scenario.changes',
    'Site.closures',
    'Site.sensitivityGrounds',
    'SiteVersion.closures',
    'SiteVersion.sensitivityGrounds',
    'VatRule.recoverableBy',
    'Vendor.supply',
    'Webhook.kinds',
  ],
  'A programme has tens of them, which a person negotiates or decides on one by one.': [
    'Costing.assetLives',
    'Costing.optimismBias',
    'Costing.priceIndices',
    'Costing.rates',
    'Costing.vatRules',
    'Organisation.budgets',
    'Query.budgets',
    'Query.carryForwardLimits',
    'Query.crews',
    'Query.directives',
    'Query.holidays',
    'Query.manufacturers',
    'Product.prices',
    'Query.products',
    'Query.quotations',
    'Query.vendors',
    'Query.virementRules',
    'Mutation.saveVirementRule',
    'Vendor.products',
  ],
  'A person holds a few of them, and the audit keeps those of the moment.': ['AuditEntry.roles'],
  'It tells of one device or one site, and gets a row when a person looks at it or changes it.': [
    'Assessment.demands',
    'Assessment.explanation',
    'Assessment.grounds',
    'Assessment.unknowns',
    'Device.evidence',
    'Site.history',
  ],
  'It sums up: a row for each verdict, phase or quarter, however large the estate is.': [
    'CashFlow.lines',
    'CashFlow.months',
    'CashFlow.years',
    'Forecast.drivers',
    'Forecast.phases',
    'Forecast.spreads',
    'Forecast.years',
    'FundingAllocation.grants',
    'Mutation.assessEstate',
    'Plan.costOfDelay',
    'PlanCosts.summary',
    'PlanCosts.priceTiers',
    'Plan.phases',
    'Plan.quarters',
    'Plan.years',
    'PlanStaleness.counts',
    'Query.assessmentSummary',
    'Query.forecastSpreads',
    'Query.variances',
    'WorksProgress.months',
    'WorksProgress.phases',
  ],
  'Of a plan five are kept.': ['Query.forecasts'],
  'It has at most five acts, of which each is done once.': ['Plan.stageChanges'],
  'It explains one answer.': ['DeploymentAnswer.sentences'],
  'It names the few parts that one thing has.': [
    'OptionLife.renewals',
    'PlanCosts.wholeLife',
    'PlanInputChange.fields',
  ],
  'It is what is left over of a plan, or what is swapped at one site in one go, and is read whole.': [
    'Plan.awaiting',
    'Plan.unscheduled',
    'WorkOrder.devices',
    'WorkPackage.devices',
  ],
  'It tells of one work order: a row when somebody moves it or adds one of its few files, or each status to which it may go.':
    ['WorkOrder.evidence', 'WorkOrder.moves', 'WorkOrder.nextStatuses'],
  'A crew has a few.': ['Crew.installers'],
  'A person holds a few.': ['Me.roles', 'Person.roles'],
  'It explains one work package, or a plan as a whole: a row for each kind of limit or each scarce resource.':
    [
      'DeadlineConflict.limits',
      'EarlierStart.obstacles',
      'PackageDifference.kinds',
      'PlanMove.reasons',
      'Plan.worthOfMore',
      'WorkPackageExplanation.relaxations',
    ],
};

describe('the GraphQL contract', () => {
  let api: TestApi;
  let schema: GraphQLSchema;
  beforeAll(async () => {
    api = await startApi();
    const server = api.app.getHttpAdapter().getInstance();
    schema = server.graphql.schema;
  });
  afterAll(() => api.close());

  it('has code behind every query and mutation', () => {
    const roots = [schema.getQueryType(), schema.getMutationType()];
    const empty = roots.flatMap((type) =>
      Object.values(type?.getFields() ?? {})
        .filter((field) => !field.resolve)
        .map((field) => `${type?.name}.${field.name}`),
    );
    expect(empty).toEqual([]);
  });

  it('says what each mutation does', () => {
    const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
    const silent = mutations.filter(({ description }) => !description);
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  it('gives every list that can grow without end in pages', () => {
    const isConnection = ({ name }: GraphQLObjectType) => name.endsWith('Connection');
    const types = Object.values(schema.getTypeMap())
      .filter((type) => isObjectType(type))
      .filter((type) => !isIntrospectionType(type));
    const lists = types
      .filter((type) => !isConnection(type))
      .flatMap((type) =>
        Object.values(type.getFields())
          .filter((field) => isListType(getNullableType(field.type)))
          .map((field) => `${type.name}.${field.name}`),
      );
    expect(lists.sort()).toEqual(Object.values(BOUNDED_LISTS).flat().sort());

    const connections = types.filter(isConnection);
    expect(connections.length).toBeGreaterThan(5);
    for (const type of connections) {
      expect(Object.keys(type.getFields()).sort()).toEqual(['edges', 'nodes', 'pageInfo', 'totalCount']);
    }
  });
});

describe('the edge', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi({ NODE_ENV: 'production', TRUSTED_DOCUMENTS: 'off' });
  });
  afterAll(() => api.close());

  const post = (body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
    api.fetch(`/graphql`, { method: 'POST', headers, body });

  it('refuses what another site could make a browser send', async () => {
    const simple = await api.fetch(`/graphql?query=${encodeURIComponent('{ crews { id } }')}`);
    expect(simple.status).toBe(400);
    const form = await post('query={crews{id}}', { 'content-type': 'application/x-www-form-urlencoded' });
    expect(form.status).toBeGreaterThanOrEqual(400);
  });

  it('tells a wrong document from a broken one, and neither is a server error', async () => {
    const codeOf = async (query: string) => {
      const response = await post(JSON.stringify({ query }), {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
      });
      const body = (await response.json()) as { errors: { extensions: { code: string } }[] };
      return [response.status, body.errors[0]?.extensions.code];
    };
    expect(await codeOf('{ crews { nothing } }')).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
    expect(await codeOf('{ crews {')).toEqual([400, 'GRAPHQL_PARSE_FAILED']);
  });

  it('refuses a query that is too deep and a body that is too large', async () => {
    const deep =
      '{ organisations { nodes { sites { nodes { organisation { sites { nodes { organisation { sites { nodes { organisation { sites { nodes { organisation { sites { nodes { id } } } } } } } } } } } } } } } }';
    const refusal = await post(JSON.stringify({ query: deep }));
    expect(await refusal.json()).toHaveProperty('errors');
    const large = await post(JSON.stringify({ query: `{ crews { id } } # ${'x'.repeat(2_000_000)}` }));
    expect(large.status).toBe(413);
  });

  it('serves no page that would load scripts of others', async () => {
    for (const path of ['/graphiql', '/graphiql/main.js', '/playground', '/']) {
      expect([path, (await api.fetch(path)).status]).toEqual([path, 404]);
    }
  });

  it('keeps what a failure says inside', async () => {
    await api.asOwner('RENAME TABLE crews TO crews_gone');
    try {
      const [error] = await api.refuse('{ crews { id } }');
      expect(error?.extensions.code).toBe('INTERNAL');
      expect(JSON.stringify(error)).not.toMatch(/crews_gone|SELECT|Table|ER_/);
    } finally {
      await api.asOwner('RENAME TABLE crews_gone TO crews');
    }
  });
});
