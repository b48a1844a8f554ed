import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Brackets, Repository, type SelectQueryBuilder } from 'typeorm';
import { z } from 'zod';
import { readInput } from '../../platform/input.js';
import { comparePackages, type ComparedPackage } from '../compared-package.js';
import { PlanWorkPackage } from '../plan-work.entity.js';
import { phaseNumber } from '../plans.input.js';
import type { Scenario } from './scenario.entity.js';

/** What a scenario does otherwise with a work package than its base plan. */
export const DIFFERENCES = ['MOVED', 'OTHER_VENDOR', 'OTHER_CREW', 'ADDED', 'DROPPED'] as const;
export type Difference = (typeof DIFFERENCES)[number];

const filterInput = z.object({
  phase: phaseNumber.nullish(),
  kinds: z.array(z.enum(DIFFERENCES)).min(1, 'expected a kind').max(DIFFERENCES.length).nullish(),
});

const CONDITION: Record<Difference, string> = {
  MOVED: 'now.start <> was.start OR now.finish <> was.finish',
  OTHER_VENDOR: 'now.vendorId <> was.vendorId',
  OTHER_CREW: 'now.crewId <> was.crewId',
  ADDED: 'was.number IS NULL AND now.number IS NOT NULL',
  DROPPED: 'was.number IS NOT NULL AND now.number IS NULL',
};

/** Compares a scenario's plan with its base plan, package by package. */
@Injectable()
export class ScenarioDifference {
  constructor(@InjectRepository(PlanWorkPackage) private readonly packages: Repository<PlanWorkPackage>) {}

  /** For a connection over the packages that differ. Nothing differs from a plan that is not there yet. */
  query(scenario: Scenario, filter: unknown): SelectQueryBuilder<ComparedPackage> {
    const { phase, kinds } = readInput(filterInput, filter ?? {}, 'filter');
    const query = comparePackages(this.packages.createQueryBuilder('work'), scenario).andWhere(
      new Brackets((where) => {
        for (const kind of kinds ?? DIFFERENCES) where.orWhere(`(${CONDITION[kind]})`);
      }),
    );
    if (phase) query.andWhere('work.phase = :phase', { phase });
    return query;
  }
}

/** All that differs; a package that is in one of the plans only has no place to compare. */
export function differencesOf({ was, now }: ComparedPackage): Difference[] {
  if (!was || !now) return [was ? 'DROPPED' : 'ADDED'];
  const isDifferent: [Difference, boolean][] = [
    ['MOVED', now.start !== was.start || now.finish !== was.finish],
    ['OTHER_VENDOR', now.vendorId !== was.vendorId],
    ['OTHER_CREW', now.crewId !== was.crewId],
  ];
  return isDifferent.flatMap(([difference, applies]) => (applies ? [difference] : []));
}
