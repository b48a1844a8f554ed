import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { DETAIL_FIELDS } from '../access/need-to-know/detail-fields.js';
import { Disclosure } from '../access/need-to-know/disclosure.service.js';
import type { RequestContext } from '../platform/graphql/loaders.js';
import type { Certificate, Plan, Problem } from '../planning/index.js';
import { PhaseDisclosure } from './phase-disclosure.service.js';
import type { PlanDocumentKind } from './plan-documents.service.js';
import { PlanWorkPackage } from './plan-work.entity.js';

export interface RedactedDocument {
  /** JSON. */
  text: string;
  redacted: boolean;
}

/** Takes out of a plan's documents what its fields would not tell the present caller either. */
@Injectable()
export class DocumentRedaction {
  constructor(
    @InjectRepository(PlanWorkPackage) private readonly packages: Repository<PlanWorkPackage>,
    private readonly disclosure: Disclosure,
    private readonly phases: PhaseDisclosure,
  ) {}

  async redact(
    planId: number,
    kind: PlanDocumentKind,
    text: string,
    context: RequestContext,
  ): Promise<RedactedDocument> {
    switch (kind) {
      case 'PROBLEM':
        return this.withoutRisks(planId, text, context);
      case 'PLAN':
        return this.withoutFigures(planId, text, context);
      case 'CERTIFICATE':
        return this.withoutProofs(planId, text, context);
    }
  }

  private async withoutRisks(
    planId: number,
    text: string,
    context: RequestContext,
  ): Promise<RedactedDocument> {
    const problem = JSON.parse(text) as Problem;
    const found = await this.packages.find({
      where: { planId },
      select: { workPackageId: true, siteId: true },
    });
    const siteIds = new Map(found.map(({ workPackageId, siteId }) => [workPackageId, siteId]));
    let redacted = false;
    const workPackages = await Promise.all(
      problem.workPackages.map(async (work) => {
        const siteId = siteIds.get(work.id);
        const risk =
          siteId === undefined
            ? null
            : await this.disclosure.detail('WorkPackage.risk', { siteId }, () => work.risk, context);
        redacted ||= risk === null;
        return { ...work, risk };
      }),
    );
    return { text: redacted ? JSON.stringify({ ...problem, workPackages }) : text, redacted };
  }

  private async withoutFigures(
    planId: number,
    text: string,
    context: RequestContext,
  ): Promise<RedactedDocument> {
    const plan = JSON.parse(text) as Plan;
    const told = await Promise.all(
      plan.phases.map(async (summary) => {
        const figures = DETAIL_FIELDS.PlanPhase.map(
          async (field) => [field, await this.phases.figure({ ...summary, planId }, field, context)] as const,
        );
        return { ...summary, ...Object.fromEntries(await Promise.all(figures)) };
      }),
    );
    const redacted = told.some((summary) => DETAIL_FIELDS.PlanPhase.some((field) => summary[field] === null));
    return { text: redacted ? JSON.stringify({ ...plan, phases: told }) : text, redacted };
  }

  private async withoutProofs(
    planId: number,
    text: string,
    context: RequestContext,
  ): Promise<RedactedDocument> {
    const withheld = await this.phases.withheldPhases(planId, context);
    if (withheld.size === 0) return { text, redacted: false };
    const { phases } = JSON.parse(text) as Certificate;
    const told = phases.map((proof) => (withheld.has(proof.phase) ? null : proof));
    return { text: JSON.stringify({ phases: told }), redacted: true };
  }
}
