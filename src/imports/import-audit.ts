import type { EntityManager } from 'typeorm';
import type { Audit } from '../access/audit/audit.service.js';
import type { Import } from './import.entity.js';

/** An import as the audit calls it. */
export function aboutImport({ id }: Pick<Import, 'id'>) {
  return { subjectType: 'Import', subjectId: String(id), organisationId: null };
}

/** Records where an import stands, by its counts: what became of sites and devices is in entries of their own. */
export function recordImport(audit: Audit, manager: EntityManager, entry: Import): Promise<void> {
  const { format, status, dryRun, read, created, updated, unchanged, rejected, skipped } = entry;
  return audit.record(manager, {
    action: 'import',
    ...aboutImport(entry),
    after: { format, status, dryRun, read, created, updated, unchanged, rejected, skipped },
  });
}
