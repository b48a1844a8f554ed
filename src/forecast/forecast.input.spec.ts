import { describe, expect, it } from '@jest/globals';
import { mostDrawsFor } from './forecast.input.js';

describe('the draws that may be asked for', () => {
  it('are fewer for a large plan, so that none takes a worker for long', () => {
    expect([0, 25_000, 25_001, 100_000].map(mostDrawsFor)).toEqual([20_000, 20_000, 19_999, 5_000]);
  });
});
