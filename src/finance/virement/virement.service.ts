import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository, type EntityManager } from 'typeorm';
import { Audit } from '../../access/audit/audit.service.js';
import { readPence } from '../../platform/database/columns.js';
import { Transactions } from '../../platform/database/transactions.js';
import { BadInput, NotFound } from '../../platform/errors.js';
import { readInput } from '../../platform/input.js';
import { Budget } from '../budget.entity.js';
import { CarryForwardTooMuch, NotReversible, VirementForbidden } from '../finance.errors.js';
import { LedgerEntry, LedgerPosting } from '../ledger/ledger.entity.js';
import { Ledger } from '../ledger/ledger.service.js';
import type { Movement, NewPosting, Place } from '../ledger/postings.js';
import { CarryForwardLimit, VirementRule } from './virement-rule.entity.js';
import { carryForwardInput, reversalArguments, transferInput } from './virement.input.js';

/** What a person may take back. The others follow from what is saved, approved and worked, and are put right there. */
const REVERSIBLE: ReadonlySet<Movement> = new Set(['TRANSFER', 'CARRY_FORWARD']);

/** Moves money that nobody has promised yet between lines and from year to year. */
@Injectable()
export class Virement {
  constructor(
    @InjectRepository(LedgerPosting) private readonly postings: Repository<LedgerPosting>,
    private readonly transactions: Transactions,
    private readonly ledger: Ledger,
    private readonly audit: Audit,
  ) {}

  /**
   * @throws {BadInput} for a line that there is not, and for two of other bodies or years
   * @throws {VirementForbidden} {BudgetOverdrawn}
   */
  transfer(input: unknown): Promise<LedgerPosting> {
    const { from, to, pence, reason } = readInput(transferInput, input);
    return this.run(async (manager) => {
      const found = [await findLine(manager, from, 'from'), await findLine(manager, to, 'to')];
      const locked = await this.ledger.lock(
        manager,
        found.map(({ id }) => id),
      );
      // As they are now that nobody else changes them.
      const source = lineNamed(locked, from, 'from');
      const target = lineNamed(locked, to, 'to');
      refuseFar(source, target);
      const isAllowed = await manager.existsBy(VirementRule, {
        ...{ fromCategory: source.category, fromFund: source.fund },
        ...{ toCategory: target.category, toFund: target.fund },
      });
      if (!isAllowed) throw new VirementForbidden(source, target);
      return this.move(manager, 'transferBudget', 'TRANSFER', { source, target, pence, reason });
    });
  }

  /**
   * Moves money to the same line of the next year, up to the limit of its category.
   *
   * @throws {BadInput} for a line that there is not, and one that has none in the next year
   * @throws {CarryForwardTooMuch} {BudgetOverdrawn}
   */
  carryForward(input: unknown): Promise<LedgerPosting> {
    const { from, pence, reason } = readInput(carryForwardInput, input);
    return this.run(async (manager) => {
      const found = await findLine(manager, from, 'from');
      const next = await manager.findOneBy(Budget, lineAfter(found));
      const locked = await this.ledger.lock(manager, next ? [found.id, next.id] : [found.id]);
      const source = lineNamed(locked, from, 'from');
      const wanted = lineAfter(source);
      const target = locked.find((line) => isSameLine(line, wanted));
      if (!target) {
        const message = `"${from}" has no line for ${wanted.fiscalYear} (${wanted.category}, ${wanted.fund}): save that first`;
        throw new BadInput([{ path: 'input.from', message }]);
      }
      await this.refuseTooMuch(manager, source, pence);
      return this.move(manager, 'carryForwardBudget', 'CARRY_FORWARD', { source, target, pence, reason });
    });
  }

  /**
   * Takes a transfer or what was carried forward back, wholly and once.
   *
   * @throws {NotFound} {NotReversible}
   * @throws {BudgetOverdrawn} where the money is no longer where it went
   */
  reverse(id: number, input: unknown): Promise<LedgerPosting> {
    const { reason } = readInput(reversalArguments, input, '');
    return this.run(async (manager) => {
      const posting = await manager.findOneBy(LedgerPosting, { id });
      const entries = await manager.find(LedgerEntry, { where: { postingId: id }, order: { side: 'ASC' } });
      const [from, to] = entries;
      if (!posting || !from || !to) throw new NotFound('posting of that id', 'id');
      if (posting.kind === 'REVERSAL' || !REVERSIBLE.has(from.movement))
        throw new NotReversible(id, posting.kind);
      await this.ledger.lock(manager, [from.budgetId, to.budgetId]);
      if (await manager.existsBy(LedgerPosting, { reverses: id })) throw new NotReversible(id, 'REVERSED');
      const back: NewPosting = {
        ...{ movement: from.movement, pence: to.pence, from: placeOf(to), to: placeOf(from) },
        ...{ explanation: reason, reverses: id },
      };
      const [reversal = 0] = await this.ledger.post(manager, [back]);
      await this.audit.record(manager, {
        ...{ action: 'reverseLedgerPosting', subjectType: 'LedgerPosting', subjectId: String(reversal) },
        ...{ organisationId: posting.organisationId, reason, after: { reverses: id, pence: to.pence } },
      });
      return reversal;
    });
  }

  /** The posting that the work makes. */
  private async run(work: (manager: EntityManager) => Promise<number>): Promise<LedgerPosting> {
    return this.postings.findOneByOrFail({ id: await this.transactions.run(work) });
  }

  private async move(
    manager: EntityManager,
    action: string,
    movement: Movement,
    { source, target, pence, reason }: { source: Budget; target: Budget; pence: number; reason: string },
  ): Promise<number> {
    const [id = 0] = await this.ledger.post(manager, [
      {
        ...{ movement, pence, explanation: reason },
        from: { budgetId: source.id, account: 'AVAILABLE' },
        to: { budgetId: target.id, account: 'AVAILABLE' },
      },
    ]);
    await this.audit.record(manager, {
      ...{ action, subjectType: 'LedgerPosting', subjectId: String(id), reason },
      organisationId: source.organisationId,
      after: { from: source.externalId, to: target.externalId, pence },
    });
    return id;
  }

  /** @param source locked, so that what went before it is known */
  private async refuseTooMuch(manager: EntityManager, source: Budget, pence: number): Promise<void> {
    const { category, id } = source;
    const limit = await manager.findOneByOrFail(CarryForwardLimit, { category });
    const most = Number((BigInt(source.pence) * BigInt(limit.percent)) / 100n);
    const [row]: { pence: string | null }[] = await manager.query(
      `SELECT SUM(e.pence) AS pence FROM ledger_entries e JOIN ledger_entries o
          ON o.posting_id = e.posting_id AND o.side <> e.side
         JOIN budgets b ON b.id = o.budget_id AND b.fiscal_year > ?
        WHERE e.budget_id = ? AND e.account = 'AVAILABLE' AND e.movement = 'CARRY_FORWARD'`,
      [source.fiscalYear, id],
    );
    const left = most + readPence(row?.pence ?? 0);
    if (pence > left) throw new CarryForwardTooMuch(source.externalId, limit.percent, Math.max(0, left));
  }
}

type LineOfYear = Pick<Budget, 'organisationId' | 'category' | 'fund' | 'fiscalYear'>;

/** The same line of the next year. */
function lineAfter({ organisationId, category, fund, fiscalYear }: LineOfYear): LineOfYear {
  return { organisationId, category, fund, fiscalYear: fiscalYear + 1 };
}

function isSameLine(line: LineOfYear, other: LineOfYear): boolean {
  return (
    line.organisationId === other.organisationId &&
    line.category === other.category &&
    line.fund === other.fund &&
    line.fiscalYear === other.fiscalYear
  );
}

async function findLine(manager: EntityManager, externalId: string, field: string): Promise<Budget> {
  const line = await manager.findOneBy(Budget, { externalId });
  return lineNamed(line ? [line] : [], externalId, field);
}

/** @throws {BadInput} where it is not among them */
function lineNamed(lines: readonly Budget[], externalId: string, field: string): Budget {
  const line = lines.find((one) => one.externalId === externalId);
  if (line) return line;
  throw new BadInput([{ path: `input.${field}`, message: `there is no budget "${externalId}"` }]);
}

/** @throws {BadInput} */
function refuseFar(source: Budget, target: Budget): void {
  const message =
    source.id === target.id
      ? 'expected another line'
      : source.organisationId !== target.organisationId
        ? 'expected a line of the same body'
        : source.fiscalYear !== target.fiscalYear
          ? 'expected a line of the same year: `carryForwardBudget` moves money to the next'
          : null;
  if (message !== null) throw new BadInput([{ path: 'input.to', message }]);
}

function placeOf({ budgetId, account, planId, number }: LedgerEntry): Place {
  return { budgetId, account, ...(planId !== null && number !== null && { subject: { planId, number } }) };
}
