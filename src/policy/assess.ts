import type { BodyKind, NetworkAttachment } from '../estate/estate.types.js';
import { exemptionSentence, redeploymentSentence, verdictSentence } from './assessment-sentences.js';
import { judge, type Judgement } from './judge.js';
import {
  moreBinding,
  type BookedDirective,
  type Coverage,
  type Due,
  type PolicyBook,
} from './policy-book.js';
import type { Demand, ExemptionInForce, Ground, Obligation, SiteClass, Verdict } from './policy.types.js';
import type { Recognition } from './recognition/recognition.js';

export type { CoverageRule, DemandRule, DirectiveVersion, ObligationRule } from './directives-in-force.js';
export { directivesInForce } from './directives-in-force.js';
export { openPolicyBook, type PolicyBook } from './policy-book.js';

/** Where a device stands, and since when. */
export interface DeviceToAssess {
  siteClass: SiteClass;
  bodyKind: BodyKind;
  network: NetworkAttachment;
  installedOn: string | null;
  /** Those of the device and of its site, on whatever days. */
  exemptions: readonly ExemptionInForce[];
}

/** What the directives in force say of a device, and why. */
export interface DeviceAssessment {
  verdict: Verdict;
  siteClass: SiteClass;
  obligation: Obligation;
  /** The maker behind the device, where it was recognised. */
  manufacturer: string | null;
  brand: string | null;
  /** A demand for removal holds. */
  mustBeRemoved: boolean;
  /** The earliest deadline among those demands. */
  removalDeadline: string | null;
  /** The last day on which it need not be removed although a directive demands it; null where that is not so. */
  exemptUntil: string | null;
  demands: Demand[];
  grounds: Ground[];
  unknowns: string[];
  explanation: string[];
  directiveKey: string | null;
  directiveVersion: number | null;
  /** The coverage rule that gave the verdict, or that asks for the review. */
  ruleId: string | null;
}

const SURVEY_WOULD_SETTLE = 'A survey on site would settle who made the device.';
/** Where directives differ, the graver verdict stands. */
const GRAVITY: Record<Verdict, number> = { OUT_OF_SCOPE: 0, UNKNOWN: 1, REVIEW: 2, IN_SCOPE: 3 };
const NO_COVERAGE: Coverage = new Map();

/** Gives the verdict on a device under the directives of a day's book. */
export function assess(book: PolicyBook, recognition: Recognition, device: DeviceToAssess): DeviceAssessment {
  const findings = book.directives.map((booked) => {
    const judgement = judge(recognition, booked.coverage);
    const exemption = exemptionOn(book.day, booked.directive.key, device.exemptions);
    return { booked, judgement, due: booked.due(device), exemption };
  });
  const leading = findings.reduce<Finding | null>((best, next) => graver(best, next), null);
  const judgement = leading?.judgement ?? judge(recognition, NO_COVERAGE);
  const holding = findings.filter((finding) => finding.judgement.verdict === 'IN_SCOPE');
  const demands = holding.flatMap(({ due, exemption }) =>
    exemption ? due.demands.filter((demand) => !isRemoval(demand)) : due.demands,
  );
  const waived = holding.flatMap(({ due, exemption }) =>
    exemption && due.demands.some(isRemoval) ? exemption.expiresOn : [],
  );
  const removals = demands.filter(isRemoval);
  const isOpen = judgement.verdict === 'REVIEW' || judgement.verdict === 'UNKNOWN';
  const binding = holding.length > 0 ? holding : findings;

  return {
    verdict: judgement.verdict,
    siteClass: device.siteClass,
    obligation: binding.reduce<Obligation>((most, { due }) => moreBinding(most, due.obligation), 'VOLUNTARY'),
    manufacturer: judgement.maker?.maker ?? null,
    brand: recognition.brand,
    mustBeRemoved: removals.length > 0,
    removalDeadline: earliest(removals),
    // The first that ends puts the device back.
    exemptUntil: removals.length > 0 ? null : ([...waived].sort()[0] ?? null),
    demands,
    grounds: [...recognition.grounds],
    unknowns: [
      ...(isOpen ? [...recognition.unknowns, SURVEY_WOULD_SETTLE] : []),
      ...holding.flatMap(({ due }) => due.openDemandSentences),
      ...binding.flatMap(({ due }) => due.assumedObligationSentence ?? []),
    ],
    explanation: [
      ...recognition.remarks,
      ...(findings.length === 0 ? [`No directive is in force on ${book.day}.`] : []),
      ...findings.map((finding) => verdictSentence(finding.booked.directive, finding.judgement)),
      ...holding.flatMap((finding) => demandedSentences(finding, device)),
    ],
    directiveKey: leading?.booked.directive.key ?? null,
    directiveVersion: leading?.booked.directive.version ?? null,
    ruleId: judgement.rule?.ruleId ?? null,
  };
}

interface Finding {
  booked: BookedDirective;
  judgement: Judgement;
  due: Due;
  /** From the directive's demands for removal, on the book's day. */
  exemption: ExemptionInForce | null;
}

function isRemoval({ action }: Demand): boolean {
  return action === 'REMOVE_AND_REPLACE';
}

/** The one that lasts longest, where there are several. */
function exemptionOn(
  day: string,
  directiveKey: string,
  exemptions: readonly ExemptionInForce[],
): ExemptionInForce | null {
  return exemptions
    .filter((one) => one.directiveKey === directiveKey && one.from <= day && day <= one.expiresOn)
    .reduce<ExemptionInForce | null>(
      (last, one) => (last === null || one.expiresOn > last.expiresOn ? one : last),
      null,
    );
}

/** Among equally grave ones the more binding, then the first by key. */
function graver(best: Finding | null, next: Finding): Finding {
  if (!best) return next;
  const difference = GRAVITY[next.judgement.verdict] - GRAVITY[best.judgement.verdict];
  if (difference !== 0) return difference > 0 ? next : best;
  const { obligation } = best.due;
  return moreBinding(obligation, next.due.obligation) === obligation ? best : next;
}

function earliest(removals: readonly Demand[]): string | null {
  return removals.reduce<string | null>(
    (first, { deadline }) => (deadline !== null && (first === null || deadline < first) ? deadline : first),
    null,
  );
}

function demandedSentences({ booked, due, exemption }: Finding, device: DeviceToAssess): string[] {
  const { directive, deploymentCeasedOn } = booked;
  const ceasedOn = deploymentCeasedOn.get(device.siteClass);
  const { installedOn } = device;
  return [
    ...due.sentences,
    ...(exemption && due.demands.some(isRemoval) ? [exemptionSentence(directive, exemption)] : []),
    ...(ceasedOn && installedOn && installedOn >= ceasedOn
      ? [redeploymentSentence(directive, installedOn, ceasedOn)]
      : []),
  ];
}
