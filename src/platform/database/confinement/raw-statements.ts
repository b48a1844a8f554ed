/** SQL that is written by hand says itself that it is confined; what does not is refused. */
import type { DataSource } from 'typeorm';
import { isMarked } from './condition.js';
import { declarationOf } from './declarations.js';
import { currentScope } from './scope.js';

const patterns = new WeakMap<DataSource, RegExp>();

/** Adds rows and reads none. */
const MERE_INSERT = /^\s*INSERT\s+INTO\s+\S+\s*\([^)]*\)\s*VALUES\b(?![^]*\b(?:SELECT|DUPLICATE)\b)/i;

/**
 * Refuses a statement on confined tables that does not say that it is confined, for a caller who may not see all.
 *
 * @throws {Error} naming the tables
 */
export function refuseUnconfined(dataSource: DataSource, sql: string): void {
  const [table] = patternOf(dataSource).exec(sql) ?? [];
  if (table === undefined || isMarked(sql)) return;
  if (currentScope() === 'whole' || MERE_INSERT.test(sql)) return;
  throw new Error(
    `a statement on ${table} does not say whose rows it may see: confined(…) gives the condition`,
  );
}

/** The names of the confined tables of a data source. */
function patternOf(dataSource: DataSource): RegExp {
  const known = patterns.get(dataSource);
  if (known) return known;
  const tables = dataSource.entityMetadatas
    .filter((metadata) => declarationOf(metadata) !== 'shared')
    .map(({ tableName }) => tableName);
  const pattern = tables.length === 0 ? /(?!)/ : new RegExp(`\\b(?:${tables.join('|')})\\b`, 'i');
  patterns.set(dataSource, pattern);
  return pattern;
}
