import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseProblem } from '../../../src/planning/parse/parse-problem.js';
import { problems } from './problem-arbitraries.js';

describe('problems', () => {
  it('are all sound', () => {
    fc.assert(
      fc.property(problems(), (problem) => {
        expect(parseProblem(JSON.parse(JSON.stringify(problem)))).toEqual({ ok: true, problem });
      }),
    );
  });
});
