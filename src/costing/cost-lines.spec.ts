import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BODY_KINDS } from '../estate/estate.types.js';
import { COST_CATEGORIES, NO_BASIS, shareOf, totalOf, type CostCategory } from './cost-line.js';
import { crewDayLines, optionLines, perCrewDay } from './cost-lines.js';
import { EMPTY_BOOK, type CostingBook, type Rate } from './costing-book.js';

const rate = (category: CostCategory, per: Rate['per'], amount: number, more: Partial<Rate> = {}): Rate => ({
  ...{ category, per, amount, class: 'RESOURCE', basis: NO_BASIS, ...more },
});
const purchase = (item: string, units: number, pricePence: number) => ({
  ...{ item, units, pricePence, basis: NO_BASIS },
});
const vat = (...entries: [CostCategory, number][]): CostingBook['vat'] =>
  new Map(
    entries.map(([category, basisPoints]) => [category, { basisPoints, recoverableBy: new Set(['POLICE']) }]),
  );

describe('the lines of an option', () => {
  const work = { purchases: [purchase('CAM', 3, 30_050), purchase('REC', 1, 90_001)], removed: 5 };

  it('are what is bought, and nothing else, where nothing else is charged', () => {
    const lines = optionLines({ ...work, bodyKind: 'HEALTH' }, EMPTY_BOOK);
    expect(lines.map(({ item, quantity, totalPence }) => [item, quantity, totalPence])).toEqual([
      ['CAM', 3, 90_150],
      ['REC', 1, 90_001],
    ]);
    expect(lines.map(({ category, class: costClass }) => [category, costClass])).toEqual([
      ['EQUIPMENT', 'CAPITAL'],
      ['EQUIPMENT', 'CAPITAL'],
    ]);
  });

  it('charge by device, by package, disposal by what is taken down, and contingency on the net of it all', () => {
    const book: CostingBook = {
      rates: [
        rate('LICENCES', 'UNIT', 8_000),
        rate('SURVEY', 'PACKAGE', 25_000),
        rate('DISPOSAL', 'UNIT', 1_500),
        rate('TRAVEL', 'CREW_DAY', 4_000),
        rate('CONTINGENCY', 'PERCENT', 750),
      ],
      vat: new Map(),
    };
    // 4 devices are put up, 5 are taken down. Net 90,150 + 90,001 + 4 x 8,000 + 25,000 + 5 x 1,500 = 244,651;
    // 7.5 % of it is 18,348.825, to the nearest penny 18,349.
    const lines = optionLines({ ...work, bodyKind: 'HEALTH' }, book);
    expect(lines.slice(2).map(({ category, quantity, netPence }) => [category, quantity, netPence])).toEqual([
      ['LICENCES', 4, 32_000],
      ['SURVEY', 1, 25_000],
      ['DISPOSAL', 5, 7_500],
      ['CONTINGENCY', 750, 18_349],
    ]);
    expect(totalOf(lines)).toBe(244_651 + 18_349);
  });

  it('bear the VAT that the kind of body does not get back, half a penny up, line by line', () => {
    const book = { rates: [], vat: vat(['EQUIPMENT', 2_000]) };
    // 20 % of 90,150 is 18,030; of 90,001 it is 18,000.2.
    const bearing = optionLines({ ...work, bodyKind: 'HEALTH' }, book);
    expect(bearing.map(({ irrecoverableVatPence }) => irrecoverableVatPence)).toEqual([18_030, 18_000]);
    expect(totalOf(bearing)).toBe(90_150 + 18_030 + 90_001 + 18_000);
    const free = optionLines({ ...work, bodyKind: 'POLICE' }, book);
    expect(free.map((line) => [line.vatBasisPoints, line.irrecoverableVatPence])).toEqual([
      [2_000, 0],
      [2_000, 0],
    ]);
    expect(shareOf(25, 200)).toBe(1);
    expect(shareOf(24, 200)).toBe(0);
  });

  it('round any amount that a number holds as exact arithmetic would', () => {
    const amounts = fc.integer({ min: 0, max: 90_000_000_000_000 });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 1_000_000 }), (pence, basisPoints) => {
        fc.pre(pence * basisPoints < 9_000_000_000_000_000_000);
        const exact = (BigInt(pence) * BigInt(basisPoints) + 5_000n) / 10_000n;
        fc.pre(exact <= BigInt(Number.MAX_SAFE_INTEGER));
        expect(BigInt(shareOf(pence, basisPoints))).toBe(exact);
      }),
    );
  });
});

describe('the lines of crew-days', () => {
  const book: CostingBook = {
    rates: [
      rate('LABOUR', 'CREW_DAY', 500, { class: 'RESOURCE' }),
      rate('TRAVEL', 'CREW_DAY', 4_000),
      rate('ESCORT', 'CREW_DAY', 0),
    ],
    vat: vat(['TRAVEL', 2_000], ['LABOUR', 2_000]),
  };

  it('split what was charged into the crew and what comes on top, without VAT on it', () => {
    const lines = crewDayLines(3 * (perCrewDay(book) + 60_000), 60_000, book);
    expect(lines.map((line) => [line.category, line.class, line.quantity, line.totalPence])).toEqual([
      ['LABOUR', 'RESOURCE', 3, 181_500],
      ['TRAVEL', 'RESOURCE', 3, 12_000],
    ]);
  });

  it('are labour alone where they were charged at two rates, and none where nothing was charged', () => {
    expect(crewDayLines(100_001, 60_000, book).map((line) => [line.category, line.totalPence])).toEqual([
      ['LABOUR', 100_001],
    ]);
    expect(crewDayLines(0, 0, EMPTY_BOOK)).toEqual([]);
  });
});

describe('every option', () => {
  const rates = fc.uniqueArray(
    fc.record({
      category: fc.constantFrom(...COST_CATEGORIES),
      per: fc.constantFrom<Rate['per']>('UNIT', 'PACKAGE', 'CREW_DAY', 'PERCENT'),
      class: fc.constantFrom<Rate['class']>('CAPITAL', 'RESOURCE'),
      amount: fc.integer({ min: 0, max: 100_000 }),
      basis: fc.constant(NO_BASIS),
    }),
    { selector: ({ category, per }) => `${category} ${per}`, maxLength: 12 },
  );
  const rules = fc.uniqueArray(
    fc.record({ category: fc.constantFrom(...COST_CATEGORIES), basisPoints: fc.nat(10_000) }),
    { selector: ({ category }) => category },
  );
  const purchases = fc.array(
    fc.record({
      ...{ item: fc.string(), units: fc.nat(60), pricePence: fc.integer({ min: 1, max: 900_000 }) },
      basis: fc.constant(NO_BASIS),
    }),
  );
  const works = fc.record({ purchases, removed: fc.nat(90), bodyKind: fc.constantFrom(...BODY_KINDS) });
  const crewDays = fc.record({ dayRatePence: fc.nat(200_000), days: fc.nat(40) });

  it('has lines that add up to what is charged, to the penny, and each to its net and its VAT', () => {
    fc.assert(
      fc.property(works, fc.record({ rates, rules }), crewDays, (work, charged, { dayRatePence, days }) => {
        const book = {
          rates: charged.rates,
          vat: vat(
            ...charged.rules.map(
              ({ category, basisPoints }) => [category, basisPoints] as [CostCategory, number],
            ),
          ),
        };
        const option = optionLines(work, book);
        const dayPence = days * (dayRatePence + perCrewDay(book));
        const lines = [...option, ...crewDayLines(dayPence, dayRatePence, book)];
        expect(totalOf(lines)).toBe(totalOf(option) + dayPence);
        for (const line of lines) {
          expect(line.totalPence).toBe(line.netPence + line.irrecoverableVatPence);
          expect(line.netPence).toBeGreaterThan(0);
        }
      }),
    );
  });
});
