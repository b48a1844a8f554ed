import {
  labelGround,
  macGround,
  modelGround,
  relabelGround,
  surveyGround,
} from './recognition/ground-sentences.js';
import type { CompiledRegister } from './recognition/maker-register.js';
import type { Ground } from './policy.types.js';
import { readMac, readModel, type MacReading } from './recognition/read-hardware.js';
import { readLabel } from './recognition/read-label.js';
import type { DeviceToRecognise, Recognition } from './recognition/recognition.js';
import { weighBadge, type Badge } from './recognition/weigh-badge.js';
import { throughOf, weighEvidence, type Weighed } from './recognition/weigh-evidence.js';
import { weighSurveys, type WeighedSurveys } from './recognition/weigh-surveys.js';

export type {
  DeviceToRecognise,
  PossibleMaker,
  Recognition,
  Survey,
  Sureness,
} from './recognition/recognition.js';
export {
  compileRegister,
  type CompiledRegister,
  type Maker,
  type MakersRegister,
} from './recognition/maker-register.js';

/**
 * Finds out who may have made a device, strongest evidence first: a survey, the label, the MAC block,
 * the model. It never fails: where nothing tells, the list of makers is empty.
 */
export function recognise(register: CompiledRegister, device: DeviceToRecognise): Recognition {
  const label = readLabel(register, device.manufacturer ?? '');
  const mac = readMac(register, device.mac);
  const model = readModel(register, device.model ?? '');
  const surveys = weighSurveys(register, device);
  const badge = weighBadge(label, device.installedOn);
  const weighed = weighEvidence(badge, mac, model);
  const isSurveyed = surveys.makers.length > 0;

  const grounds: (Ground | null)[] = [
    ...surveys.counted.map(surveyGround),
    labelGround(device, label),
    macGround(register, device, mac),
    modelGround(register, device, model),
  ];
  const relabelled = weighed.makers[0];
  if (weighed.isKnownRelabel && relabelled)
    grounds.push(
      relabelGround(
        register,
        device,
        badge.brand ?? device.manufacturer ?? '',
        relabelled,
        mac.how === 'BLOCK' ? 'MAC_PREFIX' : 'MODEL_PATTERN',
      ),
    );

  return {
    makers: isSurveyed
      ? surveys.makers.map((found) => ({ ...found, through: throughOf(badge, found.maker) }))
      : weighed.makers,
    mayBeAnother: surveys.namesAnother || (!isSurveyed && weighed.mayBeAnother),
    brand: badge.brand ?? brandOfBlock(badge, mac),
    grounds: grounds.filter((ground) => ground !== null),
    unknowns: [
      ...surveys.unknowns,
      ...badge.unknowns,
      ...labelUnknowns(device, badge),
      ...macUnknowns(device, mac),
    ],
    remarks: remarksOn(weighed, surveys),
  };
}

function brandOfBlock(badge: Badge, mac: MacReading): string | null {
  return badge.isAbsent && mac.how === 'BLOCK' ? (mac.claims[0]?.brand?.name ?? null) : null;
}

function labelUnknowns(device: DeviceToRecognise, badge: Badge): string[] {
  if (badge.isAbsent) return ['The register does not name the maker.'];
  if (badge.makers.length === 0 && badge.behind.size === 0)
    return [`The makers\u2019 register does not know the name "${device.manufacturer?.trim()}".`];
  return [];
}

function macUnknowns({ mac }: DeviceToRecognise, reading: MacReading): string[] {
  switch (reading.how) {
    case 'BLOCK':
      return [];
    case 'ABSENT':
      return ['The MAC address is not recorded. Cameras behind a recorder show none.'];
    case 'UNREADABLE':
      return [`The MAC address "${mac}" cannot be read.`];
    case 'LOCAL':
      return [`The MAC address ${mac} was given locally: it proves nothing.`];
    case 'MULTICAST':
      return [`The MAC address ${mac} is a group address: it proves nothing.`];
    case 'NO_BLOCK':
      return [`The makers\u2019 register does not know the block of the MAC address ${mac}.`];
  }
}

function remarksOn(weighed: Weighed, surveys: WeighedSurveys): string[] {
  const [surveyed, other] = surveys.makers;
  if (!surveyed)
    return weighed.isContradiction ? ['The label and the hardware speak of different makers.'] : [];
  const remarks: string[] = [];
  if (other) remarks.push('Surveys of the same day name different makers.');
  if (!weighed.makers.some(({ maker }) => maker === surveyed.maker) && weighed.makers.length > 0)
    remarks.push('The other evidence speaks of another maker. The survey is the stronger.');
  return remarks;
}
