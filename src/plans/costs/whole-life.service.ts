import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { CostingService } from '../../costing/costing.service.js';
import { DISCOUNT_BASIS_POINTS } from '../../costing/whole-life.js';
import type { Device } from '../../estate/device.entity.js';
import { DevicesService } from '../../estate/devices.service.js';
import type { Crew, Problem } from '../../planning/index.js';
import { NotFound } from '../../platform/errors.js';
import type { RequestContext } from '../../platform/graphql/loaders.js';
import { readInput } from '../../platform/input.js';
import { PlanDocuments } from '../plan-documents.service.js';
import { packageKey, PlanWorkService } from '../plan-work.service.js';
import {
  earlyReplacement,
  lifeOf,
  type EarlyReplacement,
  type Lives,
  type OptionLife,
} from './whole-life-of-options.js';

const MOST_BASIS_POINTS = 10_000;
const packageArguments = z.object({
  workPackageId: z.string(),
  discountBasisPoints: z
    .int()
    .min(0, `expected 0 to ${MOST_BASIS_POINTS} basis points`)
    .max(MOST_BASIS_POINTS, `expected 0 to ${MOST_BASIS_POINTS} basis points`)
    .nullish()
    .transform((basisPoints) => basisPoints ?? DISCOUNT_BASIS_POINTS),
});

type Loading = Pick<RequestContext, 'loaders'>;

/** What packages cost over the lives of what is there and what comes. */
@Injectable()
export class WholeLife {
  constructor(
    private readonly documents: PlanDocuments,
    private readonly work: PlanWorkService,
    private readonly devices: DevicesService,
    private readonly costing: CostingService,
  ) {}

  /**
   * The options of a package over ten years, cheapest first; null for a plan that is not completed. Of crews, the one that
   * the plan gives it, or else the cheapest that may do it; an option that none may do is left out.
   *
   * @throws {BadInput}
   * @throws {NotFound} for a work package that the caller does not see in the plan
   */
  async ofOptions(planId: number, input: unknown, context: Loading): Promise<OptionLife[] | null> {
    const { workPackageId, discountBasisPoints } = readInput(packageArguments, input, '');
    const found = await this.work.findByName(planId, workPackageId);
    const problem = await this.documents.read(planId, 'PROBLEM');
    const plan = await this.documents.read(planId, 'PLAN');
    if (!problem || !plan) return null;
    const work = found && problem.workPackages.find(({ id }) => id === workPackageId);
    if (!found || !work) throw notFound();
    const assigned = plan.assignments.find((entry) => entry.workPackageId === workPackageId);
    const crews = problem.crews.filter(({ id }) => (assigned ? id === assigned.crewId : true));
    const eligible = crewsFor(problem, work.siteId, crews);
    const devices = await this.devicesOf(planId, found.number, context);
    const lives = await this.lives(context);
    return work.options
      .flatMap((option) => {
        const ways = eligible.map((crew) => lifeOf(option, crew, devices, lives, discountBasisPoints));
        return ways.sort((a, b) => a.purchasePence - b.purchasePence).slice(0, 1);
      })
      .sort((a, b) => a.npvPence - b.npvPence || (a.optionId < b.optionId ? -1 : 1));
  }

  /**
   * What it costs not to wait for the upgrade; null for a package that the plan does not place.
   *
   * @throws {BadInput}
   * @throws {NotFound} for a work package that the caller does not see in the plan
   */
  async ofReplacing(planId: number, input: unknown, context: Loading): Promise<EarlyReplacement | null> {
    const { workPackageId, discountBasisPoints } = readInput(packageArguments, input, '');
    const work = await this.work.findByName(planId, workPackageId);
    if (!work) throw notFound();
    const assignment = await this.work.findAssignment(planId, work.number);
    if (!assignment) return null;
    const { number, costPence, finish } = assignment;
    const devices = await this.devicesOf(planId, number, context);
    return earlyReplacement(costPence, finish, devices, await this.lives(context), discountBasisPoints);
  }

  private lives({ loaders }: Loading): Promise<Lives> {
    return loaders.loadExisting(this.livesByNothing, '');
  }

  /** Read once for all that ask in a request. */
  private readonly livesByNothing = async (): Promise<Map<'', Lives>> => {
    const { assetLives } = await this.costing.read();
    return new Map([['', new Map(assetLives.map((life) => [life.kind, life]))]]);
  };

  private async devicesOf(planId: number, number: number, { loaders }: Loading): Promise<Device[]> {
    const ids = (await loaders.load(this.work.deviceIdsByKey, packageKey(planId, number))) ?? [];
    return Promise.all(ids.map((id) => loaders.loadExisting(this.devices.devicesById, id)));
  }
}

function notFound(): NotFound {
  return new NotFound('work package of that id in the plan', 'workPackageId');
}

/** Those that have the region and the clearance for a site. */
function crewsFor({ sites }: Problem, siteId: string, crews: readonly Crew[]): Crew[] {
  const site = sites.find(({ id }) => id === siteId);
  if (!site) return [];
  return crews.filter(
    ({ regions, clearance }) => regions.includes(site.region) && clearance >= site.clearance,
  );
}
