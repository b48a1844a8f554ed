import type { BodyKind } from '../estate/estate.types.js';
import type { DemandRule, DirectiveVersion } from './directives-in-force.js';
import type { Judgement } from './judge.js';
import type { Demand, DemandAction, ExemptionInForce, Obligation, SiteClass } from './policy.types.js';

/** The sentences by which a person can check a verdict. */

const ACTIONS: Record<DemandAction, string> = {
  CEASE_DEPLOYMENT: 'no more such devices are deployed',
  DISCONNECT_FROM_CORE: 'the device is disconnected from the core network',
  REMOVE_AND_REPLACE: 'the device is removed and replaced',
};

const BODIES: Record<BodyKind, string> = {
  CENTRAL_DEPARTMENT: 'a central department',
  ARMS_LENGTH_BODY: "an arm's length body",
  DEVOLVED_ADMINISTRATION: 'a devolved administration',
  LOCAL_AUTHORITY: 'a local authority',
  POLICE: 'a police body',
  HEALTH: 'a health body',
  EDUCATION: 'an education body',
  OTHER: 'a body of another kind',
};

const BINDINGS: Record<Obligation, string> = {
  MANDATORY: 'is bound by',
  DIRECTED: 'is directed to follow',
  ADVISED: 'is advised to follow',
  VOLUNTARY: 'is free to follow',
};

export function verdictSentence(directive: DirectiveVersion, { verdict, maker, rule }: Judgement): string {
  const by = nameOf(directive);
  switch (verdict) {
    case 'IN_SCOPE': {
      const way = maker?.through === 'OEM_RELABELLING' ? "made it for another's badge" : 'made it';
      return `In scope of ${by}: rule ${rule?.ruleId} covers ${maker?.maker}, which ${way} and is subject to the ${rule?.law} of ${rule?.state}.`;
    }
    case 'OUT_OF_SCOPE':
      return `Out of scope of ${by}: none of its rules covers ${maker?.maker}.`;
    case 'REVIEW':
      return rule
        ? `For review under ${by}: rule ${rule.ruleId} may cover the device. A person must look.`
        : `For review under ${by}: the evidence is too weak to clear the device. A person must look.`;
    case 'UNKNOWN':
      return `Unknown under ${by}: nothing tells who made the device, so it is not cleared.`;
  }
}

export function obligationSentence(
  directive: DirectiveVersion,
  bodyKind: BodyKind,
  siteClass: SiteClass,
  obligation: Obligation,
): string {
  const site = siteClass === 'SENSITIVE' ? 'sensitive' : 'non-sensitive';
  return `The site is ${site} and belongs to ${BODIES[bodyKind]}, which ${BINDINGS[obligation]} ${nameOf(directive)}.`;
}

export function assumedObligationSentence({ key }: DirectiveVersion): string {
  return `Directive ${key} does not say how far it binds such a body at such a site: VOLUNTARY is assumed.`;
}

export function demandSentence(demand: Demand): string {
  const { action, strength, deadline, ruleId } = demand;
  const asked = strength === 'MANDATORY' ? 'It demands' : 'It advises';
  return `${asked} that ${ACTIONS[action]}${deadline ? ` by ${deadline}` : ''}${targetInWords(demand)} (rule ${ruleId}).`;
}

function targetInWords({ targetDate, variationReason }: Demand): string {
  if (!targetDate) return '';
  const why = variationReason ? `; it may be later for this reason: ${variationReason}` : '';
  return `, where possible by ${targetDate}${why}`;
}

export function openDemandSentence({ action, onlyNetwork, ruleId, deadline }: DemandRule): string {
  return `How the device hangs on the network is not known: if it is ${onlyNetwork}, rule ${ruleId} asks that ${ACTIONS[action]}${deadline ? ` by ${deadline}` : ''}.`;
}

export function exemptionSentence(
  { key }: DirectiveVersion,
  { id, from, expiresOn, grantedBy }: ExemptionInForce,
): string {
  return `It is exempt from removal under directive ${key} from ${from} to ${expiresOn} (exemption ${id}, granted by ${grantedBy}).`;
}

export function redeploymentSentence(
  directive: DirectiveVersion,
  installedOn: string,
  ceasedOn: string,
): string {
  return `It was installed on ${installedOn}, after deployment had to cease on ${ceasedOn} (${directive.key}).`;
}

function nameOf({ key, version }: DirectiveVersion): string {
  return `directive ${key} version ${version}`;
}
