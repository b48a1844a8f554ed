import type { CompiledRegister } from './maker-register.js';
import { readLabel } from './read-label.js';
import { surest, type DeviceToRecognise, type PossibleMaker, type Survey } from './recognition.js';
import { weighBadge } from './weigh-badge.js';

/** What the surveys of a device come to. */
export interface WeighedSurveys {
  /** The newest ones that are about the device that is there now. */
  counted: readonly Survey[];
  /** Empty where no survey names a maker that the register knows. */
  makers: readonly PossibleMaker[];
  /** One of them names a maker that the register does not know. */
  namesAnother: boolean;
  unknowns: readonly string[];
}

/**
 * The newest survey counts; later findings correct earlier ones. A survey from before the device was
 * installed was about another device.
 */
export function weighSurveys(register: CompiledRegister, device: DeviceToRecognise): WeighedSurveys {
  if (device.surveys.length === 0) return nothing;
  const { installedOn } = device;
  const unknowns: string[] = [];
  const current = device.surveys.filter(({ assertedOn, assertedBy }) => {
    if (installedOn === null || assertedOn >= installedOn) return true;
    unknowns.push(
      `The survey by ${assertedBy} on ${assertedOn} was before the device was installed on ${installedOn}: it is not counted.`,
    );
    return false;
  });
  const newest = current.reduce((day, { assertedOn }) => (assertedOn > day ? assertedOn : day), '');
  const counted = current.filter(({ assertedOn }) => assertedOn === newest);
  const makers: PossibleMaker[] = [];
  let namesAnother = false;
  for (const survey of counted) {
    const reading = readLabel(register, survey.manufacturer);
    const badge = weighBadge(reading, installedOn);
    // A survey says who made the device: where the name is a maker's own, its mixed badge is beside the point.
    const named = badge.makers.filter(({ maker }) => badge.owners.size === 0 || badge.owners.has(maker));
    const settled = named.filter(({ sureness }) => sureness !== 'POSSIBLE');
    if (reading.how === 'UNRECOGNISED') namesAnother = true;
    if (settled.length === 0)
      unknowns.push(
        reading.how === 'UNRECOGNISED'
          ? `The survey names "${survey.manufacturer}", whom the makers\u2019 register does not know: enter the maker there.`
          : `The survey names "${survey.manufacturer}", which does not tell the maker.`,
      );
    makers.push(...settled.map((maker) => (reading.how === 'EXACT' ? asFirm(maker) : maker)));
  }
  return { counted, makers: surest(makers), namesAnother, unknowns };
}

function asFirm(maker: PossibleMaker): PossibleMaker {
  return { ...maker, sureness: 'FIRM' };
}

const nothing: WeighedSurveys = { counted: [], makers: [], namesAnother: false, unknowns: [] };
