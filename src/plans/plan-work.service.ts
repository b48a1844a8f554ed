import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository, type SelectQueryBuilder } from 'typeorm';
import { z } from 'zod';
import { calendarDate } from '../platform/input-schemas.js';
import { readInput, readRowId } from '../platform/input.js';
import {
  PlanAssignment,
  PlanAwaiting,
  PlanUnscheduled,
  PlanWorkPackage,
  PlanWorkPackageDevice,
} from './plan-work.entity.js';
import { phaseNumber } from './plans.input.js';

const assignmentFilter = z.object({
  phase: phaseNumber.nullish(),
  crewId: z.string().nullish(),
  organisationId: z.string().nullish(),
  from: calendarDate.nullish(),
  to: calendarDate.nullish(),
});

/** Names a work package in all plans. */
export function packageKey(planId: number, number: number): string {
  return `${planId}/${number}`;
}

/** What a plan does with each work package. */
@Injectable()
export class PlanWorkService {
  constructor(
    @InjectRepository(PlanWorkPackage) private readonly packages: Repository<PlanWorkPackage>,
    @InjectRepository(PlanWorkPackageDevice) private readonly devices: Repository<PlanWorkPackageDevice>,
    @InjectRepository(PlanAssignment) private readonly assignments: Repository<PlanAssignment>,
    @InjectRepository(PlanAwaiting) private readonly awaiting: Repository<PlanAwaiting>,
    @InjectRepository(PlanUnscheduled) private readonly unscheduled: Repository<PlanUnscheduled>,
  ) {}

  /** For a connection over a plan's assignments. @throws {BadInput} */
  queryAssignments(planId: number, input: unknown): SelectQueryBuilder<PlanAssignment> {
    const filter = readInput(assignmentFilter, input ?? {}, 'filter');
    const query = this.assignments
      .createQueryBuilder('assignment')
      .where('assignment.planId = :planId', { planId });
    if (typeof filter.crewId === 'string') {
      query.andWhere('assignment.crewId = :crewId', { crewId: readRowId(filter.crewId, 'filter.crewId') });
    }
    if (filter.from) query.andWhere('assignment.finish >= :from', { from: filter.from });
    if (filter.to) query.andWhere('assignment.start <= :to', { to: filter.to });
    if (filter.phase || typeof filter.organisationId === 'string') {
      query.innerJoin('assignment.workPackage', 'work');
      if (filter.phase) query.andWhere('work.phase = :phase', { phase: filter.phase });
      if (typeof filter.organisationId === 'string') {
        const organisationId = readRowId(filter.organisationId, 'filter.organisationId');
        query
          .innerJoin('work.site', 'site')
          .andWhere('site.organisationId = :organisationId', { organisationId });
      }
    }
    return query;
  }

  listAwaiting(planId: number): Promise<PlanAwaiting[]> {
    return this.awaiting.find({ where: { planId }, order: { number: 'ASC' } });
  }

  listUnscheduled(planId: number): Promise<PlanUnscheduled[]> {
    return this.unscheduled.find({ where: { planId }, order: { number: 'ASC' } });
  }

  /** A plan's package by its name; null where the caller does not see it. */
  findByName(planId: number, workPackageId: string): Promise<PlanWorkPackage | null> {
    return this.packages.findOneBy({ planId, workPackageId });
  }

  /** What a plan does with a package, where it places it. */
  findAssignment(planId: number, number: number): Promise<PlanAssignment | null> {
    return this.assignments.findOneBy({ planId, number });
  }

  readonly packagesByKey = async (keys: readonly string[]): Promise<Map<string, PlanWorkPackage>> => {
    const found = await Promise.all(
      [...numbersByPlan(keys)].map(([planId, numbers]) =>
        this.packages.find({ where: { planId, number: In(numbers) } }),
      ),
    );
    return new Map(found.flat().map((work) => [packageKey(work.planId, work.number), work]));
  };

  readonly deviceIdsByKey = async (keys: readonly string[]): Promise<Map<string, number[]>> => {
    const found = await Promise.all(
      [...numbersByPlan(keys)].map(([planId, numbers]) =>
        this.devices.find({
          where: { planId, number: In(numbers) },
          order: { number: 'ASC', deviceId: 'ASC' },
        }),
      ),
    );
    const ids = new Map<string, number[]>(keys.map((key) => [key, []]));
    for (const { planId, number, deviceId } of found.flat())
      ids.get(packageKey(planId, number))?.push(deviceId);
    return ids;
  };
}

function numbersByPlan(keys: readonly string[]): Map<number, number[]> {
  const byPlan = new Map<number, number[]>();
  for (const key of keys) {
    const [planId = 0, number = 0] = key.split('/').map(Number);
    byPlan.set(planId, [...(byPlan.get(planId) ?? []), number]);
  }
  return byPlan;
}
