import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Ledger, type SubjectBalance } from '../../finance/ledger/ledger.service.js';
import { readPence } from '../../platform/database/columns.js';
import { confined } from '../../platform/database/confinement/condition.js';
import { groupRows } from '../../platform/database/rows.js';
import { BESIDE, RESOURCE_PENCE } from '../../plans/approval/holdings.js';
import type { Charge, PackageRow } from './money-events.js';

type StoredRow = Omit<PackageRow, 'pence' | 'resourcePence' | 'isDone' | 'committed' | 'spent'> & {
  pence: string | number | null;
  resourcePence: string | number;
  standing: string | null;
};

/** Work packages of plans, with what the plans and the books have for them. */
@Injectable()
export class PackageRows {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ledger: Ledger,
  ) {}

  async ofPlans(planIds: readonly number[]): Promise<PackageRow[]> {
    const { manager } = this.dataSource;
    const stored = await manager.query<StoredRow[]>(
      `SELECT w.plan_id AS planId, w.number, w.work_package_id AS workPackageId, w.phase,
              o.external_id AS organisation, v.external_id AS vendor, a.finish_date AS finish, a.cost_pence AS pence,
              a.budget_id AS budgetId, r.id AS resourceId, ${RESOURCE_PENCE} AS resourcePence,
              d.standing, d.done_on AS doneOn
         FROM plan_work_packages w
         JOIN sites s ON s.id = w.site_id
         JOIN organisations o ON o.id = s.organisation_id
         LEFT JOIN plan_assignments a ON a.plan_id = w.plan_id AND a.number = w.number
         LEFT JOIN budgets b ON b.id = a.budget_id
         LEFT JOIN budgets r ON ${BESIDE}
         LEFT JOIN vendors v ON v.id = a.vendor_id
         LEFT JOIN plan_standings d ON d.plan_id = w.plan_id AND d.number = w.number
        WHERE w.plan_id IN (?) AND ${confined(manager, 'plan_work_packages', 'w')}
        ORDER BY w.plan_id, w.number`,
      [[...planIds]],
    );
    const balances = groupRows(await this.ledger.ofSubjects(manager, planIds), keyOf);
    return stored.map(({ pence, resourcePence, standing, ...row }) => {
      const booked = balances.get(keyOf(row)) ?? [];
      return {
        ...row,
        pence: pence === null ? null : readPence(String(pence)),
        resourcePence: readPence(String(resourcePence)),
        isDone: standing === 'DONE',
        committed: chargesIn(booked, 'COMMITTED'),
        spent: chargesIn(booked, 'SPENT'),
      };
    });
  }
}

function keyOf({ planId, number }: Pick<PackageRow, 'planId'> & { number: number }): string {
  return `${planId}/${number}`;
}

function chargesIn(balances: readonly SubjectBalance[], of: SubjectBalance['account']): Charge[] {
  return balances.filter(({ account }) => account === of).map(({ budgetId, pence }) => ({ budgetId, pence }));
}
