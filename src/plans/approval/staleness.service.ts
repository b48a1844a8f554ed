import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { unconfined } from '../../platform/database/confinement/scope.js';
import { groupRows } from '../../platform/database/rows.js';
import { PlanWorkPackage } from '../plan-work.entity.js';
import { PlanDocuments } from '../plan-documents.service.js';
import type { Plan } from '../plan.entity.js';
import { PlanFailed } from '../plans.errors.js';
import { lessUsed } from '../problem/done-work.js';
import { DoneWorks } from '../problem/done-works.reader.js';
import { PlanProblems } from '../problem/plan-problems.service.js';
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
      const compared = compareInputs(was, now, await this.doneIn(plan.id));
      const known = new Set(compared.map(({ input, externalId }) => `${input} ${externalId}`));
      const late = plan.stage === 'APPROVED' ? await this.notBegun(plan.id) : [];
      const changes = [
        ...late.filter(({ input, externalId }) => !known.has(`${input} ${externalId}`)),
        ...compared,
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
    return rows.map((row) => ({ input: 'WORK_PACKAGE', change: 'CHANGED', ...row, fields: ['works'] }));
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
      const { built } = await this.problems.problemFor(plan);
      return inputsOf(built);
    } catch (error) {
      if (error instanceof PlanFailed) return null;
      throw error;
    }
  }

  private async doneIn(planId: number): Promise<Set<string>> {
    const standings = await this.standings.ofPlan(planId);
    const packages = await this.packages.find({
      where: { planId },
      select: { planId: true, number: true, workPackageId: true },
    });
    const isDone = ({ number }: PlanWorkPackage) => standings.get(number)?.standing === 'DONE';
    return new Set(packages.filter(isDone).map(({ workPackageId }) => workPackageId));
  }
}
