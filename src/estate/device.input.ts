import { z } from 'zod';
import { calendarDate, externalId, text } from '../platform/input-schemas.js';
import { DEVICE_KINDS, DEVICE_STATUSES, MOUNTS, NETWORK_ATTACHMENTS } from './estate.types.js';
import { readMac } from './mac-address.js';

const mac = z.string().transform((writing, context) => {
  const read = readMac(writing);
  if (read !== undefined) return read;
  context.addIssue({ code: 'custom', message: 'expected a MAC address such as 00:BC:99:01:02:0F' });
  return z.NEVER;
});

/**
 * What a register or a user says of a device, apart from where it is. A field that is left out stays as it is,
 * or takes its default on a new device; null is the default, said aloud.
 */
export const deviceRecord = z.object({
  externalId,
  kind: z.enum(DEVICE_KINDS),
  manufacturer: text(120).nullish(),
  model: text(120).nullish(),
  serial: text(120).nullish(),
  mac: mac.nullish(),
  /** The external id of the recorder that it hangs on. */
  recorder: externalId.nullish(),
  network: z.enum(NETWORK_ATTACHMENTS).nullish(),
  installedOn: calendarDate.nullish(),
  scheduledUpgradeOn: calendarDate.nullish(),
  retentionDays: z.int().min(0, 'expected 0 to 36500 days').max(36_500, 'expected 0 to 36500 days').nullish(),
  mount: z.enum(MOUNTS).nullish(),
  status: z.enum(DEVICE_STATUSES).nullish(),
  surveyedOn: calendarDate.nullish(),
});

/** A device with the row id of its site. */
export interface DeviceRecord extends z.output<typeof deviceRecord> {
  siteId: number;
  /** True: the kind is a guess, and a known model or the device's row knows better. */
  isKindGuessed?: boolean;
}

/** A device as a user saves it: whole, so that what is left out is the default. */
export const deviceInput = deviceRecord
  .extend({ site: externalId, expectedVersion: z.int().nullish() })
  .transform((device) => ({
    ...device,
    manufacturer: device.manufacturer ?? null,
    model: device.model ?? null,
    serial: device.serial ?? null,
    mac: device.mac ?? null,
    recorder: device.recorder ?? null,
    network: device.network ?? null,
    installedOn: device.installedOn ?? null,
    scheduledUpgradeOn: device.scheduledUpgradeOn ?? null,
    retentionDays: device.retentionDays ?? null,
    mount: device.mount ?? null,
    status: device.status ?? null,
    surveyedOn: device.surveyedOn ?? null,
  }));
