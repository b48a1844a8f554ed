/** The device export of NetBox: everything on a body's network, of which some is surveillance equipment. */
import { registeredDevice, type RegisteredDevice } from './canonical-devices.js';
import type { FormatColumns } from './header.js';
import { checkRow, type RegisterRow } from './register-row.js';
import type { RowReader } from './row-reader.js';
import { tellKind } from './surveillance-words.js';

export const NETBOX: FormatColumns = {
  format: 'NETBOX',
  columns: {
    role: { names: ['role', 'device role'], isRequired: true },
    manufacturer: { names: ['manufacturer'], isRequired: true },
    model: { names: ['device type', 'type'], isRequired: true },
    site: { names: ['site'], isRequired: true },
    // A name is the register's own only while nobody renames the device; the tag is on its case.
    externalId: { names: ['asset tag', 'name'], isRequired: true },
    name: { names: ['name', 'description'] },
    serial: { names: ['serial', 'serial number'] },
    status: { names: ['status'] },
    // It stands with the interfaces in NetBox: exports have it in a field of their own.
    mac: { names: [/\bmac( address)?\b/] },
    installedOn: { names: [/^(cf )?(installed on|installed|install date|installation date)$/] },
  },
};

/** Not at its site yet. */
const TO_COME = new Set(['planned']);
const OUT_OF_USE = new Set(['decommissioning', 'inventory']);

export function readNetboxDevice(reader: RowReader): RegisterRow<RegisteredDevice> {
  const told = tellKind({
    category: reader.text('role') ?? null,
    names: [reader.text('name') ?? null, reader.text('model') ?? null],
  });
  const status = (reader.text('status') ?? '').toLowerCase();
  if (!told || TO_COME.has(status)) return { kind: 'skipped' };
  return checkRow(reader, registeredDevice, {
    externalId: reader.required('externalId'),
    site: reader.required('site'),
    kind: told.kind,
    isKindGuessed: told.isGuessed,
    manufacturer: reader.text('manufacturer'),
    model: reader.text('model'),
    serial: reader.text('serial'),
    mac: reader.text('mac'),
    status: status === '' ? undefined : OUT_OF_USE.has(status) ? 'DECOMMISSIONED_PRESENT' : 'IN_USE',
    installedOn: reader.date('installedOn', 'iso or dd/mm/yyyy'),
  });
}
