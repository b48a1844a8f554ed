import { Refusal } from '../platform/errors.js';

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
