import type { z } from 'zod';
import type { CellFault, RowReader } from './row-reader.js';

/** What a row of a register is, before it is held against the estate. */
export type RegisterRow<Record> =
  | { kind: 'record'; externalId: string; record: Record }
  /** None of the register's business, such as a laptop among the assets. */
  | { kind: 'skipped' }
  | { kind: 'rejected'; externalId: string | null; faults: CellFault[] };

/**
 * Holds what a row's cells were read as against the estate's own rules.
 *
 * @param fields what was read, by the names of the schema, which are the fields of the format too
 */
export function checkRow<Schema extends z.ZodType<{ externalId: string }>>(
  reader: RowReader,
  schema: Schema,
  fields: { externalId: string | undefined } & Record<string, unknown>,
): RegisterRow<z.output<Schema>> {
  const result = schema.safeParse(fields);
  if (result.success && reader.faults.length === 0)
    return { kind: 'record', externalId: result.data.externalId, record: result.data };
  for (const { path, message } of result.error?.issues ?? []) reader.refuse(String(path[0] ?? ''), message);
  const externalId = fields.externalId ?? '';
  return {
    kind: 'rejected',
    externalId: externalId.length > 0 && externalId.length <= 64 ? externalId : null,
    faults: reader.faults,
  };
}
