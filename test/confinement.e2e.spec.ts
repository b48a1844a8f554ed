/** What one body's people may see and do, against everything of another's that the contract can be asked for. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema, getNamedType, isObjectType, type GraphQLField } from 'graphql';
import { ROOT_RULES, ROUTE_RULES } from '../src/access/field-rules.js';
import { reachOf } from '../src/access/permissions.js';
import { projectRoot } from '../src/platform/project-root.js';
import { startApi, type TestApi } from './support/api.js';
import {
  NO_ROW,
  NO_ROWS,
  REFERENCES,
  WAYS,
  ids,
  readIds,
  valueOf,
  type Ids,
} from './support/confinement-references.js';
import {
  COMPANIONS,
  MUTATIONS,
  NEW_SITE,
  OWN_ORDER,
  OWN_PLAN,
  QUERIES,
  SLOTS,
  WHOLE_ARGUMENTS,
  WHOLE_INPUTS,
} from './support/confinement-slots.js';
import { recordStatements } from './support/queries.js';
import { readRejectedRows, sendRegister, type ImportAnswer } from './support/registers.js';
import {
  askEverything,
  callableFields,
  documentOf,
  isMany,
  leadOf,
  makeBody,
  makeProgramme,
  memberOf,
  slotsOf,
  withValue,
  type Body,
} from './support/two-bodies.js';
import { connect, subscribeOver } from './support/streams.js';
import { emptyQueue, startWorker, until, type TestWorker } from './support/worker.js';
import { sendEvidence } from './support/works.js';

const schema = buildSchema(readFileSync(join(projectRoot, 'graphql/generated/schema.graphql'), 'utf8'));
const fields = callableFields(schema);
const rootFields = fields.filter(([type]) => ['Query', 'Mutation', 'Subscription'].includes(type));

/** With what the streams of a body that are followed here end for now. */
const LAST = new Set<unknown>(['COMPLETED', 'ORDERED']);

/** What fields have to be called with that cannot be called without. */
const OWN_PACKAGE = 'workPackageId: "XX-S1/XX-REC"';
const CALLS = {
  'Plan.document': '(kind: PROBLEM)',
  'Plan.explanation': `(${OWN_PACKAGE})`,
  'PlanCosts.earlyReplacement': `(${OWN_PACKAGE})`,
  'PlanCosts.wholeLife': `(${OWN_PACKAGE})`,
};

let api: TestApi;
let worker: TestWorker;
/** What XX's lead saw while there was no other body. */
let alone: Map<string, string>;
const asked = new Set<string>();

beforeAll(async () => {
  await emptyQueue();
  api = await startApi();
  worker = await startWorker(api);
  await makeProgramme(api);
  await makeBody(api, 'XX');
  ids.XX = await readIds(api, 'XX');
  await linkedAll();
  alone = await readAll(leadOf('XX'));
  await makeBody(api, 'YY');
  ids.YY = await readIds(api, 'YY');
  await linkedAll();
}, 180_000);
afterAll(async () => {
  await worker.kill('SIGTERM');
  await api.close();
});

/** Entries of the audit tell their link once the worker has made it. */
async function linkedAll(): Promise<void> {
  for (;;) {
    const [{ n }] = await api.dataSource.query('SELECT COUNT(*) AS n FROM audit_unlinked');
    if (Number(n) === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function fieldOf(type: string, name: string): GraphQLField<unknown, unknown> {
  const found = fields.find(([parent, field]) => parent === type && field.name === name);
  if (!found) throw new Error(`there is no ${type}.${name}`);
  return found[1];
}

/** The document that calls a root field and asks for everything of what it gives. */
function wholeDocument(
  type: 'Query' | 'Mutation' | 'Subscription',
  field: GraphQLField<unknown, unknown>,
  variables: Record<string, unknown>,
): string {
  const inner = getNamedType(field.type);
  asked.add(`${type}.${field.name}`);
  const kind = ({ Query: 'query', Mutation: 'mutation', Subscription: 'subscription' } as const)[type];
  const calls = type === 'Query' ? CALLS : {};
  return askEverything(schema, isObjectType(inner) ? inner : null, asked, calls, variables, (selection) =>
    documentOf(kind, field, variables, selection),
  );
}

/** The document that comes to a field below the root and asks for everything of what it gives. */
function nestedDocument(
  name: string,
  field: GraphQLField<unknown, unknown>,
  call: string,
  declared = '',
  variables: Record<string, unknown> = {},
): string {
  const inner = getNamedType(field.type);
  const given = field.args.some((argument) => argument.name === 'first')
    ? call
    : call.replace('first: 2, ', '');
  const way = WAYS[name] ?? (() => '');
  return askEverything(
    schema,
    isObjectType(inner) ? inner : null,
    asked,
    {},
    variables,
    (selection) => `query ${declared} { ${way(`${field.name}(${given}) { ${selection} }`)} }`,
  );
}

async function ask(document: string, variables: Record<string, unknown>, subject: string): Promise<string> {
  const body = JSON.stringify({ query: document, variables });
  const headers = { 'content-type': 'application/json' };
  const response = await api.fetch('/graphql', { method: 'POST', headers, body }, subject);
  return response.text();
}

/** What somebody is told who follows something, up to where it stands by now, or why they are not. */
async function follow(
  document: string,
  variables: Record<string, unknown>,
  subject: string,
): Promise<string> {
  const client = await connect(api.url, `Bearer ${await api.issuer.tokenFor(subject)}`);
  try {
    const followed = subscribeOver<{ status?: string | null; to?: string }>(client, document, variables);
    // An order of a body has been ordered.
    const last = () => followed.items.findIndex(({ status, to }) => [status, to].some((is) => LAST.has(is)));
    await until(() => Promise.resolve(followed.end !== null || last() >= 0 || undefined));
    return JSON.stringify([followed.items.slice(0, last() + 1), followed.end]);
  } finally {
    await client.dispose();
  }
}

/** Every query and subscription with all that it can be asked, of one's own where it asks for one thing. */
async function readAll(subject: string): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  for (const [type, field] of rootFields) {
    if (type !== 'Query') continue;
    const required = field.args.filter(({ type: argument }) => String(argument).endsWith('!'));
    const fixed = QUERIES[field.name] ?? {};
    const open = required.filter(({ name }) => !(name in fixed));
    const given: Record<string, unknown> = {
      ...fixed,
      ...Object.fromEntries(open.map(({ name }) => [name, valueOf(`Query.${field.name}.${name}`, 'XX')])),
    };
    if (['site', 'device'].includes(field.name))
      given['externalId'] = field.name === 'site' ? 'XX-S1' : 'XX-CAM';
    if (isMany(field) && field.args.some(({ name }) => name === 'first'))
      given['first'] = field.name === 'auditEntries' ? 100 : 5;
    const document = wholeDocument('Query', field, given);
    answers.set(field.name, await ask(document, given, subject));
  }
  for (const [name, document] of partsOfPlan())
    answers.set(`plan.${name}`, await ask(document, { id: ids.XX.planId }, subject));
  for (const name of ['planEvents', 'worksEvents']) {
    const given = { planId: ids.XX.planId };
    const document = wholeDocument('Subscription', fieldOf('Subscription', name), given);
    answers.set(name, await follow(document, given, subject));
  }
  for (const name of Object.keys(WAYS)) {
    const [type = '', field = ''] = name.split('.');
    const call = name in CALLS ? OWN_PACKAGE : 'first: 2';
    answers.set(name, await ask(nestedDocument(name, fieldOf(type, field), call), {}, subject));
  }
  return answers;
}

/** A plan has more than one document can ask for: each thing that it has, in one of its own. */
function partsOfPlan(): [string, string][] {
  const plan = schema.getType('Plan');
  if (!isObjectType(plan)) throw new Error('there is no type Plan');
  return Object.values(plan.getFields()).flatMap((field): [string, string][] => {
    const inner = getNamedType(field.type);
    if (!isObjectType(inner) || `Plan.${field.name}` in WAYS) return [];
    const call = Object.entries(CALLS).find(([name]) => name === `Plan.${field.name}`)?.[1] ?? '';
    const write = (selection: string) =>
      `query ($id: ID!) { plan(id: $id) { ${field.name}${call} { ${selection} } } }`;
    return [[field.name, askEverything(schema, inner, asked, CALLS, {}, write)]];
  });
}

const referring = Object.entries(SLOTS)
  .filter(([, kind]) => kind in REFERENCES)
  .map(([slot]) => slot);

/** With what has to stand beside the reference at the path, and the caller's own plan where one is named. */
function withCompanions(
  variables: Record<string, unknown>,
  path: readonly string[],
): Record<string, unknown> {
  const companions = Object.entries(COMPANIONS[path.at(-2) ?? ''] ?? {});
  const all = companions.reduce(
    (args, [name, value]) => withValue(args, [...path.slice(0, -1), name], value),
    variables,
  );
  const text = JSON.stringify(all)
    .replaceAll(OWN_PLAN, ids.XX.planId)
    .replaceAll(OWN_ORDER, ids.XX.workOrderId);
  return JSON.parse(text) as Record<string, unknown>;
}

/** Asks with a reference to something of a body, and gives the answer without that reference. */
async function probe(slot: string, body: Body | 'ZZ'): Promise<{ answer: string; statements: string[] }> {
  const [type = '', name = '', ...path] = slot.split('.');
  const field = fieldOf(type, name);
  const value = valueOf(slot, body);
  let document: string;
  let variables: Record<string, unknown>;
  if (type === 'Subscription') {
    variables = withValue({}, path, value);
    document = wholeDocument(type, field, variables);
  } else if (type === 'Query' || type === 'Mutation') {
    variables = withValue((type === 'Mutation' ? MUTATIONS : QUERIES)[name] ?? {}, path, value);
    variables = withCompanions(variables, path);
    document = wholeDocument(type, field, variables);
  } else {
    const [argument = '', ...inner] = path;
    const literal = inner.reduceRight((text, step) => `{ ${step}: ${text} }`, '$value');
    variables = { value };
    const ofType = inner.at(-1) === 'search' ? 'String!' : 'ID!';
    document = nestedDocument(
      `${type}.${name}`,
      field,
      `first: 2, ${argument}: ${literal}`,
      `($value: ${ofType})`,
      variables,
    );
  }
  let answer = '';
  const statements = await recordStatements(api, async () => {
    answer = await (type === 'Subscription' ? follow : ask)(document, variables, leadOf('XX'));
  });
  // A number may be many things; a text is that reference wherever it stands.
  const told = /^\d+$/.test(value) ? answer : answer.replaceAll(value, '<reference>');
  return { answer: told, statements };
}

/** The audit without what was read, to which reading it adds. */
function changesIn(answer: string): unknown[] {
  const { data } = JSON.parse(answer) as { data: { auditEntries: { nodes: { action: string }[] } } };
  return data.auditEntries.nodes.filter(({ action }) => !['readSensitiveDetail', 'export'].includes(action));
}

describe('the contract', () => {
  it('has no place for an id or a text of which nobody has said what it refers to', () => {
    const whole = new Set(
      Object.entries(ROOT_RULES)
        .filter(([, permission]) => ['WHOLE', 'SHARED'].includes(reachOf(permission)))
        .map(([name]) => name),
    );
    const slots = fields
      .filter(([type, field]) => !whole.has(`${type}.${field.name}`))
      .flatMap(([type, field]) => slotsOf(type, field))
      .filter((slot) => !slot.endsWith('.after'));
    expect(slots.sort()).toEqual(Object.keys(SLOTS).sort());
    const mutations = rootFields.filter(
      ([type, field]) => type === 'Mutation' && !whole.has(`Mutation.${field.name}`),
    );
    expect(mutations.map(([, { name }]) => name).sort()).toEqual(Object.keys(MUTATIONS).sort());
    expect(slots.length).toBeGreaterThan(50);
  });

  it('has no field that is not asked for here', async () => {
    await readAll(leadOf('XX'));
    const types = Object.values(schema.getTypeMap()).filter(isObjectType);
    const all = types
      .filter(
        ({ name }) =>
          !name.startsWith('__') && !['Mutation', 'ProgrammeResult', 'RemoveResult'].includes(name),
      )
      .flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`));
    expect(all.filter((name) => !asked.has(name))).toEqual([]);
  });

  it('has no route that is not tried here', () => {
    const routes = Object.entries(ROUTE_RULES).filter(([, rule]) => rule !== 'OPEN');
    expect(routes.map(([route]) => route)).toEqual([
      ...['/graphql', '/plans/:id/events', '/calendars/:secret.ics', '/imports', '/imports/:id/rejected.csv'],
      ...['/register/sites.csv', '/register/devices.csv', '/register/register.xlsx'],
      ...['/plans/:id/assignments.csv', '/plans/:id/plan.xlsx'],
      ...['/plans/:id/cash-flow.csv', '/plans/:id/variance.csv'],
      ...['/plans/:id/finance.xlsx', '/plans/:id/finance/:sheet.csv'],
      ...['/plans/:id/status-return.html', '/plans/:id/status-return.json'],
      ...['/works/events', '/works/:id/evidence', '/works/:id/evidence/:evidenceId'],
    ]);
  });
});

describe('who has roles in one body', () => {
  it('sees in every field what there was before there was another body', async () => {
    const beside = await readAll(leadOf('XX'));
    for (const [field, answer] of alone) {
      const present = beside.get(field) ?? '';
      if (field === 'auditEntries') expect(changesIn(present)).toEqual(changesIn(answer));
      else expect([field, present]).toEqual([field, answer]);
    }
    expect([...beside.values()].filter((answer) => answer.includes('YY'))).toEqual([]);
    // What the other body's lead sees has its rows in it, or nothing would be proved.
    const others = await readAll(leadOf('YY'));
    const many = rootFields
      .filter(([type, field]) => type === 'Query' && isMany(field))
      // What is asked of one thing is asked of XX's.
      .filter(([, { args }]) => !args.some(({ type }) => String(type).endsWith('!')))
      .map(([, { name }]) => name);
    const confined = many.filter((name) => reachOf(ROOT_RULES[`Query.${name}`] ?? 'self.read') === 'OWN');
    expect(confined.length).toBeGreaterThan(8);
    for (const name of confined) {
      // Sums name nothing; a plan in short has a number alone.
      if (name === 'assessmentSummary') continue;
      const sign = (body: Body) => (name === 'plans' ? `"id":"${ids[body].planId}"` : body);
      expect([name, others.get(name)?.includes(sign('YY'))]).toEqual([name, true]);
      expect([name, alone.get(name)?.includes('"errors"')]).toEqual([name, false]);
      expect([name, alone.get(name)?.includes(sign('XX'))]).toEqual([name, true]);
    }
  });

  it.each(referring)('is told the same of another body’s as of what never was: %s', async (slot) => {
    const foreign = await probe(slot, 'YY');
    const missing = await probe(slot, 'ZZ');
    expect(foreign).toEqual(missing);
    expect(foreign.answer).not.toContain('YY');
    expect(foreign.answer).not.toMatch(/"code":"(INTERNAL|GRAPHQL_VALIDATION_FAILED)"/);
    expect(foreign.statements.length).toBeGreaterThan(0);
  });

  it('is told the same by server-sent events', async () => {
    const answerFor = async (path: string) => {
      const response = await api.fetch(path, {}, leadOf('XX'));
      return [response.status, await response.text()];
    };
    const paths = [
      ({ planId }: Ids) => `/plans/${planId}/events`,
      ...(['planId', 'organisationId', 'siteId'] as const).map(
        (way) => (of: Ids) => `/works/events?${way}=${of[way]}`,
      ),
    ];
    for (const path of paths) {
      const missing = await answerFor(path(NO_ROWS));
      expect(missing[0]).toBe(404);
      expect(await answerFor(path(ids.YY))).toEqual(missing);
    }
  });

  it('goes on from another’s cursor among their own alone', async () => {
    const connections = rootFields.filter(
      ([type, field]) => type === 'Query' && field.args.some(({ name }) => name === 'after'),
    );
    expect(connections.length).toBeGreaterThan(7);
    const save = 'mutation ($input: SiteInput!) { saveSite(input: $input) { id } }';
    await api.query(save, { input: { ...NEW_SITE, externalId: 'XX-LATER' } }, leadOf('XX'));
    for (const [, { name }] of connections) {
      const page = (after: string | null, subject: string) =>
        api.query(
          `query ($after: String) { ${name}(first: 200, after: $after) { edges { cursor } } }`,
          { after },
          subject,
        );
      const cursors = async (after: string | null, subject: string): Promise<string[]> =>
        (await page(after, subject))[name].edges.map(({ cursor }: { cursor: string }) => cursor);
      const key = (cursor: string) => Number(Buffer.from(cursor, 'base64url').toString().slice(1));
      const own = await cursors(null, leadOf('XX'));
      for (const after of await cursors(null, leadOf('YY'))) {
        expect(await cursors(after, leadOf('XX'))).toEqual(own.filter((cursor) => key(cursor) > key(after)));
      }
    }
    await api.query('mutation { removeSite(externalId: "XX-LATER") { removed } }', {}, leadOf('XX'));
  });

  it.each(
    Object.entries(SLOTS)
      .filter(([, kind]) => kind === 'taken')
      .map(([slot]) => slot),
  )('is told of an id that another body has taken that it is taken, and no more: %s', async (slot) => {
    const [, name = ''] = slot.split('.');
    const given = { saveSite: 'YY-S1', saveBudget: 'YY-BUD', saveQuotation: 'YY-QUO' }[name] ?? 'YY-CAM';
    const variables = withCompanions(withValue(MUTATIONS[name] ?? {}, ['input', 'externalId'], given), []);
    const field = fieldOf('Mutation', name);
    const document = wholeDocument('Mutation', field, variables);
    const answer: unknown = JSON.parse(await ask(document, variables, leadOf('XX')));
    const message = `"${given}" is taken: choose another id`;
    expect(answer).toMatchObject({
      errors: [{ extensions: { code: 'BAD_INPUT', fields: [{ path: 'input.externalId', message }] } }],
    });
    const expecting = withValue(variables, ['input', 'expectedVersion'], 1);
    if (['saveBudget', 'saveQuotation', 'enterReplacement'].includes(name)) return;
    const guess = JSON.parse(await ask(document, expecting, leadOf('XX'))) as {
      errors: [{ message: string }];
    };
    expect(guess.errors[0].message).toContain('is at version 0, not 1');
  });

  it('does with a role in one body nothing that concerns every body', async () => {
    const [error] = await api.refuse('mutation { createPlan(input: {}) { id } }', {}, leadOf('XX'));
    expect(error?.extensions.code).toBe('FORBIDDEN');
    const grant = 'mutation ($input: RoleGrantInput!) { grantRole(input: $input) { name } }';
    const everywhere = { input: { subject: 'XX-new', name: 'New', role: 'AUDITOR' } };
    expect((await api.refuse(grant, everywhere, leadOf('XX')))[0]?.extensions.code).toBe('FORBIDDEN');
    for (const [name, permission] of Object.entries(ROOT_RULES)) {
      if (reachOf(permission) !== 'WHOLE') continue;
      const [type = '', root = ''] = name.split('.');
      const field = fieldOf(type, root);
      const given = Object.fromEntries(
        field.args.map(({ name: argument }) => [argument, WHOLE_ARGUMENTS[argument]]),
      );
      const inputs = { ...given, ...('input' in given ? { input: WHOLE_INPUTS[root] } : {}) };
      const document = documentOf('mutation', field, inputs, '__typename');
      expect([name, await ask(document, inputs, leadOf('XX'))]).toEqual([
        name,
        expect.stringMatching(/"code":"FORBIDDEN"/),
      ]);
    }
  });

  it('grants a role to who is known elsewhere, does not rename them, and sees no other role of theirs', async () => {
    const grant =
      'mutation ($input: RoleGrantInput!) { grantRole(input: $input) { name roles { organisation role } } }';
    const input = { subject: memberOf('YY'), name: 'Renamed', role: 'CLIENT', organisation: 'XX' };
    const { grantRole } = await api.query(grant, { input }, leadOf('XX'));
    expect(grantRole).toEqual({ name: memberOf('YY'), roles: [{ organisation: 'XX', role: 'CLIENT' }] });
    const revoke = 'mutation ($input: RoleRevocationInput!) { revokeRole(input: $input) { name } }';
    const held = { subject: memberOf('YY'), role: 'CLIENT', organisation: 'YY' };
    expect((await api.refuse(revoke, { input: held }, leadOf('XX')))[0]?.extensions.code).toBe('NOT_FOUND');
  });

  it('has the same refused of a register whether a row names another body’s or nobody’s', async () => {
    const sites = 'site_id,organisation,name,nation,region,sensitive';
    const devices = 'device_id,site_id,kind,manufacturer,model,recorder_id';
    const registers: [string, (body: string) => string][] = [
      ['a body', (body) => `${sites}\nXX-IN,${body},New,ENG,London,no\n`],
      ['a site', (body) => `${devices}\nXX-IN,${body}-S1,camera,Axis,,\n`],
      ['a recorder', (body) => `${devices}\nXX-IN,XX-S1,camera,Axis,,${body}-REC\n`],
    ];
    for (const [what, register] of registers) {
      for (const query of ['', '?dryRun=true']) {
        const told = [];
        for (const body of ['YY', 'ZZ']) {
          let answer: ImportAnswer | undefined;
          const statements = await recordStatements(api, async () => {
            ({ body: answer } = await sendRegister(api, register(body), query, { subject: leadOf('XX') }));
          });
          const { id = '', read, created, rejected } = answer ?? {};
          const rows = await readRejectedRows(api, id, leadOf('XX'));
          told.push({ what, read, created, rejected, rows: rows.replaceAll(body, '<body>'), statements });
        }
        expect(told[0]).toEqual(told[1]);
        expect(told[0]).toMatchObject({ rejected: 1, created: 0 });
      }
    }
    const { body } = await sendRegister(api, `${sites}\nYY-S1,XX,Mine,ENG,London,no\n`, '', {
      subject: leadOf('XX'),
    });
    expect(await readRejectedRows(api, body.id, leadOf('XX'))).toContain(
      '""YY-S1"" is taken: choose another id',
    );
  });

  it('gets no status return of another’s plan, nor learns that there is one', async () => {
    for (const ending of ['json', 'html']) {
      const answers = [];
      for (const id of [ids.YY.planId, NO_ROW]) {
        const response = await api.fetch(`/plans/${id}/status-return.${ending}`, {}, leadOf('XX'));
        answers.push([response.status, (await response.text()).replaceAll(id, '<id>')]);
      }
      expect(answers[0]).toEqual(answers[1]);
      expect(answers[0]?.[0]).toBe(404);
      const own = await api.fetch(`/plans/${ids.YY.planId}/status-return.${ending}`, {}, leadOf('YY'));
      expect(own.status).toBe(200);
    }
  });

  it('gets no rejected rows of another’s register, nor learns that there was one', async () => {
    const answers = [];
    for (const id of [ids.YY.importId, NO_ROW]) {
      const response = await api.fetch(`/imports/${id}/rejected.csv`, {}, leadOf('XX'));
      answers.push([response.status, (await response.text()).replaceAll(id, '<id>')]);
    }
    expect(answers[0]).toEqual(answers[1]);
    expect((await api.fetch(`/imports/${ids.YY.importId}/rejected.csv`, {}, leadOf('YY'))).status).toBe(200);
  });

  it.each(['assignments.csv', 'plan.xlsx', 'finance.xlsx', 'finance/ledger.csv', 'finance/cost-lines.csv'])(
    'gets no %s of another’s plan, nor learns that there is one',
    async (file) => {
      const answers = [];
      for (const id of [ids.YY.planId, NO_ROW]) {
        const response = await api.fetch(`/plans/${id}/${file}`, {}, leadOf('XX'));
        answers.push([response.status, await response.text()]);
      }
      expect(answers[0]).toEqual(answers[1]);
      expect(answers[0]?.[0]).toBe(404);
      const own = await api.fetch(`/plans/${ids.YY.planId}/${file}`, {}, leadOf('YY'));
      expect(own.status).toBe(200);
    },
  );

  it('gets no file of another’s work order, adds none to it, and learns of none', async () => {
    const { workOrder } = await api.query(
      'query ($id: ID!) { workOrder(id: $id) { evidence { id } } }',
      { id: ids.YY.workOrderId },
      leadOf('YY'),
    );
    const evidenceId = workOrder.evidence[0].id;
    const answers = [];
    for (const id of [ids.YY.workOrderId, NO_ROW]) {
      const read = await api.fetch(`/works/${id}/evidence/${evidenceId}`, {}, leadOf('XX'));
      const added = await sendEvidence(api, id, leadOf('XX'));
      const texts = [await read.text(), await added.text()].map((text) => text.replaceAll(id, '<id>'));
      answers.push([read.status, added.status, ...texts]);
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.slice(0, 2)).toEqual([404, 404]);
    const own = await api.fetch(`/works/${ids.YY.workOrderId}/evidence/${evidenceId}`, {}, leadOf('YY'));
    expect(own.status).toBe(200);
    // Nor through an order of one's own.
    const through = await api.fetch(`/works/${ids.XX.workOrderId}/evidence/${evidenceId}`, {}, leadOf('XX'));
    expect(through.status).toBe(404);
  });

  it('has changed nothing of the other body in all of this', async () => {
    const fieldsOf =
      '{ sites { nodes { externalId version } } devices { nodes { externalId version } } budgets { externalId pence } plans { nodes { id status } } scenarios { nodes { plan { status } } } }';
    expect(await api.query(fieldsOf, {}, leadOf('YY'))).toEqual({
      sites: { nodes: ['YY-S1', 'YY-S2'].map((externalId) => ({ externalId, version: 1 })) },
      devices: {
        nodes: ['YY-REC', 'YY-CAM', 'YY-OPEN', 'YY-FOUND'].map((externalId) => ({ externalId, version: 1 })),
      },
      budgets: [{ externalId: 'YY-BUD', pence: 400_000 }],
      plans: { nodes: [ids.YY.planId, ids.YY.replanId].map((id) => ({ id, status: 'COMPLETED' })) },
      scenarios: { nodes: [{ plan: { status: 'COMPLETED' } }] },
    });
  });
});

describe('who has roles in several bodies', () => {
  const SITES = '{ sites { nodes { externalId } } }';
  const PEOPLE = '{ people { nodes { subject } } }';
  const namesIn = async (document: string, subject: string) =>
    JSON.stringify(await api.query(document, {}, subject));

  it('sees both with the same role in both', async () => {
    for (const body of ['XX', 'YY']) await api.grant('both', ['AUDITOR'], body);
    expect(await namesIn(SITES, 'both')).toMatch(/XX-S1.*YY-S1/);
    expect(await namesIn('{ auditEntries(first: 200) { nodes { subjectId } } }', 'both')).toMatch(
      /XX-S1.*YY-S1/,
    );
  });

  it('uses each role where it is held, and both together nowhere', async () => {
    await api.grant('mixed', ['ADMIN'], 'XX');
    await api.grant('mixed', ['AUDITOR'], 'YY');
    const sites = await namesIn(SITES, 'mixed');
    expect([sites.includes('YY-S1'), sites.includes('XX')]).toEqual([true, false]);
    const grant = 'mutation ($input: RoleGrantInput!) { grantRole(input: $input) { name } }';
    const there = { subject: 'new', name: 'New', role: 'CLIENT', organisation: 'YY' };
    expect((await api.refuse(grant, { input: there }, 'mixed'))[0]?.extensions.code).toBe('NOT_FOUND');
    const together = '{ people { nodes { roles { from } } } sites { totalCount } vendors { name } }';
    await api.grant('apart', ['ADMIN'], 'XX');
    await api.grant('apart', ['CLIENT'], 'YY');
    const [error] = await api.refuse('{ people { totalCount } plans { totalCount } }', {}, 'apart');
    expect(error).toMatchObject({
      message: expect.stringMatching(
        /people\.read, progress\.read in different organisations.*separate requests/,
      ),
      extensions: { code: 'FORBIDDEN' },
    });
    // An auditor reads people, too, so that all of it is asked of YY.
    expect(JSON.stringify(await api.query(together, {}, 'mixed'))).toContain('"totalCount":2');
    const people = await namesIn(PEOPLE, 'mixed');
    expect([people.includes('XX-member'), people.includes('YY-member')]).toEqual([true, true]);
  });

  it('does what concerns every body with nothing that is held in one', async () => {
    await api.grant('both', ['ESTATES_MANAGER']);
    await api.grant('both', ['FINANCE'], 'XX');
    const assess = 'assessEstate { verdict }';
    const budget =
      'saveBudget(input: { externalId: "XX-OWN", organisation: "XX", fiscalYear: 2031, pence: 1 }) { id }';
    const [error] = await api.refuse(`mutation { ${budget} ${assess} }`, {}, 'both');
    expect(error).toMatchObject({
      message: expect.stringContaining('separate requests'),
      extensions: { code: 'FORBIDDEN' },
    });
    await api.query(`mutation { ${budget} }`, {}, 'both');
    await api.query('mutation { removeBudget(externalId: "XX-OWN") { removed } }', {}, 'both');
    await api.query(`mutation { ${assess} }`, {}, 'both');
  });

  it('has nothing of a role that has ended', async () => {
    await api.grant('ended', ['AUDITOR'], 'XX');
    await api.grant('ended', ['AUDITOR'], 'YY');
    const revoke = 'mutation ($input: RoleRevocationInput!) { revokeRole(input: $input) { name } }';
    await api.query(revoke, { input: { subject: 'ended', role: 'AUDITOR', organisation: 'YY' } });
    const sites = await namesIn(SITES, 'ended');
    expect([sites.includes('XX-S1'), sites.includes('YY')]).toEqual([true, false]);
    await api.query(revoke, { input: { subject: 'ended', role: 'AUDITOR', organisation: 'XX' } });
    expect((await api.refuse(SITES, {}, 'ended'))[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
