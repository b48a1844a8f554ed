import type { MakerClaim } from './maker-register.js';
import type { MacReading, ModelReading } from './read-hardware.js';
import { surest, type PossibleMaker } from './recognition.js';
import type { Badge } from './weigh-badge.js';

/** Who may have made a device, from its badge, its MAC address and its model together. */
export interface Weighed {
  makers: readonly PossibleMaker[];
  mayBeAnother: boolean;
  /** The badge is another company's and is known to be put on the devices of the maker found. */
  isKnownRelabel: boolean;
  /** The hardware names a maker that is not known to stand behind the badge. */
  isContradiction: boolean;
}

/**
 * A relabel changes name and colours and keeps the hardware. So a MAC block or a listed model settles
 * which of the makers behind a badge it is; where it names a maker that is not known to stand behind
 * the badge, both stay possible.
 */
export function weighEvidence(badge: Badge, mac: MacReading, model: ModelReading): Weighed {
  const blocks = mac.how === 'BLOCK' ? mac.claims.map(fromBlock) : [];
  const byMac = settleBy(badge, blocks);
  if (model.how === 'ABSENT' || model.how === 'UNRECOGNISED') return byMac;

  if (model.how === 'KNOWN') return addKnownModel(badge, byMac, blocks.length > 0, model.maker);

  // A pattern is too weak to speak against hardware that the badge does not contradict.
  if (blocks.length > 0 && !byMac.isContradiction) return byMac;
  const hints = model.hints
    .filter(({ maker }) => !byMac.makers.some((found) => found.maker === maker))
    .map(({ maker }): PossibleMaker => ({ maker, sureness: 'POSSIBLE', through: throughOf(badge, maker) }));
  return {
    ...byMac,
    makers: surest([...byMac.makers, ...hints]),
    isContradiction: byMac.isContradiction || (hints.length > 0 && byMac.makers.length > 0),
  };
}

function settleBy(badge: Badge, hardware: readonly PossibleMaker[]): Weighed {
  if (hardware.length === 0) return { ...asBadge(badge), isContradiction: false };
  if (badge.isAbsent)
    return { makers: surest(hardware), mayBeAnother: false, isKnownRelabel: false, isContradiction: false };
  const placed = hardware.map((maker) => ({ ...maker, through: throughOf(badge, maker.maker) }));
  const settled = placed.filter(({ maker }) => badge.behind.has(maker));
  if (settled.length > 0)
    return {
      makers: surest(settled),
      mayBeAnother: false,
      isKnownRelabel: settled.some(({ through }) => through === 'OEM_RELABELLING'),
      isContradiction: false,
    };
  return {
    makers: surest([...placed, ...badge.makers]),
    mayBeAnother: badge.mayBeAnother,
    isKnownRelabel: false,
    isContradiction: true,
  };
}

function addKnownModel(badge: Badge, byMac: Weighed, hasBlock: boolean, maker: string): Weighed {
  const known: PossibleMaker = { maker, sureness: 'FIRM', through: throughOf(badge, maker) };
  if (!hasBlock) {
    if (badge.isAbsent) return { ...byMac, makers: [known] };
    // A badge owner's own model list does not tell who built the model: relabels are on it too.
    const settles = badge.behind.has(maker) && (!badge.owners.has(maker) || badge.behind.size === 1);
    if (settles)
      return {
        makers: [known],
        mayBeAnother: false,
        isKnownRelabel: known.through === 'OEM_RELABELLING',
        isContradiction: false,
      };
  }
  return {
    ...byMac,
    makers: surest([...byMac.makers, known]),
    isContradiction: byMac.isContradiction || !byMac.makers.some((found) => found.maker === maker),
  };
}

function asBadge({ makers, mayBeAnother }: Badge): Omit<Weighed, 'isContradiction'> {
  return { makers, mayBeAnother, isKnownRelabel: false };
}

/** A maker's hardware under a badge that is not its own can only be a relabel. */
export function throughOf(badge: Badge, maker: string): PossibleMaker['through'] {
  if (badge.isAbsent) return 'OWNERSHIP';
  return badge.behind.get(maker) ?? 'OEM_RELABELLING';
}

function fromBlock({ maker, brand }: MakerClaim): PossibleMaker {
  const sureness = brand?.mixed ? 'POSSIBLE' : brand?.confidence === 'RECALLED' ? 'CLOSE' : 'FIRM';
  return { maker, sureness, through: 'OWNERSHIP' };
}
