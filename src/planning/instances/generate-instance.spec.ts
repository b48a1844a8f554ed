import { describe, expect, it } from '@jest/globals';
import { parseProblem } from '../parse/parse-problem.js';
import type { Problem } from '../problem.js';
import {
  MIDDLING,
  TOWN,
  crewsBindingKnobs,
  generateInstance,
  sixtyKnobs,
  supplyAndBudgetsBindingKnobs,
  tinyKnobs,
} from './index.js';

const SEEDS = Array.from({ length: 60 }, (_, seed) => seed);

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function unitsOf(problem: Problem): number {
  return sum(problem.workPackages.map(({ options }) => options[0]!.units));
}

describe('generateInstance', () => {
  it.each(SEEDS)('makes a sound tiny and a sound sixty-package problem of seed %i', (seed) => {
    for (const problem of [
      generateInstance(seed, tinyKnobs(seed)),
      generateInstance(seed, sixtyKnobs(seed)),
    ]) {
      expect(parseProblem(problem)).toMatchObject({ ok: true });
    }
  });

  it('makes the same problem of the same seed and knobs, and another of another seed', () => {
    expect(generateInstance(7, TOWN)).toEqual(generateInstance(7, TOWN));
    expect(generateInstance(8, TOWN)).not.toEqual(generateInstance(7, TOWN));
  });

  it('has pins, awaiting packages, deadlines, closures and leave among its tiny problems', () => {
    const problems = SEEDS.map((seed) => generateInstance(seed, tinyKnobs(seed)));
    const works = problems.flatMap(({ workPackages }) => workPackages);
    for (const field of ['pinned', 'awaitUpgradeOn', 'deadline', 'notBefore'] as const) {
      expect(works.filter((work) => work[field] !== undefined).length).toBeGreaterThan(5);
    }
    expect(problems.some(({ sites }) => sites.some(({ closures }) => closures))).toBe(true);
    expect(problems.some(({ crews }) => crews.some(({ leave }) => leave))).toBe(true);
    expect(new Set(problems.map(({ rule }) => rule)).size).toBe(2);
  });

  it('keeps to its loads', () => {
    const problem = generateInstance(1, { ...TOWN, supplyLoad: 0.5, budgetLoad: 0.5, crewLoad: 0.5 });
    const supplied = sum(problem.vendors.flatMap(({ supply }) => supply!.map(({ units }) => units)));
    expect(unitsOf(problem) / supplied).toBeCloseTo(0.5, 1);
    const tight = generateInstance(1, { ...TOWN, crewLoad: 1 });
    expect(problem.crews.length / tight.crews.length).toBeCloseTo(2, 0);
    const cheap = generateInstance(1, { ...TOWN, budgetLoad: 1 });
    const money = ({ budgets }: Problem) => sum(budgets.map(({ pence }) => pence));
    expect(money(problem) / money(cheap)).toBeCloseTo(2, 1);
  });

  it('leaves supply and money unlimited at a load of 0', () => {
    const problem = generateInstance(1, { ...MIDDLING, supplyLoad: 0, budgetLoad: 0 });
    expect(problem.vendors.every(({ supply }) => supply === undefined)).toBe(true);
    const dearest = sum(
      problem.workPackages.map(({ options }) => Math.max(...options.map(({ costPence }) => costPence))),
    );
    expect(problem.budgets.every(({ pence }) => pence > 2 * dearest)).toBe(true);
  });

  it.each([
    ['crews', crewsBindingKnobs],
    ['supply and budgets', supplyAndBudgetsBindingKnobs],
  ])('has about ten devices a site where %s bind', (_, knobs) => {
    const problem = generateInstance(1, knobs(5000));
    expect(problem.sites).toHaveLength(5000);
    expect(unitsOf(problem) / 50_000).toBeCloseTo(1, 1);
  });
});
