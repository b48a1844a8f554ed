import { stringify } from 'yaml';
import { DIRECTIVES } from './directives.js';
import { holidayRows } from './holidays.js';
import { ASSET_LIVES, COST_RATES, PRICE_INDICES, PRICE_ROWS } from './costing.js';
import { BUDGET_ROWS, CREWS, ORGANISATIONS, PLANNING, PRODUCT_ROWS, VENDORS } from './means.js';

/** Sections in the order of the file, each with what a reader should know first. @type {[name: string, heading: string, rows: () => unknown][]} */
const SECTIONS = [
  ['planning', 'Defaults of a plan. penceForRiskDay trades cost against time.', () => PLANNING],
  ['organisations', 'Six made-up public bodies of different kinds.', () => ORGANISATIONS],
  [
    'directives',
    'Versions of directives. The UK one of 24 November 2022 and its follow-ups are real, as far as `source` says so.\nThe makers named here come from the reference register, which is loaded first where there is none.',
    () => DIRECTIVES,
  ],
  [
    'vendors',
    'A vendor without `supply` delivers whatever is ordered. What is not taken in a month stays for later.',
    () => VENDORS,
  ],
  [
    'products',
    'Prices in pence without VAT, within published ranges; made up one by one.',
    () => PRODUCT_ROWS,
  ],
  [
    'prices',
    'Where the prices of products come from. This list is as made up as they are.',
    () => PRICE_ROWS,
  ],
  [
    'costRates',
    "What is charged beside products and crews. This one is nothing, and says of all labour where crews' day rates\ncome from. Add licences, surveys, disposal, contingency and VAT of your own: docs/costing.md.",
    () => COST_RATES,
  ],
  [
    'priceIndices',
    'What prices are expected to be, in basis points of those of the day.',
    () => PRICE_INDICES,
  ],
  [
    'assetLives',
    'How long devices last, what they were bought for and what they take to keep, in pence a year.',
    () => ASSET_LIVES,
  ],
  ['crews', 'A crew is a team of two. Each keeps the holidays of its nation.', () => CREWS],
  [
    'holidays',
    'From the npm package date-holidays 3.37.0 (ISC and CC-BY-3.0), holidays on weekends left out.',
    holidayRows,
  ],
  [
    'budgets',
    'What each body may spend from April to March of the year after. Nothing carries over.',
    () => BUDGET_ROWS,
  ],
];

/** The programme file of the sample estate. */
export function programmeYaml() {
  const parts = SECTIONS.map(([name, heading, rows]) => {
    const comment = heading
      .split('\n')
      .map((line) => `# ${line}`)
      .join('\n');
    // Rows of one kind are easiest to compare one a line; nested ones need their lines.
    const collectionStyle = [
      'products',
      'holidays',
      'budgets',
      'organisations',
      'priceIndices',
      'assetLives',
    ].includes(name)
      ? rowPerLine
      : nested;
    return `${comment}\n${collectionStyle(name, rows())}`;
  });
  return `# The sample programme: see README.md beside this file. Written by scripts/make-sample-estate.js.\n\n${parts.join('\n')}`;
}

/** @param {string} name @param {unknown} rows */
function nested(name, rows) {
  return stringify({ [name]: rows }, { lineWidth: 110, aliasDuplicateObjects: false });
}

/** @param {string} name @param {unknown} rows */
function rowPerLine(name, rows) {
  const lines = /** @type {unknown[]} */ (rows).map(
    (row) => `  - ${stringify(row, { collectionStyle: 'flow', lineWidth: 0 }).trim()}\n`,
  );
  return `${name}:\n${lines.join('')}`;
}
