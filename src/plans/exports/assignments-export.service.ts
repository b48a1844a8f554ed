import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Exports, type Marking } from '../../access/audit/exports.service.js';
import { actingSteps } from '../../access/caller.js';
import { BYTE_ORDER_MARK, csvLine } from '../../platform/csv/csv-file.js';
import { PlanAssignment } from '../plan-work.entity.js';
import { PlansService } from '../plans.service.js';

const ROWS_AT_A_TIME = 1_000;
const COLUMNS = [
  ...['work_package', 'site', 'phase', 'crew', 'vendor', 'option', 'start', 'finish', 'cost_pence', 'budget'],
  ...['handling', 'made_for'],
];

/** What a plan places, as CSV: by external ids, without a name, a place or a risk. */
@Injectable()
export class AssignmentsExport {
  constructor(
    @InjectRepository(PlanAssignment) private readonly assignments: Repository<PlanAssignment>,
    private readonly plans: PlansService,
    private readonly exports: Exports,
  ) {}

  /** The assignments, in the plan's order, marked and on record; null where there is no such plan that is completed. */
  async file(planId: number): Promise<(Marking & { rows: AsyncIterable<string> }) | null> {
    const plan = await this.plans.find(planId);
    if (plan?.status !== 'COMPLETED') return null;
    const marking = await this.exports.record({
      ...{ what: 'assignments', subjectType: 'Plan', subjectId: String(planId) },
      organisationId: plan.organisationId,
      rows: await this.assignments.countBy({ planId }),
    });
    return { ...marking, rows: actingSteps(this.write(planId, marking)) };
  }

  private async *write(planId: number, { handling, madeFor }: Marking): AsyncGenerator<string> {
    yield BYTE_ORDER_MARK + csvLine(COLUMNS);
    for (let after = -1; ;) {
      const found = await this.read(planId, after);
      const last = found.at(-1);
      if (!last) return;
      yield found.map((assignment) => csvLine([...cellsOf(assignment), handling, madeFor])).join('');
      after = last.number;
    }
  }

  private read(planId: number, after: number): Promise<AssignmentRow[]> {
    return this.assignments
      .createQueryBuilder('assignment')
      .innerJoinAndSelect('assignment.workPackage', 'work')
      .innerJoinAndSelect('work.site', 'site')
      .innerJoinAndSelect('assignment.crew', 'crew')
      .innerJoinAndSelect('assignment.vendor', 'vendor')
      .leftJoinAndSelect('assignment.budget', 'budget')
      .where('assignment.planId = :planId AND assignment.number > :after', { planId, after })
      .orderBy('assignment.number', 'ASC')
      .limit(ROWS_AT_A_TIME)
      .getMany();
  }
}

/** Its budget is null where it has gone to a body that the caller may not see. */
type AssignmentRow = Omit<PlanAssignment, 'budget'> & { budget: PlanAssignment['budget'] | null };

function cellsOf({ workPackage, ...assignment }: AssignmentRow): string[] {
  return [
    workPackage.workPackageId,
    workPackage.site.externalId,
    String(workPackage.phase),
    assignment.crew.externalId,
    assignment.vendor.externalId,
    assignment.optionId,
    assignment.start,
    assignment.finish,
    String(assignment.costPence),
    assignment.budget?.externalId ?? '',
  ];
}
