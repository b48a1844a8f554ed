import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository, type EntityManager } from 'typeorm';
import { Audit, type Audited, type Snapshot } from '../access/audit/audit.service.js';
import { Transactions } from '../platform/database/transactions.js';
import { readInput } from '../platform/input.js';
import { PlanningDefaults } from './planning-defaults.entity.js';
import { planningTerms, type PlanningTerms } from './plans.input.js';

const THE_ROW = 1;

const PLANNING_DEFAULTS: Audited<number> = { type: 'PlanningDefaults', idOf: String, read: readSnapshot };

/** The terms that a plan takes where its request says nothing. */
@Injectable()
export class PlanningDefaultsService {
  constructor(
    @InjectRepository(PlanningDefaults) private readonly defaults: Repository<PlanningDefaults>,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
  ) {}

  /** Null until a programme has set them. */
  read(): Promise<PlanningDefaults | null> {
    return this.defaults.findOneBy({ id: THE_ROW });
  }

  /** @throws {BadInput} */
  async save(input: unknown): Promise<PlanningDefaults> {
    const terms = readInput(planningTerms, input);
    await this.transactions.run((manager) => this.writeDefaults(manager, terms));
    return this.defaults.findOneByOrFail({ id: THE_ROW });
  }

  async writeDefaults(manager: EntityManager, terms: PlanningTerms): Promise<void> {
    await this.audit.change(manager, 'savePlanningDefaults', PLANNING_DEFAULTS, THE_ROW, () =>
      manager.upsert(PlanningDefaults, { id: THE_ROW, ...terms }, ['id']),
    );
  }
}

async function readSnapshot(manager: EntityManager, id: number): Promise<Snapshot | null> {
  const found = await manager.findOne(PlanningDefaults, {
    where: { id },
    lock: { mode: 'pessimistic_write' },
  });
  if (!found) return null;
  const { id: _, ...state } = found;
  return { organisationId: null, state };
}
