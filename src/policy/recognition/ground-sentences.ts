import type { CompiledRegister, MakerClaim, NameClaim } from './maker-register.js';
import type { Ground } from '../policy.types.js';
import type { MacReading, ModelReading } from './read-hardware.js';
import type { LabelReading } from './read-label.js';
import type { DeviceToRecognise, PossibleMaker, Survey } from './recognition.js';
import { timeOf } from './weigh-badge.js';

/** The sentences by which a person can check how a maker was recognised. */

export function surveyGround({ manufacturer, note, assertedBy, assertedOn }: Survey): Ground {
  const sentence = `A survey found the maker to be ${manufacturer}${note ? `: ${note}` : '.'}`;
  return { grade: 'SURVEY', sentence, assertedBy, assertedOn };
}

/** Null where the register names nobody. */
export function labelGround(device: DeviceToRecognise, reading: LabelReading): Ground | null {
  if (reading.how === 'ABSENT') return null;
  return {
    grade: 'LABEL',
    sentence: `The register names the maker "${device.manufacturer?.trim()}": ${labelMeaning(reading)}`,
    assertedBy: device.recordedBy ?? 'asset register',
    assertedOn: device.recordedOn ?? null,
  };
}

function labelMeaning(reading: Exclude<LabelReading, { how: 'ABSENT' }>): string {
  if (reading.how === 'UNRECOGNISED') return 'a name that the makers\u2019 register does not know.';
  const names = [...new Set(reading.claims.map(nameMeaning))].join('; ');
  if (reading.how === 'EXACT') return `${names}.`;
  if (reading.how === 'CONTAINED') return `among its words is ${names}. A weaker match than the whole name.`;
  const letters = reading.edits === 1 ? 'one letter' : `${reading.edits} letters`;
  return `no known name, but ${letters} away from ${names}. A weaker match than the name itself.`;
}

function nameMeaning({ maker, brand, kind, name }: NameClaim): string {
  if (brand) {
    const confidence = `confidence ${brand.confidence.toLowerCase()}`;
    const time = timeOf(brand);
    if (brand.mixed) return `the badge ${name}, borne by some devices made by ${maker} (${confidence})`;
    return `the brand ${name} of ${maker}${time && ` ${time}`} (${confidence})`;
  }
  if (kind === 'NAME') return `the name of ${maker}`;
  return kind === 'ALIAS' ? `${name}, an alias of ${maker}` : `${name}, the company behind ${maker}`;
}

/** Null where the address proves nothing. */
export function macGround(
  register: CompiledRegister,
  mac: string | null,
  reading: MacReading,
): Ground | null {
  if (reading.how !== 'BLOCK') return null;
  const owners = reading.claims.map(ofMaker).join(' or ');
  return byMakersRegister(
    register,
    'MAC_PREFIX',
    `The MAC address ${mac} lies in the block ${reading.prefix} of ${owners}.`,
  );
}

/** Null where the model says nothing of the maker. */
export function modelGround(
  register: CompiledRegister,
  model: string | null,
  reading: ModelReading,
): Ground | null {
  if (reading.how === 'KNOWN')
    return byMakersRegister(
      register,
      'MODEL_PATTERN',
      `The model "${model}" is a listed model of ${reading.maker}.`,
    );
  if (reading.how !== 'PATTERN') return null;
  const fits = reading.hints.map((hint) => `${hint.pattern.source} of ${ofMaker(hint)}`).join(' and ');
  return byMakersRegister(
    register,
    'MODEL_PATTERN',
    `The model "${model}" fits the pattern ${fits}. Weak evidence.`,
  );
}

/** The ground of a relabel: hardware of one maker under a badge known to be put on it. */
export function relabelGround(
  register: CompiledRegister,
  badge: string,
  { maker }: PossibleMaker,
  grade: 'MAC_PREFIX' | 'MODEL_PATTERN',
): Ground {
  return byMakersRegister(
    register,
    grade,
    `OEM: the badge "${badge}" is known to stand on devices made by ${maker}, and the hardware of this one is of ${maker}.`,
  );
}

function byMakersRegister(register: CompiledRegister, grade: Ground['grade'], sentence: string): Ground {
  return { grade, sentence, assertedBy: register.assertedBy, assertedOn: register.assertedOn };
}

function ofMaker({ maker, brand }: MakerClaim): string {
  return brand ? `${maker} (${brand.name})` : maker;
}
