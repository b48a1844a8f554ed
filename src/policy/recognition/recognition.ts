import type { CoverageThrough, Ground } from '../policy.types.js';

/**
 * How sure it is that a maker stands behind a device.
 * FIRM clears or convicts, CLOSE convicts but never clears, POSSIBLE only raises a doubt.
 */
export const SURENESS = ['FIRM', 'CLOSE', 'POSSIBLE'] as const;
export type Sureness = (typeof SURENESS)[number];

/** A maker that may have made a device. */
export interface PossibleMaker {
  maker: string;
  sureness: Sureness;
  /** OEM_RELABELLING: its hardware would stand under another company's badge. */
  through: CoverageThrough;
}

/** A survey: what a person on site found the maker to be. */
export interface Survey {
  manufacturer: string;
  note: string | null;
  assertedBy: string;
  assertedOn: string;
}

/** What a register tells of a device, as far as it bears on who made it. */
export interface DeviceToRecognise {
  manufacturer: string | null;
  model: string | null;
  /** In any spelling. */
  mac: string | null;
  installedOn: string | null;
  surveys: readonly Survey[];
  /** Who wrote the register, "asset register" where it is left out, and when. */
  recordedBy?: string | null;
  recordedOn?: string | null;
  /** What names the maker, "The register" where it is left out. */
  namedBy?: string;
}

/** Who may have made a device, and why. It knows of no directive: `assess` gives the verdict. */
export interface Recognition {
  /** Surest first; empty where nothing tells. */
  makers: readonly PossibleMaker[];
  /** The device bears a name that may stand for a maker beyond those listed. */
  mayBeAnother: boolean;
  /** The brand that the device bears, where the makers' register knows it. */
  brand: string | null;
  grounds: readonly Ground[];
  /** What is not known; of interest where the verdict is open. */
  unknowns: readonly string[];
  /** How contradictions were weighed. */
  remarks: readonly string[];
}

/** Keeps one entry a maker, the surest, in order of sureness. */
export function surest(makers: readonly PossibleMaker[]): PossibleMaker[] {
  if (makers.length < 2) return [...makers];
  const kept = new Map<string, PossibleMaker>();
  for (const candidate of makers) {
    const there = kept.get(candidate.maker);
    if (!there || rank(candidate) < rank(there)) kept.set(candidate.maker, candidate);
  }
  return [...kept.values()].sort((a, b) => rank(a) - rank(b));
}

function rank({ sureness }: PossibleMaker): number {
  return SURENESS.indexOf(sureness);
}
