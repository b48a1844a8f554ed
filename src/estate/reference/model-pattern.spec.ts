import { describe, expect, it } from '@jest/globals';
import { modelPatternFault } from './model-pattern.js';

describe('model patterns', () => {
  it.each(['^DS-', '^(?:DS|HWI|HWP)-?\\d{4}', '^IPC-[HD].*', '(a|b|c)(d|e)', '^DHI?-'])(
    'may be %s',
    (pattern) => {
      expect(modelPatternFault(pattern)).toBeNull();
    },
  );

  it.each([
    ['(a+)+', /after a group/],
    ['a*b*c*', /quantifiers/],
    ['(?=a)', /look-around/],
    ['(a)\\1', /references back/],
    ['[', /regular expression/],
    ['a?'.repeat(24), /alternatives and optional parts/],
    ['(a|a)'.repeat(12), /alternatives and optional parts/],
    ['x'.repeat(101), /characters/],
  ])('may not be %s', (pattern, fault) => {
    expect(modelPatternFault(pattern)).toMatch(fault);
  });
});
