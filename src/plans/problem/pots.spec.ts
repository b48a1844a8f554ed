import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { potOf, widen, type Shared, type Shares } from './pots.js';

const sharesOf = (costs: readonly Shared[]) =>
  costs.reduce<Shares | null>((shares, cost) => widen(shares, cost), null);

const anyCost = fc
  .tuple(fc.nat(1_000_000), fc.nat(100))
  .map(([total, percent]): Shared => ({ total, resource: Math.floor((total * percent) / 100) }));

describe('pots', () => {
  it('are worked through by hand', () => {
    // Two packages: £100.00 with £20.00 resource, a fifth; £50.00 with £5.00, a tenth.
    const shares = sharesOf([
      { total: 10_000, resource: 2_000 },
      { total: 5_000, resource: 500 },
    ]);
    // £900.00 of capital reach for £1,000.00, of which at least a tenth is resource; £150.00 of resource for £750.00.
    expect(potOf(90_000, 15_000, shares)).toBe(75_000);
    expect(potOf(90_000, 20_000, shares)).toBe(100_000);
    expect(potOf(90_000, 90_000, shares)).toBe(100_000);
    // Without any resource, nothing that needs some.
    expect(potOf(90_000, 0, shares)).toBe(0);
  });

  it('are the capital where nothing is resource, and the resource where all is', () => {
    expect(potOf(77, 0, sharesOf([{ total: 10, resource: 0 }]))).toBe(77);
    expect(potOf(77, 5, null)).toBe(77);
    expect(potOf(0, 5, sharesOf([{ total: 10, resource: 10 }]))).toBe(5);
    expect(potOf(5, 5, sharesOf([{ total: 0, resource: 0 }]))).toBe(5);
    // 1 of 3 is resource: 100 of it reach for 300, 199 of capital for 298.5.
    expect(potOf(199, 100, sharesOf([{ total: 3, resource: 1 }]))).toBe(298);
  });

  it('overdraw neither line, whatever is charged within them', () => {
    fc.assert(
      fc.property(
        fc.array(anyCost, { minLength: 1, maxLength: 12 }),
        fc.nat(5_000_000),
        fc.nat(5_000_000),
        fc.infiniteStream(fc.nat()),
        (costs, capital, resource, picks) => {
          const pot = potOf(capital, resource, sharesOf(costs));
          let [charged, ofResource] = [0, 0];
          for (let n = 0; n < 40; n += 1) {
            const cost = costs[Number(picks.next().value) % costs.length] as Shared;
            if (charged + cost.total > pot) continue;
            charged += cost.total;
            ofResource += cost.resource;
          }
          expect(ofResource).toBeLessThanOrEqual(resource);
          expect(charged - ofResource).toBeLessThanOrEqual(capital);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('of one kind of package are as large as they can be', () => {
    fc.assert(
      fc.property(anyCost, fc.nat(1e9), fc.nat(1e9), ({ total, resource }, capital, resourceLine) => {
        fc.pre(total > 0);
        const pot = potOf(capital, resourceLine, sharesOf([{ total, resource }]));
        const fits = (n: number) => n * resource <= resourceLine && n * (total - resource) <= capital;
        const packages = Math.floor(pot / total);
        expect([fits(packages), fits(packages + 1)]).toEqual([true, false]);
      }),
    );
  });
});
