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
    sentence: `${device.namedBy ?? 'The register'} names the maker "${device.manufacturer?.trim()}": ${labelMeaning(reading)}`,
    ...assertedBy(device),
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
  device: DeviceToRecognise,
  reading: MacReading,
): Ground | null {
  if (reading.how !== 'BLOCK') return null;
  const owners = reading.claims.map(ofMaker).join(' or ');
  const sentence = `The MAC address ${device.mac} lies in the block ${reading.prefix} of ${owners}.`;
  return byMakersRegister(register, device, 'MAC_PREFIX', sentence);
}

/** Null where the model says nothing of the maker. */
export function modelGround(
  register: CompiledRegister,
  device: DeviceToRecognise,
  reading: ModelReading,
): Ground | null {
  if (reading.how === 'KNOWN') {
    const sentence = `The model "${device.model}" is a listed model of ${reading.maker}.`;
    return byMakersRegister(register, device, 'MODEL_PATTERN', sentence);
  }
  if (reading.how !== 'PATTERN') return null;
  const fits = reading.hints.map((hint) => `${hint.pattern.source} of ${ofMaker(hint)}`).join(' and ');
  const sentence = `The model "${device.model}" fits the pattern ${fits}. Weak evidence.`;
  return byMakersRegister(register, device, 'MODEL_PATTERN', sentence);
}

/** The ground of a relabel: hardware of one maker under a badge known to be put on it. */
export function relabelGround(
  register: CompiledRegister,
  device: DeviceToRecognise,
  badge: string,
  { maker }: PossibleMaker,
  grade: 'MAC_PREFIX' | 'MODEL_PATTERN',
): Ground {
  const sentence = `OEM: the badge "${badge}" is known to stand on devices made by ${maker}, and the hardware of this one is of ${maker}.`;
  return byMakersRegister(register, device, grade, sentence);
}

/** What the device bears, as its register says, and what that means, as the makers' register says. */
function byMakersRegister(
  register: CompiledRegister,
  device: DeviceToRecognise,
  grade: Ground['grade'],
  sentence: string,
): Ground {
  const source = [register.assertedBy, register.assertedOn].filter((part) => part !== null).join(', ');
  return { grade, sentence: `${sentence} Source: ${source}.`, ...assertedBy(device) };
}

/** Who said of the device what a ground rests on, and when. */
function assertedBy({
  recordedBy,
  recordedOn,
}: DeviceToRecognise): Pick<Ground, 'assertedBy' | 'assertedOn'> {
  return { assertedBy: recordedBy ?? 'asset register', assertedOn: recordedOn ?? null };
}

function ofMaker({ maker, brand }: MakerClaim): string {
  return brand ? `${maker} (${brand.name})` : maker;
}
