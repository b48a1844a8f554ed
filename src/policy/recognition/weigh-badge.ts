import type { MakerBrand, NameClaim } from './maker-register.js';
import type { CoverageThrough } from '../policy.types.js';
import type { LabelReading } from './read-label.js';
import { surest, type PossibleMaker, type Sureness } from './recognition.js';

/** What the name on a device says of its maker when nothing else is known. */
export interface Badge {
  isAbsent: boolean;
  makers: readonly PossibleMaker[];
  /** Every maker that is known to stand behind the badge at any time, and how. */
  behind: ReadonlyMap<string, CoverageThrough>;
  /** Makers whose own name it is. */
  owners: ReadonlySet<string>;
  mayBeAnother: boolean;
  brand: string | null;
  unknowns: readonly string[];
}

/** Weighs a label by confidence, mixed lines and the time in which a brand was the maker's. */
export function weighBadge(reading: LabelReading, installedOn: string | null): Badge {
  const known = timeless.get(reading);
  if (known) return known;
  const badge = weigh(reading, installedOn);
  if (!isDated(reading)) timeless.set(reading, badge);
  return badge;
}

/** Badges of readings in which no brand has a date window: the same for every device, and most are. */
const timeless = new WeakMap<LabelReading, Badge>();

function isDated(reading: LabelReading): boolean {
  if (reading.how === 'ABSENT' || reading.how === 'UNRECOGNISED') return false;
  return reading.claims.some(({ brand }) => brand !== null && hasWindow(brand));
}

function hasWindow({ from, to }: MakerBrand): boolean {
  return from !== null || to !== null;
}

function weigh(reading: LabelReading, installedOn: string | null): Badge {
  if (reading.how === 'ABSENT' || reading.how === 'UNRECOGNISED')
    return { ...nameless, isAbsent: reading.how === 'ABSENT', mayBeAnother: reading.how === 'UNRECOGNISED' };

  const makers: PossibleMaker[] = [];
  const behind = new Map<string, CoverageThrough>();
  const owners = new Set<string>();
  const unknowns = new Set<string>();
  let mayBeAnother = false;
  let brand: string | null = null;

  for (const claim of reading.claims) {
    const weight = weighClaim(claim, installedOn);
    if (behind.get(claim.maker) !== 'OWNERSHIP') behind.set(claim.maker, weight.through);
    if (!claim.brand) owners.add(claim.maker);
    brand ??= claim.brand?.name ?? null;
    if (weight.sureness) {
      const sureness = reading.how === 'EXACT' || weight.sureness !== 'FIRM' ? weight.sureness : 'CLOSE';
      makers.push({ maker: claim.maker, sureness, through: weight.through });
    }
    if (weight.mayBeAnother) mayBeAnother = true;
    if (weight.unknown) unknowns.add(weight.unknown);
  }
  return {
    isAbsent: false,
    makers: surest(makers),
    behind,
    owners,
    // Lines that are no relabels are the badge owner's own, where the owner is known.
    mayBeAnother: mayBeAnother && owners.size === 0,
    brand,
    unknowns: [...unknowns],
  };
}

interface Weight {
  /** Null: on that day the badge was not this maker's. */
  sureness: Sureness | null;
  through: CoverageThrough;
  mayBeAnother: boolean;
  unknown?: string;
}

function weighClaim({ maker, brand }: NameClaim, installedOn: string | null): Weight {
  if (!brand) return { sureness: 'FIRM', through: 'OWNERSHIP', mayBeAnother: false };
  if (hasWindow(brand)) {
    const through = 'OEM_RELABELLING';
    const time = timeOf(brand);
    if (installedOn === null)
      return {
        sureness: 'POSSIBLE',
        through,
        mayBeAnother: true,
        unknown: `It is not known when the device was installed: ${brand.name} was a brand of ${maker} ${time}.`,
      };
    if ((brand.from !== null && installedOn < brand.from) || (brand.to !== null && installedOn > brand.to))
      return {
        sureness: null,
        through,
        mayBeAnother: true,
        unknown: `The device was installed on ${installedOn}, and ${brand.name} was a brand of ${maker} ${time}: who made it is not told.`,
      };
  }
  if (brand.mixed || brand.confidence === 'CONFLICTING')
    return {
      sureness: 'POSSIBLE',
      through: 'OEM_RELABELLING',
      mayBeAnother: true,
      unknown: `Only some ${brand.name} devices are known or said to be made by ${maker}.`,
    };
  return {
    sureness: brand.confidence === 'RECALLED' ? 'CLOSE' : 'FIRM',
    through: 'OWNERSHIP',
    mayBeAnother: false,
  };
}

/** The time of a brand in words. */
export function timeOf({ from, to }: MakerBrand): string {
  return [from && `from ${from}`, to && `until ${to}`].filter(Boolean).join(' ');
}

const nameless = {
  makers: [],
  behind: new Map<string, CoverageThrough>(),
  owners: new Set<string>(),
  brand: null,
  unknowns: [],
};
