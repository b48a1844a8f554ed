import type { BodyKind, NetworkAttachment } from '../estate/estate.types.js';
import type { CoverageThrough, DemandAction, DemandStrength, Obligation, SiteClass } from './policy.types.js';

/** Makers that a directive covers, and on what legal ground. */
export interface CoverageRule {
  ruleId: string;
  law: string;
  state: string;
  through: CoverageThrough;
  manufacturers: readonly string[];
}

export interface DemandRule {
  ruleId: string;
  siteClass: SiteClass;
  action: DemandAction;
  strength: DemandStrength;
  /** The day that binds: what plans keep to, and what late risk counts from. */
  deadline: string | null;
  /** The day by which it is to be met where possible, not after the deadline. */
  targetDate: string | null;
  /** Why the deadline is later than that. */
  variationReason: string | null;
  /** The demand holds only for devices with this network attachment; null: for all. */
  onlyNetwork: NetworkAttachment | null;
}

export interface ObligationRule {
  bodyKind: BodyKind;
  siteClass: SiteClass;
  obligation: Obligation;
}

/** A version of a directive as the rules read it. */
export interface DirectiveVersion {
  key: string;
  version: number;
  title: string;
  effectiveFrom: string;
  coverage: readonly CoverageRule[];
  demands: readonly DemandRule[];
  obligations: readonly ObligationRule[];
}

/** The versions in force on a day, one a key, in order of their keys: a later version replaces the earlier from its effective date. */
export function directivesInForce<
  Version extends Pick<DirectiveVersion, 'key' | 'version' | 'effectiveFrom'>,
>(versions: readonly Version[], day: string): Version[] {
  const inForce = new Map<string, Version>();
  for (const version of versions) {
    if (version.effectiveFrom > day) continue;
    const other = inForce.get(version.key);
    if (!other || replaces(version, other)) inForce.set(version.key, version);
  }
  return [...inForce.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

type Dated = Pick<DirectiveVersion, 'version' | 'effectiveFrom'>;

function replaces(version: Dated, other: Dated): boolean {
  if (version.effectiveFrom !== other.effectiveFrom) return version.effectiveFrom > other.effectiveFrom;
  return version.version > other.version;
}
