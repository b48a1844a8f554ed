/** Who is asking: known to everything that runs on behalf of a request or a job. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

export const ROLES = [
  'ESTATES_MANAGER',
  'FINANCE',
  'APPROVER',
  'INSTALLER',
  'AUDITOR',
  'CLIENT',
  'ADMIN',
] as const;

export type Role = (typeof ROLES)[number];

/** A role that is held today. */
export interface RoleGrant {
  role: Role;
  /** null: in every organisation of the programme. */
  organisationId: number | null;
}

export interface Caller {
  /** A person, a program with a token of its own, or this program itself. */
  kind: 'PERSON' | 'SERVICE' | 'SYSTEM';
  /** What the token calls them; for SYSTEM the process. */
  subject: string;
  name: string;
  grants: readonly RoleGrant[];
  /** What the token narrows the caller to; null where it does not. */
  scopes: readonly string[] | null;
  /** What ties log lines, audit entries and answers of one request together. */
  requestId: string;
}

/** This program itself, as what a process does of its own accord. */
export function systemCaller(subject: string): Caller {
  return { kind: 'SYSTEM', subject, name: subject, grants: [], scopes: null, requestId: randomUUID() };
}

const storage = new AsyncLocalStorage<Caller>();

/** Runs work on behalf of a caller, and everything that it starts. */
export function actAs<T>(caller: Caller, work: () => T): T {
  return storage.run(caller, work);
}

/**
 * On whose behalf this runs.
 *
 * @throws {Error} outside a request or job: nothing of the program acts for nobody
 */
export function currentCaller(): Caller {
  const caller = storage.getStore();
  if (!caller) throw new Error('nobody asked for this: it must run within a request or as the system');
  return caller;
}
