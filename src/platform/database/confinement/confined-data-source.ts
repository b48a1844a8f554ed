import {
  DataSource,
  type EntityTarget,
  type ObjectLiteral,
  type QueryRunner,
  type SelectQueryBuilder,
} from 'typeorm';
import { confinementOf } from './condition.js';
import { declarationOf } from './declarations.js';
import { ConfinedSelectQueryBuilder } from './query-builders.js';
import { refuseUnconfined } from './raw-statements.js';
import { runWithin } from './scope.js';

/** A data source whose rows are seen by those only whose they are, whatever asks for them. */
export class ConfinedDataSource extends DataSource {
  /** @throws {Error} where an entity does not say whose its rows are, or says what cannot be */
  override async initialize(): Promise<this> {
    await super.initialize();
    try {
      runWithin({ organisations: [], person: 'nobody' }, () => {
        for (const metadata of this.entityMetadatas) {
          if (declarationOf(metadata) !== 'shared') confinementOf(metadata, metadata.tableName);
        }
      });
    } catch (error) {
      await this.destroy();
      throw error;
    }
    return this;
  }

  override createQueryBuilder<Entity extends ObjectLiteral>(
    entity: EntityTarget<Entity>,
    alias: string,
    runner?: QueryRunner,
  ): SelectQueryBuilder<Entity>;
  override createQueryBuilder(runner?: QueryRunner): SelectQueryBuilder<ObjectLiteral>;
  override createQueryBuilder(
    first?: EntityTarget<ObjectLiteral> | QueryRunner,
    alias?: string,
    runner?: QueryRunner,
  ): SelectQueryBuilder<ObjectLiteral> {
    const builder =
      alias === undefined
        ? super.createQueryBuilder(first as QueryRunner | undefined)
        : super.createQueryBuilder(first as EntityTarget<ObjectLiteral>, alias, runner);
    return new ConfinedSelectQueryBuilder(builder);
  }

  override async query<T>(
    sql: string,
    parameters?: unknown[] | ObjectLiteral,
    runner?: QueryRunner,
  ): Promise<T> {
    refuseUnconfined(this, sql);
    return super.query<T>(sql, parameters, runner);
  }
}
