import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database/transactions.js';
import type { RequestContext } from '../../platform/graphql/loaders.js';
import { Audit } from '../audit/audit.service.js';
import type { DetailField } from './detail-fields.js';

/** A site as the audit calls it. */
export interface ReadSite {
  externalId: string;
  organisationId: number;
}

interface SiteReads extends ReadSite {
  fields: Set<DetailField>;
}

/** Leaves an entry for each sensitive site whose detail a request reads, before the answer leaves. */
@Injectable()
export class SensitiveReads {
  private readonly ofRequest = new WeakMap<RequestContext, Map<string, SiteReads>>();

  constructor(
    private readonly transactions: Transactions,
    private readonly audit: Audit,
  ) {}

  note(context: RequestContext, { externalId, organisationId }: ReadSite, field: DetailField): void {
    const reads = this.ofRequest.get(context) ?? this.begin(context);
    const ofSite = reads.get(externalId);
    if (ofSite) ofSite.fields.add(field);
    else reads.set(externalId, { externalId, organisationId, fields: new Set([field]) });
  }

  private begin(context: RequestContext): Map<string, SiteReads> {
    const reads = new Map<string, SiteReads>();
    this.ofRequest.set(context, reads);
    context.beforeAnswer.push(() => {
      // The same context has another answer to come where somebody follows a stream.
      this.ofRequest.delete(context);
      return this.record([...reads.values()]);
    });
    return reads;
  }

  private record(reads: readonly SiteReads[]): Promise<void> {
    return this.transactions.run((manager) =>
      this.audit.recordAll(
        manager,
        reads.map(({ externalId, organisationId, fields }) => ({
          action: 'readSensitiveDetail',
          subjectType: 'Site',
          subjectId: externalId,
          organisationId,
          after: { fields: [...fields].sort() },
        })),
      ),
    );
  }
}
