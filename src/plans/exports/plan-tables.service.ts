import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository, type SelectQueryBuilder } from 'typeorm';
import { actingSteps } from '../../access/caller.js';
import type { Table, TableColumn, TableRow } from '../../platform/tables/table.js';
import { PlanReportService } from '../plan-report.service.js';
import { PlanAssignment, PlanAwaiting, PlanUnscheduled, type PlanWorkPackage } from '../plan-work.entity.js';
import { PlansService } from '../plans.service.js';

const ROWS_AT_A_TIME = 1_000;
const text = (name: string): TableColumn => ({ name, kind: 'text' });
const date = (name: string): TableColumn => ({ name, kind: 'date' });
const whole = (name: string): TableColumn => ({ name, kind: 'whole' });
const COST: TableColumn = { name: 'cost_pence', kind: 'pence', isSummed: true };
const GAP: TableColumn = { name: 'gap', kind: 'share' };
const PACKAGE = [text('work_package'), text('site'), whole('phase')];

/** A row of a plan that has a work package. */
interface PackageRow {
  number: number;
  workPackage: PlanWorkPackage;
}

/** A plan's rows as tables, in the plan's order: by external ids, without a name, a place or a risk. */
@Injectable()
export class PlanTables {
  constructor(
    @InjectRepository(PlanAssignment) private readonly placed: Repository<PlanAssignment>,
    @InjectRepository(PlanAwaiting) private readonly waiting: Repository<PlanAwaiting>,
    @InjectRepository(PlanUnscheduled) private readonly left: Repository<PlanUnscheduled>,
    private readonly plans: PlansService,
    private readonly report: PlanReportService,
  ) {}

  assignments(planId: number): Table {
    const query = () =>
      withPackage(this.placed.createQueryBuilder('row'), planId)
        .innerJoinAndSelect('row.crew', 'crew')
        .innerJoinAndSelect('row.vendor', 'vendor')
        .leftJoinAndSelect('row.budget', 'budget');
    return {
      name: 'Assignments',
      columns: [
        ...[...PACKAGE, text('crew'), text('vendor'), text('option'), date('start'), date('finish')],
        ...[COST, text('budget')],
      ],
      // A budget is null where it has gone to a body that the caller may not see.
      rows: pages(
        query,
        (row: Omit<PlanAssignment, 'budget'> & { budget: PlanAssignment['budget'] | null }) => [
          ...packageCells(row),
          ...[row.crew.externalId, row.vendor.externalId, row.optionId, row.start, row.finish, row.costPence],
          row.budget?.externalId ?? null,
        ],
      ),
    };
  }

  awaiting(planId: number): Table {
    return {
      name: 'Awaiting an upgrade',
      columns: [...PACKAGE, whole('devices'), date('upgrade_on')],
      rows: pages(
        () => withPackage(this.waiting.createQueryBuilder('row'), planId),
        (row) => [...packageCells(row), row.workPackage.deviceCount, row.on],
      ),
    };
  }

  unscheduled(planId: number): Table {
    return {
      name: 'Unscheduled',
      columns: [...PACKAGE, whole('devices'), date('deadline'), text('reason'), text('detail')],
      rows: pages(
        () => withPackage(this.left.createQueryBuilder('row'), planId),
        (row) => [
          ...packageCells(row),
          ...[row.workPackage.deviceCount, row.workPackage.deadline, row.reason, row.detail],
        ],
      ),
    };
  }

  phases(planId: number): Table {
    const summed = (name: string): TableColumn => ({ ...whole(name), isSummed: true });
    return {
      name: 'Phases',
      columns: [
        ...[text('phase'), summed('work_packages'), whole('sites'), summed('devices'), COST],
        ...[date('first_start'), date('last_finish'), GAP],
      ],
      rows: actingSteps(this.phaseRows(planId)),
    };
  }

  /** How many rows the tables have that grow with the plan. */
  async count(planId: number): Promise<Record<'assignments' | 'awaiting' | 'unscheduled', number>> {
    return {
      assignments: await this.placed.countBy({ planId }),
      awaiting: await this.waiting.countBy({ planId }),
      unscheduled: await this.left.countBy({ planId }),
    };
  }

  private async *phaseRows(planId: number): AsyncGenerator<TableRow[]> {
    const phases = (await this.plans.phasesByPlanId([planId])).get(planId) ?? [];
    const counts = (await this.report.countsByPlanId([planId])).get(planId) ?? [];
    yield phases.map((phase) => {
      const count = counts.find((row) => row.phase === phase.phase);
      return [
        ...[
          String(phase.phase),
          count?.workPackageCount ?? 0,
          count?.siteCount ?? 0,
          count?.deviceCount ?? 0,
        ],
        ...[phase.costPence, phase.firstStart, phase.lastFinish, phase.gap],
      ];
    });
  }
}

function withPackage<Row extends PackageRow>(
  query: SelectQueryBuilder<Row>,
  planId: number,
): SelectQueryBuilder<Row> {
  return query
    .innerJoinAndSelect('row.workPackage', 'work')
    .innerJoinAndSelect('work.site', 'site')
    .where('row.planId = :planId', { planId });
}

function packageCells({ workPackage }: PackageRow): TableRow {
  return [workPackage.workPackageId, workPackage.site.externalId, workPackage.phase];
}

/** The rows of a query in the order of their numbers, some at a time, read for whoever asked. */
function pages<Row extends PackageRow, Shown extends PackageRow = Row>(
  query: () => SelectQueryBuilder<Row>,
  cells: (row: Shown) => TableRow,
): AsyncIterable<TableRow[]> {
  async function* read(): AsyncGenerator<TableRow[]> {
    for (let after = -1; ;) {
      const found = (await query()
        .andWhere('row.number > :after', { after })
        .orderBy('row.number', 'ASC')
        .limit(ROWS_AT_A_TIME)
        .getMany()) as unknown as Shown[];
      const last = found.at(-1);
      if (!last) return;
      yield found.map(cells);
      after = last.number;
    }
  }
  return actingSteps(read());
}
