import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository, type EntityManager } from 'typeorm';
import { PlanStanding } from './plan-standing.entity.js';

/** What is known of the works on one package. */
export type StandingOf = Pick<PlanStanding, 'standing' | 'startedOn' | 'doneOn' | 'costPence'>;

/** How far the works on the packages of plans are: written by the works, read by whatever plans anew or reports. */
@Injectable()
export class Standings {
  constructor(@InjectRepository(PlanStanding) private readonly standings: Repository<PlanStanding>) {}

  /** Sets where a package stands, whatever it stood at before; null: nothing has happened. */
  async record(
    manager: EntityManager,
    planId: number,
    number: number,
    standing: StandingOf | null,
  ): Promise<void> {
    await manager.delete(PlanStanding, { planId, number });
    if (standing) await manager.insert(PlanStanding, { planId, number, ...standing });
  }

  /** Of a plan's packages, by their number in it. */
  async ofPlan(planId: number): Promise<Map<number, PlanStanding>> {
    const found = await this.standings.find({ where: { planId }, order: { number: 'ASC' } });
    return new Map(found.map((standing) => [standing.number, standing]));
  }
}
