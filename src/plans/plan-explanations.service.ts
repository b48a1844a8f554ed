import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { NotFound } from '../platform/errors.js';
import type { RequestContext } from '../platform/graphql/loaders.js';
import {
  deadlineConflicts,
  relaxationsFor,
  whyNotEarlier,
  worthOfMore,
  type DeadlineConflict,
  type EarlierStart,
  type Relaxation,
  type Worth,
} from '../planning/index.js';
import { Exports } from '../access/audit/exports.service.js';
import type { Marking } from '../platform/tables/table.js';
import { DocumentRedaction, type RedactedDocument } from './document-redaction.service.js';
import { PlanDocuments, type PlanDocumentKind } from './plan-documents.service.js';
import { PhaseDisclosure } from './phase-disclosure.service.js';
import { PlanWorkPackage } from './plan-work.entity.js';
import type { Plan } from './plan.entity.js';

export interface Explanation {
  workPackageId: string;
  earlierStart: EarlierStart | null;
  relaxations: Relaxation[];
  deadlineConflict: DeadlineConflict | null;
}

export type ExportedDocument = Marking & RedactedDocument;

/** Answers why and why not, from the documents of a completed plan. */
@Injectable()
export class PlanExplanationsService {
  constructor(
    private readonly documents: PlanDocuments,
    @InjectRepository(PlanWorkPackage) private readonly packages: Repository<PlanWorkPackage>,
    private readonly exports: Exports,
    private readonly phases: PhaseDisclosure,
    private readonly redaction: DocumentRedaction,
  ) {}

  /**
   * Each obstacle, relaxation and conflict is found by trying it.
   *
   * @returns null for a plan that is not completed
   * @throws {NotFound} for a work package that the plan does not hold
   */
  async explain(planId: number, workPackageId: string): Promise<Explanation | null> {
    const problem = await this.documents.read(planId, 'PROBLEM');
    const plan = await this.documents.read(planId, 'PLAN');
    if (!problem || !plan) return null;
    if (!problem.workPackages.some(({ id }) => id === workPackageId)) {
      throw new NotFound('work package of that id in the plan', 'workPackageId');
    }
    const isAssigned = plan.assignments.some((assignment) => assignment.workPackageId === workPackageId);
    const isUnscheduled = plan.unscheduled.some((entry) => entry.workPackageId === workPackageId);
    return {
      workPackageId,
      earlierStart: isAssigned ? (whyNotEarlier(problem, plan, [workPackageId])[0] ?? null) : null,
      relaxations: isUnscheduled ? relaxationsFor(problem, plan, workPackageId) : [],
      deadlineConflict: deadlineConflicts(problem, plan, [workPackageId])[0] ?? null,
    };
  }

  /**
   * Most valuable first; none for a plan that is not completed. What is worth to a phase whose figures are withheld is
   * left out: it is what they are made of.
   */
  async worthOfMore(planId: number, context: RequestContext): Promise<Worth[]> {
    const problem = await this.documents.read(planId, 'PROBLEM');
    const certificate = await this.documents.read(planId, 'CERTIFICATE');
    if (!problem || !certificate) return [];
    const withheld = await this.phases.withheldPhases(planId, context);
    return worthOfMore(problem, certificate)
      .filter(({ phase }) => !withheld.has(phase))
      .sort((a, b) => a.phase - b.phase || b.worthPence - a.worthPence);
  }

  /** A document for the present caller, marked and on record; null for a plan that is not completed. */
  async exportDocument(
    { id, organisationId }: Pick<Plan, 'id' | 'organisationId'>,
    kind: PlanDocumentKind,
    context: RequestContext,
  ): Promise<ExportedDocument | null> {
    const text = await this.documents.text(id, kind);
    if (text === null) return null;
    const told = await this.redaction.redact(id, kind, text, context);
    const rows = await this.packages.countBy({ planId: id });
    const marking = await this.exports.record({
      ...{ what: `${kind.toLowerCase()} document`, rows },
      ...{ subjectType: 'Plan', subjectId: String(id), organisationId },
    });
    return { ...marking, ...told };
  }
}
