/** Who is asking: known to everything that runs on behalf of a request or a job. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { runWithin, type Scope } from '../platform/database/confinement/scope.js';
import type { Person } from './person.entity.js';

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
  /** With the roles that they hold today; null for whom nobody ever granted any, and for SYSTEM. */
  person: Person | null;
  grants: readonly RoleGrant[];
  /** What the token narrows the caller to; null where it does not. */
  scopes: readonly string[] | null;
  /** What ties log lines, audit entries and answers of one request together. */
  requestId: string;
  /** Why the caller says that they ask; null where they do not say it. */
  reason: string | null;
}

/** This program itself, as what a process does of its own accord. */
export function systemCaller(subject: string): Caller {
  return {
    kind: 'SYSTEM',
    subject,
    name: subject,
    person: null,
    grants: [],
    scopes: null,
    requestId: randomUUID(),
    reason: null,
  };
}

const storage = new AsyncLocalStorage<Caller>();

/**
 * Runs work on behalf of a caller, and everything that it starts.
 *
 * @param scope whose rows it may see: all of them as the system; null until it is known what is asked for
 */
export function actAs<T>(
  caller: Caller,
  work: () => T,
  scope: Scope | null = caller.kind === 'SYSTEM' ? 'whole' : null,
): T {
  return storage.run(caller, () => runWithin(scope, work));
}

/** An iteration whose steps are taken on behalf of who asks now, whoever takes them. */
export function actingSteps<T>(items: AsyncIterable<T>): AsyncIterable<T> {
  const asNow = AsyncLocalStorage.snapshot();
  return {
    [Symbol.asyncIterator]() {
      const steps = items[Symbol.asyncIterator]();
      return {
        next: () => asNow(() => steps.next()),
        return: async () => {
          await asNow(() => steps.return?.());
          return { done: true, value: undefined };
        },
      };
    },
  };
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
