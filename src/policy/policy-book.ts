import {
  BODY_KINDS,
  NETWORK_ATTACHMENTS,
  type BodyKind,
  type NetworkAttachment,
} from '../estate/estate.types.js';
import {
  assumedObligationSentence,
  demandSentence,
  obligationSentence,
  openDemandSentence,
} from './assessment-sentences.js';
import { directivesInForce, type CoverageRule, type DirectiveVersion } from './directives-in-force.js';
import {
  OBLIGATIONS,
  SITE_CLASSES,
  type CoverageThrough,
  type Demand,
  type Obligation,
  type SiteClass,
} from './policy.types.js';

/** Where a device stands, as far as a directive asks. */
export interface Standing {
  siteClass: SiteClass;
  bodyKind: BodyKind;
  network: NetworkAttachment;
}

/** What a directive demands of a covered device in one standing. */
export interface Due {
  demands: readonly Demand[];
  obligation: Obligation;
  /** Obligation and demands in words. */
  sentences: readonly string[];
  /** Demands that would hold if the network attachment, which is not known, were theirs. */
  openDemandSentences: readonly string[];
  /** Set where the directive does not say how far it binds such a body, and VOLUNTARY is assumed. */
  assumedObligationSentence: string | null;
}

/** The rules that cover a maker, by how it may be behind a device. */
export type Coverage = ReadonlyMap<string, ReadonlyMap<CoverageThrough, CoverageRule>>;

/** A directive in force, ready for many devices. */
export interface BookedDirective {
  directive: DirectiveVersion;
  coverage: Coverage;
  due(standing: Standing): Due;
  /** First day on which a version of it asked to cease deployment at a class of sites. */
  deploymentCeasedOn: ReadonlyMap<SiteClass, string>;
}

/** The directives in force on a day, ready to assess a million devices. */
export interface PolicyBook {
  day: string;
  directives: readonly BookedDirective[];
}

/** Opens the book of a day from all versions of all directives. */
export function openPolicyBook(versions: readonly DirectiveVersion[], day: string): PolicyBook {
  return {
    day,
    directives: directivesInForce(versions, day).map((directive) => ({
      directive,
      coverage: coverageByMaker(directive),
      due: dueByStanding(directive),
      deploymentCeasedOn: deploymentCeasedOn(versions, directive),
    })),
  };
}

function coverageByMaker(directive: DirectiveVersion): Map<string, Map<CoverageThrough, CoverageRule>> {
  const byMaker = new Map<string, Map<CoverageThrough, CoverageRule>>();
  for (const rule of directive.coverage)
    for (const maker of rule.manufacturers) {
      const rules = byMaker.get(maker) ?? new Map<CoverageThrough, CoverageRule>();
      byMaker.set(maker, rules);
      if (!rules.has(rule.through)) rules.set(rule.through, rule);
    }
  return byMaker;
}

/** There are few standings and many devices: each standing is worked out once. */
function dueByStanding(directive: DirectiveVersion): (standing: Standing) => Due {
  const dues = new Map<string, Due>();
  for (const siteClass of SITE_CLASSES)
    for (const bodyKind of BODY_KINDS)
      for (const network of NETWORK_ATTACHMENTS)
        dues.set(`${siteClass} ${bodyKind} ${network}`, workOut(directive, { siteClass, bodyKind, network }));
  return ({ siteClass, bodyKind, network }) => {
    const due = dues.get(`${siteClass} ${bodyKind} ${network}`);
    if (!due) throw new RangeError(`no standing ${siteClass} ${bodyKind} ${network}`);
    return due;
  };
}

function workOut(directive: DirectiveVersion, { siteClass, bodyKind, network }: Standing): Due {
  const rules = directive.demands.filter((rule) => rule.siteClass === siteClass);
  const stated = directive.obligations.find(
    (rule) => rule.siteClass === siteClass && rule.bodyKind === bodyKind,
  );
  const obligation = stated?.obligation ?? 'VOLUNTARY';
  const demands = rules
    .filter(({ onlyNetwork }) => onlyNetwork === null || onlyNetwork === network)
    .map(({ action, strength, deadline, targetDate, variationReason, ruleId }) => ({
      action,
      strength,
      deadline,
      targetDate,
      variationReason,
      directiveKey: directive.key,
      directiveVersion: directive.version,
      ruleId,
    }));
  const open = rules.filter(
    ({ onlyNetwork }) => network === 'UNKNOWN' && onlyNetwork !== null && onlyNetwork !== 'UNKNOWN',
  );
  return {
    demands,
    obligation,
    sentences: [
      obligationSentence(directive, bodyKind, siteClass, obligation),
      ...demands.map(demandSentence),
    ],
    openDemandSentences: open.map(openDemandSentence),
    assumedObligationSentence: stated ? null : assumedObligationSentence(directive),
  };
}

function deploymentCeasedOn(
  versions: readonly DirectiveVersion[],
  inForce: DirectiveVersion,
): Map<SiteClass, string> {
  const ceased = new Map<SiteClass, string>();
  for (const { siteClass, action } of inForce.demands) {
    if (action !== 'CEASE_DEPLOYMENT') continue;
    const since = versions
      .filter(
        ({ key, effectiveFrom, demands }) =>
          key === inForce.key &&
          effectiveFrom <= inForce.effectiveFrom &&
          demands.some((rule) => rule.action === 'CEASE_DEPLOYMENT' && rule.siteClass === siteClass),
      )
      .reduce(
        (first, { effectiveFrom }) => (effectiveFrom < first ? effectiveFrom : first),
        inForce.effectiveFrom,
      );
    ceased.set(siteClass, since);
  }
  return ceased;
}

/** The more binding of two obligations. */
export function moreBinding(a: Obligation, b: Obligation): Obligation {
  return OBLIGATIONS.indexOf(a) <= OBLIGATIONS.indexOf(b) ? a : b;
}
