import type { EntityManager } from 'typeorm';
import type { FieldFault } from '../../errors.js';
import { currentScope, unconfined } from './scope.js';

/**
 * Which external ids are those of rows that their writer may not see. Ids are one for the whole programme, so that
 * they cannot be used; that they are taken is all that is told.
 *
 * @param unknown ids under which the writer sees no row
 */
export async function takenIds(
  manager: EntityManager,
  table: 'sites' | 'devices' | 'budgets' | 'quotations',
  unknown: readonly string[],
): Promise<Set<string>> {
  if (unknown.length === 0 || currentScope() === 'whole') return new Set();
  const rows = await unconfined(() =>
    manager.query<{ externalId: string }[]>(
      `SELECT external_id AS externalId FROM ${table} WHERE external_id IN (?)`,
      [unknown],
    ),
  );
  return new Set(rows.map(({ externalId }) => externalId));
}

/** @param at the input that names the id; null where it is a row of a register */
export function takenFault(externalId: string, at: string | null = null): FieldFault {
  const path = at === null ? 'externalId' : `${at}.externalId`;
  return { path, message: `"${externalId}" is taken: choose another id` };
}
