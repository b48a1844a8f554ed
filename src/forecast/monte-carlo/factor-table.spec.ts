import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DrawStream } from './draw-stream.js';
import { FactorTable, meanFactor, type Spread } from './factor-table.js';

const perts = fc
  .record({ lowPercent: fc.integer({ min: 10, max: 100 }), highPercent: fc.integer({ min: 100, max: 500 }) })
  .map((ends): Spread => ({ shape: 'PERT', ...ends }));
const lognormals = fc
  .record({ lowPercent: fc.integer({ min: 50, max: 100 }), highPercent: fc.integer({ min: 100, max: 300 }) })
  .map((ends): Spread => ({ shape: 'LOGNORMAL', ...ends }));

describe('the factors of an estimate', () => {
  it('are one where there is no doubt', () => {
    const table = new FactorTable({ shape: 'PERT', lowPercent: 100, highPercent: 100 });
    expect([-9, -1, 0, 0.3, 9].map((z) => table.at(z))).toEqual([1, 1, 1, 1, 1]);
  });

  it('of PERT never rise above high nor fall below low, and rise with what is drawn', () => {
    fc.assert(
      fc.property(
        perts,
        fc.double({ min: -7, max: 7, noNaN: true }),
        fc.double({ min: 0, max: 3, noNaN: true }),
        (spread, z, more) => {
          const table = new FactorTable(spread);
          expect(table.at(z)).toBeGreaterThanOrEqual(spread.lowPercent / 100 - 1e-12);
          expect(table.at(z)).toBeLessThanOrEqual(spread.highPercent / 100 + 1e-12);
          expect(table.at(z + more)).toBeGreaterThanOrEqual(table.at(z) - 1e-12);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('have the mean of their formula', () => {
    fc.assert(
      fc.property(fc.oneof(perts, lognormals), (spread) => {
        const table = new FactorTable(spread);
        let [sum, weights] = [0, 0];
        for (let z = -6; z <= 6; z += 1 / 512) {
          const weight = Math.exp((-z * z) / 2);
          sum += weight * table.at(z);
          weights += weight;
        }
        expect(Math.abs(sum / weights - meanFactor(spread))).toBeLessThan(1e-4 * (spread.highPercent / 100));
      }),
      { numRuns: 40 },
    );
  });

  it('of a symmetrical PERT are in the middle at the middle; those of a lognormal are low and high at a tenth', () => {
    expect(new FactorTable({ shape: 'PERT', lowPercent: 50, highPercent: 150 }).at(0)).toBeCloseTo(1, 6);
    const lognormal = new FactorTable({ shape: 'LOGNORMAL', lowPercent: 80, highPercent: 125 });
    expect(lognormal.at(0)).toBeCloseTo(1, 6);
    expect(lognormal.at(1.2815515655446004)).toBeCloseTo(1.25, 5);
    expect(lognormal.at(-1.2815515655446004)).toBeCloseTo(0.8, 5);
  });
});

/** For n numbers from [0, 1], the mean is off by more than this once in a thousand million (Hoeffding's inequality). */
const offBy = (n: number) => Math.sqrt(Math.log(2e9) / (2 * n));

describe('the numbers of draws', () => {
  const n = 20_000;
  it('are spread evenly, over one draw and over many', () => {
    const one = new DrawStream(7, 0);
    const mean = (next: (at: number) => number) =>
      Array.from({ length: n }, (_, at) => next(at)).reduce((sum, each) => sum + each, 0) / n;
    expect(Math.abs(mean(() => one.fraction()) - 0.5)).toBeLessThan(offBy(n));
    expect(Math.abs(mean((at) => new DrawStream(7, at).fraction()) - 0.5)).toBeLessThan(offBy(n));
    expect(Math.abs(mean((at) => new DrawStream(at, 3).fraction()) - 0.5)).toBeLessThan(offBy(n));
  });

  it('are normal: one in ten above the ninth decile, and half of them above 0', () => {
    const stream = new DrawStream(1, 1);
    const drawn = Array.from({ length: n }, () => stream.normal());
    for (const [z, share] of [
      [0, 0.5],
      [1.2815515655446004, 0.1],
      [-1.2815515655446004, 0.9],
    ] as const) {
      expect(Math.abs(drawn.filter((each) => each > z).length / n - share)).toBeLessThan(offBy(n));
    }
  });

  it('are others for each seed and draw', () => {
    const first = new Set<number>();
    for (let seed = 0; seed < 40; seed += 1) {
      for (let draw = 0; draw < 40; draw += 1) {
        const stream = new DrawStream(seed, draw);
        first.add(stream.fraction() * 4294967296 * 4294967296 + stream.fraction() * 4294967296);
      }
    }
    expect(first.size).toBe(1_600);
  });
});
