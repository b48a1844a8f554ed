/** The registers that are known, the more particular ones first: an asset tag alone could be of either export. */
import type { SiteRecord } from '../../estate/site.input.js';
import type { CsvRecord } from '../csv/records.js';
import { CANONICAL_DEVICES, readCanonicalDevice, type RegisteredDevice } from './canonical-devices.js';
import { CANONICAL_SITES, readCanonicalSite } from './canonical-sites.js';
import type { FormatColumns, Header } from './header.js';
import { NETBOX, readNetboxDevice } from './netbox.js';
import type { RegisterRow } from './register-row.js';
import { RowReader } from './row-reader.js';
import { readSnipeItAsset, SNIPE_IT } from './snipe-it.js';

export const FORMATS: readonly FormatColumns[] = [CANONICAL_DEVICES, CANONICAL_SITES, NETBOX, SNIPE_IT];

/** Reads a row of a register of sites. */
export function readSiteRow(header: Header, row: CsvRecord): RegisterRow<SiteRecord> {
  return readRow(header, row, readCanonicalSite);
}

/** Reads a row of a register of devices. */
export function readDeviceRow(header: Header, row: CsvRecord): RegisterRow<RegisteredDevice> {
  switch (header.format) {
    case 'CANONICAL_DEVICES':
      return readRow(header, row, readCanonicalDevice);
    case 'SNIPE_IT':
      return readRow(header, row, readSnipeItAsset);
    case 'NETBOX':
      return readRow(header, row, readNetboxDevice);
    case 'CANONICAL_SITES':
      throw new Error('a register of sites was read as one of devices');
  }
}

function readRow<Record>(
  header: Header,
  { cells, fault }: CsvRecord,
  read: (reader: RowReader) => RegisterRow<Record>,
): RegisterRow<Record> {
  const wanted = header.names.length;
  if (fault !== null) return { kind: 'rejected', externalId: null, faults: [{ column: '', reason: fault }] };
  // Spreadsheets leave empty cells at the end of some rows away, and add them to others.
  const spare = cells.slice(wanted);
  if (cells.length < wanted || spare.some((cell) => cell.trim() !== '')) {
    const reason = `expected ${wanted} cells, but got ${cells.length}`;
    return { kind: 'rejected', externalId: null, faults: [{ column: '', reason }] };
  }
  return read(new RowReader(header, cells));
}
