export const CHECKED_RULES = [
  'LISTS',
  'DURATION',
  'CREWS',
  'LEAD_TIME',
  'SUPPLY',
  'BUDGET',
  'PHASES',
  'PINS',
  'MAXIMALITY',
  'REASON',
  'SUMMARY',
  'BOUND',
] as const;
export type CheckedRule = (typeof CHECKED_RULES)[number];

/** One way in which a plan breaks the model: the rule, the JSON path in the plan (or problem), a sentence. */
export interface Violation {
  rule: CheckedRule;
  path: string;
  message: string;
}

/** Where the parts of the checker put what they find. */
export type Report = (rule: CheckedRule, path: string, message: string) => void;
