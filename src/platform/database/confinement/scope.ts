/** Whose rows a piece of work may see. Whoever begins the work says so; everything below it is held to that. */
import { AsyncLocalStorage } from 'node:async_hooks';

/** All rows; or those of some organisations, and those that somebody brought themselves, as their token calls them. */
export type Scope = 'whole' | { organisations: readonly number[]; person: string };

/** Null until it is known what is asked for. */
const storage = new AsyncLocalStorage<{ scope: Scope | null }>();

/** Runs work, and everything that it starts, within a scope; with null it reaches no row until {@link confineTo}. */
export function runWithin<T>(scope: Scope | null, work: () => T): T {
  return storage.run({ scope }, work);
}

/** Says whose rows the present piece of work may see. */
export function confineTo(scope: Scope): void {
  const held = storage.getStore();
  if (!held) throw new Error('nothing runs that could be confined');
  held.scope = scope;
}

/**
 * Runs work that has to see all rows, on behalf of whoever asks. Every use is a hole in the confinement: it says why
 * it has to be, and gives nothing of a row back that its caller may not see.
 */
export function unconfined<T>(work: () => T): T {
  return runWithin('whole', work);
}

/** @throws {Error} where nobody has said whose rows may be seen */
export function currentScope(): Scope {
  const scope = storage.getStore()?.scope;
  if (!scope) throw new Error('nobody has said whose rows this may see: it must run for a caller');
  return scope;
}

/** Whether rows of an organisation may be seen; of null, which stands for all of them, with the whole only. */
export function reaches(organisationId: number | null): boolean {
  const scope = currentScope();
  if (scope === 'whole') return true;
  return organisationId !== null && scope.organisations.includes(organisationId);
}
