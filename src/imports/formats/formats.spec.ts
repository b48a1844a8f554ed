import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FORMATS, readDeviceRow, readSiteRow } from './formats.js';
import { describeUnknownHeader, recogniseHeader, type Header } from './header.js';

const headerOf = (text: string): Header => {
  const header = recogniseHeader(text.split(','), FORMATS);
  if (!header) throw new Error(`no register has the header ${text}`);
  return header;
};
const readDevice = (header: string, row: string) =>
  readDeviceRow(headerOf(header), { line: 2, cells: row.split(','), fault: null });
const readSite = (header: string, row: string) =>
  readSiteRow(headerOf(header), { line: 2, cells: row.split(','), fault: null });

const SITE = 'site_id,organisation,name,nation,region,sensitive';
const DEVICE = 'device_id,site_id,kind';

describe('the format of a register', () => {
  it.each([
    ['device_id,site_id,kind', 'CANONICAL_DEVICES'],
    [' KIND , Site-ID ,DEVICE ID', 'CANONICAL_DEVICES'],
    [SITE, 'CANONICAL_SITES'],
    ['name,role,manufacturer,device_type,status,site', 'NETBOX'],
    ['name,device_role,tenant,manufacturer,device_type,serial,asset_tag,status,site', 'NETBOX'],
    ['Name,Status,Tenant,Site,Role,Manufacturer,Type,IP Address', 'NETBOX'],
    ['Asset Tag,Serial,Model,Model No.,Category,Location', 'SNIPE_IT'],
    ['asset_tag,name,category,rtd_location', 'SNIPE_IT'],
    [' Asset TAG ID, DESCRIPTION, PURCHASE DATE, BRAND, MODEL, SERIAL NO., CATEGORY, LOCATION', 'SNIPE_IT'],
  ])('is told of %s', (header, format) => {
    expect(headerOf(header).format).toBe(format);
  });

  it('does not depend on the order of the columns', () => {
    const names = [...SITE.split(','), 'postcode', 'closures', 'something else'];
    fc.assert(
      fc.property(fc.shuffledSubarray(names, { minLength: names.length }), (shuffled) => {
        const header = recogniseHeader(shuffled, FORMATS);
        expect(header?.format).toBe('CANONICAL_SITES');
        expect(header?.ignored).toEqual(['something else']);
      }),
    );
  });

  it('is asked for by the columns that are missing', () => {
    expect(describeUnknownHeader(['site_id', 'name', 'region'], FORMATS)).toBe(
      'The header is nearest to CANONICAL_SITES, of which it lacks: organisation, nation, sensitive.',
    );
  });
});

describe('a row', () => {
  it('leaves a field open whose column is missing, and empties one whose cell is', () => {
    const row = readDevice(`${DEVICE},model`, 'D-1,S-1,camera,');
    expect(row).toMatchObject({ kind: 'record', record: { model: null, kind: 'CAMERA', site: 'S-1' } });
    expect(row).not.toHaveProperty('record.serial', null);
  });

  it.each([
    ['body worn', 'BODY_WORN'],
    ['Access-Reader', 'ACCESS_READER'],
    ['ANPR camera', 'ANPR_CAMERA'],
  ])('takes %s for the kind %s', (cell, kind) => {
    expect(readDevice(DEVICE, `D-1,S-1,${cell}`)).toMatchObject({ record: { kind } });
  });

  it.each([
    ['yes', true],
    ['Y', true],
    ['FALSE', false],
    ['0', false],
  ])('takes %s for %s', (cell, sensitive) => {
    expect(readSite(`${SITE},sensitivity_grounds`, `S,D,N,ENG,R,${cell},SOCPA_SITE`)).toMatchObject({
      record: { sensitive },
    });
  });

  it('names every cell that is wrong by its own column, once', () => {
    expect(readSite(`${SITE},Latitude,Lease End,owner`, ',D,,XXX,R,?,91,1/2/2027,nobody')).toEqual({
      kind: 'rejected',
      externalId: null,
      faults: [
        { column: 'sensitive', reason: 'expected yes or no, but got "?"' },
        { column: 'site_id', reason: 'is empty' },
        { column: 'name', reason: 'is empty' },
        { column: 'Lease End', reason: 'expected a date YYYY-MM-DD, but got "1/2/2027"' },
        { column: 'nation', reason: expect.any(String) },
        { column: 'Latitude', reason: 'expected -90 to 90 degrees' },
        { column: 'owner', reason: expect.any(String) },
      ],
    });
  });

  it('takes empty cells that are too many, and no others', () => {
    expect(readDevice(DEVICE, 'D-1,S-1,camera,,')).toMatchObject({ kind: 'record' });
    expect(readDevice(DEVICE, 'D-1,S-1,camera,,x')).toMatchObject({ kind: 'rejected' });
    expect(readDevice(DEVICE, 'D-1,S-1')).toMatchObject({ kind: 'rejected' });
  });

  it('is a record or rejected with a reason, whatever its cells hold', () => {
    const columns = `${DEVICE},mac,recorder_id,installed_on,retention_days,network`;
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      fc.constantFrom('camera', '2024-02-29', '2023-02-29', '00:bc:99:00:00:01', '-1', '1e9', '', ' '),
    );
    const cells = fc.array(cell, { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(cells, (row) => {
        const result = readDeviceRow(headerOf(columns), { line: 2, cells: row, fault: null });
        if (result.kind === 'skipped') throw new Error('the own register holds devices only');
        if (result.kind === 'rejected') expect(result.faults).not.toEqual([]);
        else expect(result.record.externalId).toBe(result.externalId);
      }),
      { numRuns: 500 },
    );
  });
});

describe('an asset export', () => {
  const SNIPE =
    'Asset Tag,Item Name,Category,Model Name,Model No.,Location,Status,Purchase Date,_snipeit_mac_address_3';

  it.each([
    ['CCTV Camera', '', 'CAMERA', false],
    ['Cameras - PTZ', '', 'CAMERA', false],
    ['ANPR cameras', '', 'ANPR_CAMERA', false],
    ['Network Video Recorder', '', 'RECORDER', false],
    ['Body-Worn Video', '', 'BODY_WORN', false],
    ['Access Control', '', 'ACCESS_READER', false],
    ['Video intercom', '', 'INTERCOM', false],
    ['CCTV', 'NVR server room', 'RECORDER', true],
    ['Surveillance', 'Front gate', 'CAMERA', true],
    ['', 'CCTV front gate', 'CAMERA', true],
  ])('takes the category %j with the name %j for %s', (category, name, kind, isKindGuessed) => {
    expect(readDevice(SNIPE, `A,${name},${category},,,HQ,,,`)).toMatchObject({
      record: { kind, isKindGuessed },
    });
  });

  it.each(['Laptop', 'Webcam', 'Digital cameras', 'Document camera', 'Video conferencing', 'Printer', ''])(
    'skips the category %j, however wrong the rest of the row is',
    (category) => {
      expect(readDevice(SNIPE, `,Desk,${category},,,,,never,no mac`)).toEqual({ kind: 'skipped' });
    },
  );

  it('prefers the number of a model to its name, and reads dates as people write them', () => {
    expect(readDevice(SNIPE, 'A,,CCTV camera,Dome,DS-2CD,HQ,,04/05/2021,00-bc-99-00-00-01')).toMatchObject({
      record: { model: 'DS-2CD', installedOn: '2021-05-04', mac: '00BC99000001' },
    });
    expect(readDevice(SNIPE, 'A,,CCTV camera,Dome,,HQ,,2021-05-04 00:00:00,')).toMatchObject({
      record: { model: 'Dome', installedOn: '2021-05-04', mac: null },
    });
    expect(readDevice(SNIPE, 'A,,CCTV camera,,,HQ,,31/04/2021,')).toMatchObject({
      faults: [{ column: 'Purchase Date', reason: expect.stringContaining('YYYY-MM-DD') }],
    });
  });

  it.each([
    ['Deployed', { record: { status: 'IN_USE' } }],
    ['Decommissioned', { record: { status: 'DECOMMISSIONED_PRESENT' } }],
    ['Archived', { kind: 'skipped' }],
    ['Lost/Stolen', { kind: 'skipped' }],
  ])('takes the status %s for what it says', (status, row) => {
    expect(readDevice(SNIPE, `A,,CCTV camera,,,HQ,${status},,`)).toMatchObject(row);
  });
});

describe('a network export', () => {
  const NETBOX = 'name,role,manufacturer,device_type,asset_tag,status,site';

  it('knows a device by its tag, or else by its name', () => {
    expect(readDevice(NETBOX, 'cam,Camera,Axis,P3245,T-1,active,HQ')).toMatchObject({ externalId: 'T-1' });
    expect(readDevice(NETBOX, 'cam,Camera,Axis,P3245,,active,HQ')).toMatchObject({ externalId: 'cam' });
    expect(readDevice(NETBOX, ',Camera,Axis,P3245,,active,HQ')).toMatchObject({ kind: 'rejected' });
  });

  it('skips what is planned and what is no surveillance equipment', () => {
    expect(readDevice(NETBOX, 'cam,Camera,Axis,P3245,,planned,HQ')).toEqual({ kind: 'skipped' });
    expect(readDevice(NETBOX, 'sw,Core switch,Cisco,C9200,,active,HQ')).toEqual({ kind: 'skipped' });
  });
});
