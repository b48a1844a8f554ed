import { Refusal } from '../platform/errors.js';
import type { Budget } from './budget.entity.js';
import type { PostingKind } from './ledger/postings.js';

/** What lacks in a budget. */
export interface Shortfall {
  externalId: string;
  shortPence: number;
}

/** More than a budget has. */
export class BudgetOverdrawn extends Refusal {
  constructor(shortfalls: readonly Shortfall[]) {
    const sentences = shortfalls.map(
      ({ externalId, shortPence }) => `"${externalId}" by ${shortPence} pence`,
    );
    super(
      'BUDGET_OVERDRAWN',
      `Budgets are short: ${sentences.join(', ')}. Raise them, release what others have committed, or plan for less.`,
      shortfalls.map(({ externalId, shortPence }) => ({
        path: `budgets.${externalId}`,
        message: `short by ${shortPence} pence`,
      })),
    );
  }
}

/** More than can be told to the penny. */
export class TooMuchMoney extends Refusal {
  constructor(externalId: string) {
    const message = `"${externalId}" would have more than the books can tell to the penny`;
    super('TOO_MUCH_MONEY', `${message}: check the amount.`, [{ path: `budgets.${externalId}`, message }]);
  }
}

type Line = Pick<Budget, 'externalId' | 'category' | 'fund'>;

/** A transfer that no rule allows. */
export class VirementForbidden extends Refusal {
  constructor(from: Line, to: Line) {
    const kinds = [from, to].map(({ category, fund }) => `${category} of ${fund}`).join(' to ');
    super(
      'VIREMENT_FORBIDDEN',
      `"${from.externalId}" gives nothing to "${to.externalId}": no rule lets money go from ${kinds}.`,
      [{ path: 'input.to', message: `no rule lets money go from ${kinds}` }],
    );
  }
}

/** More than may go to the next year. */
export class CarryForwardTooMuch extends Refusal {
  constructor(externalId: string, percent: number, leftPence: number) {
    super(
      'CARRY_FORWARD_TOO_MUCH',
      `${percent} percent of what "${externalId}" was allocated may be carried forward, of which ${leftPence} pence are left.`,
      [{ path: 'input.pence', message: `expected at most ${leftPence}` }],
    );
  }
}

/** What is put right elsewhere, or was taken back already. */
export class NotReversible extends Refusal {
  constructor(id: number, kind: PostingKind | 'REVERSED') {
    const why = {
      ALLOCATION: 'save the budget with what it is to have',
      COMMITMENT: 'it stands as long as its plan or its work does',
      RELEASE: 'approve a plan that has the work again',
      ACTUAL: '`recordActual` takes it back and says it anew',
      REVERSAL: 'it takes something back itself: move the money again',
      REVERSED: 'it was taken back already',
      TRANSFER: '',
      CARRY_FORWARD: '',
    }[kind];
    super('NOT_REVERSIBLE', `Posting ${id} cannot be taken back: ${why}.`, [{ path: 'id', message: why }]);
  }
}
