import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Not, Repository, type EntityManager } from 'typeorm';
import { Audit, type Audited, type Snapshot } from '../access/audit/audit.service.js';
import { confined } from '../platform/database/confinement/condition.js';
import { takenFault, takenIds } from '../platform/database/confinement/taken-ids.js';
import { deleteRows, groupRows } from '../platform/database/rows.js';
import { refuseWhenReferenced } from '../platform/database/references.js';
import { Transactions } from '../platform/database/transactions.js';
import { BadInput } from '../platform/errors.js';
import { readInput } from '../platform/input.js';
import { Budget } from './budget.entity.js';
import { budgetInput, type BudgetInput } from './finance.input.js';

const BUDGET: Audited<string> = { type: 'Budget', idOf: String, read: readSnapshot };

/** What bodies may spend, by fiscal year. */
@Injectable()
export class FinanceService {
  constructor(
    @InjectRepository(Budget) private readonly budgets: Repository<Budget>,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
  ) {}

  /** Budgets with their bodies, by external id; of one body, its own. */
  listBudgets(organisationId?: number): Promise<Budget[]> {
    return this.budgets.find({
      where: organisationId === undefined ? {} : { organisationId },
      relations: { organisation: true },
      order: { externalId: 'ASC' },
    });
  }

  readonly budgetsById = async (ids: readonly number[]): Promise<Map<number, Budget>> => {
    const found = await this.budgets.find({
      where: { id: In([...ids]) },
      relations: { organisation: true },
    });
    return new Map(found.map((budget) => [budget.id, budget]));
  };

  /** The budgets of each body, by fiscal year. */
  readonly budgetsByOrganisationId = async (ids: readonly number[]): Promise<Map<number, Budget[]>> => {
    const found = await this.budgets.find({
      where: { organisationId: In([...ids]) },
      relations: { organisation: true },
      order: { fiscalYear: 'ASC' },
    });
    return groupRows(found, (budget) => budget.organisationId);
  };

  /** Budgets, locked in one order whoever asks, so that what is decided over them is decided one after the other. */
  lockBudgets(manager: EntityManager, ids: readonly number[]): Promise<Budget[]> {
    const where = { id: In([...ids]) };
    return manager.find(Budget, { where, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
  }

  /** @throws {BadInput} for a body that there is not, and a second budget of a body's year, too */
  async saveBudget(input: unknown): Promise<Budget> {
    const budget = readInput(budgetInput, input);
    const id = await this.transactions.run((manager) => this.writeBudget(manager, budget));
    return this.budgets.findOneOrFail({ where: { id }, relations: { organisation: true } });
  }

  /** @throws {InUse} while an assignment of a plan is charged to it */
  async removeBudget(externalId: string): Promise<boolean> {
    return refuseWhenReferenced(`Budget "${externalId}"`, 'a plan', 'externalId', () =>
      this.transactions.run((manager) =>
        this.audit.change(manager, 'removeBudget', BUDGET, externalId, () =>
          deleteRows(manager, Budget, { externalId }),
        ),
      ),
    );
  }

  /**
   * Creates or changes a budget, by its external id.
   *
   * @param at where the budget stands in its input, for the path of a fault
   * @throws {BadInput} for a body that there is not, one that has another budget for the year, or an id that is taken
   */
  async writeBudget(
    manager: EntityManager,
    { organisation: organisationExternalId, ...budget }: BudgetInput,
    at = 'input',
  ): Promise<number> {
    const { externalId, fiscalYear } = budget;
    // Locked, so that no other budget of the same year comes in between the look and the write.
    const [organisation]: { id: number }[] = await manager.query(
      `SELECT id FROM organisations WHERE external_id = ? AND ${confined(manager, 'organisations')} FOR UPDATE`,
      [organisationExternalId],
    );
    if (!organisation) {
      const message = `there is no organisation "${organisationExternalId}"`;
      throw new BadInput([{ path: `${at}.organisation`, message }]);
    }
    const other = await manager.findOneBy(Budget, {
      organisationId: organisation.id,
      fiscalYear,
      externalId: Not(externalId),
    });
    if (other) {
      const message = `"${organisationExternalId}" has budget "${other.externalId}" for ${fiscalYear} already`;
      throw new BadInput([{ path: `${at}.fiscalYear`, message }]);
    }
    const row = { ...budget, organisationId: organisation.id };
    return this.audit.change(manager, 'saveBudget', BUDGET, externalId, async () => {
      const { affected } = await manager.update(Budget, { externalId }, row);
      if (!affected) {
        const taken = await takenIds(manager, 'budgets', [externalId]);
        if (taken.size > 0) throw new BadInput([takenFault(externalId, at)]);
        await manager.insert(Budget, row);
      }
      const { id } = await manager.findOneByOrFail(Budget, { externalId });
      return id;
    });
  }
}

async function readSnapshot(manager: EntityManager, externalId: string): Promise<Snapshot | null> {
  const budget = await manager.findOne(Budget, {
    where: { externalId },
    lock: { mode: 'pessimistic_write' },
  });
  if (!budget) return null;
  const { id: _, ...state } = budget;
  return { organisationId: budget.organisationId, state };
}
