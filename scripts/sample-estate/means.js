/** Who installs, who delivers and who pays in the sample programme. All of it is made up but the names of products. */

export const ORGANISATIONS = [
  { externalId: 'DRC', name: 'Department for Rivers and Coasts', kind: 'CENTRAL_DEPARTMENT', nation: 'ENG' },
  { externalId: 'OWT', name: 'Office of Weights and Tides', kind: 'ARMS_LENGTH_BODY', nation: 'ENG' },
  { externalId: 'NID', name: 'Northern Isles Directorate', kind: 'DEVOLVED_ADMINISTRATION', nation: 'SCT' },
  { externalId: 'CTW', name: 'Cwm Tawel County Council', kind: 'LOCAL_AUTHORITY', nation: 'WLS' },
  { externalId: 'GLP', name: 'Glenarra Police', kind: 'POLICE', nation: 'NIR' },
  { externalId: 'AVH', name: 'Ambervale Hospitals', kind: 'HEALTH', nation: 'ENG' },
];

/**
 * Units a month over the horizon.
 *
 * @param {number} units
 * @param {string} from first month that has any
 * @param {string} to
 */
function monthly(units, from, to) {
  const supply = [];
  for (let month = from; month <= to; month = monthAfter(month)) supply.push({ month, units });
  return supply;
}

/** @param {string} month */
function monthAfter(month) {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}

export const VENDORS = [
  { externalId: 'HARRIER', name: 'Harrier Security Supplies', supply: monthly(45, '2027-02', '2030-03') },
  { externalId: 'NORTHGATE', name: 'Northgate Vision' },
  { externalId: 'BEACON', name: 'Beacon and Lowe Systems' },
  {
    externalId: 'SKYLINE',
    name: 'Skyline Unmanned',
    supply: [
      { month: '2027-06', units: 3 },
      { month: '2028-06', units: 3 },
    ],
  },
];

/** @type {[id: string, vendor: string, name: string, replaces: string[], pounds: number, minutes: number, leadDays: number][]} */
const PRODUCTS = [
  ['HAN-DOME', 'HARRIER', 'Hanwha QNV-6082R1 dome camera', ['CAMERA'], 285, 110, 42],
  ['HAN-NVR', 'HARRIER', 'Hanwha XRN-1610S recorder, 16 channels', ['RECORDER'], 1850, 240, 42],
  ['AXI-DOME', 'NORTHGATE', 'Axis P3245-LVE dome camera', ['CAMERA'], 545, 100, 28],
  ['AXI-MINI', 'NORTHGATE', 'Axis M3065-V mini dome, from stock', ['CAMERA'], 610, 100, 10],
  ['AXI-NVR', 'NORTHGATE', 'Axis S3008 recorder with switch', ['RECORDER'], 2400, 210, 28],
  ['AXI-ANPR', 'NORTHGATE', 'Axis number plate camera', ['ANPR_CAMERA'], 2650, 240, 70],
  ['AXI-DOOR', 'NORTHGATE', 'Axis reader and door station', ['ACCESS_READER', 'INTERCOM'], 640, 120, 35],
  ['AXI-ENC', 'NORTHGATE', 'Axis M7104 encoder', ['ENCODER'], 520, 90, 28],
  ['BOS-SYS', 'BEACON', 'i-PRO WV-S2136L dome camera', ['CAMERA'], 420, 105, 60],
  ['BOS-NVR', 'BEACON', 'Recording server, 32 channels', ['RECORDER'], 3900, 300, 60],
  ['BOS-MULTI', 'BEACON', 'VIVOTEK number plate camera', ['ANPR_CAMERA'], 1980, 260, 90],
  ['BOS-DOOR', 'BEACON', 'Reader with keypad', ['ACCESS_READER', 'INTERCOM'], 410, 110, 45],
  ['SKY-X', 'SKYLINE', 'Skydio drone with thermal camera', ['DRONE'], 11800, 60, 120],
];

export const PRODUCT_ROWS = PRODUCTS.map(
  ([externalId, vendor, name, replaces, pounds, fittingMinutes, leadDays]) => ({
    externalId,
    vendor,
    name,
    replaces,
    pricePence: pounds * 100,
    fittingMinutes,
    leadDays,
  }),
);

export const CREWS = [
  {
    externalId: 'CREW-LON',
    name: 'Thames crew',
    nation: 'ENG',
    regions: ['London', 'South East'],
    clearance: 'DV',
    minutesPerDay: 420,
    dayRatePence: 115000,
    leave: [
      { from: '2027-08-16', to: '2027-08-27' },
      { from: '2028-08-14', to: '2028-08-25' },
      { from: '2029-08-13', to: '2029-08-24' },
    ],
  },
  {
    externalId: 'CREW-MID',
    name: 'Midlands crew',
    nation: 'ENG',
    regions: ['Midlands', 'North West', 'South East'],
    clearance: 'SC',
    minutesPerDay: 450,
    dayRatePence: 88000,
    leave: [
      { from: '2027-07-26', to: '2027-08-06' },
      { from: '2028-07-24', to: '2028-08-04' },
    ],
  },
  {
    externalId: 'CREW-NW',
    name: 'North West crew',
    nation: 'ENG',
    regions: ['North West', 'Midlands'],
    clearance: 'CTC',
    minutesPerDay: 450,
    dayRatePence: 82000,
    from: '2027-04-05',
    leave: [{ from: '2028-02-14', to: '2028-02-18' }],
  },
  {
    externalId: 'CREW-WLS',
    name: 'Criw Cymru',
    nation: 'WLS',
    regions: ['Wales', 'Midlands'],
    clearance: 'CTC',
    minutesPerDay: 450,
    dayRatePence: 79000,
    leave: [{ from: '2028-07-31', to: '2028-08-11' }],
  },
  {
    externalId: 'CREW-SCT',
    name: 'Forth crew',
    nation: 'SCT',
    regions: ['Central Scotland'],
    clearance: 'SC',
    minutesPerDay: 450,
    dayRatePence: 84000,
    leave: [{ from: '2027-07-05', to: '2027-07-16' }],
  },
  {
    externalId: 'CREW-ISL',
    name: 'Isles crew',
    nation: 'SCT',
    regions: ['Highlands and Islands'],
    clearance: 'NONE',
    minutesPerDay: 390,
    dayRatePence: 91000,
    to: '2029-09-28',
  },
  {
    externalId: 'CREW-NIR',
    name: 'Lough crew',
    nation: 'NIR',
    regions: ['Northern Ireland'],
    clearance: 'SC',
    minutesPerDay: 450,
    dayRatePence: 80000,
    leave: [{ from: '2027-07-12', to: '2027-07-23' }],
  },
];

/** Thousands of pounds by body and fiscal year. */
const BUDGETS = {
  DRC: { 2026: 40, 2027: 190, 2028: 60, 2029: 45 },
  OWT: { 2026: 15, 2027: 70, 2028: 40, 2029: 30 },
  NID: { 2026: 10, 2027: 60, 2028: 55, 2029: 40 },
  CTW: { 2027: 35, 2028: 85, 2029: 85 },
  GLP: { 2026: 10, 2027: 55, 2028: 60, 2029: 140 },
  AVH: { 2027: 25, 2028: 90, 2029: 70 },
};

export const BUDGET_ROWS = Object.entries(BUDGETS).flatMap(([organisation, years]) =>
  Object.entries(years).map(([year, thousands]) => ({
    externalId: `${organisation}-${year}`,
    organisation,
    fiscalYear: Number(year),
    pence: thousands * 100_000,
  })),
);

export const PLANNING = {
  start: '2027-01-04',
  end: '2030-03-31',
  rule: 'STRICT_PHASES',
  penceForRiskDay: 150,
};
