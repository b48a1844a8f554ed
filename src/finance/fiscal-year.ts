/** Fiscal years of public bodies: 1 April to 31 March, named by the year in which they begin. */

const FIRST_MONTH = 4;

/** The first and the last day of a fiscal year, `YYYY-MM-DD`. */
export function datesOf(fiscalYear: number): { from: string; to: string } {
  return { from: `${fiscalYear}-04-01`, to: `${fiscalYear + 1}-03-31` };
}

/** The fiscal year that holds a day, `YYYY-MM-DD`. */
export function fiscalYearOf(day: string): number {
  const year = Number(day.slice(0, 4));
  return Number(day.slice(5, 7)) < FIRST_MONTH ? year - 1 : year;
}
