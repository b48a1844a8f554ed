import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository, type SelectQueryBuilder } from 'typeorm';
import { Audit } from '../../access/audit/audit.service.js';
import { currentCaller } from '../../access/caller.js';
import { OrganisationsService } from '../../estate/organisations.service.js';
import { SitesService } from '../../estate/sites.service.js';
import { Clock } from '../../platform/clock.js';
import { Transactions } from '../../platform/database/transactions.js';
import { BadInput, NotFound, type FieldFault } from '../../platform/errors.js';
import { readInput } from '../../platform/input.js';
import { Reclassifications } from '../../policy/reclassifications.service.js';
import { ProcurementService } from '../../procurement/procurement.service.js';
import { WorkforceService } from '../../workforce/workforce.service.js';
import { PlanEvents } from '../events/plan-events.service.js';
import { Plan } from '../plan.entity.js';
import { planningTerms } from '../plans.input.js';
import { PlansService } from '../plans.service.js';
import { PlanFailed } from '../plans.errors.js';
import type { PlanningData } from '../problem/planning-data.js';
import { PlanningDataReader } from '../problem/planning-data.reader.js';
import { applyChanges, NothingToChange, type ScenarioChange } from './scenario-changes.js';
import { Scenario } from './scenario.entity.js';
import { scenarioInput } from './scenario.input.js';

/** What-ifs over a plan: each is planned by the workers like any plan, and none touches the estate's data. */
@Injectable()
export class ScenariosService {
  constructor(
    @InjectRepository(Scenario) private readonly scenarios: Repository<Scenario>,
    private readonly plans: PlansService,
    private readonly organisations: OrganisationsService,
    private readonly sites: SitesService,
    private readonly workforce: WorkforceService,
    private readonly procurement: ProcurementService,
    private readonly reclassifications: Reclassifications,
    private readonly reader: PlanningDataReader,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly events: PlanEvents,
  ) {}

  find(id: number): Promise<Scenario | null> {
    return this.scenarios.findOneBy({ id });
  }

  query(basePlanId?: number): SelectQueryBuilder<Scenario> {
    const query = this.scenarios.createQueryBuilder('scenario');
    if (basePlanId !== undefined) query.where({ basePlanId });
    return query;
  }

  readonly scenariosByPlanId = async (planIds: readonly number[]): Promise<Map<number, Scenario>> => {
    const found = await this.scenarios.findBy({ planId: In([...planIds]) });
    return new Map(found.map((scenario) => [scenario.planId, scenario]));
  };

  /**
   * Stores a scenario and asks for its plan: with the base plan's terms where it has none of its own, and with the
   * same seed and steps, so that what differs comes from the changes.
   *
   * @throws {BadInput}
   * @throws {NotFound} where there is no such base plan
   */
  async create(input: unknown): Promise<Scenario> {
    const { name, basePlanId, changes, ...own } = readInput(scenarioInput, input);
    const base = await this.plans.find(basePlanId);
    if (!base) throw new NotFound('plan of that id', 'input.basePlanId');
    if (await this.scenarios.existsBy({ planId: basePlanId })) {
      const message = 'expected a plan of the estate as it is: this one is of a scenario';
      throw new BadInput([{ path: 'input.basePlanId', message }]);
    }
    const terms = readInput(planningTerms, {
      start: own.start ?? base.start,
      end: own.end ?? base.end,
      rule: own.rule ?? base.rule,
      penceForRiskDay: own.penceForRiskDay ?? base.penceForRiskDay,
    });
    await this.refuseUnknown(changes, base);
    const { seed, iterations, organisationId } = base;
    return this.transactions.run(async (manager) => {
      const plan = await this.plans.request(manager, { ...terms, seed, iterations, organisationId });
      const scenario = await manager.save(
        manager.create(Scenario, {
          ...{ name, basePlanId, planId: plan.id, changes },
          createdAt: this.clock.now(),
          createdBy: currentCaller().subject,
        }),
      );
      await this.audit.record(manager, {
        ...aboutScenario('createScenario', scenario, organisationId),
        after: { name, basePlanId, planId: plan.id, ...terms, changes },
      });
      return scenario;
    });
  }

  /** Removes a scenario with its plan. @returns false where there is none of that id */
  remove(id: number): Promise<boolean> {
    return this.transactions.run(async (manager) => {
      const scenario = await manager.findOne(Scenario, {
        where: { id },
        lock: { mode: 'pessimistic_write' },
      });
      if (!scenario) return false;
      const { name, basePlanId, planId, changes } = scenario;
      const { organisationId } = await manager.findOneByOrFail(Plan, { id: planId });
      // The scenario goes with its plan.
      await manager.delete(Plan, { id: planId });
      this.events.tell(manager, planId);
      await this.audit.record(manager, {
        ...aboutScenario('removeScenario', scenario, organisationId),
        before: { name, basePlanId, planId, changes },
      });
      return true;
    });
  }

  /**
   * What a plan is to be made of: as it is, or as its scenario has it.
   *
   * @throws {PlanFailed} where the scenario changes what is not there any longer
   */
  async dataFor(planId: number, data: PlanningData): Promise<PlanningData> {
    const scenario = await this.scenarios.findOneBy({ planId });
    if (!scenario) return data;
    try {
      return applyChanges(await this.withDemands(data, scenario.changes), scenario.changes);
    } catch (error) {
      if (!(error instanceof NothingToChange)) throw error;
      throw new PlanFailed('PLAN_SCENARIO_UNFIT', `${error.message} Make the scenario anew without it.`);
    }
  }

  /** The data with the devices that directives would have removed from the sites that the changes reclassify. */
  private async withDemands(data: PlanningData, changes: readonly ScenarioChange[]): Promise<PlanningData> {
    const classes = new Map(
      changes.flatMap((change) =>
        'reclassifySite' in change ? [[change.reclassifySite.siteId, change.reclassifySite.sensitive]] : [],
      ),
    );
    let { devices } = data;
    for (const { id, sensitive: isSensitive } of data.sites) {
      const sensitive = classes.get(id);
      if (sensitive === undefined || sensitive === isSensitive) continue;
      const removals = await this.reclassifications.removalsAt(id, sensitive ? 'SENSITIVE' : 'NON_SENSITIVE');
      const demanded = await this.reader.readDemanded(removals);
      devices = [...devices.filter(({ siteId }) => siteId !== id), ...demanded];
    }
    return devices === data.devices ? data : { ...data, devices: devices.sort((a, b) => a.id - b.id) };
  }

  /** @throws {BadInput} for each change that names what is not there, or is of another body than the base plan */
  private async refuseUnknown(changes: readonly ScenarioChange[], base: Plan): Promise<void> {
    const faults: FieldFault[] = [];
    for (const [index, change] of changes.entries()) {
      const unknown = await this.unknownIn(change, base);
      if (unknown) {
        const [path, what] = unknown;
        faults.push({ path: `input.changes[${index}].${path}`, message: `there is no ${what} of that id` });
      }
    }
    if (faults.length > 0) throw new BadInput(faults);
  }

  /** The path and the kind of what a change names in vain; undefined where there is nothing like that. */
  private async unknownIn(
    change: ScenarioChange,
    { organisationId: body }: Plan,
  ): Promise<[path: string, what: string] | undefined> {
    const isOfPlan = (organisationId: number) => body === null || organisationId === body;
    if ('budget' in change) {
      const { organisationId } = change.budget;
      if (organisationId === null) return undefined;
      const isKnown = isOfPlan(organisationId) && (await this.organisations.find(organisationId));
      return isKnown ? undefined : ['budget.organisationId', 'organisation'];
    }
    if ('addCrews' in change) {
      const { likeCrewId } = change.addCrews;
      const isKnown = (await this.workforce.crewsById([likeCrewId])).has(likeCrewId);
      return isKnown ? undefined : ['addCrews.likeCrewId', 'crew'];
    }
    if ('removeCrew' in change) {
      const { crewId } = change.removeCrew;
      const isKnown = (await this.workforce.crewsById([crewId])).has(crewId);
      return isKnown ? undefined : ['removeCrew.crewId', 'crew'];
    }
    if ('excludeVendor' in change) {
      const { vendorId } = change.excludeVendor;
      const isKnown = (await this.procurement.vendorsById([vendorId])).has(vendorId);
      return isKnown ? undefined : ['excludeVendor.vendorId', 'vendor'];
    }
    const [kind, siteId] =
      'addClosure' in change
        ? ['addClosure', change.addClosure.siteId]
        : 'reclassifySite' in change
          ? ['reclassifySite', change.reclassifySite.siteId]
          : [];
    if (siteId === undefined) return undefined;
    const site = await this.sites.find({ id: siteId });
    return site && isOfPlan(site.organisationId) ? undefined : [`${kind}.siteId`, 'site'];
  }
}

function aboutScenario(action: string, { id }: Scenario, organisationId: number | null) {
  return { action, subjectType: 'Scenario', subjectId: String(id), organisationId };
}
