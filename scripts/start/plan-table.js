/**
 * A plan as a table that a programme board can read.
 *
 * @typedef {object} PlanByQuarter the answer to graphql/operations/plan-by-quarter.graphql
 * @property {string} id
 * @property {string} start
 * @property {string} end
 * @property {'STRICT_PHASES' | 'FILL_IDLE_CAPACITY'} rule
 * @property {Array<Quarter>} quarters
 * @property {Array<Phase>} phases
 * @property {Array<{ on: string, workPackage: { deviceCount: number } }>} awaiting
 * @property {Array<{ detail: string, workPackage: { phase: number, deviceCount: number, site: Site } }>} unscheduled
 *
 * @typedef {{ externalId: string }} Site
 *
 * @typedef {{ phase: number, quarter: string, siteCount: number, deviceCount: number, costPence: number,
 *   firstStart: string, lastFinish: string }} Quarter
 *
 * @typedef {{ phase: number, siteCount: number, deviceCount: number, lateRisk: number | null,
 *   objective: number | null, gap: number }} Phase
 */

/** @type {Record<number, string>} */
const PHASES = { 1: 'sensitive', 2: 'other' };

const RULES = {
  STRICT_PHASES: 'no other site starts before the last sensitive one is done',
  FILL_IDLE_CAPACITY: 'other sites use what the sensitive ones leave',
};

/** @type {Record<string, string>} */
const MONTHS = { Q1: 'Jan–Mar', Q2: 'Apr–Jun', Q3: 'Jul–Sep', Q4: 'Oct–Dec' };

/** Reasons are sentences: they are broken into lines of so many characters. */
const REASON_WIDTH = 64;

/**
 * @param {PlanByQuarter} plan
 * @returns {string} several lines, without a line feed at the end
 */
export function formatPlan(plan) {
  const title = `Plan ${plan.id}: ${plan.start} to ${plan.end}, ${RULES[plan.rule]}`;
  const rows = plan.phases.flatMap((phase) => phaseRows(phase, quartersOf(plan, phase.phase)));
  const blocks = [
    title,
    table(['', 'Sites', 'Devices', 'Cost', 'First start', 'Last finish'], rows, [1, 2, 3]),
    'A site counts in each quarter in which work at it finishes.',
    unscheduledBlock(plan),
    awaitingLine(plan),
    plan.phases.map((phase) => qualitySentence(phase)).join('\n'),
  ];
  return blocks.filter((block) => block !== '').join('\n\n');
}

/**
 * @param {PlanByQuarter} plan
 * @param {number} phase
 */
function quartersOf(plan, phase) {
  return plan.quarters
    .filter((quarter) => quarter.phase === phase)
    .sort((a, b) => (a.quarter < b.quarter ? -1 : 1));
}

/**
 * @param {Phase} of
 * @param {Quarter[]} quarters
 * @returns {string[][]}
 */
function phaseRows({ phase, siteCount, deviceCount }, quarters) {
  const sites = plural(siteCount, `${PHASES[phase]} site`);
  const heading = [`Phase ${phase}: ${sites}, ${plural(deviceCount, 'device')}`];
  if (quarters.length === 0) return [heading, ['  nothing scheduled']];
  const inAll = [
    '  in all',
    '',
    count(sum(quarters.map((quarter) => quarter.deviceCount))),
    pounds(sum(quarters.map(({ costPence }) => costPence))),
    quarters.map(({ firstStart }) => firstStart).sort()[0] ?? '',
    quarters
      .map(({ lastFinish }) => lastFinish)
      .sort()
      .at(-1) ?? '',
  ];
  return [heading, ...quarters.map(quarterRow), inAll];
}

/** @param {Quarter} of */
function quarterRow({ quarter, siteCount, deviceCount, costPence, firstStart, lastFinish }) {
  return [
    `  ${quarterName(quarter)}`,
    count(siteCount),
    count(deviceCount),
    pounds(costPence),
    firstStart,
    lastFinish,
  ];
}

/** @param {PlanByQuarter} plan */
function unscheduledBlock({ unscheduled }) {
  if (unscheduled.length === 0) return 'Everything is scheduled.';
  const rows = unscheduled.flatMap(({ workPackage: { site, phase, deviceCount }, detail }) => {
    const [first = '', ...more] = brokenIntoLines(detail, REASON_WIDTH);
    return [
      [site.externalId, String(phase), count(deviceCount), first],
      ...more.map((line) => ['', '', '', line]),
    ];
  });
  return `Not scheduled\n\n${table(['Site', 'Phase', 'Devices', 'Why'], rows, [1, 2])}`;
}

/** @param {PlanByQuarter} plan */
function awaitingLine({ awaiting }) {
  if (awaiting.length === 0) return '';
  const devices = plural(sum(awaiting.map(({ workPackage }) => workPackage.deviceCount)), 'device');
  const latest = awaiting
    .map(({ on }) => on)
    .sort()
    .at(-1);
  return `Left to an upgrade that is planned anyway: ${devices} in ${plural(awaiting.length, 'work package')}, the last on ${latest}.`;
}

/** @param {Phase} phase */
function qualitySentence({ phase, lateRisk, objective, gap }) {
  const late =
    lateRisk !== null && lateRisk > 0
      ? ` Work with a risk of ${lateRisk.toLocaleString('en-GB')} misses its deadline.`
      : '';
  return `Phase ${phase}: ${objective === 0 ? 'there is nothing to weigh.' : howGood(gap)}${late}`;
}

/** @param {number} gap a share */
function howGood(gap) {
  if (gap <= 0) return 'proved to be the best possible plan.';
  const percent = Math.ceil(gap * 1000) / 10;
  return `no plan can beat this one by more than ${percent.toFixed(1)} %, in risk-days and cost together.`;
}

/**
 * @param {string[]} header
 * @param {string[][]} rows a row may be shorter: its first cell is then a heading, as wide as it likes
 * @param {number[]} numeric the columns that stand to the right
 */
function table(header, rows, numeric) {
  const full = [header, ...rows].filter((row) => row.length === header.length);
  const widths = header.map((_, column) => Math.max(...full.map((row) => [...(row[column] ?? '')].length)));
  return [header, ...rows]
    .map((row) =>
      row
        .map((cell, column) => {
          const width = row.length === header.length ? (widths[column] ?? 0) : 0;
          return numeric.includes(column) ? cell.padStart(width) : cell.padEnd(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/**
 * @param {string} text
 * @param {number} width
 * @returns {string[]}
 */
function brokenIntoLines(text, width) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}

/** @param {string} quarter like 2027-Q1 */
function quarterName(quarter) {
  const [year = '', name = ''] = quarter.split('-');
  return `${year} ${MONTHS[name] ?? name}`;
}

/** @param {number} pence */
function pounds(pence) {
  return `£${count(Math.round(pence / 100))}`;
}

/**
 * @param {number} number
 * @param {string} noun
 */
function plural(number, noun) {
  return `${count(number)} ${noun}${number === 1 ? '' : 's'}`;
}

/** @param {number} number */
function count(number) {
  return number.toLocaleString('en-GB');
}

/** @param {number[]} numbers */
function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
