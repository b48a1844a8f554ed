/** What a change of a device amounts to, apart from what it hangs on. */
import type { Device } from './device.entity.js';
import type { DeviceRecord } from './device.input.js';
import type { DeviceKind } from './estate.types.js';
import type { DeviceDetail } from './sealed-details.js';
import { orElse } from './writing.js';

/** A device's own fields: what its row holds but its ids, its version and its recorder. */
export type DeviceFields = Pick<
  Device,
  | 'siteId'
  | 'kind'
  | 'manufacturer'
  | 'model'
  | 'installedOn'
  | 'scheduledUpgradeOn'
  | 'retentionDays'
  | 'mount'
  | 'status'
  | 'surveyedOn'
> &
  DeviceDetail;

/** The kinds on which other devices may hang: what takes the pictures of several cameras. */
const RECORDING_KINDS: readonly DeviceKind[] = ['RECORDER', 'ENCODER'];

export function isRecording(kind: DeviceKind): boolean {
  return RECORDING_KINDS.includes(kind);
}

/**
 * The fields after a record is taken: what it leaves out stays as it is.
 *
 * @param knownKind the kind of the known model that the record's words were matched to
 */
export function mergeDevice(
  record: DeviceRecord,
  present: DeviceFields | null,
  knownKind: DeviceKind | null,
): DeviceFields {
  return {
    siteId: record.siteId,
    kind: record.isKindGuessed ? (knownKind ?? present?.kind ?? record.kind) : record.kind,
    manufacturer: orElse(record.manufacturer, present?.manufacturer, null),
    model: orElse(record.model, present?.model, null),
    serial: orElse(record.serial, present?.serial, null),
    mac: orElse(record.mac, present?.mac, null),
    network: orElse(record.network, present?.network, 'UNKNOWN'),
    installedOn: orElse(record.installedOn, present?.installedOn, null),
    scheduledUpgradeOn: orElse(record.scheduledUpgradeOn, present?.scheduledUpgradeOn, null),
    retentionDays: orElse(record.retentionDays, present?.retentionDays, null),
    mount: orElse(record.mount, present?.mount, null),
    status: orElse(record.status, present?.status, 'IN_USE'),
    surveyedOn: orElse(record.surveyedOn, present?.surveyedOn, null),
  };
}

/** What a record says whose writer may not know the device: empty detail says nothing, because they saw it empty. */
export function saidBlindly(record: DeviceRecord): DeviceRecord {
  const { serial, mac, network } = record;
  return { ...record, serial: serial ?? undefined, mac: mac ?? undefined, network: network ?? undefined };
}

export function isSameDevice(one: DeviceFields, other: DeviceFields): boolean {
  return (Object.keys(one) as (keyof DeviceFields)[]).every((field) => one[field] === other[field]);
}
