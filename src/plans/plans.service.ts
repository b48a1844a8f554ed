import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { z } from 'zod';
import { Audit } from '../access/audit/audit.service.js';
import { Forbidden } from '../access/access.errors.js';
import { OrganisationsService } from '../estate/organisations.service.js';
import { Clock } from '../platform/clock.js';
import { reaches } from '../platform/database/confinement/scope.js';
import { refuseWhenReferenced } from '../platform/database/references.js';
import { groupRows } from '../platform/database/rows.js';
import { Transactions } from '../platform/database/transactions.js';
import { InUse, NotFound } from '../platform/errors.js';
import { readInput, readRowId } from '../platform/input.js';
import { Outbox } from '../platform/queue/outbox.service.js';
import { IllegalMove } from './approval/approval.errors.js';
import { Commitments } from './approval/commitments.service.js';
import { REMOVABLE } from './approval/plan-stage.js';
import { PlanEvents } from './events/plan-events.service.js';
import { Plan, PlanPhase } from './plan.entity.js';
import { NoPlanningTerms } from './plans.errors.js';
import { Scenario } from './scenarios/scenario.entity.js';
import { planningTerms, searchSettings, type PlanningTerms } from './plans.input.js';
import { PlanningDefaultsService } from './planning-defaults.service.js';

const TERMS = ['start', 'end', 'rule', 'penceForRiskDay'] as const;

/** What a plan is asked for with. */
export type PlanRequest = PlanningTerms & Pick<Plan, 'seed' | 'iterations' | 'organisationId'>;

const whoFor = z.object({ organisationId: z.string().nullish() });

/** Requests for plans, and where they stand. */
@Injectable()
export class PlansService {
  constructor(
    @InjectRepository(Plan) private readonly plans: Repository<Plan>,
    @InjectRepository(PlanPhase) private readonly phases: Repository<PlanPhase>,
    private readonly defaults: PlanningDefaultsService,
    private readonly organisations: OrganisationsService,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly events: PlanEvents,
    private readonly commitments: Commitments,
  ) {}

  /**
   * Stores the request and, in the same transaction, the job that computes it.
   *
   * @throws {BadInput} {NoPlanningTerms} {NotFound}
   * @throws {Forbidden} for a plan of the whole estate, where the caller's roles do not reach it
   */
  async create(input: Record<string, unknown>): Promise<Plan> {
    const terms = await this.termsOf(input);
    const settings = readInput(searchSettings, input);
    const { organisationId } = readInput(whoFor, input);
    const bodyId =
      typeof organisationId === 'string' ? readRowId(organisationId, 'input.organisationId') : null;
    if (bodyId !== null && !(await this.organisations.find(bodyId))) {
      throw new NotFound('organisation of that id', 'input.organisationId');
    }
    if (!reaches(bodyId)) {
      throw new Forbidden(
        'createPlan for the whole estate',
        'Name an organisation of yours: input.organisationId.',
      );
    }
    return this.transactions.run(async (manager) => {
      const plan = await this.request(manager, { ...terms, ...settings, organisationId: bodyId });
      await this.audit.record(manager, { ...aboutPlan('createPlan', plan), after: requestOf(plan) });
      return plan;
    });
  }

  /** Stores a request and, in the same transaction, the job that computes it. The audit is left to the caller. */
  async request(manager: EntityManager, request: PlanRequest): Promise<Plan> {
    const now = this.clock.now();
    const { id } = await manager.save(
      manager.create(Plan, { ...request, status: 'QUEUED', requestedAt: now, heartbeatAt: now }),
    );
    await this.outbox.add(manager, 'plan.compute', { planId: id });
    await this.events.statusChanged(manager, id, 'QUEUED');
    return manager.findOneByOrFail(Plan, { id });
  }

  /**
   * A worker that is at it loses its claim and writes nothing.
   *
   * @returns false where there is no such plan
   * @throws {InUse} while scenarios or plans made anew go out from it, where it is a scenario's own, or where money was spent on it
   * @throws {IllegalMove} once it is proposed, unless it was withdrawn
   */
  remove(id: number): Promise<boolean> {
    return refuseWhenReferenced(
      `Plan ${id}`,
      'scenarios or plans made anew from it, or by money spent on it',
      'id',
      () =>
        this.transactions.run(async (manager) => {
          const plan = await manager.findOne(Plan, { where: { id }, lock: { mode: 'pessimistic_write' } });
          if (!plan) return false;
          if (!REMOVABLE.includes(plan.stage)) throw new IllegalMove(id, plan.stage, 'REMOVE');
          if (await manager.existsBy(Scenario, { planId: id }))
            throw new InUse(`Plan ${id}`, 'its scenario, with which `removeScenario` takes it away', 'id');
          if (await this.commitments.isCharged(manager, id))
            throw new InUse(`Plan ${id}`, 'money spent on it or kept for it', 'id');
          await manager.delete(Plan, { id });
          this.events.tell(manager, id);
          const { status, requestedAt } = plan;
          const before = { ...requestOf(plan), status, requestedAt };
          await this.audit.record(manager, { ...aboutPlan('removePlan', plan), before });
          return true;
        }),
    );
  }

  find(id: number): Promise<Plan | null> {
    return this.plans.findOneBy({ id });
  }

  readonly plansById = async (ids: readonly number[]): Promise<Map<number, Plan>> => {
    const found = await this.plans.findBy({ id: In([...ids]) });
    return new Map(found.map((plan) => [plan.id, plan]));
  };

  /** For a connection over the plans of the estate as it is, those of scenarios aside. */
  query(): SelectQueryBuilder<Plan> {
    return this.plans
      .createQueryBuilder('plan')
      .leftJoin(Scenario, 'scenario', 'scenario.planId = plan.id')
      .where('scenario.id IS NULL');
  }

  readonly phasesByPlanId = async (planIds: readonly number[]): Promise<Map<number, PlanPhase[]>> => {
    const found = await this.phases.find({
      where: { planId: In([...planIds]) },
      order: { planId: 'ASC', phase: 'ASC' },
    });
    return groupRows(found, ({ planId }) => planId);
  };

  private async termsOf(input: Record<string, unknown>): Promise<PlanningTerms> {
    const defaults = await this.defaults.read();
    const merged = Object.fromEntries(TERMS.map((term) => [term, input[term] ?? defaults?.[term]]));
    const missing = TERMS.filter((term) => merged[term] === undefined);
    if (missing.length > 0) throw new NoPlanningTerms(missing);
    return readInput(planningTerms, merged);
  }
}

function aboutPlan(action: string, { id, organisationId }: Plan) {
  return { action, subjectType: 'Plan', subjectId: String(id), organisationId };
}

/** What was asked for. */
function requestOf({ start, end, rule, penceForRiskDay, seed, iterations, organisationId }: Plan) {
  return { start, end, rule, penceForRiskDay, seed, iterations, organisationId };
}
