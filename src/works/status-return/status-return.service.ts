import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Exports } from '../../access/audit/exports.service.js';
import type { Marking } from '../../platform/tables/table.js';
import { OrganisationsService } from '../../estate/organisations.service.js';
import { Clock } from '../../platform/clock.js';
import { confined } from '../../platform/database/confinement/condition.js';
import { Loaders } from '../../platform/graphql/loaders.js';
import { NotFound } from '../../platform/errors.js';
import { PlanReportService, type YearTotals } from '../../plans/plan-report.service.js';
import { PlansService } from '../../plans/plans.service.js';
import type { Plan } from '../../plans/plan.entity.js';
import { StageChanges } from '../../plans/approval/stage-changes.service.js';
import { WorksProgressService, type ToldProgress } from '../../plans/progress/works-progress.service.js';

interface Count {
  what: string;
  count: number;
}

/** What a programme board reports every quarter, in sums that name no site. */
export interface StatusReturn {
  plan: Pick<Plan, 'stage' | 'start' | 'end' | 'rule'> & { id: string; organisation: string | null };
  /** Who approved what when. */
  decisions: { act: string; by: string; at: string }[];
  progress: ToldProgress;
  /** Work orders by status. */
  orders: Count[];
  /** Orders that were to be finished by now and are not. */
  overdue: number;
  /** Old equipment that is disposed of with a certificate, and of which the media are sanitised. */
  disposal: { disposed: number; sanitised: number };
  /** Work packages that the plan leaves out, by reason. */
  unscheduled: Count[];
  awaitingUpgrade: number;
  /** What was found on site, by kind. */
  findings: Count[];
  /** What the plan takes from the budgets of each fiscal year. */
  years: YearTotals[];
}

export type MarkedReturn = StatusReturn & Marking;

/** The works of a plan as programmes of this kind have to report them. */
@Injectable()
export class StatusReturns {
  constructor(
    private readonly dataSource: DataSource,
    private readonly plans: PlansService,
    private readonly organisations: OrganisationsService,
    private readonly changes: StageChanges,
    private readonly progress: WorksProgressService,
    private readonly report: PlanReportService,
    private readonly exports: Exports,
    private readonly clock: Clock,
  ) {}

  /**
   * As of today, marked, and on record as an export.
   *
   * @throws {NotFound} where there is no such plan, or it is not completed
   */
  async of(planId: number): Promise<MarkedReturn> {
    const plan = await this.plans.find(planId);
    if (plan?.status !== 'COMPLETED') throw new NotFound('completed plan of that id', 'id');
    const today = this.clock.today();
    const told = await this.read(plan, today);
    const marking = await this.exports.record({
      ...{ what: 'status return', subjectType: 'Plan', subjectId: String(planId) },
      ...{ organisationId: plan.organisationId, rows: told.progress.phases.length },
    });
    return { ...marking, ...told };
  }

  private async read(plan: Plan, today: string): Promise<StatusReturn> {
    const { id, stage, start, end, rule, organisationId } = plan;
    const { manager } = this.dataSource;
    const body = organisationId === null ? null : await this.organisations.find(organisationId);
    const decisions = (await this.changes.changesByPlanId([id])).get(id) ?? [];
    const orders = confined(manager, 'work_orders', 'o');
    const packages = confined(manager, 'plan_work_packages', 'w');
    return {
      plan: { id: String(id), stage, start, end, rule, organisation: body?.externalId ?? null },
      decisions: decisions.map(({ act, byName, at }) => ({ act, by: byName, at: at.toISOString() })),
      progress: await this.progress.of(plan, today, new Loaders()),
      orders: await this.counts(
        `SELECT o.status AS what, COUNT(*) AS n FROM work_orders o WHERE o.plan_id = ? AND ${orders} GROUP BY o.status`,
        [id],
      ),
      overdue: await this.count(
        `SELECT COUNT(*) AS n FROM work_orders o
          WHERE o.plan_id = ? AND o.planned_finish < ? AND o.actual_finish IS NULL AND o.status <> 'CANCELLED' AND ${orders}`,
        [id, today],
      ),
      disposal: {
        disposed: await this.count(
          `SELECT COUNT(*) AS n FROM work_orders o WHERE o.plan_id = ? AND o.status IN ('DISPOSED', 'CLOSED') AND ${orders}`,
          [id],
        ),
        sanitised: await this.count(
          `SELECT COUNT(*) AS n FROM work_orders o WHERE o.plan_id = ? AND o.sanitised_on IS NOT NULL AND ${orders}`,
          [id],
        ),
      },
      unscheduled: await this.counts(
        `SELECT u.reason AS what, COUNT(*) AS n FROM plan_unscheduled u
           JOIN plan_work_packages w ON w.plan_id = u.plan_id AND w.number = u.number
          WHERE u.plan_id = ? AND ${packages} GROUP BY u.reason`,
        [id],
      ),
      awaitingUpgrade: await this.count(
        `SELECT COUNT(*) AS n FROM plan_awaiting u JOIN plan_work_packages w ON w.plan_id = u.plan_id AND w.number = u.number
          WHERE u.plan_id = ? AND ${packages}`,
        [id],
      ),
      findings: await this.counts(
        `SELECT f.kind AS what, COUNT(*) AS n FROM findings f JOIN sites s ON s.id = f.site_id
          WHERE (? IS NULL OR s.organisation_id = ?) AND ${confined(manager, 'findings', 'f')} GROUP BY f.kind`,
        [organisationId, organisationId],
      ),
      years: (await this.report.yearsByPlanId([id])).get(id) ?? [],
    };
  }

  private async counts(sql: string, parameters: unknown[]): Promise<Count[]> {
    const rows = await this.dataSource.query<{ what: string; n: string | number }[]>(sql, parameters);
    return rows.map(({ what, n }) => ({ what, count: Number(n) })).sort((a, b) => (a.what < b.what ? -1 : 1));
  }

  private async count(sql: string, parameters: unknown[]): Promise<number> {
    const [row] = await this.dataSource.query<{ n: string | number }[]>(sql, parameters);
    return Number(row?.n ?? 0);
  }
}
