/** The closed vocabularies of policy, the same in SDL, code and table. */

export const SITE_CLASSES = ['SENSITIVE', 'NON_SENSITIVE'] as const;
export type SiteClass = (typeof SITE_CLASSES)[number];

export const VERDICTS = ['IN_SCOPE', 'OUT_OF_SCOPE', 'REVIEW', 'UNKNOWN'] as const;
export type Verdict = (typeof VERDICTS)[number];

export const OBLIGATIONS = ['MANDATORY', 'DIRECTED', 'ADVISED', 'VOLUNTARY'] as const;
export type Obligation = (typeof OBLIGATIONS)[number];

export const DEMAND_ACTIONS = ['CEASE_DEPLOYMENT', 'DISCONNECT_FROM_CORE', 'REMOVE_AND_REPLACE'] as const;
export type DemandAction = (typeof DEMAND_ACTIONS)[number];

export const DEMAND_STRENGTHS = ['MANDATORY', 'ADVISED'] as const;
export type DemandStrength = (typeof DEMAND_STRENGTHS)[number];

export const COVERAGE_THROUGH = ['OWNERSHIP', 'OEM_RELABELLING'] as const;
export type CoverageThrough = (typeof COVERAGE_THROUGH)[number];

/** Strongest first. */
export const EVIDENCE_GRADES = ['SURVEY', 'LABEL', 'MAC_PREFIX', 'MODEL_PATTERN'] as const;
export type EvidenceGrade = (typeof EVIDENCE_GRADES)[number];

/** A demand that a directive makes of a device. */
export interface Demand {
  action: DemandAction;
  strength: DemandStrength;
  deadline: string | null;
  /** These two are not there in assessments from before there were any. */
  targetDate?: string | null;
  variationReason?: string | null;
  directiveKey: string;
  directiveVersion: number;
  ruleId: string;
}

/** Why a device need not be removed for some time, as far as assessing it asks. */
export interface ExemptionInForce {
  id: number;
  directiveKey: string;
  from: string;
  /** The last day. */
  expiresOn: string;
  grantedBy: string;
}

/** One reason to believe who made a device, in words that a person can check. */
export interface Ground {
  grade: EvidenceGrade;
  sentence: string;
  assertedBy: string | null;
  assertedOn: string | null;
}
