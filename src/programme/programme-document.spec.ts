import { describe, expect, it } from '@jest/globals';
import { parseProgramme, type ProgrammeFault } from './programme-document.js';

const whole = `
organisations:
  - { externalId: DPT, name: A department, kind: CENTRAL_DEPARTMENT, nation: ENG }
directives:
  - key: vss
    version: 1
    title: Visual surveillance
    issuedBy: A minister
    source: A statement
    effectiveFrom: 2022-11-24
    coverage:
      - { ruleId: own, law: A law, state: A state, through: OWNERSHIP, manufacturers: [Maker] }
    demands:
      - { ruleId: remove, siteClass: SENSITIVE, action: REMOVE_AND_REPLACE, strength: ADVISED }
    obligations:
      - { bodyKind: POLICE, siteClass: SENSITIVE, obligation: ADVISED }
vendors:
  - externalId: V1
    name: A vendor
    supply:
      - { month: 2027-01, units: 40 }
products:
  - { externalId: P1, vendor: V1, name: Dome, replaces: [CAMERA], pricePence: 25000, fittingMinutes: 90, leadDays: 30 }
crews:
  - externalId: C1
    name: A crew
    nation: ENG
    regions: [London]
    clearance: SC
    minutesPerDay: 450
    dayRatePence: 90000
    leave:
      - { from: 2027-08-02, to: 2027-08-13 }
holidays:
  - { date: 2027-12-27, nation: ENG, name: Boxing Day }
budgets:
  - { externalId: DPT-2027, organisation: DPT, fiscalYear: 2027, pence: 10000000 }
planning: { start: 2027-01-04, end: 2030-03-31, rule: STRICT_PHASES, penceForRiskDay: 100 }
`;
const known = { manufacturers: new Set(['Maker']) };

function faultsOf(yaml: string): ProgrammeFault[] {
  const parsed = parseProgramme(yaml, known);
  return parsed.ok ? [] : parsed.faults;
}

function lineOf(text: string): number {
  return whole.slice(0, whole.indexOf(text)).split('\n').length;
}

describe('a programme file', () => {
  it('is read whole, with what is left out as null or none', () => {
    const parsed = parseProgramme(whole, known);
    expect(parsed).toMatchObject({
      ok: true,
      programme: {
        manufacturers: [],
        directives: [{ coverage: [{ decidedOn: null }], demands: [{ deadline: null, onlyNetwork: null }] }],
        crews: [{ from: null, leave: [{ from: '2027-08-02', to: '2027-08-13' }] }],
        planning: { start: '2027-01-04' },
      },
    });
  });

  it('may hold a part of a programme that refers to what is known', () => {
    const budgets = 'budgets: [{ externalId: B, organisation: OLD, fiscalYear: 2027, pence: 1 }]';
    expect(parseProgramme(budgets, { organisations: new Set(['OLD']) }).ok).toBe(true);
    expect(faultsOf(budgets)).toEqual([
      { path: 'budgets[0].organisation', message: 'no organisation "OLD"', line: 1 },
    ]);
  });

  it('is refused with every fault, its path and its line', () => {
    const faulty = whole
      .replace('fiscalYear: 2027', 'fiscalYear: soon')
      .replace('clearance: SC', 'clearance: HIGH')
      .replace('minutesPerDay: 450', 'minutesPerDay: 450\n    colour: red');
    expect(faultsOf(faulty).map(({ path, line }) => `${path} ${line}`)).toEqual([
      `crews[0].clearance ${lineOf('clearance: SC')}`,
      `crews[0].colour ${lineOf('dayRatePence: 90000')}`,
      `budgets[0].fiscalYear ${lineOf('{ externalId: DPT-2027') + 1}`,
    ]);
  });

  it('may not hold keys that nobody reads, at any depth', () => {
    const faulty = whole.replace('units: 40', 'units: 40, unit: box').replace('planning:', 'plannning:');
    expect(faultsOf(faulty).map(({ path, message }) => `${path}: ${message}`)).toEqual([
      'vendors[0].supply[0].unit: no such key here, expected one of month, units',
      'plannning: no such key here, expected one of organisations, manufacturers, directives, vendors, products, crews, holidays, budgets, prices, costRates, vatRules, priceIndices, optimismBias, assetLives, planning',
    ]);
    expect(faultsOf('__proto__: { organisations: [] }')[0]?.path).toBe('__proto__');
  });

  it('holds prices and rates, each once, of products that there are', () => {
    const basis = '{ kind: CATALOGUE, reference: A list, on: 2026-04-01 }';
    const price = (product: string) =>
      `  - { product: ${product}, from: 2026-04-01, basis: ${basis}, tiers: [{ fromUnits: 0, pricePence: 5 }] }\n`;
    const rate = `  - { category: SURVEY, per: PACKAGE, from: 2026-04-01, class: RESOURCE, amountPence: 5, basis: ${basis} }\n`;
    const costs = (product: string, rates: number) =>
      `${whole}\nprices:\n${price('P1')}${price(product)}\ncostRates:\n${rate.repeat(rates)}`;
    expect(faultsOf(`${whole}\nprices:\n${price('P1')}\ncostRates:\n${rate}`)).toEqual([]);
    expect(faultsOf(costs('P9', 1)).map(({ path, message }) => `${path}: ${message}`)).toEqual([
      'prices[1].product: no product "P9"',
    ]);
    expect(faultsOf(costs('P1', 2)).map(({ path }) => path)).toEqual(['prices[1].from', 'costRates[1].from']);
  });

  it('may write a maker in other letter case, as a directive may', () => {
    expect(faultsOf(whole.replace('[Maker]', '[MAKER]'))).toEqual([]);
  });

  it('may not name what is not there', () => {
    const faulty = whole
      .replace('vendor: V1', 'vendor: V9')
      .replace('organisation: DPT', 'organisation: XYZ')
      .replace('[Maker]', '[Maker, Nobody]');
    expect(faultsOf(faulty)).toEqual([
      {
        path: 'directives[0].coverage[0].manufacturers[1]',
        message: 'no manufacturer "Nobody"',
        line: lineOf('- { ruleId: own'),
      },
      { path: 'products[0].vendor', message: 'no vendor "V9"', line: lineOf('- { externalId: P1') },
      {
        path: 'budgets[0].organisation',
        message: 'no organisation "XYZ"',
        line: lineOf('- { externalId: DPT-2027'),
      },
    ]);
  });

  it.each([
    [
      'organisations',
      '  - { externalId: DPT, name: B, kind: POLICE, nation: ENG }',
      'organisations[1].externalId',
    ],
    ['holidays', '  - { date: 2027-12-27, nation: ENG, name: Again }', 'holidays[1].date'],
    [
      'budgets',
      '  - { externalId: B2, organisation: DPT, fiscalYear: 2027, pence: 1 }',
      'budgets[1].fiscalYear',
    ],
  ])('may not say a thing twice in %s', (section, row, path) => {
    const end = whole.indexOf('\n', whole.indexOf('  -', whole.indexOf(`${section}:`)));
    const faults = faultsOf(`${whole.slice(0, end)}\n${row}${whole.slice(end)}`);
    expect(faults.map((fault) => fault.path)).toEqual([path]);
  });

  it('may not give a month of supply twice', () => {
    const faults = faultsOf(whole.replace(/( +- \{ month: 2027-01, units: 40 \}\n)/, '$1$1'));
    expect(faults).toEqual([
      { path: 'vendors[0].supply', message: 'expected each month once', line: lineOf('supply:') },
    ]);
  });
});

describe('a text that is no programme', () => {
  it.each([
    ['', 'expected a programme, found nothing'],
    ['organisations: [', /./],
    ['organisations: []\norganisations: []', /organisations comes twice/],
    ['planning: !!js/function "x"', /tag/i],
    ['- 1', /expected object/i],
    [`a: ${'['.repeat(5000)}`, /nested at most/],
    ['- '.repeat(200_000), /nested by at most/],
    [Array.from({ length: 500 }, (_, depth) => `${' '.repeat(depth)}- `).join('\n'), /nested at most/],
    [`x: "${'y'.repeat(600_000)}"`, /characters/],
  ])('is refused (%#)', (text, message) => {
    expect(faultsOf(text)[0]?.message).toMatch(message);
  });

  it('is refused where aliases would swell it', () => {
    const levels = Array.from({ length: 9 }, (_, at) => `l${at + 1}: &l${at + 1} [${`*l${at},`.repeat(9)}]`);
    expect(faultsOf(`l0: &l0 [x]\n${levels.join('\n')}`)[0]?.message).toMatch(/alias/i);
  });
});
