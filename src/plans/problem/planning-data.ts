/** What a problem is made of, as rows: the seam between the database and the pure rules that build it. */
import type { Basis } from '../../costing/cost-line.js';
import type { CostingBook } from '../../costing/costing-book.js';
import type {
  BodyKind,
  ClearanceName,
  DeviceKind,
  Nation,
  NetworkAttachment,
  PresentStatus,
} from '../../estate/estate.types.js';
import type { Category, Fund } from '../../finance/budget.entity.js';
import type { PhaseRule } from '../../planning/index.js';
import type { DoneWork } from './done-work.js';

/** A device that a directive demands to be removed. */
export interface DeviceRow {
  id: number;
  siteId: number;
  kind: DeviceKind;
  network: NetworkAttachment;
  status: PresentStatus;
  /** The recorder or encoder that it hangs on. */
  recorderId: number | null;
  scheduledUpgradeOn: string | null;
  removalDeadline: string | null;
}

/** A device that others may hang on, in scope or not. */
export interface RecorderRow {
  id: number;
  externalId: string;
  /** What it hangs on itself. */
  recorderId: number | null;
}

export interface SiteRow {
  id: number;
  externalId: string;
  organisationId: number;
  bodyKind: BodyKind;
  region: string;
  sensitive: boolean;
  clearance: ClearanceName;
  maxCrews: number;
  closures: { from: string; to: string }[];
}

export interface ProductRow {
  externalId: string;
  kinds: DeviceKind[];
  /** What a unit costs where few are taken. */
  pricePence: number;
  /** Where the price comes from. */
  basis: Basis;
  /** What a unit costs where a plan takes so many of the vendor's, by units; none where it is always the same. */
  tiers: { fromUnits: number; pricePence: number }[];
  fittingMinutes: number;
  leadDays: number;
}

export interface VendorRow {
  id: number;
  externalId: string;
  /** Null: no limit. */
  supply: { month: string; units: number }[] | null;
  products: ProductRow[];
}

/** What a vendor has quoted to a body, and holds to. */
export interface QuotationRow {
  organisationId: number;
  basis: Basis;
  /** Products by external id. */
  lines: { product: string; pricePence: number }[];
}

export interface CrewRow {
  id: number;
  externalId: string;
  nation: Nation;
  regions: string[];
  clearance: ClearanceName;
  minutesPerDay: number;
  dayRatePence: number;
  from: string | null;
  to: string | null;
  leave: { from: string; to: string }[];
}

export interface BudgetRow {
  id: number;
  externalId: string;
  organisationId: number;
  category: Category;
  fund: Fund;
  from: string;
  to: string;
  pence: number;
}

export interface HolidayRow {
  date: string;
  nation: Nation | 'ALL';
}

export interface Terms {
  start: string;
  end: string;
  rule: PhaseRule;
  penceForRiskDay: number;
}

export interface PlanningData {
  /** Works that are done, of all plans: what they used up is gone. */
  done: DoneWork[];
  terms: Terms;
  /** What is charged beside products and crews. */
  book: CostingBook;
  /** What prices are in fiscal years, in basis points; what is not here is as today. */
  priceIndices: ReadonlyMap<number, number>;
  devices: DeviceRow[];
  recorders: RecorderRow[];
  sites: SiteRow[];
  vendors: VendorRow[];
  quotations: QuotationRow[];
  crews: CrewRow[];
  budgets: BudgetRow[];
  holidays: HolidayRow[];
}
