/**
 * TypeORM's query builders, held to what their caller may see. find*, count, exists, relations, streams, locks,
 * update and delete of managers and repositories are all built by these, each beginning with a select that the data
 * source gives.
 */
import {
  DeleteQueryBuilder,
  InsertQueryBuilder,
  SelectQueryBuilder,
  UpdateQueryBuilder,
  type ObjectLiteral,
} from 'typeorm';
import type { Alias } from 'typeorm/query-builder/Alias.js';
import type { JoinAttributeTree } from 'typeorm/query-builder/JoinAttribute.js';
import { confinementOf } from './condition.js';
import { declarationOf } from './declarations.js';
import { refuseUnconfined } from './raw-statements.js';
import { currentScope, reaches } from './scope.js';

class ConfinedUpdateQueryBuilder<Entity extends ObjectLiteral> extends UpdateQueryBuilder<Entity> {
  protected override createWhereExpression(): string {
    return narrow(super.createWhereExpression(), conditionOnTable(this.expressionMap.mainAlias));
  }
}

class ConfinedDeleteQueryBuilder<Entity extends ObjectLiteral> extends DeleteQueryBuilder<Entity> {
  protected override createWhereExpression(): string {
    return narrow(super.createWhereExpression(), conditionOnTable(this.expressionMap.mainAlias));
  }
}

class ConfinedInsertQueryBuilder<Entity extends ObjectLiteral> extends InsertQueryBuilder<Entity> {
  /** @throws {Error} always: what it reads would come from a builder that is held to nothing */
  override valuesFromSelect(): never {
    throw new Error('rows are read, then inserted');
  }

  /** @throws {Error} for rows that their writer could not see, which a service should have refused */
  override getQuery(): string {
    const { mainAlias, onUpdate, valuesSet } = this.expressionMap;
    if (mainAlias?.hasMetadata) {
      const { metadata } = mainAlias;
      const declaration = declarationOf(metadata);
      if (declaration !== 'shared' && currentScope() !== 'whole') {
        if (onUpdate)
          throw new Error(`an upsert of ${metadata.name} might change a row that its writer may not see`);
        const by = typeof declaration === 'object' && 'by' in declaration ? declaration.by : null;
        const rows = [valuesSet ?? []].flat() as Record<string, number | null>[];
        if (by !== null && !metadata.primaryColumns.some(({ propertyName }) => propertyName === by)) {
          for (const row of rows) {
            if (!reaches(row[by] ?? null)) throw new Error(`a row of ${metadata.name} is not its writer's`);
          }
        }
      }
    }
    return super.getQuery();
  }
}

export class ConfinedSelectQueryBuilder<Entity extends ObjectLiteral> extends SelectQueryBuilder<Entity> {
  override insert(): InsertQueryBuilder<Entity> {
    return new ConfinedInsertQueryBuilder<Entity>(super.insert());
  }

  /** @param given as TypeORM takes it */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  override update(...given: unknown[]): UpdateQueryBuilder<any> {
    const [entityOrValues, values] = given as [string, ObjectLiteral | undefined];
    return new ConfinedUpdateQueryBuilder(super.update(entityOrValues, values));
  }

  override delete(): DeleteQueryBuilder<Entity> {
    return new ConfinedDeleteQueryBuilder<Entity>(super.delete());
  }

  /** @throws {Error} always: its statements would come from builders that are not held to anything */
  override relation(): never {
    throw new Error('relations are changed by what holds their column');
  }

  override getQuery(): string {
    const sql = super.getQuery();
    refuseUnconfined(this.dataSource, sql);
    return sql;
  }

  protected override createWhereExpression(): string {
    return narrow(super.createWhereExpression(), conditionOn(this.expressionMap.mainAlias));
  }

  /** What is joined may lead out of what the main row belongs to. */
  protected override createJoinTreeRecursively(tree: JoinAttributeTree): string {
    const { joinAttribute, children } = tree;
    const condition = conditionOn(joinAttribute.alias);
    if (condition === null) return super.createJoinTreeRecursively(tree);
    const own = joinAttribute.condition ? `(${joinAttribute.condition}) AND ` : '';
    // Not changed itself: a builder may be asked for its SQL again.
    const narrowed = Object.create(joinAttribute, {
      condition: { value: own + condition },
    }) as typeof joinAttribute;
    return super.createJoinTreeRecursively({ children, joinAttribute: narrowed });
  }
}

function conditionOn(alias: Alias | undefined): string | null {
  return alias?.hasMetadata ? confinementOf(alias.metadata, alias.name) : null;
}

/** Where a statement changes rows, their table goes by its name. */
function conditionOnTable(alias: Alias | undefined): string | null {
  return alias?.hasMetadata ? confinementOf(alias.metadata, alias.metadata.tableName) : null;
}

/** @param where ` WHERE …`, or nothing */
function narrow(where: string, condition: string | null): string {
  if (condition === null) return where;
  return where === '' ? ` WHERE ${condition}` : ` WHERE (${where.replace(/^ WHERE /, '')}) AND ${condition}`;
}
