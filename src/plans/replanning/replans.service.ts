import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository, type EntityManager } from 'typeorm';
import { Audit } from '../../access/audit/audit.service.js';
import { currentCaller } from '../../access/caller.js';
import { Clock } from '../../platform/clock.js';
import { dateAfter } from '../../platform/dates.js';
import { Transactions } from '../../platform/database/transactions.js';
import { BadInput, NotFound } from '../../platform/errors.js';
import { readInput } from '../../platform/input.js';
import type { FormerPlan, Plan as PlanText, Problem } from '../../planning/index.js';
import { PlanWorkPackage } from '../plan-work.entity.js';
import { PlanDocuments } from '../plan-documents.service.js';
import { Plan } from '../plan.entity.js';
import { NotReplannable } from '../plans.errors.js';
import { planningTerms } from '../plans.input.js';
import { PlansService } from '../plans.service.js';
import { DoneWorks } from '../problem/done-works.reader.js';
import { lessDone } from '../problem/done-work.js';
import { Scenario } from '../scenarios/scenario.entity.js';
import { Standings } from '../standings/standings.service.js';
import { Replan } from './replan.entity.js';
import { replanInput } from './replan.input.js';
import { isReleasedBy, withWorksSoFar, type WorkSoFar } from './works-so-far.js';

/** A plan that was made anew more often than this is not followed further back. */
const LONGEST_CHAIN = 100;

/** Plans made anew from one that is under way: what is done or begun is fixed, the rest is planned from a day on. */
@Injectable()
export class ReplansService {
  constructor(
    @InjectRepository(Replan) private readonly replans: Repository<Replan>,
    @InjectRepository(PlanWorkPackage) private readonly packages: Repository<PlanWorkPackage>,
    private readonly plans: PlansService,
    private readonly documents: PlanDocuments,
    private readonly standings: Standings,
    private readonly doneWorks: DoneWorks,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  find(planId: number): Promise<Replan | null> {
    return this.replans.findOneBy({ planId });
  }

  readonly replansByPlanId = async (planIds: readonly number[]): Promise<Map<number, Replan>> => {
    const found = await this.replans.findBy({ planId: In([...planIds]) });
    return new Map(found.map((replan) => [replan.planId, replan]));
  };

  /** The plans that came of one another, the first one first and the given one last. */
  async chainOf(planId: number): Promise<number[]> {
    const chain = [planId];
    while (chain.length < LONGEST_CHAIN) {
      const replan = await this.replans.findOneBy({ planId: chain[0] as number });
      if (!replan) break;
      chain.unshift(replan.basePlanId);
    }
    return chain;
  }

  /**
   * Asks for a plan of what is left of another one. The estate's data and the other plan stay as they are.
   *
   * @throws {BadInput} {NotFound}
   * @throws {NotReplannable} for a plan that is not completed, is a scenario's, or is no longer in force
   */
  async request(input: unknown): Promise<Plan> {
    const asked = readInput(replanInput, input);
    const { planId, asOf, reason, keepOrdered, release, frozenDays, mostMoved, seed, iterations } = asked;
    const base = await this.plans.find(planId);
    if (!base) throw new NotFound('plan of that id', 'input.planId');
    const { end, rule, penceForRiskDay, organisationId } = base;
    if (asOf < base.start) {
      throw new BadInput([
        { path: 'input.asOf', message: `expected ${base.start} or later, as the plan begins then` },
      ]);
    }
    const terms = readInput(planningTerms, { start: asOf, end, rule, penceForRiskDay });
    const frozenUntil = frozenDays === null ? null : dateAfter(asOf, frozenDays);
    return this.transactions.run(async (manager) => {
      await this.refuseUnfit(manager, planId);
      const works = await this.worksOf(planId);
      refuseUnknown(release, works);
      const plan = await this.plans.request(manager, { ...terms, seed, iterations, organisationId });
      const replan = {
        basePlanId: planId,
        asOf,
        reason,
        keepOrdered,
        released: release,
        frozenUntil,
        mostMoved,
      };
      await manager.insert(Replan, {
        ...replan,
        ...{ planId: plan.id, works, createdAt: this.clock.now(), createdBy: currentCaller().subject },
      });
      await this.audit.record(manager, {
        ...{ action: 'replan', subjectType: 'Plan', subjectId: String(plan.id), organisationId },
        reason,
        after: { ...replan, ...terms, seed, iterations },
      });
      return plan;
    });
  }

  /** Which packages of a plan were let go of, where it was made anew, so that what is ordered may be ordered otherwise. */
  async releasedIn(manager: EntityManager, planId: number): Promise<(workPackageId: string) => boolean> {
    return isReleasedBy(await manager.findOneBy(Replan, { planId }));
  }

  /** The problem as the works of the plan before leave it. */
  withWorks(problem: Problem, replan: Replan): Problem {
    return withWorksSoFar(problem, replan.works, isReleasedBy(replan));
  }

  /** The plan before, and what it was made of, without what is done of it. */
  async formerOf({ basePlanId }: Replan): Promise<FormerPlan> {
    const problem = await this.documents.read(basePlanId, 'PROBLEM');
    const plan = await this.documents.read(basePlanId, 'PLAN');
    if (!problem || !plan) throw new Error(`plan ${basePlanId} has lost its documents`);
    const done = await this.doneWorks.ofPlan(basePlanId);
    const gone = new Set(done.map(({ workPackageId }) => workPackageId));
    return {
      problem: lessDone(problem, done),
      assignments: plan.assignments.filter(({ workPackageId }) => !gone.has(workPackageId)),
    };
  }

  private async refuseUnfit(manager: EntityManager, planId: number): Promise<void> {
    const base = await manager.findOneOrFail(Plan, {
      where: { id: planId },
      lock: { mode: 'pessimistic_write' },
    });
    if (base.status !== 'COMPLETED') throw new NotReplannable(planId, `it is ${base.status}, not COMPLETED`);
    if (base.stage === 'SUPERSEDED' || base.stage === 'WITHDRAWN') {
      throw new NotReplannable(planId, `it is ${base.stage}`);
    }
    if (await manager.existsBy(Scenario, { planId })) throw new NotReplannable(planId, 'it is of a scenario');
  }

  /** Works of the plan that are ordered or under way, with what was ordered. */
  private async worksOf(planId: number): Promise<WorkSoFar[]> {
    const standings = await this.standings.ofPlan(planId);
    if (standings.size === 0) return [];
    const [problem, plan] = [
      (await this.documents.read(planId, 'PROBLEM')) as Problem,
      (await this.documents.read(planId, 'PLAN')) as PlanText,
    ];
    const assignments = new Map(plan.assignments.map((assignment) => [assignment.workPackageId, assignment]));
    const options = new Map(problem.workPackages.map((work) => [work.id, work.options]));
    const packages = await this.packages.find({
      where: { planId, number: In([...standings.keys()]) },
      order: { number: 'ASC' },
    });
    return packages.flatMap(({ number, workPackageId }): WorkSoFar[] => {
      const standing = standings.get(number);
      const assignment = assignments.get(workPackageId);
      const option = options.get(workPackageId)?.find(({ id }) => id === assignment?.optionId);
      if (!standing || standing.standing === 'DONE' || !assignment || !option) return [];
      const { optionId, crewId, start, budgetId } = assignment;
      const { startedOn } = standing;
      return [
        {
          ...{ workPackageId, startedOn, option },
          standing: standing.standing,
          assignment: { optionId, crewId, start, budgetId },
        },
      ];
    });
  }
}

/** @throws {BadInput} for what is not ordered: it needs no release, and what is under way cannot be given one */
function refuseUnknown(release: readonly string[], works: readonly WorkSoFar[]): void {
  const ordered = new Set(
    works.filter(({ standing }) => standing === 'ORDERED').map((work) => work.workPackageId),
  );
  const faults = release.flatMap((id, index) =>
    ordered.has(id)
      ? []
      : [
          {
            path: `input.release[${index}]`,
            message: 'there is no ordered work package of that id in the plan',
          },
        ],
  );
  if (faults.length > 0) throw new BadInput(faults);
}
