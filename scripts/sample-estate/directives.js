/** The directives of the sample programme. What is real and what is made up stands in `source` and `basis`. */

const CHINA_LAW = { law: 'National Intelligence Law', state: 'China' };
const NAMED_BASIS = 'Named in answers of ministers about the statement; headquarters in Hangzhou, China.';
const RECALLED_BASIS =
  'RECALLED, to be confirmed: headquarters in China. The statement names no company, the test is its subjection to the law.';

/** @param {string} decidedOn */
const coverage = (decidedOn) => [
  {
    ruleId: 'named-makers',
    ...CHINA_LAW,
    through: 'OWNERSHIP',
    manufacturers: ['Hikvision', 'Dahua'],
    decidedBy: 'Sample programme board (made up)',
    decidedOn,
    basis: NAMED_BASIS,
  },
  {
    ruleId: 'other-makers',
    ...CHINA_LAW,
    through: 'OWNERSHIP',
    manufacturers: ['Uniview', 'Tiandy', 'TVT', 'Sunell', 'Kedacom', 'Reolink'],
    decidedBy: 'Sample programme board (made up)',
    decidedOn,
    basis: RECALLED_BASIS,
  },
  {
    ruleId: 'relabels',
    ...CHINA_LAW,
    through: 'OEM_RELABELLING',
    manufacturers: ['Hikvision', 'Dahua', 'Uniview', 'Tiandy', 'TVT', 'Sunell'],
    decidedBy: 'Sample programme board (made up)',
    decidedOn,
    basis: 'Equipment produced by a covered company is covered under any badge.',
  },
];

/** @type {[ruleId: string, siteClass: string, action: string, strength: string, onlyNetwork?: string][]} */
const STANDING_DEMANDS = [
  ['cease-sensitive', 'SENSITIVE', 'CEASE_DEPLOYMENT', 'MANDATORY'],
  ['core-sensitive', 'SENSITIVE', 'DISCONNECT_FROM_CORE', 'MANDATORY', 'CORE'],
  ['core-elsewhere', 'NON_SENSITIVE', 'DISCONNECT_FROM_CORE', 'ADVISED', 'CORE'],
];

/**
 * @param {{ strength: string, deadline?: string }} sensitive
 * @param {{ strength: string, deadline?: string }} elsewhere
 */
const demands = (sensitive, elsewhere) => [
  ...STANDING_DEMANDS.map(([ruleId, siteClass, action, strength, onlyNetwork]) => ({
    ruleId,
    siteClass,
    action,
    strength,
    ...(onlyNetwork ? { onlyNetwork } : {}),
  })),
  { ruleId: 'remove-sensitive', siteClass: 'SENSITIVE', action: 'REMOVE_AND_REPLACE', ...sensitive },
  { ruleId: 'remove-elsewhere', siteClass: 'NON_SENSITIVE', action: 'REMOVE_AND_REPLACE', ...elsewhere },
];

const OBLIGATIONS = [
  ['CENTRAL_DEPARTMENT', 'MANDATORY', 'ADVISED'],
  ['ARMS_LENGTH_BODY', 'DIRECTED', 'ADVISED'],
  ['DEVOLVED_ADMINISTRATION', 'ADVISED', 'VOLUNTARY'],
  ['LOCAL_AUTHORITY', 'ADVISED', 'VOLUNTARY'],
  ['POLICE', 'ADVISED', 'VOLUNTARY'],
  ['HEALTH', 'ADVISED', 'VOLUNTARY'],
  ['EDUCATION', 'ADVISED', 'VOLUNTARY'],
  ['OTHER', 'VOLUNTARY', 'VOLUNTARY'],
].flatMap(([bodyKind, sensitive, elsewhere]) => [
  { bodyKind, siteClass: 'SENSITIVE', obligation: sensitive },
  { bodyKind, siteClass: 'NON_SENSITIVE', obligation: elsewhere },
]);

const ADVISED = { strength: 'ADVISED' };

export const DIRECTIVES = [
  {
    key: 'uk-visual-surveillance',
    version: 1,
    title: 'Visual surveillance systems at government sites: written statement HCWS386',
    issuedBy: 'UK Government',
    source:
      'Written statement HCWS386 of 24 November 2022. Obligations by kind of body are an inference from the answer of 9 April 2024 that local authorities are under none.',
    effectiveFrom: '2022-11-24',
    coverage: coverage('2022-11-24'),
    demands: demands(ADVISED, ADVISED),
    obligations: OBLIGATIONS,
  },
  {
    key: 'uk-visual-surveillance',
    version: 2,
    title: 'Commitment to publish a timeline of removal from sensitive sites',
    issuedBy: 'UK Government',
    source:
      'Commitment of 7 June 2023 to publish a timeline for sensitive central sites, due six months after the Procurement Act 2023. That removal there is mandatory from this day is an inference.',
    effectiveFrom: '2023-06-07',
    coverage: coverage('2023-06-07'),
    demands: demands({ strength: 'MANDATORY' }, ADVISED),
    obligations: OBLIGATIONS,
  },
  {
    key: 'uk-visual-surveillance',
    version: 3,
    title: 'Timeline: removal from sensitive sites by April 2025',
    issuedBy: 'UK Government',
    source:
      'RECALLED: written statement of April 2024, its text was not found. The target of April 2025 is told by press reports of a letter of late 2024. The day of effect is that on which the timeline was due.',
    effectiveFrom: '2024-04-26',
    coverage: coverage('2024-04-26'),
    demands: demands({ strength: 'MANDATORY', deadline: '2025-04-30' }, ADVISED),
    obligations: OBLIGATIONS,
  },
  {
    key: 'uk-visual-surveillance',
    version: 4,
    title: 'Sample: what is left at sensitive sites, and the other sites',
    issuedBy: 'Sample programme board (made up)',
    source:
      'MADE UP for this sample. The target of April 2025 has passed, so sites that are newly sensitive and equipment that was found late get a day that can be kept.',
    effectiveFrom: '2026-11-02',
    coverage: coverage('2026-11-02'),
    demands: demands(
      { strength: 'MANDATORY', deadline: '2027-12-31' },
      { strength: 'ADVISED', deadline: '2030-03-31' },
    ),
    obligations: OBLIGATIONS,
  },
  {
    key: 'sample-drones',
    version: 1,
    title: 'Sample: drones of makers under foreign law',
    issuedBy: 'Sample programme board (made up)',
    source:
      'MADE UP for this sample. The statement of 24 November 2022 is about visual surveillance systems.',
    effectiveFrom: '2026-11-02',
    coverage: [
      {
        ruleId: 'drone-makers',
        ...CHINA_LAW,
        through: 'OWNERSHIP',
        manufacturers: ['DJI', 'Autel Robotics'],
        decidedBy: 'Sample programme board (made up)',
        decidedOn: '2026-11-02',
        basis: RECALLED_BASIS,
      },
    ],
    demands: [
      {
        ruleId: 'replace-drones-sensitive',
        siteClass: 'SENSITIVE',
        action: 'REMOVE_AND_REPLACE',
        strength: 'MANDATORY',
        deadline: '2027-12-31',
      },
      {
        ruleId: 'replace-drones',
        siteClass: 'NON_SENSITIVE',
        action: 'REMOVE_AND_REPLACE',
        strength: 'ADVISED',
        deadline: '2029-03-31',
      },
    ],
    obligations: OBLIGATIONS,
  },
];
