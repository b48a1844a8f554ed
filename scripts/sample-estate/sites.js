/**
 * The sites of the sample estate. Bodies and places are made up.
 *
 * `systems` says what hangs at a site: a letter for the make of a recorder and the number of its cameras, small
 * letters for devices that hang on nothing (see fleets.js).
 */

/**
 * @typedef {object} SampleSite
 * @property {string} id
 * @property {string} organisation
 * @property {string} name
 * @property {string} nation
 * @property {string} region
 * @property {number} latitude
 * @property {number} longitude
 * @property {string} [grounds] `;` list: the site is sensitive
 * @property {string} [clearance]
 * @property {number} [maxCrews]
 * @property {string} [closures]
 * @property {string} [leaseEnd] the site belongs to a landlord
 * @property {string} [upgradeOn] a replacement of all its equipment that is scheduled already
 * @property {string} systems
 */

const YEARS = [2027, 2028, 2029];

/** Every year again, the days that an organisation keeps to itself. @param {string} from @param {string} to */
const everyYear = (from, to) => YEARS.map((year) => `${year}-${from}/${year}-${to}`).join(';');

/** Contractors are let in for four days at the beginning of each quarter only. */
const QUARTERLY_OPENING = [
  ...YEARS.flatMap((year) => [
    `${year}-01-01/${year}-01-10`,
    `${year}-01-15/${year}-04-04`,
    `${year}-04-09/${year}-07-04`,
    `${year}-07-09/${year}-10-03`,
    `${year}-10-08/${year}-12-31`,
  ]),
  '2030-01-01/2030-03-31',
].join(';');

/** @type {[organisation: string, nation: string, sites: [name: string, region: string, latitude: number, longitude: number, systems: string, more?: Partial<SampleSite>][]][]} */
const ESTATES = [
  [
    'DRC',
    'ENG',
    [
      [
        'Tidewater House',
        'London',
        51.501,
        -0.127,
        'H24 H16 D14 a6 i2',
        {
          grounds: 'SECRET_MATERIAL;DV_OFFICIALS;MINISTERIAL_USE',
          clearance: 'DV',
          maxCrews: 2,
          closures: everyYear('12-20', '12-31'),
        },
      ],
      [
        'Weir Street Annexe',
        'London',
        51.497,
        -0.131,
        'H16 H12 a4',
        { grounds: 'MINISTERIAL_USE', clearance: 'SC' },
      ],
      [
        'Lock Gate Court',
        'London',
        51.514,
        -0.098,
        'D16 N12 i1',
        { grounds: 'DV_OFFICIALS', clearance: 'DV', closures: everyYear('08-02', '08-13') },
      ],
      [
        'Flood Operations Centre',
        'Midlands',
        52.48,
        -1.89,
        'H20 L8 p3 a4',
        { grounds: 'SECRET_MATERIAL', clearance: 'SC' },
      ],
      [
        'Estuary Laboratory',
        'South East',
        51.38,
        0.52,
        'H14 R8',
        { grounds: 'SECRET_MATERIAL', clearance: 'SC' },
      ],
      [
        'North Reach Depot',
        'North West',
        53.41,
        -2.98,
        'D16 H8 p2',
        { grounds: 'SOCPA_SITE', clearance: 'CTC' },
      ],
      [
        'Barrage Control Room',
        'South East',
        51.49,
        0.04,
        'H16 Q6',
        { grounds: 'SOCPA_SITE', clearance: 'SC' },
      ],
      [
        'Mapping Hall',
        'Midlands',
        52.95,
        -1.15,
        'M16',
        { grounds: 'DV_OFFICIALS', clearance: 'SC', leaseEnd: '2028-09-30' },
      ],
      ['Sluice Works', 'South East', 51.45, -0.97, 'H20 N8', { closures: QUARTERLY_OPENING }],
      ['Dredging Yard', 'North West', 53.48, -2.26, 'D16 p2'],
      ['Pump House Museum', 'Midlands', 52.63, -1.13, 'N14 s3'],
      ['Coastal Survey Office', 'South East', 50.82, -0.14, 'H12 a2', { upgradeOn: '2028-05-15' }],
      ['Gauge Station Thorpe', 'Midlands', 52.77, -1.2, 'L8'],
      ['Regional Hub North', 'North West', 53.76, -2.7, 'H20 H14 i1', { leaseEnd: '2029-03-24' }],
    ],
  ],
  [
    'OWT',
    'ENG',
    [
      [
        'Standards House',
        'London',
        51.425,
        -0.34,
        'H16 D8 a3',
        { grounds: 'SECRET_MATERIAL', clearance: 'SC' },
      ],
      [
        'Time Signal Station',
        'North West',
        54.33,
        -2.74,
        'D12 e1',
        { grounds: 'SOCPA_SITE', clearance: 'SC' },
      ],
      [
        'Metrology Archive',
        'Midlands',
        52.19,
        -1.71,
        'H10 X6',
        { grounds: 'SECRET_MATERIAL', clearance: 'SC' },
      ],
      ['Tide Gauge Workshop', 'North West', 53.4, -3.07, 'H8'],
      ['Calibration Centre', 'Midlands', 52.41, -1.51, 'H16 N10 a2'],
      ['Field Office East', 'South East', 51.89, 0.9, 'D8'],
      ['Field Office Fell', 'North West', 54.09, -2.92, 'O6'],
      ['Instrument Stores', 'South East', 51.75, -0.34, 'X8 X8'],
      ['Training Wing', 'Midlands', 52.3, -1.94, 'U8 R6'],
    ],
  ],
  [
    'NID',
    'SCT',
    [
      [
        "St Ninian's House",
        'Central Scotland',
        55.95,
        -3.19,
        'H16 H12 a4',
        { grounds: 'MINISTERIAL_USE;DV_OFFICIALS', clearance: 'SC', closures: everyYear('12-23', '12-31') },
      ],
      [
        'Resilience Room',
        'Central Scotland',
        55.86,
        -4.25,
        'D14 i1',
        { grounds: 'SECRET_MATERIAL', clearance: 'SC' },
      ],
      ['Harbour Inspectorate', 'Central Scotland', 56.46, -2.97, 'H12'],
      ['Fisheries Base', 'Highlands and Islands', 57.48, -4.22, 'H16 p1'],
      ['Ferry Terminal Skarvay', 'Highlands and Islands', 58.98, -2.96, 'H16 D12'],
      ['Aviation Store Haldron', 'Highlands and Islands', 60.15, -1.14, 'D12', { clearance: 'CTC' }],
      ['Croft Registry', 'Highlands and Islands', 57.6, -3.6, 'L6'],
      ['Laboratory Muir', 'Central Scotland', 55.78, -3.98, 'N12 B8'],
      ['Rural Payments Office', 'Central Scotland', 55.07, -3.61, 'H10', { upgradeOn: '2027-11-01' }],
    ],
  ],
  [
    'CTW',
    'WLS',
    [
      ['Neuadd y Sir', 'Wales', 51.48, -3.18, 'H20 H20 p4 a4 i2'],
      ['Town Centre Control Room', 'Wales', 51.62, -3.94, 'H24 H24 H20 p6'],
      ['Market Hall', 'Wales', 51.66, -3.8, 'D16'],
      ['Bus Station', 'Wales', 51.75, -3.38, 'H16 H8 p2'],
      ['Leisure Centre Tawel', 'Wales', 51.68, -3.1, 'D16 D8 s2'],
      ['Library and Archive', 'Wales', 51.59, -2.99, 'N10'],
      ['Recycling Centre', 'Wales', 51.7, -3.45, 'L8 p1'],
      ['Highways Depot', 'Wales', 51.8, -3.05, 'H16'],
      ['Crematorium', 'Wales', 51.86, -3.9, 'B8'],
      ['Council Stores', 'Wales', 51.55, -3.27, 'H16 D8'],
      ['Civic Theatre', 'Wales', 52.41, -4.08, 'R12'],
      ['Multi-storey Car Park', 'Wales', 51.47, -3.16, 'H20 H20 p4'],
    ],
  ],
  [
    'GLP',
    'NIR',
    [
      [
        'Glenarra Headquarters',
        'Northern Ireland',
        54.6,
        -5.93,
        'H20 D16 a6 w4',
        { grounds: 'SECRET_MATERIAL;DV_OFFICIALS', clearance: 'SC', maxCrews: 2 },
      ],
      [
        'Digital Evidence Unit',
        'Northern Ireland',
        54.57,
        -5.96,
        'H12',
        { grounds: 'SECRET_MATERIAL', clearance: 'SC' },
      ],
      ['Air Support Hangar', 'Northern Ireland', 54.65, -6.22, 'N6 d9'],
      ['Custody Suite Larne Road', 'Northern Ireland', 54.72, -6.2, 'H24 H20 i2'],
      ['Training College', 'Northern Ireland', 54.35, -6.65, 'N16 w6'],
      ['Traffic Garage', 'Northern Ireland', 54.45, -6.38, 'D8 p4'],
      ['Station Causeway', 'Northern Ireland', 55.13, -6.66, 'Q10'],
      ['Station Foyle', 'Northern Ireland', 55.0, -7.32, 'H14'],
    ],
  ],
  [
    'AVH',
    'ENG',
    [
      ['Ambervale General Hospital', 'Midlands', 52.57, -2.13, 'H24 H24 H20 D16 a8 i2', { maxCrews: 2 }],
      ['St Oswin Community Hospital', 'Midlands', 52.7, -2.75, 'D16 N8'],
      ['Rowan Ward', 'Midlands', 52.23, -2.72, 'H10', { closures: everyYear('12-01', '12-31') }],
      ['Blood Sciences Building', 'Midlands', 52.5, -1.83, 'H16 X8', { leaseEnd: '2027-12-24' }],
      ['Ambulance Station Wyre', 'Midlands', 52.38, -2.25, 'H6 p1'],
      ['Maternity Centre', 'Midlands', 52.59, -1.98, 'N16', { upgradeOn: '2029-02-05' }],
      ['Pharmacy Stores', 'Midlands', 52.45, -2.07, 'D16 R8', { closures: '2027-01-04/2028-10-31' }],
      ['Records Centre', 'Midlands', 52.66, -2.45, 'U6 O4'],
    ],
  ],
];

/** @returns {SampleSite[]} */
export function sampleSites() {
  return ESTATES.flatMap(([organisation, nation, sites]) =>
    sites.map(([name, region, latitude, longitude, systems, more], index) => ({
      id: `${organisation}-${String(index + 1).padStart(2, '0')}`,
      organisation,
      name,
      nation,
      region,
      latitude,
      longitude,
      systems,
      ...more,
    })),
  );
}
