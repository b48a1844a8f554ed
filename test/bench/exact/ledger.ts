import type { Day } from '../../../src/planning/check/days.js';
import type { Reading } from '../../../src/planning/check/reading.js';
import { suppliesOf } from '../../../src/planning/check/supply.js';
import type { Choice } from './choices.js';

/** A limit that choices share: the sum of what they take is at most `limit`. Limits and takings are integers. */
export interface Limit {
  name: string;
  limit: number;
}

export interface Taking {
  limit: Limit;
  amount: number;
}

/** The limits of rules 2, 4 and 5, less what is given, and what each choice takes of them. */
export class Ledger {
  private readonly limits = new Map<string, Limit>();
  private readonly vendorMonths = new Map<string, string[]>();

  constructor(
    private readonly reading: Reading,
    months: string[],
  ) {
    for (const [vendorId, totals] of suppliesOf(reading, reading.placed)) {
      const all = [...new Set([...months, ...totals.map(({ month }) => month)])].sort();
      this.vendorMonths.set(vendorId, all);
      for (const month of all) {
        const upTo = totals.filter((total) => total.month <= month).at(-1);
        this.add(`supply ${vendorId} ${month}`, (upTo?.supplied ?? 0) - (upTo?.used ?? 0));
      }
    }
    for (const [id, { budget }] of reading.budgets) {
      const charged = reading.placed.filter(({ assignment }) => assignment.budgetId === id);
      this.add(`budget ${id}`, budget.pence - charged.reduce((sum, { costPence }) => sum + costPence, 0));
    }
  }

  takingsOf({ subject, option, assignment, start, finish, workDays }: Choice): Taking[] {
    const { crewId, budgetId } = assignment;
    const takings = workDays.map((day) => this.crewDay(crewId, day)).map((limit) => ({ limit, amount: 1 }));
    for (let day = start; day <= finish; day += 1) {
      takings.push({ limit: this.siteDay(subject.work.siteId, subject.site.site.maxCrews, day), amount: 1 });
    }
    const month = assignment.start.slice(0, 7);
    for (const later of this.vendorMonths.get(option.vendorId) ?? []) {
      if (later < month || option.units === 0) continue;
      takings.push({ limit: this.known(`supply ${option.vendorId} ${later}`), amount: option.units });
    }
    takings.push({ limit: this.known(`budget ${budgetId}`), amount: assignment.costPence });
    return takings.filter(({ amount }) => amount > 0);
  }

  private crewDay(crewId: string, day: Day): Limit {
    const isBusy = ({ assignment, start, finish }: Reading['placed'][number]) =>
      assignment.crewId === crewId && start <= day && day <= finish;
    return this.lazily(`crew ${crewId} ${day}`, () => (this.reading.placed.some(isBusy) ? 0 : 1));
  }

  private siteDay(siteId: string, maxCrews: number, day: Day): Limit {
    const isThere = ({ subject, start, finish }: Reading['placed'][number]) =>
      subject.work.siteId === siteId && start <= day && day <= finish;
    return this.lazily(`site ${siteId} ${day}`, () => maxCrews - this.reading.placed.filter(isThere).length);
  }

  private lazily(name: string, limitOf: () => number): Limit {
    return this.limits.get(name) ?? this.add(name, limitOf());
  }

  private add(name: string, limit: number): Limit {
    const made = { name, limit };
    this.limits.set(name, made);
    return made;
  }

  private known(name: string): Limit {
    const limit = this.limits.get(name);
    if (!limit) throw new RangeError(`no limit "${name}"`);
    return limit;
  }
}
