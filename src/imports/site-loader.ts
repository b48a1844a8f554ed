import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { EstateAudit } from '../estate/estate-audit.service.js';
import type { SiteRecord } from '../estate/site.input.js';
import { SitesWriter } from '../estate/sites.writer.js';
import { changesOf } from '../estate/writing.js';
import { readSiteRow } from './formats/formats.js';
import type { LoadOptions, LoadOutcome, RegisterLoader } from './register-loader.js';

@Injectable()
export class SiteLoader implements RegisterLoader<SiteRecord> {
  readonly read = readSiteRow;

  constructor(
    private readonly writer: SitesWriter,
    private readonly audit: EstateAudit,
  ) {}

  async load(
    manager: EntityManager,
    records: readonly SiteRecord[],
    { isDryRun, recordedBy }: LoadOptions,
  ): Promise<LoadOutcome[]> {
    const judgements = await this.writer.judge(manager, records, isDryRun ? 'dry run' : 'write');
    if (!isDryRun) {
      const changes = changesOf(judgements);
      const changed = changes.map(({ externalId }) => externalId);
      await this.audit.changeSites(manager, 'import', changed, () =>
        this.writer.write(manager, changes, recordedBy),
      );
    }
    return judgements.map((judgement) =>
      'change' in judgement ? { outcome: judgement.outcome, standing: null } : judgement,
    );
  }
}
