/** What has to be there before work goes on: pure, so that all of it can be told at once. */
import type { WorkStatus } from './moves.js';

export const GATES = [
  'PLAN_IN_FORCE',
  'LANDLORD_CONSENT',
  'DATA_PROTECTION_ASSESSMENT',
  'DEVICES_TICKED',
  'DEVICES_REPLACED',
  'ACTUAL_COST',
  'MEDIA_SANITISED',
  'DESTRUCTION_CERTIFICATE',
  'RETENTION_OVER',
] as const;
export type GateName = (typeof GATES)[number];

/** A gate that is shut, and what opens it. */
export interface ShutGate {
  gate: GateName;
  sentence: string;
}

/** What the gates look at. */
export interface GateFacts {
  /** The day of the move. */
  on: string;
  isPlanInForce: boolean;
  isLandlords: boolean;
  consentOn: string | null;
  assessmentOn: string | null;
  /** External ids of devices that nobody has ticked off. */
  unticked: readonly string[];
  /** External ids of devices in use for which neither a replacement is entered nor said why there is none. */
  unreplaced: readonly string[];
  actualCostPence: number | null;
  sanitisedOn: string | null;
  isCertified: boolean;
  heldUntil: string | null;
}

const IDS_SHOWN = 10;

type Gate = (facts: GateFacts) => string | null;

/** What is said of a gate that is shut; null where it is open. */
const FAULT_OF: Record<GateName, Gate> = {
  PLAN_IN_FORCE: ({ isPlanInForce }) =>
    isPlanInForce ? null : 'the plan that it is of is not the approved one: approve a plan that has it',
  LANDLORD_CONSENT: ({ isLandlords, consentOn, on }) =>
    !isLandlords || isBy(consentOn, on)
      ? null
      : "the building is a landlord's: record the landlord's consent with `recordConsent`",
  DATA_PROTECTION_ASSESSMENT: ({ assessmentOn, on }) =>
    isBy(assessmentOn, on) ? null : 'record the data-protection assessment with `recordAssessment`',
  DEVICES_TICKED: ({ unticked }) =>
    unticked.length === 0 ? null : `tick off with \`tickDevice\`: ${few(unticked)}`,
  DEVICES_REPLACED: ({ unreplaced }) =>
    unreplaced.length === 0
      ? null
      : `enter the replacement with \`enterReplacement\`, or say with \`leaveUnreplaced\` why there is none: ${few(unreplaced)}`,
  ACTUAL_COST: ({ actualCostPence }) =>
    actualCostPence === null ? 'say what it cost: `actualCostPence`' : null,
  MEDIA_SANITISED: ({ sanitisedOn, on }) =>
    isBy(sanitisedOn, on) ? null : 'record with `recordSanitisation` when the media were sanitised',
  DESTRUCTION_CERTIFICATE: ({ isCertified }) =>
    isCertified
      ? null
      : 'record the destruction certificate with `recordSanitisation`, or send it as evidence',
  RETENTION_OVER: ({ heldUntil, on }) =>
    heldUntil === null || heldUntil <= on ? null : `what was recorded is held until ${heldUntil}`,
};

/** The gates before each status. */
export const GATES_BEFORE: Partial<Record<WorkStatus, readonly GateName[]>> = {
  ORDERED: ['PLAN_IN_FORCE'],
  REMOVED: ['LANDLORD_CONSENT'],
  INSTALLED: ['DATA_PROTECTION_ASSESSMENT'],
  COMMISSIONED: ['DEVICES_TICKED', 'DEVICES_REPLACED', 'ACTUAL_COST'],
  DISPOSED: ['MEDIA_SANITISED', 'DESTRUCTION_CERTIFICATE', 'RETENTION_OVER'],
};

/** The gates that are shut before a status, in their order. */
export function shutGates(to: WorkStatus, facts: GateFacts): ShutGate[] {
  return (GATES_BEFORE[to] ?? []).flatMap((gate) => {
    const sentence = FAULT_OF[gate](facts);
    return sentence === null ? [] : [{ gate, sentence }];
  });
}

function isBy(day: string | null, on: string): boolean {
  return day !== null && day <= on;
}

function few(ids: readonly string[]): string {
  const shown = ids.slice(0, IDS_SHOWN).join(', ');
  return ids.length > IDS_SHOWN ? `${shown} and ${ids.length - IDS_SHOWN} more` : shown;
}
