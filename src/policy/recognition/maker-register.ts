import type { BrandConfidence } from '../../estate/estate.types.js';
import { modelKey } from '../../estate/reference/model-key.js';
import { allowedEdits, nameKey, nameWords } from './maker-names.js';

/** A name under which a maker's devices are sold. A mixed one is another company's badge, relabels are some of its lines. */
export interface MakerBrand {
  name: string;
  confidence: BrandConfidence;
  mixed: boolean;
  /** First day on which the badge was the maker's; null: always. */
  from: string | null;
  /** Last day. */
  to: string | null;
  aliases: readonly string[];
  macPrefixes: readonly string[];
  modelPatterns: readonly string[];
}

/** A maker with everything by which its devices may be recognised. */
export interface Maker {
  name: string;
  entity: string | null;
  aliases: readonly string[];
  /** Upper-case hexadecimal, 6, 7 or 9 digits. */
  macPrefixes: readonly string[];
  /** Regular expressions over the model text, as `modelPatternFault` lets them pass. */
  modelPatterns: readonly string[];
  brands: readonly MakerBrand[];
}

/** A model that is known to be of a maker. */
export interface KnownModel {
  manufacturer: string;
  name: string;
}

/** All that is known of makers, who says so and on which day. */
export interface MakersRegister {
  makers: readonly Maker[];
  models: readonly KnownModel[];
  assertedBy: string;
  assertedOn: string | null;
}

export type NameKind = 'NAME' | 'ALIAS' | 'ENTITY' | 'BRAND';

/** A maker that may stand behind something, and the brand of it that was met, where it is one. */
export interface MakerClaim {
  maker: string;
  brand: MakerBrand | null;
}

/** A maker that a name stands for. */
export interface NameClaim extends MakerClaim {
  kind: NameKind;
  /** The name as the makers' register writes it. */
  name: string;
}

/** The register in the form in which a million devices can be looked up in seconds. Treat it as opaque. */
export interface CompiledRegister {
  names: ReadonlyMap<string, readonly NameClaim[]>;
  /** Names long enough to be met misspelt. */
  spellable: readonly string[];
  /** Longest prefixes first. */
  macPrefixes: readonly { length: number; claims: ReadonlyMap<string, readonly MakerClaim[]> }[];
  models: ReadonlyMap<string, string>;
  modelPatterns: readonly (MakerClaim & { pattern: RegExp })[];
  assertedBy: string;
  assertedOn: string | null;
}

/**
 * Makes the register ready for `recognise`. Compile it anew whenever a maker changes.
 *
 * @throws {SyntaxError} where a model pattern is not a regular expression
 */
export function compileRegister(register: MakersRegister): CompiledRegister {
  const names = new Map<string, NameClaim[]>();
  const prefixes = new Map<number, Map<string, MakerClaim[]>>();
  const modelPatterns: (MakerClaim & { pattern: RegExp })[] = [];

  const addName = (claim: NameClaim) => {
    for (const key of new Set([nameKey(claim.name), nameWords(claim.name).join('')]))
      if (key) append(names, key, claim);
  };
  const addIdentifiers = (claim: MakerClaim, of: Pick<Maker, 'macPrefixes' | 'modelPatterns'>) => {
    for (const prefix of of.macPrefixes) {
      const sameLength = prefixes.get(prefix.length) ?? new Map<string, MakerClaim[]>();
      prefixes.set(prefix.length, sameLength);
      append(sameLength, prefix.toUpperCase(), claim);
    }
    for (const pattern of of.modelPatterns)
      modelPatterns.push({ ...claim, pattern: new RegExp(pattern, 'i') });
  };

  for (const maker of register.makers) {
    const own = { maker: maker.name, brand: null };
    addName({ ...own, kind: 'NAME', name: maker.name });
    for (const alias of maker.aliases) addName({ ...own, kind: 'ALIAS', name: alias });
    if (maker.entity) addName({ ...own, kind: 'ENTITY', name: maker.entity });
    addIdentifiers(own, maker);
    for (const brand of maker.brands) {
      const claim = { maker: maker.name, brand };
      for (const name of [brand.name, ...brand.aliases]) addName({ ...claim, kind: 'BRAND', name });
      addIdentifiers(claim, brand);
    }
  }

  return {
    names,
    spellable: [...names.keys()].filter((key) => allowedEdits(key.length) > 0).sort(),
    macPrefixes: [...prefixes]
      .map(([length, claims]) => ({ length, claims }))
      .sort((a, b) => b.length - a.length),
    models: new Map(register.models.map(({ manufacturer, name }) => [modelKey(name), manufacturer])),
    modelPatterns,
    assertedBy: register.assertedBy,
    assertedOn: register.assertedOn,
  };
}

/** Adds a claim once: several spellings of one maker may come to the same key. */
function append<Claim extends MakerClaim>(claims: Map<string, Claim[]>, key: string, claim: Claim): void {
  const there = claims.get(key);
  if (!there) claims.set(key, [claim]);
  else if (!there.some(({ maker, brand }) => maker === claim.maker && brand === claim.brand))
    there.push(claim);
}
