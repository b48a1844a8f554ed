import { epochDayOf, monthNumberOf } from '../calendar.js';
import { PHASE_RULES } from '../problem.js';
import { all, list, optional, record, value, type Check } from './shape.js';

const text = value('a non-empty string', (found) => typeof found === 'string' && found !== '');
const flag = value('true or false', (found) => typeof found === 'boolean');
const isoDate = value(
  'a calendar date YYYY-MM-DD',
  (found) => typeof found === 'string' && epochDayOf(found) !== undefined,
);
const isoMonth = value(
  'a month YYYY-MM',
  (found) => typeof found === 'string' && monthNumberOf(found) !== undefined,
);
const pence = wholeNumber('integer pence of 0 or more', 0);
const clearance = wholeNumber('a clearance 0, 1, 2 or 3', 0, 3);
const minutes = value(
  'minutes above 0',
  (found) => typeof found === 'number' && Number.isFinite(found) && found > 0,
);
const risk = value(
  'a number of 0 or more with at most two decimals',
  (found) =>
    typeof found === 'number' && Number.isFinite(found) && found >= 0 && Number(found.toFixed(2)) === found,
);

function wholeNumber(expected: string, from: number, to = Number.MAX_SAFE_INTEGER): Check {
  return value(
    expected,
    (found) => Number.isSafeInteger(found) && (found as number) >= from && (found as number) <= to,
  );
}

/** Two dates of an object or list, in this order; what is absent or no date is for other checks to report. */
function inOrder(earlier: string | number, later: string | number): Check {
  return (found, path, faults) => {
    if (typeof found !== 'object' || found === null) return;
    const { [earlier]: from, [later]: to } = found as Record<string | number, unknown>;
    if (typeof from !== 'string' || typeof to !== 'string') return;
    const [first, last] = [epochDayOf(from), epochDayOf(to)];
    if (first === undefined || last === undefined || first <= last) return;
    faults.push({ path, message: `runs backwards: ${from} is after ${to}` });
  };
}

const dateRange = all(
  value('a pair of dates [from, to]', (found) => Array.isArray(found) && found.length === 2),
  list(isoDate),
  inOrder(0, 1),
);

const crew = all(
  record({
    id: text,
    regions: list(text),
    clearance,
    minutesPerDay: minutes,
    dayRatePence: pence,
    from: optional(isoDate),
    to: optional(isoDate),
    leave: optional(list(dateRange)),
  }),
  inOrder('from', 'to'),
);

const vendor = record({
  id: text,
  supply: optional(list(record({ month: isoMonth, units: wholeNumber('whole units of 0 or more', 0) }))),
});

const budget = all(record({ id: text, from: isoDate, to: isoDate, pence }), inOrder('from', 'to'));

const site = record({
  id: text,
  region: text,
  sensitive: flag,
  clearance,
  closures: optional(list(dateRange)),
  maxCrews: wholeNumber('a whole number of 0 or more', 0),
});

const option = record({
  id: text,
  vendorId: text,
  units: wholeNumber('whole units of 0 or more', 0),
  minutes,
  costPence: pence,
  leadDays: wholeNumber('whole days of 0 or more', 0),
});

const workPackage = record({
  id: text,
  siteId: text,
  budgetIds: list(text),
  risk,
  deadline: optional(isoDate),
  notBefore: optional(isoDate),
  awaitUpgradeOn: optional(isoDate),
  options: list(option, 1),
  pinned: optional(record({ optionId: text, crewId: text, startDay: isoDate })),
});

/** The problem document field by field; what one entry says of another is in references.ts. */
export const problemShape: Check = all(
  record({
    start: isoDate,
    end: isoDate,
    rule: optional(
      value(PHASE_RULES.join(' or '), (found) => (PHASE_RULES as readonly unknown[]).includes(found)),
    ),
    penceForRiskDay: pence,
    holidays: list(isoDate),
    weekend: list(wholeNumber('an ISO weekday 1 to 7', 1, 7)),
    crews: list(crew),
    vendors: list(vendor),
    budgets: list(budget),
    sites: list(site),
    workPackages: list(workPackage),
  }),
  inOrder('start', 'end'),
);
