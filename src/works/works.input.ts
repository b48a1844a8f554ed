import { z } from 'zod';
import { deviceRecord } from '../estate/device.input.js';
import { calendarDate, externalId, pence, rowId, text } from '../platform/input-schemas.js';
import { WORK_STATUSES } from './moves.js';

const workOrderId = rowId;
const expectedVersion = z.int().nullish();
/** Long enough for a sentence. */
const reason = text(500);

export const moveInput = z.object({
  workOrderId,
  to: z.enum(WORK_STATUSES),
  on: calendarDate,
  reason: reason.nullish(),
  actualCostPence: pence.nullish(),
  expectedVersion,
});

export const actualInput = z.object({ workOrderId, pence, reason, expectedVersion });

/** A paper that was filed: where, and of which day it is. */
export const paperInput = z.object({ workOrderId, reference: text(200), on: calendarDate, expectedVersion });

export const sanitisationInput = z
  .object({
    workOrderId,
    sanitisedOn: calendarDate.nullish(),
    certificateReference: text(200).nullish(),
    heldUntil: calendarDate.nullish(),
    expectedVersion,
  })
  .refine(
    ({ sanitisedOn, certificateReference, heldUntil }) => sanitisedOn ?? certificateReference ?? heldUntil,
    {
      path: ['sanitisedOn'],
      error: 'expected at least one of sanitisedOn, certificateReference and heldUntil',
    },
  );

export const tickInput = z
  .object({
    workOrderId,
    serial: text(120).nullish(),
    mac: deviceRecord.shape.mac,
    seen: externalId.nullish(),
  })
  .refine(({ serial, mac, seen }) => (serial ?? mac ?? seen) && !((serial ?? mac) && seen), {
    path: ['serial'],
    error:
      'expected the serial number or the MAC address, or both; or, of a device without them, its id as `seen`',
  });

const replaces = externalId;

export const replacementInput = z.object({
  workOrderId,
  replaces,
  externalId,
  kind: deviceRecord.shape.kind.nullish(),
  manufacturer: text(120),
  model: text(120).nullish(),
  serial: text(120),
  mac: deviceRecord.shape.mac,
  network: deviceRecord.shape.network,
});

export const unreplacedInput = z.object({ workOrderId, replaces, reason });

export const workOrderFilter = z.strictObject({
  planId: rowId.nullish(),
  siteId: rowId.nullish(),
  crewId: rowId.nullish(),
  status: z.enum(WORK_STATUSES).nullish(),
  from: calendarDate.nullish(),
  to: calendarDate.nullish(),
});

export const crewInstallerInput = z.object({
  subject: z.string().min(1, 'expected a subject').max(255, 'expected at most 255 characters'),
  crew: externalId,
});

const FOLLOWED = ['planId', 'organisationId', 'siteId'] as const;

/** The one thing whose works are followed. */
export const followedWorks = z
  .strictObject({ planId: rowId.nullish(), organisationId: rowId.nullish(), siteId: rowId.nullish() })
  .transform((given, context) => {
    const [first, ...others] = FOLLOWED.flatMap((way) => {
      const id = given[way];
      return typeof id === 'number' ? [{ way, id }] : [];
    });
    if (first && others.length === 0) return first;
    context.addIssue({ code: 'custom', path: ['planId'], message: `expected one of ${FOLLOWED.join(', ')}` });
    return z.NEVER;
  });
