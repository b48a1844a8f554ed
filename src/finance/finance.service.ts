import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Not, Repository, type EntityManager } from 'typeorm';
import { Audit, type Audited, type Snapshot } from '../access/audit/audit.service.js';
import { confined } from '../platform/database/confinement/condition.js';
import { takenFault, takenIds } from '../platform/database/confinement/taken-ids.js';
import { deleteRows, groupRows } from '../platform/database/rows.js';
import { refuseWhenReferenced } from '../platform/database/references.js';
import { Transactions } from '../platform/database/transactions.js';
import { BadInput, InUse } from '../platform/errors.js';
import { readInput } from '../platform/input.js';
import { Budget } from './budget.entity.js';
import { budgetInput, type BudgetInput } from './finance.input.js';
import { LedgerEntry } from './ledger/ledger.entity.js';
import { Ledger, type LineSums } from './ledger/ledger.service.js';
import type { NewPosting } from './ledger/postings.js';

const BUDGET: Audited<string> = { type: 'Budget', idOf: String, read: readSnapshot };

/** What bodies may spend, by line and fiscal year. */
@Injectable()
export class FinanceService {
  constructor(
    @InjectRepository(Budget) private readonly budgets: Repository<Budget>,
    private readonly transactions: Transactions,
    private readonly ledger: Ledger,
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

  /** What there is of each line, and what became of it. */
  readonly sumsByBudgetId = (ids: readonly number[]): Promise<Map<number, LineSums>> =>
    this.ledger.sumsOf(this.budgets.manager, ids);

  /** @throws {BadInput} for a body that there is not, and a second line of the same kind of a body's year, too */
  async saveBudget(input: unknown): Promise<Budget> {
    const budget = readInput(budgetInput, input);
    const id = await this.transactions.run((manager) => this.writeBudget(manager, budget));
    return this.budgets.findOneOrFail({ where: { id }, relations: { organisation: true } });
  }

  /** @throws {InUse} while an assignment of a plan is charged to it, and once anything but its allocation moved in it */
  async removeBudget(externalId: string): Promise<boolean> {
    return refuseWhenReferenced(`Budget "${externalId}"`, 'a plan', 'externalId', () =>
      this.transactions.run((manager) =>
        this.audit.change(manager, 'removeBudget', BUDGET, externalId, async () => {
          const budget = await manager.findOneBy(Budget, { externalId });
          if (!budget) return false;
          await this.refuseUsed(manager, budget);
          await this.ledger.post(manager, allocationOf(budget.id, -budget.pence));
          return deleteRows(manager, Budget, { externalId });
        }),
      ),
    );
  }

  /**
   * Creates or changes a budget line, by its external id. What it has more or less than before is an allocation in the
   * ledger. It may be cut below what is promised of it, which is owed all the same: then nothing more can be promised
   * until that is covered again.
   *
   * @param at where the budget stands in its input, for the path of a fault
   * @throws {BadInput} for a body that there is not, one that has another such line, an id that is taken, and a used
   *   line that is to become another
   */
  async writeBudget(manager: EntityManager, input: BudgetInput, at = 'input'): Promise<number> {
    const { externalId, fiscalYear, pence } = input;
    const organisationId = await lockOrganisation(manager, input.organisation, at);
    return this.audit.change(manager, 'saveBudget', BUDGET, externalId, async () => {
      const former = await manager.findOneBy(Budget, { externalId });
      const category = input.category ?? former?.category ?? 'CAPITAL';
      const fund = input.fund ?? former?.fund ?? 'OWN';
      const row = { externalId, organisationId, fiscalYear, category, fund, pence };
      await refuseSecond(manager, row, input.organisation, at);
      if (former) {
        await this.refuseOther(manager, former, row, at);
        await manager.update(Budget, { externalId }, row);
      } else {
        const taken = await takenIds(manager, 'budgets', [externalId]);
        if (taken.size > 0) throw new BadInput([takenFault(externalId, at)]);
        await manager.insert(Budget, row);
      }
      const { id } = await manager.findOneByOrFail(Budget, { externalId });
      const more = pence - (former?.pence ?? 0);
      if (more !== 0) await this.ledger.post(manager, allocationOf(id, more));
      return id;
    });
  }

  /** What is in the ledger of a line would be in the wrong place if it became another line. */
  private async refuseOther(
    manager: EntityManager,
    former: Budget,
    row: Omit<Budget, 'id' | 'organisation'>,
    at: string,
  ): Promise<void> {
    const changed = (['organisationId', 'fiscalYear', 'category', 'fund'] as const).filter(
      (field) => former[field] !== row[field],
    );
    if (changed.length === 0) return;
    if (!changed.includes('organisationId') && !(await isUsed(manager, former.id))) return;
    throw new BadInput(
      changed.map((field) => ({
        path: `${at}.${field === 'organisationId' ? 'organisation' : field}`,
        message: `"${row.externalId}" has been used as it is: give the other line an id of its own`,
      })),
    );
  }

  private async refuseUsed(manager: EntityManager, { id, externalId }: Budget): Promise<void> {
    if (await isUsed(manager, id)) throw new InUse(`Budget "${externalId}"`, 'the ledger', 'externalId');
  }
}

/** @returns its row id @throws {BadInput} */
async function lockOrganisation(manager: EntityManager, externalId: string, at: string): Promise<number> {
  // Locked, so that no other line of the same kind comes in between the look and the write.
  const [organisation]: { id: number }[] = await manager.query(
    `SELECT id FROM organisations WHERE external_id = ? AND ${confined(manager, 'organisations')} FOR UPDATE`,
    [externalId],
  );
  if (organisation) return organisation.id;
  throw new BadInput([{ path: `${at}.organisation`, message: `there is no organisation "${externalId}"` }]);
}

async function refuseSecond(
  manager: EntityManager,
  { externalId, pence: _, ...kind }: Omit<Budget, 'id' | 'organisation'>,
  organisation: string,
  at: string,
): Promise<void> {
  const other = await manager.findOneBy(Budget, { ...kind, externalId: Not(externalId) });
  if (!other) return;
  const { fiscalYear, category, fund } = kind;
  const message = `"${organisation}" has budget "${other.externalId}" (${category}, ${fund}) for ${fiscalYear} already`;
  throw new BadInput([{ path: `${at}.fiscalYear`, message }]);
}

/** Whether anything but what was allocated has moved in a line. */
function isUsed(manager: EntityManager, budgetId: number): Promise<boolean> {
  return manager.existsBy(LedgerEntry, { budgetId, movement: Not('ALLOCATION') });
}

/** @param more pence; less where it is negative */
function allocationOf(budgetId: number, more: number): NewPosting[] {
  const [from, to] = more < 0 ? (['AVAILABLE', 'FUNDING'] as const) : (['FUNDING', 'AVAILABLE'] as const);
  return [
    {
      movement: 'ALLOCATION',
      pence: Math.abs(more),
      from: { budgetId, account: from },
      to: { budgetId, account: to },
    },
  ];
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
