import { MAKES, MIXED_CAMERAS, STAND_ALONE } from './makes.js';

/**
 * @typedef {import('./makes.js').Make} Make
 * @typedef {import('./sites.js').SampleSite} SampleSite
 * @typedef {import('./random.js').Draws} Draws
 * @typedef {Record<string, string | number | undefined>} DeviceRow
 */

export const DEVICE_COLUMNS = [
  'device_id',
  'site_id',
  'kind',
  'manufacturer',
  'model',
  'serial',
  'mac',
  'recorder_id',
  'network',
  'installed_on',
  'scheduled_upgrade_on',
  'retention_days',
  'mount',
  'status',
  'surveyed_on',
];

const NETWORKS = /** @type {const} */ ([
  ['CORE', 30],
  ['ISOLATED', 42],
  ['STANDALONE', 8],
  ['INTERNET', 6],
  ['UNKNOWN', 14],
]);
const MOUNTS = /** @type {const} */ ([
  ['INDOOR', 55],
  ['OUTDOOR', 33],
  ['HEIGHT', 12],
]);
const PAIRS_OF_SERIALS = 6;
const SPOILT_SERIALS = 4;

/**
 * The devices of all sites, in the order of the sites.
 *
 * @param {readonly SampleSite[]} sites
 * @param {Draws} draws
 * @returns {DeviceRow[]}
 */
export function sampleDevices(sites, draws) {
  const devices = sites.flatMap((site) => devicesOf(site, draws));
  spoilSerials(devices, draws);
  return devices;
}

/** @param {SampleSite} site @param {Draws} draws @returns {DeviceRow[]} */
function devicesOf(site, draws) {
  /** @type {DeviceRow[]} */
  const devices = [];
  const nextId = () => `${site.id}-${String(devices.length + 1).padStart(3, '0')}`;
  for (const system of site.systems.split(' ')) {
    const letter = system.charAt(0);
    const count = Number(system.slice(1));
    const alone = STAND_ALONE[letter];
    const network = draws.pickWeighted(NETWORKS);
    if (alone) {
      for (let index = 0; index < count; index += 1)
        devices.push(
          device(site, alone, alone.kind, {
            id: nextId(),
            model: draws.pick(alone.cameras),
            year: draws.whole(...alone.years),
            network,
            draws,
          }),
        );
      continue;
    }
    const make = letter === 'M' ? MAKES.N : MAKES[letter];
    if (!make) throw new RangeError(`no make "${letter}" at ${site.id}`);
    const year = draws.whole(...make.years);
    const recorder = device(site, make, 'RECORDER', {
      id: nextId(),
      model: recorderFor(make, count),
      year,
      network,
      draws,
    });
    devices.push(recorder);
    // Behind a recorder that feeds its cameras, no camera shows its address.
    const showsAddresses = draws.chance(0.6);
    for (let index = 0; index < count; index += 1) {
      const ofCamera = letter === 'M' ? draws.pick(MIXED_CAMERAS) : make;
      devices.push(
        device(site, ofCamera, 'CAMERA', {
          id: nextId(),
          model: draws.pick(ofCamera.cameras),
          year: Math.max(year, ofCamera.years[0]),
          network,
          draws,
          recorderId: String(recorder.device_id),
          showsAddress: showsAddresses,
        }),
      );
    }
  }
  return devices;
}

/**
 * @param {SampleSite} site
 * @param {Make} make
 * @param {string} kind
 * @param {{ id: string, model: string, year: number, network: string, draws: Draws, recorderId?: string, showsAddress?: boolean }} more
 * @returns {DeviceRow}
 */
function device(site, make, kind, { id, model, year, network, draws, recorderId, showsAddress = true }) {
  const isMounted = kind !== 'RECORDER' && kind !== 'DRONE' && kind !== 'BODY_WORN';
  return {
    device_id: id,
    site_id: site.id,
    kind,
    manufacturer: draws.pickWeighted(make.labels),
    model: draws.chance(make.modelShare ?? 0.93) ? respelt(model, draws) : undefined,
    serial: draws.chance(0.93)
      ? `${draws.pick(['C', 'D', 'F', 'K'])}${draws.whole(10 ** 8, 10 ** 9 - 1)}`
      : undefined,
    mac: showsAddress && draws.chance(make.macShare ?? 0.7) ? macAddress(make, draws) : undefined,
    recorder_id: recorderId,
    network: draws.chance(0.05) ? 'UNKNOWN' : network,
    installed_on: draws.chance(0.88) ? draws.day(year, draws.chance(0.15) ? make.years[1] : year) : undefined,
    scheduled_upgrade_on: site.upgradeOn ?? (draws.chance(0.01) ? draws.day(2028, 2029) : undefined),
    retention_days: kind === 'RECORDER' ? draws.pick([14, 30, 31, 31, 31]) : undefined,
    mount: isMounted ? draws.pickWeighted(MOUNTS) : undefined,
    status: draws.chance(0.03) ? 'DECOMMISSIONED_PRESENT' : 'IN_USE',
    surveyed_on: draws.chance(0.25) ? draws.day(2025, 2026) : undefined,
  };
}

/** The smallest recorder of a make that takes so many cameras. @param {Make} make @param {number} cameras */
function recorderFor(make, cameras) {
  const fitting = make.recorders.find(([, channels]) => channels >= cameras);
  if (!fitting) throw new RangeError(`no recorder for ${cameras} cameras`);
  return fitting[0];
}

/** People type models from a label on a ceiling. @param {string} model @param {Draws} draws */
function respelt(model, draws) {
  if (draws.chance(0.88)) return model;
  return draws.pick([model.toLowerCase(), model.replaceAll('-', ' '), model.replaceAll('-', '')]);
}

/** @param {Make} make @param {Draws} draws */
function macAddress(make, draws) {
  if (make.blocks.length === 0) return undefined;
  const digits = `${draws.pick(make.blocks)}${draws.hex(6)}`;
  const pairs = digits.match(/../g) ?? [];
  return draws.pick([digits, pairs.join(':'), pairs.join(':').toLowerCase(), pairs.join('-')]);
}

/** Gives some devices the serial number of another, and some what a spreadsheet makes of a long number. */
function spoilSerials(/** @type {DeviceRow[]} */ devices, /** @type {Draws} */ draws) {
  for (let pair = 0; pair < PAIRS_OF_SERIALS; pair += 1)
    draws.pick(devices).serial = draws.pick(devices.filter(({ serial }) => serial)).serial;
  for (let spoilt = 0; spoilt < SPOILT_SERIALS; spoilt += 1) draws.pick(devices).serial = '1.23457E+11';
}

/**
 * Rows that an import has to refuse, each for a reason of its own.
 *
 * @param {readonly DeviceRow[]} devices
 * @returns {DeviceRow[]}
 */
export function refusedDevices(devices) {
  const recorder = devices.find(({ site_id: site, kind }) => site === 'CTW-01' && kind === 'RECORDER');
  const camera = { kind: 'CAMERA', manufacturer: 'Hikvision', model: 'DS-2CD2043G2-I', network: 'CORE' };
  return [
    { ...camera, device_id: 'DRC-99-001', site_id: 'DRC-99' },
    { ...camera, device_id: 'CTW-03-901', site_id: 'CTW-03', installed_on: '2021-02-30' },
    { ...camera, device_id: 'GLP-04-901', site_id: 'GLP-04', mac: '44:19:B6:0G:12:34' },
    { ...camera, device_id: 'AVH-02-901', site_id: 'AVH-02', recorder_id: String(recorder?.device_id) },
  ];
}
