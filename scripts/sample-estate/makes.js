/**
 * What devices of the sample estate are of: real models, as in src/estate/reference/device-models.csv, under the
 * spellings that registers have for their makers.
 */

/**
 * @typedef {object} Make
 * @property {readonly (readonly [string, number])[]} labels spellings of the maker, with their weights
 * @property {readonly string[]} cameras
 * @property {readonly (readonly [model: string, channels: number])[]} recorders smallest first
 * @property {readonly string[]} blocks beginnings of MAC addresses
 * @property {readonly [number, number]} years of installation
 * @property {number} [modelShare] share of devices whose model is recorded
 * @property {number} [macShare] share of devices whose MAC address is recorded, 0.7 where it is left out
 */

const HIKVISION_CAMERAS = [
  'DS-2CD2021G1-I',
  'DS-2CD2025FWD-I',
  'DS-2CD2043G2-I',
  'DS-2CD2047G2-LU',
  'DS-2CD2083G2-I',
  'DS-2CD2085G1-I',
  'DS-2CD2123G0-IS',
  'DS-2CD2143G2-I',
  'DS-2CD2143G2-IS',
  'DS-2CD1143G2-I',
  'DS-2CD1623G2-IZS',
];
const HIKVISION_RECORDERS = /** @type {const} */ ([
  ['DS-7608NI-I2', 8],
  ['DS-7616NXI-K2/16P', 16],
  ['iDS-9632NXI-I16/8F(B)', 32],
]);
const HIKVISION_BLOCKS = ['4419B6', 'C056E3', 'BCAD28', '4CBD8F', 'A41437', '2857BE', 'C0517E'];
const DAHUA_CAMERAS = [
  'IPC-HDBW2431R-ZS-S2',
  'IPC-HDBW2241E-S',
  'IPC-HDBW3441E-S',
  'IPC-HDBW5442R-ZE',
  'IPC-HDW2831T-AS-S2',
  'IPC-HDW2439T-AS-LED-S2',
  'IPC-HDW1830T-H',
  'DH-SD6AL245XA-HNR',
];
const DAHUA_RECORDERS = /** @type {const} */ ([
  ['DHI-NVR2108-8P-4KS2', 8],
  ['DHI-NVR4216-16P-I', 16],
]);
const DAHUA_BLOCKS = ['3CEF8C', '9002A9', '4C11BF', 'E0508B', 'BC325F'];
const HANWHA_CAMERAS = [
  'QNV-6082R1',
  'QNV-8080R',
  'QNO-8080R',
  'QND-6082R',
  'XNV-8080R',
  'XNP-9300RW',
  'PNM-9000VQ',
];

/** @type {Make} */
const HIKVISION = {
  labels: [
    ['Hikvision', 54],
    ['HIKVISION', 16],
    ['Hik Vision', 8],
    ['HIK', 4],
    ['Hikvison', 4],
    ['Hikvsion', 3],
    ['HIKVISION UK LTD', 2],
    ['Hangzhou Hikvision Digital Technology Co., Ltd.', 3],
    ['', 4],
    ['Unknown', 2],
  ],
  cameras: HIKVISION_CAMERAS,
  recorders: HIKVISION_RECORDERS,
  blocks: HIKVISION_BLOCKS,
  years: [2014, 2022],
};

/** @type {Make} */
const HANWHA = {
  labels: [
    ['Hanwha Vision', 40],
    ['Hanwha Techwin', 30],
    ['Samsung Techwin', 12],
    ['Wisenet', 8],
    ['Hanwa', 6],
    ['HANWHA', 4],
  ],
  cameras: HANWHA_CAMERAS,
  recorders: [
    ['XRN-810S', 8],
    ['XRN-1610S', 16],
  ],
  blocks: ['000918', '44B423', 'E43022'],
  years: [2017, 2025],
};

/** Makes by the letter that stands for them in a site's systems. @type {Record<string, Make>} */
export const MAKES = {
  H: HIKVISION,
  L: {
    labels: [
      ['HiLook', 70],
      ['Hilook', 20],
      ['HILOOK BY HIKVISION', 10],
    ],
    cameras: ['HI-IPC-T249HA'],
    recorders: [['HI-NVR-216MH', 16]],
    blocks: HIKVISION_BLOCKS,
    years: [2018, 2022],
  },
  D: {
    labels: [
      ['Dahua', 60],
      ['DAHUA', 15],
      ['Dahua Technology', 12],
      ['Dahau', 5],
      ['Dahuua', 3],
      ['', 5],
    ],
    cameras: DAHUA_CAMERAS,
    recorders: DAHUA_RECORDERS,
    blocks: DAHUA_BLOCKS,
    years: [2015, 2022],
  },
  // Hikvision hardware under other badges; without model or MAC address nothing tells.
  R: {
    labels: [
      ['Honeywell', 40],
      ['LTS', 20],
      ['Annke', 20],
      ['W Box', 20],
    ],
    cameras: HIKVISION_CAMERAS,
    recorders: HIKVISION_RECORDERS,
    blocks: HIKVISION_BLOCKS,
    years: [2016, 2022],
    modelShare: 0.25,
    macShare: 0.65,
  },
  // Dahua hardware under other badges.
  Q: {
    labels: [
      ['Panasonic', 35],
      ['IC Realtime', 25],
      ['Amcrest', 20],
      ['FLIR', 20],
    ],
    cameras: DAHUA_CAMERAS,
    recorders: DAHUA_RECORDERS,
    blocks: DAHUA_BLOCKS,
    years: [2016, 2022],
    modelShare: 0.25,
    macShare: 0.65,
  },
  // A brand that changed hands on 30 November 2022.
  O: {
    labels: [['Lorex', 1]],
    cameras: [''],
    recorders: [['', 16]],
    blocks: DAHUA_BLOCKS,
    years: [2020, 2024],
    macShare: 0.3,
  },
  N: HANWHA,
  X: {
    labels: [
      ['Axis', 50],
      ['Axis Communications', 35],
      ['AXIS COMMUNICATIONS AB', 15],
    ],
    cameras: ['P3245-LVE', 'M3065-V'],
    recorders: [['S3008', 8]],
    blocks: ['00408C', 'ACCC8E', 'B8A44F'],
    years: [2016, 2025],
  },
  // A mixed badge: some lines are said to be relabels.
  B: {
    labels: [
      ['Bosch', 60],
      ['Bosch Security Systems', 40],
    ],
    cameras: ['NBN-80052-BA'],
    recorders: [['', 16]],
    blocks: ['000463', '30F028'],
    years: [2014, 2021],
    macShare: 0.5,
  },
  // Makers that cannot be told: no name, or one that the register of makers does not know.
  U: {
    labels: [
      ['', 40],
      ['Nightjar Optics', 35],
      ['N/A', 25],
    ],
    cameras: [''],
    recorders: [['', 16]],
    blocks: ['02004C', '0A1B2C'],
    years: [2012, 2020],
    macShare: 0.2,
  },
};

/** The makes that share a recorder of another make: M stands for both. */
export const MIXED_CAMERAS = [HIKVISION, HANWHA];

/** Devices that hang on nothing, by their small letters. @type {Record<string, Make & { kind: string }>} */
export const STAND_ALONE = {
  a: { ...HIKVISION, kind: 'ACCESS_READER', cameras: ['DS-K1T501SF'] },
  i: { ...HIKVISION, kind: 'INTERCOM', cameras: ['DS-KV6113-WPE1'] },
  e: { ...HIKVISION, kind: 'ENCODER', cameras: ['DS-6704HUHI-K'] },
  p: { ...HIKVISION, kind: 'ANPR_CAMERA', cameras: ['iDS-2CD7A46G0/P-IZHSY'] },
  s: { ...HIKVISION, kind: 'CAMERA' },
  d: {
    kind: 'DRONE',
    labels: [
      ['DJI', 80],
      ['DJI Technology', 20],
    ],
    cameras: ['Matrice 300 RTK', 'Mavic 2 Enterprise', 'Matrice 30T'],
    recorders: [],
    blocks: ['60601F', '481CB9'],
    years: [2019, 2023],
  },
  w: {
    kind: 'BODY_WORN',
    labels: [['Axon', 1]],
    cameras: ['Body 3'],
    recorders: [],
    blocks: [],
    years: [2020, 2024],
    macShare: 0,
  },
};
