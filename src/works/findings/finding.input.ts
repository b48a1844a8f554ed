import { z } from 'zod';
import { deviceRecord } from '../../estate/device.input.js';
import { PRESENT_STATUSES } from '../../estate/estate.types.js';
import { calendarDate, externalId, rowId, text } from '../../platform/input-schemas.js';
import { FINDING_KINDS } from './finding.entity.js';

/** What is to be seen of a device that the register has not. */
const found = z.object({
  kind: deviceRecord.shape.kind,
  manufacturer: text(120).nullish(),
  model: text(120).nullish(),
  serial: text(120).nullish(),
  mac: deviceRecord.shape.mac,
  network: deviceRecord.shape.network,
  recorder: externalId.nullish(),
  status: z.enum(PRESENT_STATUSES).nullish(),
});

export const findingInput = z
  .object({
    kind: z.enum(FINDING_KINDS),
    workOrderId: rowId.nullish(),
    site: externalId.nullish(),
    device: externalId,
    found: found.nullish(),
    assertedBy: text(120),
    assertedOn: calendarDate,
    note: text(500).nullish(),
  })
  .refine(({ workOrderId, site }) => workOrderId ?? site, {
    path: ['workOrderId'],
    error: 'expected a work order or a site',
  })
  .refine(({ kind, found: seen }) => (kind === 'UNREGISTERED_DEVICE') === Boolean(seen), {
    path: ['found'],
    error: 'expected with UNREGISTERED_DEVICE, and with nothing else',
  });
export type FindingInput = z.output<typeof findingInput>;

export const findingFilter = z.strictObject({
  siteId: rowId.nullish(),
  workOrderId: rowId.nullish(),
  kind: z.enum(FINDING_KINDS).nullish(),
});
