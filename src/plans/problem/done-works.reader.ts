import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { readPence } from '../../platform/database/columns.js';
import { confined } from '../../platform/database/confinement/condition.js';
import type { DoneWork } from './done-work.js';

interface DoneRow {
  planId: number;
  workPackageId: string;
  budgetId: string;
  vendorId: string;
  pence: string | number;
  plannedPence: string | number;
  plannedResourcePence: string | number;
  units: number;
}

/** What works on the packages of plans have used up. */
@Injectable()
export class DoneWorks {
  constructor(private readonly dataSource: DataSource) {}

  /** Of all plans and all bodies: they share what vendors supply, and a site may have changed hands since. */
  ofAll(manager: EntityManager): Promise<DoneWork[]> {
    return readDone(manager, 'TRUE', []);
  }

  ofPlan(planId: number): Promise<DoneWork[]> {
    return readDone(this.dataSource.manager, 'd.plan_id = ?', [planId]);
  }
}

/** @param condition a constant, never input */
async function readDone(
  manager: EntityManager,
  condition: string,
  parameters: number[],
): Promise<DoneWork[]> {
  const rows = await manager.query<DoneRow[]>(
    `SELECT d.plan_id AS planId, w.work_package_id AS workPackageId, b.external_id AS budgetId,
            v.external_id AS vendorId,
            COALESCE(d.cost_pence, a.cost_pence) AS pence, a.units, a.cost_pence AS plannedPence, (
              SELECT COALESCE(SUM(l.total_pence), 0) FROM plan_cost_lines l
               WHERE l.plan_id = d.plan_id AND l.number = d.number AND l.class = 'RESOURCE') AS plannedResourcePence
       FROM plan_standings d
       JOIN plan_work_packages w ON w.plan_id = d.plan_id AND w.number = d.number
       JOIN plan_assignments a ON a.plan_id = d.plan_id AND a.number = d.number
       JOIN budgets b ON b.id = a.budget_id
       JOIN vendors v ON v.id = a.vendor_id
      WHERE d.standing = 'DONE' AND ${condition} AND ${confined(manager, 'plan_standings', 'd')}
      ORDER BY d.plan_id, d.number`,
    parameters,
  );
  return rows.map(({ pence: text, plannedPence, plannedResourcePence, ...row }) => {
    const pence = readPence(text);
    return {
      ...row,
      pence,
      resourcePence: partOf(pence, readPence(plannedResourcePence), readPence(plannedPence)),
    };
  });
}

/** The part of an amount that another one is of a whole, rounded up. */
function partOf(pence: number, part: number, whole: number): number {
  if (part === 0 || whole === 0) return 0;
  return Number((BigInt(pence) * BigInt(part) + BigInt(whole) - 1n) / BigInt(whole));
}
