import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository, type SelectQueryBuilder } from 'typeorm';
import type { BasisKind, CostCategory, CostClass, CostUnit } from '../../costing/cost-line.js';
import { Clock } from '../../platform/clock.js';
import { readPence } from '../../platform/database/columns.js';
import { PlanAssignment } from '../plan-work.entity.js';
import { PlanStanding } from '../standings/plan-standing.entity.js';
import { countsAs } from './counts-as.js';
import { PlanCostLine } from './plan-cost-line.entity.js';

const PACKAGES_AT_A_TIME = 500;
const COUNTS_AS = countsAs('line', 'standing', ':today');

/** A cost line with where it belongs, by the ids that people know. */
export interface PlanCostRow {
  workPackage: string;
  site: string;
  organisation: string;
  phase: number;
  fiscalYear: number | null;
  vendor: string;
  line: PlanCostLine;
  countsAs: BasisKind;
}

/** What the assignments of a body come to that are charged to one fiscal year. */
export interface PlannedSum {
  organisationId: number;
  organisation: string;
  /** Null where the budget has gone to a body that the caller may not see. */
  fiscalYear: number | null;
  packages: number;
  pence: number;
}

/** What cost lines of a kind come to in a body and a fiscal year. */
export interface CostSum {
  organisationId: number;
  fiscalYear: number | null;
  class: CostClass;
  countsAs: BasisKind;
  pence: number;
  irrecoverableVatPence: number;
  outturnPence: number;
}

/** On what the price of lines of one kind rests. */
export interface PlanBasis {
  category: CostCategory;
  class: CostClass;
  per: CostUnit;
  vatBasisPoints: number;
  basisKind: BasisKind;
  reference: string | null;
  on: string | null;
  expiresOn: string | null;
  lines: number;
  pence: number;
}

type Raw<Row> = {
  [Field in keyof Row]: Row[Field] extends number | null
    ? string | number | Extract<Row[Field], null>
    : Row[Field];
};

/** The cost lines of a plan, to be read whole. */
@Injectable()
export class PlanCostRows {
  constructor(
    @InjectRepository(PlanCostLine) private readonly lines: Repository<PlanCostLine>,
    @InjectRepository(PlanAssignment) private readonly assignments: Repository<PlanAssignment>,
    private readonly clock: Clock,
  ) {}

  count(planId: number): Promise<number> {
    return this.lines.countBy({ planId });
  }

  /** In the plan's order, some at a time. */
  async *read(planId: number): AsyncGenerator<PlanCostRow[]> {
    for (let after = -1; ;) {
      const placed = await this.placed(planId)
        .innerJoinAndSelect('work.site', 'site')
        .innerJoinAndSelect('site.organisation', 'organisation')
        .innerJoinAndSelect('assignment.vendor', 'vendor')
        .leftJoinAndSelect('assignment.budget', 'budget')
        .andWhere('assignment.number > :after', { after })
        .orderBy('assignment.number', 'ASC')
        .limit(PACKAGES_AT_A_TIME)
        .getMany();
      const last = placed.at(-1);
      if (!last) return;
      const { entities: lines, raw } = await this.judged()
        .addSelect(COUNTS_AS, 'countsAs')
        .where('line.planId = :planId AND line.number > :after AND line.number <= :last', {
          ...{ planId, after, last: last.number },
        })
        .orderBy({ 'line.number': 'ASC', 'line.lineNumber': 'ASC' })
        .getRawAndEntities<{ countsAs: BasisKind }>();
      const byNumber = new Map(placed.map((assignment) => [assignment.number, assignment]));
      yield lines.flatMap((line, index): PlanCostRow[] => {
        const assignment = byNumber.get(line.number);
        const counted = raw[index]?.countsAs ?? line.basisKind;
        return assignment ? [{ ...placeOf(assignment), line, countsAs: counted }] : [];
      });
      after = last.number;
    }
  }

  async plannedSums(planId: number): Promise<PlannedSum[]> {
    const rows = await this.placed(planId)
      .innerJoin('work.site', 'site')
      .innerJoin('site.organisation', 'organisation')
      .leftJoin('assignment.budget', 'budget')
      .select('site.organisationId', 'organisationId')
      .addSelect('MIN(organisation.externalId)', 'organisation')
      .addSelect('budget.fiscalYear', 'fiscalYear')
      .addSelect('COUNT(*)', 'packages')
      .addSelect('SUM(assignment.costPence)', 'pence')
      .groupBy('site.organisationId')
      .addGroupBy('budget.fiscalYear')
      .getRawMany<Raw<PlannedSum>>();
    return rows.map((row) => ({
      ...{ organisationId: Number(row.organisationId), organisation: row.organisation },
      ...{
        fiscalYear: numberOrNull(row.fiscalYear),
        packages: Number(row.packages),
        pence: readPence(row.pence),
      },
    }));
  }

  async costSums(planId: number): Promise<CostSum[]> {
    const rows = await this.judged()
      .innerJoin(
        PlanAssignment,
        'assignment',
        'assignment.planId = line.planId AND assignment.number = line.number',
      )
      .innerJoin('line.workPackage', 'work')
      .innerJoin('work.site', 'site')
      .leftJoin('assignment.budget', 'budget')
      .select('site.organisationId', 'organisationId')
      .addSelect('budget.fiscalYear', 'fiscalYear')
      .addSelect('line.class', 'class')
      .addSelect(COUNTS_AS, 'countsAs')
      .addSelect('SUM(line.totalPence)', 'pence')
      .addSelect('SUM(line.irrecoverableVatPence)', 'irrecoverableVatPence')
      .addSelect('SUM(line.outturnPence)', 'outturnPence')
      .where('line.planId = :planId', { planId })
      .groupBy('site.organisationId')
      .addGroupBy('budget.fiscalYear')
      .addGroupBy('line.class')
      .addGroupBy('countsAs')
      .getRawMany<Raw<CostSum>>();
    return rows.map((row) => ({
      ...{ organisationId: Number(row.organisationId), fiscalYear: numberOrNull(row.fiscalYear) },
      ...{ class: row.class, countsAs: row.countsAs, pence: readPence(row.pence) },
      irrecoverableVatPence: readPence(row.irrecoverableVatPence),
      outturnPence: readPence(row.outturnPence),
    }));
  }

  /** By category, and by what is most. */
  async bases(planId: number): Promise<PlanBasis[]> {
    const rows = await this.lines
      .createQueryBuilder('line')
      .select('line.category', 'category')
      .addSelect('line.class', 'class')
      .addSelect('line.per', 'per')
      .addSelect('line.vatBasisPoints', 'vatBasisPoints')
      .addSelect('line.basisKind', 'basisKind')
      .addSelect('line.basisReference', 'reference')
      .addSelect('line.basisDate', 'on')
      .addSelect('line.basisExpiresOn', 'expiresOn')
      .addSelect('COUNT(*)', 'lines')
      .addSelect('SUM(line.totalPence)', 'pence')
      .where('line.planId = :planId', { planId })
      .groupBy('line.category')
      .addGroupBy('line.class')
      .addGroupBy('line.per')
      .addGroupBy('line.vatBasisPoints')
      .addGroupBy('line.basisKind')
      .addGroupBy('line.basisReference')
      .addGroupBy('line.basisDate')
      .addGroupBy('line.basisExpiresOn')
      .orderBy({ 'line.category': 'ASC', 'SUM(line.totalPence)': 'DESC' })
      .getRawMany<Raw<PlanBasis>>();
    return rows.map((row) => ({
      ...row,
      ...{
        vatBasisPoints: Number(row.vatBasisPoints),
        lines: Number(row.lines),
        pence: readPence(row.pence),
      },
    }));
  }

  /** Lines with how far the works are that they are for, by which {@link COUNTS_AS} judges them. */
  private judged(): SelectQueryBuilder<PlanCostLine> {
    return this.lines
      .createQueryBuilder('line')
      .leftJoin(PlanStanding, 'standing', 'standing.planId = line.planId AND standing.number = line.number')
      .setParameter('today', this.clock.today());
  }

  private placed(planId: number): SelectQueryBuilder<PlanAssignment> {
    return this.assignments
      .createQueryBuilder('assignment')
      .innerJoinAndSelect('assignment.workPackage', 'work')
      .where('assignment.planId = :planId', { planId });
  }
}

function placeOf(
  assignment: Omit<PlanAssignment, 'budget'> & { budget: PlanAssignment['budget'] | null },
): Omit<PlanCostRow, 'line' | 'countsAs'> {
  const { workPackage, vendor, budget } = assignment;
  return {
    ...{ workPackage: workPackage.workPackageId, phase: workPackage.phase, vendor: vendor.externalId },
    ...{ site: workPackage.site.externalId, organisation: workPackage.site.organisation.externalId },
    fiscalYear: budget?.fiscalYear ?? null,
  };
}

function numberOrNull(value: string | number | null): number | null {
  return value === null ? null : Number(value);
}
