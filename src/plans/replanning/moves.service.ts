import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository, type SelectQueryBuilder } from 'typeorm';
import { z } from 'zod';
import { readInput } from '../../platform/input.js';
import { comparePackages, type ComparedPackage } from '../compared-package.js';
import { PlanWorkPackage } from '../plan-work.entity.js';
import { phaseNumber } from '../plans.input.js';
import { PlanMove, type Replan } from './replan.entity.js';

const filterInput = z.object({ phase: phaseNumber.nullish() });

/** A work package that moved, with its places in the plan before and in this one. */
export type MovedPackage = ComparedPackage & { move: PlanMove };

/** What a plan that was made anew moved. */
@Injectable()
export class PlanMoves {
  constructor(@InjectRepository(PlanWorkPackage) private readonly packages: Repository<PlanWorkPackage>) {}

  /** For a connection; nothing moves in a plan that is not there yet. @throws {BadInput} */
  query(replan: Replan, filter: unknown): SelectQueryBuilder<MovedPackage> {
    const { phase } = readInput(filterInput, filter ?? {}, 'filter');
    const query = comparePackages(this.packages.createQueryBuilder('work'), replan).innerJoinAndMapOne(
      'work.move',
      PlanMove,
      'move',
      'move.planId = work.planId AND move.number = work.number',
    );
    if (phase) query.andWhere('work.phase = :phase', { phase });
    return query as SelectQueryBuilder<MovedPackage>;
  }
}
