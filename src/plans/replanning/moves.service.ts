import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository, type SelectQueryBuilder } from 'typeorm';
import { z } from 'zod';
import { readInput } from '../../platform/input.js';
import { PlanAssignment, PlanWorkPackage } from '../plan-work.entity.js';
import { phaseNumber } from '../plans.input.js';
import { PlanMove, type Replan } from './replan.entity.js';

const filterInput = z.object({ phase: phaseNumber.nullish() });

/** A work package that moved, with its places in the plan before and in this one. */
export type MovedPackage = PlanWorkPackage & {
  move: PlanMove;
  was: PlanAssignment | null;
  now: PlanAssignment | null;
};

/** What a plan that was made anew moved. */
@Injectable()
export class PlanMoves {
  constructor(@InjectRepository(PlanWorkPackage) private readonly packages: Repository<PlanWorkPackage>) {}

  /** For a connection; nothing moves in a plan that is not there yet. @throws {BadInput} */
  query({ planId, basePlanId }: Replan, filter: unknown): SelectQueryBuilder<MovedPackage> {
    const { phase } = readInput(filterInput, filter ?? {}, 'filter');
    const query = this.packages
      .createQueryBuilder('work')
      .innerJoinAndMapOne(
        'work.move',
        PlanMove,
        'move',
        'move.planId = work.planId AND move.number = work.number',
      )
      .leftJoin(
        PlanWorkPackage,
        'base',
        'base.planId = :basePlanId AND base.workPackageId = work.workPackageId',
      )
      .leftJoinAndMapOne(
        'work.was',
        PlanAssignment,
        'was',
        'was.planId = base.planId AND was.number = base.number',
      )
      .leftJoinAndMapOne(
        'work.now',
        PlanAssignment,
        'now',
        'now.planId = work.planId AND now.number = work.number',
      )
      .where('work.planId = :planId', { planId, basePlanId });
    if (phase) query.andWhere('work.phase = :phase', { phase });
    return query as SelectQueryBuilder<MovedPackage>;
  }
}
