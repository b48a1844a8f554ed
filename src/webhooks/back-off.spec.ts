import { expect, it } from '@jest/globals';
import { backOffMs } from './back-off.js';

it('waits five times as long after each attempt, by chance a half less, and six hours at most', () => {
  expect([1, 2, 3, 4].map((attempt) => backOffMs(attempt, 5_000, 0))).toEqual([
    5_000, 25_000, 125_000, 625_000,
  ]);
  expect(backOffMs(2, 5_000, 1)).toBe(12_500);
  expect(backOffMs(20, 5_000, 0)).toBe(6 * 3_600_000);
});
