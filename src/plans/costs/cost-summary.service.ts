import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CostingService } from '../../costing/costing.service.js';
import { Clock } from '../../platform/clock.js';
import { confined } from '../../platform/database/confinement/condition.js';
import { readInput } from '../../platform/input.js';
import { countsAs } from './counts-as.js';
import { COST_DIMENSIONS, sumsBy, type CostFigures, type CostSum, type FinestSum } from './cost-summary.js';

const summaryArguments = z.object({
  by: z
    .array(z.enum(COST_DIMENSIONS))
    .max(COST_DIMENSIONS.length, 'expected each dimension once')
    .nullish()
    .transform((by) => by ?? []),
});

/** Its parameter is today. */
const IS_EVIDENCED = `${countsAs('l', 'd', '?')} IN ('CATALOGUE', 'FRAMEWORK', 'QUOTATION')`;

/** What plans cost in sums, and how well each sum stands up. */
@Injectable()
export class CostSummary {
  constructor(
    private readonly dataSource: DataSource,
    private readonly costing: CostingService,
    private readonly clock: Clock,
  ) {}

  /** Sums over the bodies that the present caller may see, by the dimensions asked for. @throws {BadInput} */
  async of(planId: number, input: unknown): Promise<CostSum[]> {
    const { by } = readInput(summaryArguments, input, '');
    const { optimismBias } = await this.costing.read();
    const bias = new Map(optimismBias.map(({ category, basisPoints }) => [category, basisPoints]));
    return sumsBy(await this.finest(planId), by, bias);
  }

  private async finest(planId: number): Promise<FinestSum[]> {
    const { manager } = this.dataSource;
    const rows = await manager.query<Record<keyof FinestSum, string>[]>(
      `SELECT l.category, l.class, s.organisation_id AS organisationId,
              YEAR(a.finish_date) - (MONTH(a.finish_date) < 4) AS fiscalYear,
              SUM(l.net_pence) AS netPence, SUM(l.irrecoverable_vat_pence) AS irrecoverableVatPence,
              SUM(l.total_pence) AS totalPence, SUM(l.outturn_pence) AS outturnPence,
              SUM(IF(${IS_EVIDENCED}, l.total_pence, 0)) AS evidencedPence,
              SUM(IF(l.basis_kind = 'NONE', l.total_pence, 0)) AS unevidencedPence
         FROM plan_cost_lines l
         JOIN plan_assignments a ON a.plan_id = l.plan_id AND a.number = l.number
         JOIN plan_work_packages w ON w.plan_id = l.plan_id AND w.number = l.number
         JOIN sites s ON s.id = w.site_id
         LEFT JOIN plan_standings d ON d.plan_id = l.plan_id AND d.number = l.number
        WHERE l.plan_id = ? AND ${confined(manager, 'plan_cost_lines', 'l')}
        GROUP BY l.category, l.class, s.organisation_id, fiscalYear
        ORDER BY l.category, l.class, s.organisation_id, fiscalYear`,
      [this.clock.today(), planId],
    );
    return rows.map(({ category, class: costClass, organisationId, fiscalYear, ...sums }) => {
      const figures = Object.fromEntries(
        Object.entries(sums).map(([name, sum]) => [name, Number(sum)]),
      ) as unknown as CostFigures;
      const { totalPence, evidencedPence, unevidencedPence } = figures;
      return {
        ...({ category, class: costClass } as Pick<FinestSum, 'category' | 'class'>),
        ...{ organisationId: Number(organisationId), fiscalYear: Number(fiscalYear) },
        ...figures,
        estimatedPence: totalPence - evidencedPence - unevidencedPence,
      };
    });
  }
}
