import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Repository } from 'typeorm';
import type { Certificate, Plan as PlanText, Problem } from '../planning/index.js';
import { PlanDocument } from './plan.entity.js';

const decompress = promisify(gunzip);

/** What each document holds. */
interface DocumentOf {
  PROBLEM: Problem;
  PLAN: PlanText;
  CERTIFICATE: Certificate;
}
export type PlanDocumentKind = keyof DocumentOf;

const COLUMN_OF_KIND = { PROBLEM: 'problem', PLAN: 'plan', CERTIFICATE: 'certificate' } as const;

/** The documents of completed plans. */
@Injectable()
export class PlanDocuments {
  constructor(@InjectRepository(PlanDocument) private readonly documents: Repository<PlanDocument>) {}

  /** The JSON text; null for a plan that is not completed. */
  async text(planId: number, kind: PlanDocumentKind): Promise<string | null> {
    const column = COLUMN_OF_KIND[kind];
    const row = await this.documents.findOne({ where: { planId }, select: { planId: true, [column]: true } });
    return row ? (await decompress(row[column])).toString('utf8') : null;
  }

  /** The same, parsed. */
  async read<Kind extends PlanDocumentKind>(planId: number, kind: Kind): Promise<DocumentOf[Kind] | null> {
    const text = await this.text(planId, kind);
    return text === null ? null : (JSON.parse(text) as DocumentOf[Kind]);
  }
}
