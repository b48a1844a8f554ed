/** The project's own register of devices. */
import { z } from 'zod';
import { deviceRecord } from '../../estate/device.input.js';
import { text } from '../../platform/input-schemas.js';
import type { FormatColumns } from './header.js';
import { checkRow, type RegisterRow } from './register-row.js';
import { withholding, type RowReader } from './row-reader.js';

/** A device with what its register calls its site. */
export const registeredDevice = deviceRecord.extend({
  site: text(200),
  isKindGuessed: z.boolean().optional(),
});
export type RegisteredDevice = z.output<typeof registeredDevice>;

export const CANONICAL_DEVICES: FormatColumns = {
  format: 'CANONICAL_DEVICES',
  columns: {
    externalId: { names: ['device id'], isRequired: true },
    site: { names: ['site id'], isRequired: true },
    kind: { names: ['kind'], isRequired: true },
    manufacturer: { names: ['manufacturer'] },
    model: { names: ['model'] },
    serial: { names: ['serial'] },
    mac: { names: ['mac'] },
    recorder: { names: ['recorder id'] },
    network: { names: ['network'] },
    installedOn: { names: ['installed on'] },
    scheduledUpgradeOn: { names: ['scheduled upgrade on'] },
    retentionDays: { names: ['retention days'] },
    mount: { names: ['mount'] },
    status: { names: ['status'] },
    surveyedOn: { names: ['surveyed on'] },
    redacted: { names: ['redacted'] },
  },
};

export function readCanonicalDevice(reader: RowReader): RegisterRow<RegisteredDevice> {
  const kind = reader.code('kind');
  if (kind === null) reader.refuse('kind', 'is empty');
  const unlessWithheld = withholding(reader);
  return checkRow(reader, registeredDevice, {
    externalId: reader.required('externalId'),
    site: reader.required('site'),
    kind,
    manufacturer: reader.text('manufacturer'),
    model: reader.text('model'),
    serial: unlessWithheld('serial', () => reader.text('serial')),
    mac: unlessWithheld('mac', () => reader.text('mac')),
    recorder: reader.text('recorder'),
    network: unlessWithheld('network', () => reader.code('network')),
    installedOn: reader.date('installedOn', 'iso'),
    scheduledUpgradeOn: reader.date('scheduledUpgradeOn', 'iso'),
    retentionDays: reader.number('retentionDays'),
    mount: reader.code('mount'),
    status: reader.code('status'),
    surveyedOn: reader.date('surveyedOn', 'iso'),
  });
}
