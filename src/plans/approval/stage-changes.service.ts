import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository, type EntityManager } from 'typeorm';
import { currentCaller } from '../../access/caller.js';
import { Clock } from '../../platform/clock.js';
import { groupRows } from '../../platform/database/rows.js';
import { PlanEvents } from '../events/plan-events.service.js';
import { Plan } from '../plan.entity.js';
import { PlanStageChange } from './plan-stage-change.entity.js';
import type { PlanAct, PlanStage } from './plan-stage.js';

/** What is done to a plan. */
export interface Step {
  act: PlanAct;
  to: PlanStage;
  comment: string | null;
  acceptedStale?: boolean;
}

/** Who did what to which plan, and the stage that this made. */
@Injectable()
export class StageChanges {
  constructor(
    @InjectRepository(PlanStageChange) private readonly changes: Repository<PlanStageChange>,
    private readonly clock: Clock,
    private readonly events: PlanEvents,
  ) {}

  /** The changes of each plan, oldest first. */
  readonly changesByPlanId = async (planIds: readonly number[]): Promise<Map<number, PlanStageChange[]>> => {
    const found = await this.changes.find({ where: { planId: In([...planIds]) }, order: { id: 'ASC' } });
    return groupRows(found, ({ planId }) => planId);
  };

  /** Oldest first. */
  ofPlan(manager: EntityManager, planId: number): Promise<PlanStageChange[]> {
    return manager.find(PlanStageChange, { where: { planId }, order: { id: 'ASC' } });
  }

  /** Puts a plan, which is locked, at its next stage, on behalf of the present caller. */
  async record(manager: EntityManager, plan: Plan, { act, to, comment, acceptedStale }: Step): Promise<void> {
    const { subject: by, name: byName } = currentCaller();
    const at = this.clock.now();
    await manager.insert(PlanStageChange, {
      ...{ planId: plan.id, act, from: plan.stage, to, by, byName, at, comment },
      acceptedStale: acceptedStale ?? false,
    });
    await manager.update(Plan, { id: plan.id }, { stage: to });
    await this.events.stageChanged(manager, plan.id, to);
  }
}
