/** The asset export of Snipe-IT: every asset of a body, of which some are surveillance equipment. */
import type { FormatColumns } from './header.js';
import { registeredDevice, type RegisteredDevice } from './canonical-devices.js';
import { checkRow, type RegisterRow } from './register-row.js';
import type { RowReader } from './row-reader.js';
import { tellKind } from './surveillance-words.js';

export const SNIPE_IT: FormatColumns = {
  format: 'SNIPE_IT',
  columns: {
    externalId: { names: ['asset tag', 'asset tag id'], isRequired: true },
    category: { names: ['category'], isRequired: true },
    site: {
      names: ['location', 'checkout location', 'assigned location', 'default location', 'rtd location'],
      isRequired: true,
    },
    name: { names: ['item name', 'asset name', 'name', 'description'] },
    manufacturer: { names: ['manufacturer', 'brand'] },
    // The number is the maker's, the name is whatever somebody called it.
    model: { names: ['model no', 'model number', 'model', 'model name'] },
    modelName: { names: ['model name', 'model'] },
    serial: { names: ['serial', 'serial number', 'serial no'] },
    status: { names: ['status', 'status label'] },
    // Snipe-IT has no field for it: every body adds its own.
    mac: { names: [/\bmac( address)?\b/] },
    // The purchase is the nearest that most registers have to the day of installation.
    installedOn: {
      names: ['installed on', 'installed', 'install date', 'installation date', 'purchase date', 'purchased'],
    },
  },
};

/** Assets of these are not at any site any longer. */
const GONE = /\b(archived|disposed|disposal|lost|stolen|sold|scrapped|destroyed|recycled)\b/;
const OUT_OF_USE = /\b(decommissioned|retired|out of service|undeployable|not in use|unused)\b/;

export function readSnipeItAsset(reader: RowReader): RegisterRow<RegisteredDevice> {
  const told = tellKind({
    category: reader.text('category') ?? null,
    names: [reader.text('name') ?? null, reader.text('modelName') ?? null, reader.text('model') ?? null],
  });
  const status = (reader.text('status') ?? '').toLowerCase();
  if (!told || GONE.test(status)) return { kind: 'skipped' };
  return checkRow(reader, registeredDevice, {
    externalId: reader.required('externalId'),
    site: reader.required('site'),
    kind: told.kind,
    isKindGuessed: told.isGuessed,
    manufacturer: reader.text('manufacturer'),
    model: reader.text('model'),
    serial: reader.text('serial'),
    mac: reader.text('mac'),
    status: status === '' ? undefined : OUT_OF_USE.test(status) ? 'DECOMMISSIONED_PRESENT' : 'IN_USE',
    installedOn: reader.date('installedOn', 'iso or dd/mm/yyyy'),
  });
}
