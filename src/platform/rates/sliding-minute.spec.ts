import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SlidingMinute } from './sliding-minute.js';

const MOST = 100;

describe('what one client spends', () => {
  it('is never more than the limit within any minute, and is had after the wait that was named', () => {
    const steps = fc.array(
      fc.record({
        pause: fc.double({ min: 0, max: 20, noNaN: true }),
        amount: fc.integer({ min: 1, max: 60 }),
      }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(steps, (all) => {
        const minute = new SlidingMinute(MOST);
        const had: { at: number; amount: number }[] = [];
        let now = 1_700_000_000;
        for (const { pause, amount } of all) {
          now += pause;
          const wait = minute.spend('one', amount, now);
          if (wait > 0) {
            expect(wait).toBeLessThanOrEqual(65);
            now += wait;
            expect(minute.spend('one', amount, now)).toBe(0);
          }
          had.push({ at: now, amount });
        }
        for (const { at } of had) {
          const within = had.filter((other) => other.at >= at && other.at < at + 60);
          expect(within.reduce((sum, { amount }) => sum + amount, 0)).toBeLessThanOrEqual(MOST);
        }
      }),
    );
  });

  it('cannot be twice the limit where one minute turns into the next', () => {
    const minute = new SlidingMinute(MOST);
    expect(minute.spend('one', MOST, 1_700_000_039)).toBe(0);
    expect(minute.spend('one', 1, 1_700_000_041)).toBeGreaterThan(50);
    expect(minute.spend('one', MOST, 1_700_000_105)).toBe(0);
  });

  it('is refused for good where it is more than the limit', () => {
    expect(new SlidingMinute(MOST).spend('one', MOST + 1, 0)).toBeGreaterThan(0);
  });
});

describe('what is remembered', () => {
  it('has a bound, and whoever came longest ago is forgotten first', () => {
    const minute = new SlidingMinute(MOST, 3);
    for (const client of ['a', 'b', 'c']) minute.spend(client, MOST, 0);
    expect(minute.spend('a', 1, 1)).toBeGreaterThan(0);
    minute.spend('d', 1, 1);
    expect(minute.size).toBe(3);
    expect(minute.spend('a', 1, 2)).toBeGreaterThan(0);
    expect(minute.spend('b', 1, 2)).toBe(0);
  });
});
