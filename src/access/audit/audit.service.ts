import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { unconfined } from '../../platform/database/confinement/scope.js';
import { chunksOf } from '../../platform/database/rows.js';
import { currentCaller } from '../caller.js';
import { canonicalJson } from './canonical-json.js';

/** The time is the database's, because its clock is one for all processes. */
const INSERT_ENTRIES = `INSERT INTO audit_entries
  (at, request_id, caller_kind, caller_subject, caller_roles, action, subject_type, subject_id, organisation_id,
   state_before, state_after, reason)
  VALUES `;
const ENTRY = '(UTC_TIMESTAMP(3), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)';

/** Of several entries: the first has the statement's id, and the others follow it, whatever the step between ids. */
const ANNOUNCE =
  'INSERT INTO audit_unlinked (entry_id) SELECT id FROM audit_entries WHERE request_id = ? AND id >= ?';

const ENTRIES_AT_A_TIME = 500;

/** What was done, and to what. */
export interface AuditRecord {
  /** The mutation, or the like: `saveSite`, `import`, `read.site`. */
  action: string;
  subjectType: string;
  /** The external id, or the row id where there is none. */
  subjectId: string;
  /** Why; where nothing is said, what the caller said of the whole request. */
  reason?: string | null;
  /** Whose it is; null for what is of no body. */
  organisationId: number | null;
  /** Without what a grant for a site protects: entries stay for ever, and who reads them need not hold it. */
  before?: object | null;
  after?: object | null;
}

/** A thing as it is at a moment. */
export interface Snapshot {
  organisationId: number | null;
  state: object;
  /** What a grant for a site protects: of it, the audit keeps the names of the fields that changed. */
  withheld?: Record<string, unknown>;
}

/** A kind of thing whose changes are recorded by what it was before and after. */
export interface Audited<Key> {
  type: string;
  /** What an entry calls the thing. */
  idOf: (key: Key) => string;
  /**
   * The thing as it is; null where it is not there. It should lock what it reads, or of two changes at once each
   * might be recorded as the first.
   */
  read: (manager: EntityManager, key: Key) => Promise<Snapshot | null>;
}

/** A kind of thing of which many change at once. */
export interface AuditedMany<Key> {
  type: string;
  idOf: (key: Key) => string;
  /** Like {@link Audited.read}; what is not there is left out. */
  readAll: (manager: EntityManager, keys: readonly Key[]) => Promise<Map<Key, Snapshot>>;
}

/** The one way into the audit: what was done and who did it, in the transaction that did it. */
@Injectable()
export class Audit {
  /**
   * Adds an entry on behalf of the present caller. It is there if and only if the transaction commits; the chain takes
   * it up afterwards, so that writers do not wait for each other here.
   *
   * @throws {Error} outside a request or job
   */
  async record(manager: EntityManager, record: AuditRecord): Promise<void> {
    // In plain SQL, because every change waits for it.
    const { insertId } = await manager.query<{ insertId: number }>(
      INSERT_ENTRIES + ENTRY,
      rowOfCaller()(record),
    );
    await manager.query('INSERT INTO audit_unlinked (entry_id) VALUES (?)', [insertId]);
  }

  /** Adds many entries at once, in a transaction that adds no others for the present request at the same time. */
  async recordAll(manager: EntityManager, records: readonly AuditRecord[]): Promise<void> {
    for (const some of chunksOf(records, ENTRIES_AT_A_TIME)) {
      const { insertId } = await manager.query<{ insertId: number }>(
        INSERT_ENTRIES + some.map(() => ENTRY).join(', '),
        some.flatMap(rowOfCaller()),
      );
      // It tells nothing of them.
      await unconfined(() => manager.query(ANNOUNCE, [currentCaller().requestId, insertId]));
    }
  }

  /** Does some work and records by what it changed a thing; where it changed nothing, nothing is recorded. */
  async change<Key, T>(
    manager: EntityManager,
    action: string,
    audited: Audited<Key>,
    key: Key,
    work: () => Promise<T>,
  ): Promise<T> {
    const before = await audited.read(manager, key);
    const result = await work();
    const after = await audited.read(manager, key);
    const change = changeOf(before, after);
    if (change) {
      const subject = { action, subjectType: audited.type, subjectId: audited.idOf(key) };
      await this.record(manager, { ...subject, ...change });
    }
    return result;
  }

  /** Like {@link change}, for many things: an entry for each that the work changed. */
  async changeAll<Key, T>(
    manager: EntityManager,
    action: string,
    audited: AuditedMany<Key>,
    keys: readonly Key[],
    work: () => Promise<T>,
  ): Promise<T> {
    const before = await audited.readAll(manager, keys);
    const result = await work();
    const after = await audited.readAll(manager, keys);
    const records = keys.flatMap((key) => {
      const change = changeOf(before.get(key) ?? null, after.get(key) ?? null);
      return change ? [{ action, subjectType: audited.type, subjectId: audited.idOf(key), ...change }] : [];
    });
    await this.recordAll(manager, records);
    return result;
  }
}

/** What an entry says of a change; null where there was none. */
function changeOf(
  before: Snapshot | null,
  after: Snapshot | null,
): Pick<AuditRecord, 'organisationId' | 'before' | 'after'> | null {
  const changed = fieldsThatDiffer(before?.withheld ?? {}, after?.withheld ?? {});
  if (changed.length === 0 && isSame(before?.state ?? null, after?.state ?? null)) return null;
  return {
    organisationId: after?.organisationId ?? before?.organisationId ?? null,
    before: before && before.state,
    after: after && (changed.length > 0 ? { ...after.state, withheldChanges: changed } : after.state),
  };
}

/** In the order of the columns above, for entries of the present caller. */
function rowOfCaller(): (record: AuditRecord) => unknown[] {
  const { kind, subject, grants, requestId, reason: reasonOfAll } = currentCaller();
  const roles = canonicalJson(grants.map(({ role, organisationId }) => ({ role, organisationId })));
  return ({ action, subjectType, subjectId, organisationId, before, after, reason }) => [
    requestId,
    kind,
    subject,
    roles,
    action,
    subjectType,
    subjectId,
    organisationId,
    before ? canonicalJson(before) : null,
    after ? canonicalJson(after) : null,
    reason ?? reasonOfAll,
  ];
}

function fieldsThatDiffer(before: Record<string, unknown>, after: Record<string, unknown>): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((field) => !isSame(before[field] ?? null, after[field] ?? null))
    .sort();
}

function isSame(one: unknown, other: unknown): boolean {
  if (one === null || other === null) return one === other;
  return canonicalJson(one) === canonicalJson(other);
}
