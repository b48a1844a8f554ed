import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AuditChainer } from '../src/access/audit/audit-chainer.service.js';
import { projectRoot } from '../src/platform/project-root.js';
import { asSystem, startApi, type TestApi } from './support/api.js';
import {
  APPROVERS,
  MUTATION_RUNS,
  ORGANISATION,
  WITHHELD,
  remove,
  save,
  type MutationRun,
} from './support/mutation-runs.js';
import { planFinished } from './support/plans.js';
import { sendRegister } from './support/registers.js';
import { emptyQueue, startWorker, until, type TestWorker } from './support/worker.js';

interface Entry {
  id: number;
  request_id: string;
  caller_kind: string;
  caller_subject: string;
  action: string;
  subject_type: string;
  subject_id: string;
  organisation_id: number | null;
  state_before: string | null;
  state_after: string | null;
}

describe('the audit of what the API changes', () => {
  let api: TestApi;
  let worker: TestWorker;
  /** Of the first run of each mutation. */
  const entriesOf = new Map<string, Entry[]>();
  const entriesOfRun = new Map<MutationRun, Entry[]>();
  let last = 0;
  const newEntries = async (): Promise<Entry[]> => {
    const entries: Entry[] = await api.dataSource.query(
      'SELECT * FROM audit_entries WHERE id > ? ORDER BY id',
      [last],
    );
    last = entries.at(-1)?.id ?? last;
    // What a worker makes of a plan in between has a test of its own.
    return entries.filter(({ action }) => action !== 'plan.compute');
  };
  const run = async ({ mutation, args, by, awaits }: MutationRun) => {
    if (awaits) await planFinished(api, awaits);
    const field = api.app.getHttpAdapter().getInstance().graphql.schema.getMutationType()?.getFields()[
      mutation
    ];
    if (!field) throw new Error(`there is no mutation ${mutation}`);
    const declared = field.args.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
    const given = field.args.map(({ name }) => `${name}: $${name}`).join(', ');
    const heads = declared ? [`(${declared})`, `(${given})`] : ['', ''];
    await api.query(`mutation ${heads[0]} { ${mutation} ${heads[1]} { __typename } }`, args, by);
  };
  beforeAll(async () => {
    await emptyQueue();
    api = await startApi();
    for (const [subject, roles] of Object.entries(APPROVERS)) await api.grant(subject, roles);
    worker = await startWorker(api);
    await newEntries();
    for (const each of MUTATION_RUNS) {
      await each.prepare?.(api);
      await newEntries();
      await run(each);
      const entries = await newEntries();
      entriesOfRun.set(each, entries);
      if (!entriesOf.has(each.mutation)) entriesOf.set(each.mutation, entries);
    }
  }, 120_000);
  afterAll(async () => {
    await worker.kill('SIGTERM');
    await api.close();
  });

  it('is of every mutation that there is', () => {
    const type = api.app.getHttpAdapter().getInstance().graphql.schema.getMutationType();
    expect([...new Set(MUTATION_RUNS.map(({ mutation }) => mutation))].sort()).toEqual(
      Object.keys(type?.getFields() ?? {}).sort(),
    );
  });

  it.each(MUTATION_RUNS)('has an entry for each thing that $mutation changes', (each) => {
    const { mutation, changes, actions } = each;
    const entries = entriesOfRun.get(each) ?? [];
    const found = entries.map(
      ({ action, subject_type, subject_id }) => `${action} ${subject_type} ${subject_id}`,
    );
    const expected = changes.map((change, index) => `${actions?.[index] ?? mutation} ${change}`);
    expect(found).toEqual(expected);
    const [first] = entries;
    for (const entry of entries) {
      expect(entry.request_id).toBe(first?.request_id);
      expect(entry.caller_kind).not.toBe('SYSTEM');
    }
  });

  it('tells what a thing was like before and afterwards, and whose it is', () => {
    const [saved] = entriesOf.get('saveBudget') ?? [];
    const [removed] = entriesOf.get('removeBudget') ?? [];
    expect(saved?.state_before).toBeNull();
    expect(JSON.parse(saved?.state_after ?? '')).toMatchObject({ externalId: 'BUD', pence: 1_000_000 });
    expect(removed?.state_before).toBe(saved?.state_after);
    expect(removed?.state_after).toBeNull();
    const [body] = entriesOf.get('saveOrganisation') ?? [];
    for (const mutation of ['saveBudget', 'removeBudget', 'saveSite', 'removeDevice', 'recordSurvey'])
      expect(entriesOf.get(mutation)?.[0]?.organisation_id).toBe(body?.organisation_id);
  });

  it('tells of what a grant for a site protects that it changed, and nothing more', async () => {
    const told = JSON.stringify(await api.dataSource.query('SELECT * FROM audit_entries'));
    for (const [field, canary] of Object.entries(WITHHELD))
      expect([field, told.includes(String(canary))]).toEqual([field, false]);
    expect(told).not.toContain('C42F90CA4A77');
    const [device] = entriesOf.get('saveDevice') ?? [];
    expect(JSON.parse(device?.state_after ?? '')).toMatchObject({
      withheldChanges: ['mac', 'network', 'serial'],
    });
    const [site] = entriesOf.get('saveSite') ?? [];
    expect(JSON.parse(site?.state_after ?? '')).toMatchObject({
      withheldChanges: ['latitude', 'longitude', 'name', 'postcode'],
    });
  });

  it('has no entry for what changes nothing or is refused', async () => {
    await newEntries();
    await run(save('Organisation', ORGANISATION));
    expect(await newEntries()).toHaveLength(1);
    await run(save('Organisation', ORGANISATION));
    await run(remove('Vendor', 'NEVER'));
    await api.refuse(
      'mutation { saveBudget(input: { externalId: "B", organisation: "NEVER", fiscalYear: 2027, pence: 1 }) { id } }',
    );
    expect(await newEntries()).toEqual([]);
  });

  it('has an import at its beginning and, with its counts, at its end', async () => {
    await newEntries();
    const sites = readFileSync(join(projectRoot, 'src/programme/sample/sites.csv'));
    const { body } = await sendRegister(api, sites, '?dryRun=true');
    const entries = await newEntries();
    expect(entries.map(({ action, subject_id }) => [action, subject_id])).toEqual([
      ['import', body.id],
      ['import', body.id],
    ]);
    expect(JSON.parse(entries[0]?.state_after ?? '')).toMatchObject({ status: 'RUNNING', dryRun: true });
    expect(JSON.parse(entries[1]?.state_after ?? '')).toMatchObject({ status: 'COMPLETED', read: body.read });
  });

  it('has what a worker makes of a plan, done by the worker, and is linked by it', async () => {
    const { createPlan } = await api.query('mutation { createPlan(input: { iterations: 10 }) { id } }');
    const entry = await until(async () => {
      const [found]: Entry[] = await api.dataSource.query(
        "SELECT * FROM audit_entries WHERE action = 'plan.compute' AND subject_id = ?",
        [createPlan.id],
      );
      return found;
    });
    expect(entry).toMatchObject({ caller_kind: 'SYSTEM', caller_subject: 'worker' });
    expect(JSON.parse(entry.state_after ?? '')).toMatchObject({
      status: expect.stringMatching(/COMPLETED|FAILED/),
    });
    await until(async () => {
      const [{ n }] = await api.dataSource.query('SELECT COUNT(*) AS n FROM audit_unlinked');
      return Number(n) === 0 ? true : undefined;
    });
  });

  it('is read by auditors with its place in the chain, and by nobody else', async () => {
    const document = `query ($filter: AuditEntryFilter) { auditEntries(filter: $filter) { totalCount nodes {
      at requestId callerKind caller roles { role organisationId } action subjectType subjectId organisationId
      before after reason link { sequence hash }
    } } }`;
    const filter = { subjectType: 'Budget', subjectId: 'BUD', from: '2026-01-01T00:00:00Z' };
    await api.grant('auditor', ['AUDITOR']);
    await api.grant('manager', ['ESTATES_MANAGER', 'FINANCE', 'ADMIN']);
    await asSystem(api.app.get(AuditChainer)).link();
    const { auditEntries } = await api.query(document, { filter }, 'auditor');
    expect(auditEntries.totalCount).toBe(2);
    const [saved] = auditEntries.nodes;
    expect(saved).toMatchObject({ callerKind: 'PERSON', action: 'saveBudget', before: null, reason: null });
    expect(saved.roles).toContainEqual({ role: 'FINANCE', organisationId: null });
    expect(saved.link).toEqual({
      sequence: expect.any(Number),
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const [refusal] = await api.refuse(document, { filter }, 'manager');
    expect(refusal?.extensions.code).toBe('FORBIDDEN');
  });
});
