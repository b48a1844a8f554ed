/** Which rows of a general asset register are surveillance equipment: by the words of their category or role. */
import type { DeviceKind } from '../../estate/estate.types.js';

export interface TellingWords {
  /** The category of an asset register, the role of a network register. */
  category: string | null;
  /** The names that the row has besides: of the item, of the model. */
  names: readonly (string | null)[];
}

export interface ToldKind {
  kind: DeviceKind;
  /** True: the words only tell that it is surveillance equipment; a known model may know better. */
  isGuessed: boolean;
}

/** Cameras that watch no place. */
const OTHER_CAMERAS =
  /\b((web|dash) ?cam(era)?s?|(digital|document|conference|conferencing|still|slr|dslr|mirrorless|compact) cam(era)?s?|video conferenc\w*)\b/;

/** The first that fits; what names a part of a system comes before what names the system. */
const KINDS: readonly (readonly [RegExp, DeviceKind])[] = [
  [/\b(body ?worn\w*|body ?cams?|bwv|bwc)\b/, 'BODY_WORN'],
  [/\b(drones?|uavs?|uas|quadcopters?)\b/, 'DRONE'],
  [/\b(anpr|lpr|alpr|number ?plate)\b/, 'ANPR_CAMERA'],
  [/\b(encoders?|video servers?)\b/, 'ENCODER'],
  [/\b(nvrs?|dvrs?|xvrs?|video recorders?|recorders?|vms)\b/, 'RECORDER'],
  [/\b(intercoms?|door ?entry|entry ?phones?|door ?stations?|video ?door\w*)\b/, 'INTERCOM'],
  [
    /\b(access control\w*|access readers?|door readers?|door controllers?|proximity readers?|turnstiles?)\b/,
    'ACCESS_READER',
  ],
  [/\b(cameras?|cams?|ptz)\b/, 'CAMERA'],
];

const SURVEILLANCE = /\b(cctv|surveillance|video security|security equipment)\b/;

/** Null where the words do not tell of surveillance equipment. */
export function tellKind({ category, names }: TellingWords): ToldKind | null {
  const words = normalise(category);
  const rest = normalise(names.join(' '));
  if (OTHER_CAMERAS.test(words)) return null;
  const kind = kindIn(words);
  if (kind) return { kind, isGuessed: false };
  if (SURVEILLANCE.test(words)) return { kind: kindIn(rest) ?? 'CAMERA', isGuessed: true };
  // A row that is filed nowhere is taken by its name; one that is filed elsewhere is what it is filed as.
  if (words !== '' || OTHER_CAMERAS.test(rest)) return null;
  const guess = kindIn(rest) ?? (SURVEILLANCE.test(rest) ? 'CAMERA' : null);
  return guess && { kind: guess, isGuessed: true };
}

function kindIn(words: string): DeviceKind | null {
  return KINDS.find(([pattern]) => pattern.test(words))?.[1] ?? null;
}

function normalise(words: string | null): string {
  return (words ?? '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
