import { Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { Exports } from '../../access/audit/exports.service.js';
import { writeCsv } from '../../platform/tables/csv-table.js';
import type { Marking } from '../../platform/tables/table.js';
import { MOST_SHEET_ROWS, TooManyRows, writeWorkbook } from '../../platform/tables/workbook.js';
import { PlansService } from '../plans.service.js';
import { PlanTables } from './plan-tables.service.js';

/** Completed plans as files: marked, and on record. */
@Injectable()
export class PlanExports {
  constructor(
    private readonly plans: PlansService,
    private readonly tables: PlanTables,
    private readonly exports: Exports,
  ) {}

  /** The assignments as CSV; null where there is no such plan that is completed. */
  async assignments(planId: number): Promise<(Marking & { content: AsyncIterable<string> }) | null> {
    const marking = await this.record(planId, 'assignments');
    return marking && { ...marking, content: writeCsv(this.tables.assignments(planId), marking) };
  }

  /**
   * Phases, assignments, and what is not placed as a workbook; null where there is no such plan that is completed.
   *
   * @throws {TooManyRows}
   */
  async workbook(planId: number): Promise<(Marking & { content: Readable }) | null> {
    const marking = await this.record(planId, 'workbook');
    if (!marking) return null;
    const { tables } = this;
    const sheets = [tables.phases(planId), tables.assignments(planId), tables.awaiting(planId)];
    return { ...marking, content: writeWorkbook([...sheets, tables.unscheduled(planId)], marking) };
  }

  private async record(planId: number, what: 'assignments' | 'workbook'): Promise<Marking | null> {
    const plan = await this.plans.find(planId);
    if (plan?.status !== 'COMPLETED') return null;
    const counts = await this.tables.count(planId);
    const most = Math.max(...Object.values(counts));
    if (what === 'workbook' && most > MOST_SHEET_ROWS) throw new TooManyRows(most);
    return this.exports.record({
      ...{ what, subjectType: 'Plan', subjectId: String(planId) },
      organisationId: plan.organisationId,
      rows:
        what === 'assignments'
          ? counts.assignments
          : counts.assignments + counts.awaiting + counts.unscheduled,
    });
  }
}
