/** The condition under which rows may be seen, as SQL. */
import type { EntityManager, EntityMetadata } from 'typeorm';
import { declarationOf, type Confinement } from './declarations.js';
import { currentScope, type Scope } from './scope.js';

type Bounds = Exclude<Scope, 'whole'>;

const MARK = '/* confined */';

/**
 * Stands in SQL that names rows by ids which were read within the scope before, where a condition has no place: in
 * an INSERT … ON DUPLICATE KEY UPDATE.
 */
export const BY_CONFINED_IDS = MARK;

/** True where SQL says that it is confined. */
export function isMarked(sql: string): boolean {
  return sql.includes(MARK);
}

/**
 * The condition for SQL that is written by hand: what the present caller may see of a table.
 *
 * @param alias what the table is called in the statement
 */
export function confined(
  { connection }: Pick<EntityManager, 'connection'>,
  table: string,
  alias = table,
): string {
  return confinementOf(connection.getMetadata(table), alias) ?? 'TRUE';
}

/** @returns null where all rows may be seen */
export function confinementOf(metadata: EntityMetadata, alias: string): string | null {
  const declaration = declarationOf(metadata);
  if (declaration === 'shared') return null;
  const scope = currentScope();
  return scope === 'whole' ? null : `${MARK} ${conditionOf(metadata, declaration, alias, scope, 1)}`;
}

function conditionOf(
  metadata: EntityMetadata,
  confinement: Confinement,
  alias: string,
  bounds: Bounds,
  depth: number,
): string {
  if (confinement === 'nobody') return 'FALSE';
  if ('by' in confinement) return isOneOf(column(metadata, confinement.by, alias), bounds.organisations);
  if ('byPerson' in confinement) {
    return `${column(metadata, confinement.byPerson, alias)} = ${literal(bounds.person)}`;
  }
  const relations = [confinement.through].flat();
  return relations.map((relation) => leadsWithin(metadata, relation, alias, bounds, depth)).join(' AND ');
}

/** The row's relation leads to a row that may be seen. */
function leadsWithin(
  metadata: EntityMetadata,
  relationName: string,
  alias: string,
  bounds: Bounds,
  depth: number,
): string {
  const relation = metadata.findRelationWithPropertyPath(relationName);
  if (!relation)
    throw new Error(`${metadata.name} is confined through ${relationName}, which it does not have`);
  const other = relation.inverseEntityMetadata;
  const declaration = declarationOf(other);
  if (declaration === 'shared')
    throw new Error(`${metadata.name} is confined through ${other.name}, which is not`);
  const inner = `within_${depth}`;
  const joins = relation.isOwning
    ? relation.joinColumns.map(({ databaseName, referencedColumn }) => [
        databaseName,
        referencedColumn?.databaseName,
      ])
    : (relation.inverseRelation?.joinColumns ?? []).map(({ databaseName, referencedColumn }) => [
        referencedColumn?.databaseName,
        databaseName,
      ]);
  const own = joins.map(([name]) => `${quoted(alias)}.${quoted(name)}`).join(', ');
  const others = joins.map(([, name]) => `${inner}.${quoted(name)}`).join(', ');
  const condition = conditionOf(other, declaration, inner, bounds, depth + 1);
  return `(${own}) IN (SELECT ${others} FROM ${quoted(other.tableName)} ${inner} WHERE ${condition})`;
}

function column(metadata: EntityMetadata, property: string, alias: string): string {
  const found = metadata.findColumnWithPropertyName(property);
  if (!found) throw new Error(`${metadata.name} is confined by ${property}, which it does not have`);
  return `${quoted(alias)}.${quoted(found.databaseName)}`;
}

/** In numbers rather than parameters, because it is put into the midst of statements that have their own. */
function isOneOf(expression: string, ids: readonly number[]): string {
  if (!ids.every((id) => Number.isSafeInteger(id))) throw new Error('expected row ids');
  return ids.length === 0 ? 'FALSE' : `${expression} IN (${ids.join(', ')})`;
}

/** In digits, so that whatever stands in a name stays a name. */
function literal(text: string): string {
  return `_utf8mb4 0x${Buffer.from(text, 'utf8').toString('hex')}`;
}

function quoted(name: string | undefined): string {
  if (name === undefined || !/^\w+$/.test(name))
    throw new Error('a table, column or alias has no plain name');
  return `\`${name}\``;
}
