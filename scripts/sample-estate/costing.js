/** Where the costs of the sample programme come from. */
import { PRODUCT_ROWS } from './means.js';

const MADE_UP = 'Price list of the sample programme (made up, within published ranges)';
const FROM = '2026-04-01';

export const PRICE_ROWS = PRODUCT_ROWS.map(({ externalId, pricePence }) => ({
  product: externalId,
  from: FROM,
  basis: { kind: 'CATALOGUE', reference: MADE_UP, on: FROM },
  tiers: [{ fromUnits: 0, pricePence }],
}));

export const COST_RATES = [
  {
    category: 'LABOUR',
    per: 'CREW_DAY',
    from: FROM,
    class: 'CAPITAL',
    amountPence: 0,
    basis: {
      kind: 'ESTIMATE',
      reference: "Twice an engineer's day of 350 to 600 pounds, which is recalled, not measured",
      on: FROM,
    },
  },
];

const EXPECTED = 'Made up: three per cent a year';

export const PRICE_INDICES = [
  { fiscalYear: 2027, basisPoints: 10_300, source: EXPECTED },
  { fiscalYear: 2028, basisPoints: 10_609, source: EXPECTED },
  { fiscalYear: 2029, basisPoints: 10_927, source: EXPECTED },
];

/**
 * Maintenance is the 160 pounds a year of a trade invoice guide for a small system, spread over some eight devices.
 *
 * @type {[kind: string, lifeYears: number, pounds: number, maintenancePounds: number, licencePounds: number][]}
 */
const LIVES = [
  ['CAMERA', 8, 141, 20, 0],
  ['RECORDER', 6, 290, 20, 0],
  ['ENCODER', 8, 150, 20, 0],
  ['DRONE', 4, 2500, 250, 0],
  ['BODY_WORN', 4, 350, 20, 0],
  ['ACCESS_READER', 10, 180, 20, 0],
  ['ANPR_CAMERA', 8, 1500, 20, 0],
  ['INTERCOM', 10, 250, 20, 0],
];

const GUIDE = "Camera, recorder and maintenance: published installers' prices. The rest is made up.";

export const ASSET_LIVES = LIVES.map(([kind, lifeYears, pounds, maintenance, licence]) => ({
  kind,
  lifeYears,
  purchasePence: pounds * 100,
  maintenancePencePerYear: maintenance * 100,
  licencePencePerYear: licence * 100,
  source: GUIDE,
}));
