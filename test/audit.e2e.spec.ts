import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifyChain } from '../src/access/audit/verify-chain.js';
import { actAs } from '../src/access/caller.js';
import { AUDITED_CALLER, startAudit, type TestAudit } from './support/audit.js';

const WINDOW = { windowSeconds: 60 };

describe('the audit', () => {
  let audit: TestAudit;
  beforeAll(async () => {
    audit = await startAudit();
  });
  afterAll(() => audit.close());

  const linkAll = async () => {
    while (await audit.chainer.link());
  };
  const count = async (table: string): Promise<number> => {
    const [row] = await audit.dataSource.query(`SELECT COUNT(*) AS n FROM ${table}`);
    return Number(row.n);
  };

  it('takes up what many writers add at once, each entry once, while chainers are at it', async () => {
    let areWriting = true;
    const chain = async () => {
      while (areWriting) await audit.chainer.link();
    };
    const chainers = [chain(), chain(), chain()];
    const writer = async (number: number) => {
      for (let entry = 0; entry < 50; entry += 1) await audit.write(100 * number + entry);
    };
    await Promise.all(Array.from({ length: 16 }, (_, number) => writer(number)));
    areWriting = false;
    await Promise.all(chainers);
    await linkAll();

    expect(await count('audit_links')).toBe(800);
    expect(await count('audit_unlinked')).toBe(0);
    const [subjects] = await audit.dataSource.query(
      'SELECT COUNT(DISTINCT e.subject_id) AS n FROM audit_links l JOIN audit_entries e ON e.id = l.entry_id',
    );
    expect(Number(subjects.n)).toBe(800);
    const verification = await verifyChain(audit.dataSource, WINDOW);
    expect(verification).toMatchObject({ linkCount: 800, waitingCount: 0, findings: [] });
  });

  it('takes up an entry that becomes visible after later ones', async () => {
    const before = await count('audit_links');
    let isWritten: () => void = () => {};
    let commit: () => void = () => {};
    const written = new Promise<void>((resolve) => (isWritten = resolve));
    const mayCommit = new Promise<void>((resolve) => (commit = resolve));
    const slow = actAs(AUDITED_CALLER, () =>
      audit.transactions.run(async (manager) => {
        await audit.audit.record(manager, {
          action: 'saveThing',
          subjectType: 'Thing',
          subjectId: 'slow',
          organisationId: null,
        });
        isWritten();
        await mayCommit;
      }),
    );
    await written;
    await audit.write(10_000);
    await linkAll();
    expect(await count('audit_links')).toBe(before + 1);
    commit();
    await slow;
    await linkAll();
    expect(await count('audit_links')).toBe(before + 2);
    expect((await verifyChain(audit.dataSource, WINDOW)).findings).toEqual([]);
  });

  it('says who did what, with what they were allowed to', async () => {
    await audit.write(20_000);
    const [entry] = await audit.dataSource.query(
      "SELECT * FROM audit_entries WHERE subject_type = 'Thing' AND subject_id = 'T-20000'",
    );
    expect(entry).toMatchObject({
      request_id: 'request-1',
      caller_kind: 'PERSON',
      caller_subject: 'estates@example.gov.uk',
      caller_roles: '[{"organisationId":null,"role":"ESTATES_MANAGER"}]',
      action: 'saveThing',
      organisation_id: 7,
      state_before: '{"number":19999}',
      state_after: '{"number":20000}',
      reason: 'as was agreed',
    });
    expect(Math.abs(Date.now() - entry.at.getTime())).toBeLessThan(60_000);
  });

  it('keeps nothing of a change that was rolled back', async () => {
    const before = [await count('audit_entries'), await count('audit_unlinked')];
    const failing = actAs(AUDITED_CALLER, () =>
      audit.transactions.run(async (manager) => {
        await audit.audit.record(manager, {
          action: 'saveThing',
          subjectType: 'Thing',
          subjectId: 'never',
          organisationId: null,
        });
        throw new Error('the change failed');
      }),
    );
    await expect(failing).rejects.toThrow('the change failed');
    expect([await count('audit_entries'), await count('audit_unlinked')]).toEqual(before);
  });

  it('records nothing for nobody', async () => {
    const anonymous = audit.transactions.run((manager) =>
      audit.audit.record(manager, {
        action: 'saveThing',
        subjectType: 'Thing',
        subjectId: 'nobody',
        organisationId: null,
      }),
    );
    await expect(anonymous).rejects.toThrow('nobody asked for this');
  });

  it('records a change by what it changed, without what a grant protects, and no change not at all', async () => {
    const thing = {
      organisationId: 3,
      state: { version: 1 },
      withheld: { serial: 'SN-CANARY-1', mac: null },
    };
    let present: typeof thing | null = null;
    const become = (next: typeof thing | null) =>
      actAs(AUDITED_CALLER, () =>
        audit.transactions.run((manager) =>
          audit.audit.change(
            manager,
            'saveDevice',
            { type: 'Device', idOf: String, read: () => Promise.resolve(present) },
            'D-1',
            () => {
              present = next;
              return Promise.resolve();
            },
          ),
        ),
      );
    await become(thing);
    await become({ ...thing });
    await become({ ...thing, withheld: { ...thing.withheld, serial: 'SN-CANARY-2' } });
    await become(null);
    const entries = await audit.dataSource.query(
      "SELECT organisation_id AS body, state_before AS b, state_after AS a FROM audit_entries WHERE subject_type = 'Device' ORDER BY id",
    );
    expect(entries).toEqual([
      { body: 3, b: null, a: '{"version":1,"withheldChanges":["serial"]}' },
      { body: 3, b: '{"version":1}', a: '{"version":1,"withheldChanges":["serial"]}' },
      { body: 3, b: '{"version":1}', a: null },
    ]);
  });

  it('is shown by what is asked for', async () => {
    const write = (organisationId: number | null) =>
      actAs(AUDITED_CALLER, () =>
        audit.transactions.run((manager) =>
          audit.audit.record(manager, {
            action: 'saveThing',
            subjectType: 'Shown',
            subjectId: String(organisationId),
            organisationId,
          }),
        ),
      );
    for (const body of [1, 2, 3, null]) await write(body);
    const seen = async (filter = {}) => {
      const query = audit.entries.query({ subjectType: 'Shown', ...filter });
      const entries = await query.orderBy('entry.id').getMany();
      return entries.map(({ subjectId }) => subjectId);
    };
    expect(await seen()).toEqual(['1', '2', '3', 'null']);
    expect(await seen({ subjectId: '2', caller: AUDITED_CALLER.subject })).toEqual(['2']);
    expect(await seen({ caller: 'nobody' })).toEqual([]);
    expect(await seen({ requestId: 'request-1', action: 'saveThing' })).toHaveLength(4);
    const soon = new Date(Date.now() + 3_600_000);
    expect(await seen({ to: soon })).toHaveLength(4);
    expect(await seen({ from: soon })).toEqual([]);
    await expect(seen({ subjectId: 'x'.repeat(300) })).rejects.toThrow();
  });

  it.each(['audit_entries', 'audit_links'])('refuses to change or delete rows of %s', async (table) => {
    await linkAll();
    const column = table === 'audit_links' ? 'hash' : 'action';
    const refusal = `${table} only grows`;
    await expect(audit.dataSource.query(`UPDATE ${table} SET ${column} = 'x'`)).rejects.toThrow(refusal);
    await audit.dataSource.query('SET FOREIGN_KEY_CHECKS = 1');
    await expect(audit.dataSource.query(`DELETE FROM ${table}`)).rejects.toThrow(refusal);
  });
});
