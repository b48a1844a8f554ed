import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository, type EntityManager } from 'typeorm';
import { z } from 'zod';
import {
  BASIS_KINDS,
  COST_CATEGORIES,
  COST_CLASSES,
  outturnOf,
  type CostCategory,
  type CostLine,
} from '../../costing/cost-line.js';
import {
  connectionOf,
  readCursor,
  readFirst,
  type Connection,
  type PageArguments,
} from '../../platform/graphql/connection.js';
import { readInput } from '../../platform/input.js';
import { readPence } from '../../platform/database/columns.js';
import { groupRows, insertRows } from '../../platform/database/rows.js';
import type { Replan } from '../replanning/replan.entity.js';
import { isReleasedBy } from '../replanning/works-so-far.js';
import { linesAsOrdered, type LinesOfPackage } from './assignment-lines.js';
import { PlanCostLine } from './plan-cost-line.entity.js';

const COLUMNS = `plan_id, number, line_number, category, class, item, per, quantity, net_pence, vat_basis_points,
  irrecoverable_vat_pence, total_pence, outturn_pence, basis_kind, basis_reference, basis_date, basis_expires_on`;

/** More than an assignment can have: one for each kind of device, and one for each category and unit. */
const MOST_LINES = 1_000;

const lineFilter = z.object({
  workPackageId: z.string().nullish().transform(given),
  category: z.enum(COST_CATEGORIES).nullish().transform(given),
  class: z.enum(COST_CLASSES).nullish().transform(given),
  basis: z.enum(BASIS_KINDS).nullish().transform(given),
});

/** How many assignments are written at once. */
const AT_ONCE = 1_000;

/** What one kind of cost comes to in a package. */
export interface CostOfKind {
  category: CostCategory;
  /** How many days of the package's crew it is for; null where it is for something else. */
  crewDays: number | null;
  pence: number;
}

/** The cost lines of plans: written with the plan, and never changed. */
@Injectable()
export class PlanCostLines {
  constructor(@InjectRepository(PlanCostLine) private readonly lines: Repository<PlanCostLine>) {}

  async store(manager: EntityManager, planId: number, packages: Iterable<LinesOfPackage>): Promise<void> {
    let rows: unknown[][] = [];
    let waiting = 0;
    const write = async () => {
      await insertRows(manager, `plan_cost_lines (${COLUMNS})`, rows);
      [rows, waiting] = [[], 0];
    };
    for (const { number, lines, index } of packages) {
      rows.push(...lines.map((line, place) => [planId, number, place, ...columnsOf(line, index)]));
      waiting += 1;
      if (waiting === AT_ONCE) await write();
    }
    await write();
  }

  /** What was ordered of the plan before, by work package: what is on offer today is no matter to it. */
  async asOrdered(replan: Replan): Promise<Map<string, CostLine[]>> {
    const isReleased = isReleasedBy(replan);
    const works = replan.works.filter(
      ({ standing, workPackageId }) => standing === 'UNDER_WAY' || !isReleased(workPackageId),
    );
    if (works.length === 0) return new Map();
    const rows = await this.lines
      .createQueryBuilder('line')
      .innerJoinAndSelect('line.workPackage', 'work')
      .where('line.planId = :planId', { planId: replan.basePlanId })
      .andWhere('work.workPackageId IN (:...ids)', { ids: works.map(({ workPackageId }) => workPackageId) })
      .orderBy({ 'line.number': 'ASC', 'line.lineNumber': 'ASC' })
      .getMany();
    const lines = groupRows(rows, ({ workPackage }) => workPackage.workPackageId);
    return new Map(
      works.map(({ workPackageId, option }) => [
        workPackageId,
        linesAsOrdered((lines.get(workPackageId) ?? []).map(lineOf), option),
      ]),
    );
  }

  /** What each package of a plan costs by kind, by its number in it: for the crew's days, and otherwise. */
  async kindsOfPlan(planId: number): Promise<Map<number, CostOfKind[]>> {
    const rows = await this.lines
      .createQueryBuilder('line')
      .select('line.number', 'number')
      .addSelect('line.category', 'category')
      .addSelect("line.per = 'CREW_DAY'", 'isPerDay')
      .addSelect('MAX(line.quantity)', 'quantity')
      .addSelect('SUM(line.totalPence)', 'pence')
      .where('line.planId = :planId', { planId })
      .groupBy('line.number')
      .addGroupBy('line.category')
      .addGroupBy('isPerDay')
      .orderBy({ 'line.number': 'ASC', 'MIN(line.lineNumber)': 'ASC' })
      .getRawMany<
        Record<'number' | 'isPerDay' | 'quantity' | 'pence', string | number> & { category: CostCategory }
      >();
    const kinds = rows.map(({ number, category, isPerDay, quantity, pence }) => ({
      ...{ number: Number(number), category, pence: readPence(pence) },
      crewDays: Number(isPerDay) === 1 ? Number(quantity) : null,
    }));
    return groupRows(kinds, ({ number }) => number);
  }

  /** A page of a plan's lines, by package and line. @throws {BadInput} */
  async page(planId: number, args: PageArguments & { filter?: unknown }): Promise<Connection<PlanCostLine>> {
    const { basis, workPackageId, ...filter } = readInput(lineFilter, args.filter ?? {}, 'filter');
    const query = this.lines
      .createQueryBuilder('line')
      .where({ planId, ...filter, ...(basis && { basisKind: basis }) });
    if (workPackageId !== undefined) {
      query
        .innerJoin('line.workPackage', 'work')
        .andWhere('work.workPackageId = :workPackageId', { workPackageId });
    }
    const totalCount = await query.clone().getCount();
    if (args.after) {
      const place = readCursor(args.after);
      const [number, lineNumber] = [Math.floor(place / MOST_LINES), place % MOST_LINES];
      // In words that an index understands.
      query.andWhere('line.number >= :number AND (line.number > :number OR line.lineNumber > :lineNumber)', {
        ...{ number, lineNumber },
      });
    }
    const rows = await query
      .orderBy({ 'line.number': 'ASC', 'line.lineNumber': 'ASC' })
      .take(readFirst(args) + 1)
      .getMany();
    const placed = rows.map((row) => ({ ...row, place: row.number * MOST_LINES + row.lineNumber }));
    return connectionOf(placed, 'place', args, totalCount);
  }
}

function given<Value>(value: Value | null | undefined): Value | undefined {
  return value ?? undefined;
}

export function lineOf(row: PlanCostLine): CostLine {
  const { basisKind: kind, basisReference: reference, basisDate: on, basisExpiresOn: expiresOn } = row;
  const { category, class: costClass, item, per, quantity } = row;
  const { netPence, vatBasisPoints, irrecoverableVatPence, totalPence } = row;
  return {
    ...{ category, class: costClass, item, per, quantity },
    ...{ netPence, vatBasisPoints, irrecoverableVatPence, totalPence },
    basis: { kind, reference, on, expiresOn },
  };
}

/** @param index of prices in the year in which it is paid, in basis points */
function columnsOf(line: CostLine, index: number): unknown[] {
  const { kind, reference, on, expiresOn } = line.basis;
  return [
    ...[line.category, line.class, line.item, line.per, line.quantity],
    ...[line.netPence, line.vatBasisPoints, line.irrecoverableVatPence, line.totalPence],
    ...[outturnOf(line.totalPence, index), kind, reference, on, expiresOn],
  ];
}
