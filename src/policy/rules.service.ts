import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { groupRows } from '../platform/database/rows.js';
import { Clock } from '../platform/clock.js';
import { openPolicyBook, type PolicyBook } from './assess.js';
import { readDirectives } from './directive-store.js';
import { compileRegister, type CompiledRegister, type Maker } from './recognise.js';

/** By what makers are recognised, and what the directives of a day say of them. */
export interface Rules {
  /** The day, `YYYY-MM-DD`. */
  day: string;
  register: CompiledRegister;
  book: PolicyBook;
}

/** Lists that the database keeps as JSON. */
const LISTS = ['aliases', 'macPrefixes', 'modelPatterns'] as const;
type ListName = (typeof LISTS)[number];
type RowOf<Entry> = Omit<Entry, ListName> & Record<ListName, string>;
type Brand = Maker['brands'][number];

/** Reads the rules by which devices are assessed. */
@Injectable()
export class RulesService {
  /** The last rules that were compiled, and what they were compiled from: a large import compiles them once. */
  private last: { source: string; rules: Rules } | undefined;

  constructor(private readonly clock: Clock) {}

  /**
   * The rules of today, which nobody changes before the transaction ends: otherwise a change of the rules and a
   * change of a device at the same time could each miss the other.
   */
  async read(manager: EntityManager): Promise<Rules> {
    const day = this.clock.today();
    const makers = await readMakers(manager);
    const models = await manager.query<{ manufacturer: string; name: string }[]>(
      `SELECT m.name AS manufacturer, d.name FROM device_models d
         JOIN manufacturers m ON m.id = d.manufacturer_id ORDER BY d.id LOCK IN SHARE MODE`,
    );
    const directives = await readDirectives(manager, 'steadily');
    const source = JSON.stringify([day, makers, models, directives]);
    if (this.last?.source !== source) {
      const register = compileRegister({
        makers,
        models,
        assertedBy: 'makers\u2019 register',
        assertedOn: null,
      });
      this.last = { source, rules: { day, register, book: openPolicyBook(directives, day) } };
    }
    return this.last.rules;
  }
}

async function readMakers(manager: EntityManager): Promise<Maker[]> {
  const makers = await manager.query<(RowOf<Omit<Maker, 'brands'>> & { id: number })[]>(
    `SELECT id, name, entity, aliases, mac_prefixes AS macPrefixes, model_patterns AS modelPatterns
       FROM manufacturers ORDER BY name LOCK IN SHARE MODE`,
  );
  const brands = await manager.query<
    (RowOf<Omit<Brand, 'mixed'>> & { mixed: number; manufacturerId: number })[]
  >(
    `SELECT manufacturer_id AS manufacturerId, name, confidence, mixed, from_date AS \`from\`, to_date AS \`to\`,
            aliases, mac_prefixes AS macPrefixes, model_patterns AS modelPatterns
       FROM brands ORDER BY manufacturer_id, name LOCK IN SHARE MODE`,
  );
  const brandsOf = groupRows(brands, ({ manufacturerId }) => manufacturerId);
  return makers.map((maker) => ({
    ...withLists(maker),
    brands: (brandsOf.get(maker.id) ?? []).map((brand) => ({
      ...withLists(brand),
      mixed: brand.mixed === 1,
    })),
  }));
}

function withLists<Row extends Record<ListName, string>>(
  row: Row,
): Omit<Row, ListName> & Record<ListName, string[]> {
  const lists = Object.fromEntries(LISTS.map((list) => [list, JSON.parse(row[list]) as string[]]));
  return { ...row, ...(lists as Record<ListName, string[]>) };
}
