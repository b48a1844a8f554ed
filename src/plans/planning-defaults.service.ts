import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository, type EntityManager } from 'typeorm';
import { Transactions } from '../platform/database/transactions.js';
import { readInput } from '../platform/input.js';
import { PlanningDefaults } from './planning-defaults.entity.js';
import { planningTerms, type PlanningTerms } from './plans.input.js';

const THE_ROW = 1;

/** The terms that a plan takes where its request says nothing. */
@Injectable()
export class PlanningDefaultsService {
  constructor(
    @InjectRepository(PlanningDefaults) private readonly defaults: Repository<PlanningDefaults>,
    private readonly transactions: Transactions,
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
    await manager.upsert(PlanningDefaults, { id: THE_ROW, ...terms }, ['id']);
  }
}
