import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { unconfined } from '../../platform/database/confinement/scope.js';
import { groupRows } from '../../platform/database/rows.js';
import { AFTER_QUOTATION } from '../../procurement/prices.input.js';
import { PriceTiers } from '../costs/price-tiers.service.js';
import { PlanWorkPackage } from '../plan-work.entity.js';
import { PlanDocuments } from '../plan-documents.service.js';
import type { Plan } from '../plan.entity.js';
import { PlanFailed } from '../plans.errors.js';
import { lessUsed } from '../problem/done-work.js';
import { DoneWorks } from '../problem/done-works.reader.js';
import { PlanProblems } from '../problem/plan-problems.service.js';
import type { Standing } from '../standings/plan-standing.entity.js';
import { Standings } from '../standings/standings.service.js';
import {
  compareInputs,
  fingerprintOf,
  inputsOf,
  type InputChange,
  type PlanInputs,
} from './compare-inputs.js';

/** Whether what a plan was made of is still so. */
export interface Staleness {
  isStale: boolean;
  /** Of what it was made of. */
  fingerprint: string;
  /** All of them. */
  changes: InputChange[];
}

/** Compares what plans were made of with what they would be made of now: found on asking, so that it is always true. */
@Injectable()
export class PlanStaleness {
  constructor(
    private readonly documents: PlanDocuments,
    private readonly doneWorks: DoneWorks,
    @InjectRepository(PlanWorkPackage) private readonly packages: Repository<PlanWorkPackage>,
    private readonly problems: PlanProblems,
    private readonly standings: Standings,
    private readonly priceTiers: PriceTiers,
    private readonly clock: Clock,
  ) {}

  /**
   * Null for a plan that is not completed, and for one of a scenario that changes what is not there any longer.
   *
   * @param plan that the caller may see
   */
  of(plan: Plan): Promise<Staleness | null> {
    // What a plan is made of is of its body or of everybody, and whoever may see the plan may read in its document what
    // there was. Of what there is, changes tell ids; all else of them comes through the sites that the caller may see.
    return unconfined(async () => {
      const was = await this.inputsThen(plan.id);
      const now = was && (await this.inputsNow(plan));
      if (!was || !now) return null;
      const standings = await this.standingsIn(plan.id);
      const isDone = (id: string) => standings.get(id) === 'DONE';
      const done = new Set([...standings.keys()].filter(isDone));
      const compared = compareInputs(was, now, done).filter((change) => !isPaidFor(change, standings));
      const known = new Set(compared.map(({ input, externalId }) => `${input} ${externalId}`));
      const late = plan.stage === 'APPROVED' ? await this.notBegun(plan.id) : [];
      const changes = [
        ...late.filter(({ input, externalId }) => !known.has(`${input} ${externalId}`)),
        ...compared,
        ...(await this.lapsed(plan.id)),
      ];
      const fingerprint = plan.fingerprint ?? fingerprintOf(was);
      return { isStale: changes.length > 0, fingerprint, changes };
    });
  }

  /** Work of a plan in force whose day has come without it: a visit failed, say, or it slipped. */
  private async notBegun(planId: number): Promise<InputChange[]> {
    const rows = await this.packages.manager.query<{ externalId: string; siteExternalId: string }[]>(
      `SELECT w.work_package_id AS externalId, s.external_id AS siteExternalId
         FROM plan_assignments a
         JOIN plan_work_packages w ON w.plan_id = a.plan_id AND w.number = a.number
         JOIN sites s ON s.id = w.site_id
         LEFT JOIN plan_standings d ON d.plan_id = a.plan_id AND d.number = a.number
        WHERE a.plan_id = ? AND a.start_date < ? AND (d.standing IS NULL OR d.standing = 'ORDERED')
        ORDER BY a.number`,
      [planId, this.clock.today()],
    );
    return rows.map((row) => ({
      input: 'WORK_PACKAGE',
      change: 'CHANGED',
      ...row,
      fields: ['works'],
      detail: null,
    }));
  }

  /** Quotations by which the plan counts on prices, and that lapsed before anything was ordered by them. */
  private async lapsed(planId: number): Promise<InputChange[]> {
    const rows = await this.packages.manager.query<{ reference: string; expiresOn: string }[]>(
      `SELECT l.basis_reference AS reference, MAX(l.basis_expires_on) AS expiresOn
         FROM plan_cost_lines l
         LEFT JOIN plan_standings d ON d.plan_id = l.plan_id AND d.number = l.number
        WHERE l.plan_id = ? AND l.basis_kind = 'QUOTATION' AND l.basis_expires_on < ? AND d.standing IS NULL
        GROUP BY l.basis_reference ORDER BY l.basis_reference`,
      [planId, this.clock.today()],
    );
    return rows.map(({ reference, expiresOn }) => {
      const [externalId = reference] = reference.split(AFTER_QUOTATION);
      return {
        ...{ input: 'QUOTATION', change: 'CHANGED', externalId, siteExternalId: null, fields: ['expiresOn'] },
        detail: `quotation ${externalId} lapsed on ${expiresOn}`,
      };
    });
  }

  private async inputsThen(planId: number): Promise<PlanInputs | null> {
    const problem = await this.documents.read(planId, 'PROBLEM');
    if (!problem) return null;
    const rows = await this.packages.manager.query<{ id: string; deviceId: number }[]>(
      `SELECT w.work_package_id AS id, d.device_id AS deviceId FROM plan_work_packages w
         JOIN plan_work_package_devices d ON d.plan_id = w.plan_id AND d.number = w.number WHERE w.plan_id = ?`,
      [planId],
    );
    const groups = [...groupRows(rows, ({ id }) => id)];
    return {
      // What the plan's own works have used up since is no change.
      problem: lessUsed(problem, await this.doneWorks.ofPlan(planId)),
      deviceIds: new Map(groups.map(([id, of]) => [id, of.map(({ deviceId }) => deviceId)])),
    };
  }

  private async inputsNow(plan: Plan): Promise<PlanInputs | null> {
    try {
      const { at } = await this.problems.sourceOf(plan);
      return inputsOf(at(await this.priceTiers.of(plan.id)));
    } catch (error) {
      if (error instanceof PlanFailed) return null;
      throw error;
    }
  }

  /** How far the works on the plan's packages are. */
  private async standingsIn(planId: number): Promise<Map<string, Standing>> {
    const standings = await this.standings.ofPlan(planId);
    const packages = await this.packages.find({
      where: { planId },
      select: { planId: true, number: true, workPackageId: true },
    });
    return new Map(
      packages.flatMap(({ number, workPackageId }): [string, Standing][] => {
        const found = standings.get(number);
        return found ? [[workPackageId, found.standing]] : [];
      }),
    );
  }
}

/** What is ordered costs what it was ordered at, whatever is on offer since. */
function isPaidFor(
  { input, externalId, fields }: InputChange,
  standings: ReadonlyMap<string, Standing>,
): boolean {
  return input === 'WORK_PACKAGE' && standings.has(externalId) && fields.join() === 'options';
}
