import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository, type EntityManager } from 'typeorm';
import { Audit, type Audited, type Snapshot } from '../access/audit/audit.service.js';
import { refuseWhenReferenced } from '../platform/database/references.js';
import { Transactions } from '../platform/database/transactions.js';
import { readInput } from '../platform/input.js';
import { EstateChanges } from './estate-changes.js';
import { chunksOf, groupRows } from '../platform/database/rows.js';
import { KnownModels } from './known-models.js';
import { Brand, DeviceModel, Manufacturer } from './manufacturer.entity.js';
import { manufacturerInput, type BrandInput, type ManufacturerInput } from './manufacturer.input.js';
import { modelKey } from './reference/model-key.js';
import type { Reference } from './reference/reference.js';

const ROWS_AT_A_TIME = 1_000;

/** What a loading of the reference register has added. */
export interface ReferenceCounts {
  manufacturers: number;
  brands: number;
  models: number;
}

const MANUFACTURER: Audited<string> = { type: 'Manufacturer', idOf: String, read: readSnapshot };

/** Makers of devices, and what their devices are recognised by. */
@Injectable()
export class ManufacturersService {
  constructor(
    @InjectRepository(Manufacturer) private readonly manufacturers: Repository<Manufacturer>,
    @InjectRepository(Brand) private readonly brands: Repository<Brand>,
    @InjectRepository(DeviceModel) private readonly models: Repository<DeviceModel>,
    private readonly transactions: Transactions,
    private readonly estateChanges: EstateChanges,
    private readonly knownModels: KnownModels,
    private readonly audit: Audit,
  ) {}

  /** All makers, by name. */
  listManufacturers(): Promise<Manufacturer[]> {
    return this.manufacturers.find({ order: { name: 'ASC' } });
  }

  readonly manufacturersById = async (ids: readonly number[]): Promise<Map<number, Manufacturer>> => {
    const found = await this.manufacturers.findBy({ id: In([...ids]) });
    return new Map(found.map((manufacturer) => [manufacturer.id, manufacturer]));
  };

  /** By name. */
  readonly brandsByManufacturer = async (ids: readonly number[]): Promise<Map<number, Brand[]>> => {
    const found = await this.brands.find({
      where: { manufacturerId: In([...ids]) },
      order: { name: 'ASC' },
    });
    return groupRows(found, ({ manufacturerId }) => manufacturerId);
  };

  /** By name. */
  readonly modelsByManufacturer = async (ids: readonly number[]): Promise<Map<number, DeviceModel[]>> => {
    const found = await this.models.find({
      where: { manufacturerId: In([...ids]) },
      order: { name: 'ASC' },
    });
    return groupRows(found, ({ manufacturerId }) => manufacturerId);
  };

  readonly modelsById = async (ids: readonly number[]): Promise<Map<number, DeviceModel>> => {
    const found = await this.models.findBy({ id: In([...ids]) });
    return new Map(found.map((model) => [model.id, model]));
  };

  /** @throws {BadInput} with every fault */
  async saveManufacturer(input: unknown): Promise<Manufacturer> {
    const manufacturer = readInput(manufacturerInput, input);
    await this.transactions.run((manager) => this.writeManufacturer(manager, manufacturer));
    return this.manufacturers.findOneByOrFail({ name: manufacturer.name });
  }

  /**
   * Removes a maker with its brands and known models, and has the estate assessed anew.
   *
   * @returns false where there is no such maker
   * @throws {InUse} while a directive covers it
   */
  removeManufacturer(name: string): Promise<boolean> {
    return refuseWhenReferenced(`Maker "${name}"`, 'a directive', 'name', () =>
      this.transactions.run(async (manager) => {
        await lockRegister(manager);
        return this.audit.change(manager, 'removeManufacturer', MANUFACTURER, name, async () => {
          const { affected } = await manager.delete(Manufacturer, { name });
          if (!affected) return false;
          // A device that had one of its models may be of another maker's model of the same name.
          await this.knownModels.matchAgain(manager);
          await this.estateChanges.makersChanged(manager);
          return true;
        });
      }),
    );
  }

  /**
   * Creates or changes a maker with all of its brands, by its name, and has the estate assessed anew. The same
   * content changes nothing.
   */
  async writeManufacturer(
    manager: EntityManager,
    { brands, ...manufacturer }: ManufacturerInput,
  ): Promise<void> {
    const present = await manager.findOne(Manufacturer, {
      where: { name: manufacturer.name },
      relations: { brands: true },
    });
    if (present && isSameMaker(present, { ...manufacturer, brands })) return;
    await lockRegister(manager);
    await this.audit.change(manager, 'saveManufacturer', MANUFACTURER, manufacturer.name, async () => {
      await manager.upsert(Manufacturer, manufacturer, ['name']);
      const { id } = await manager.findOneByOrFail(Manufacturer, { name: manufacturer.name });
      await manager.delete(Brand, { manufacturerId: id });
      if (brands.length > 0)
        await manager.insert(
          Brand,
          brands.map((brand) => ({ ...brand, manufacturerId: id })),
        );
      await this.estateChanges.makersChanged(manager);
    });
  }

  /**
   * Adds what the register lacks of a reference: makers, brands and models. What is there already stays as it
   * is, because users edit it.
   */
  async loadReference(manager: EntityManager, reference: Reference): Promise<ReferenceCounts> {
    const idOf = new Map((await manager.find(Manufacturer)).map(({ id, name }) => [nameKey(name), id]));
    const missing = reference.manufacturers.filter(({ name }) => !idOf.has(nameKey(name)));
    if (missing.length > 0) {
      await manager.insert(
        Manufacturer,
        missing.map(({ brands: _, ...manufacturer }) => manufacturer),
      );
      for (const { id, name } of await manager.find(Manufacturer)) idOf.set(nameKey(name), id);
    }
    const makerId = (name: string) => idOf.get(nameKey(name)) ?? 0;

    const hasBrand = new Set(
      (await manager.find(Brand)).map((brand) => rowKey(brand.manufacturerId, brand.name)),
    );
    const brands = reference.manufacturers
      .flatMap(({ name, brands }) => brands.map((brand) => ({ ...brand, manufacturerId: makerId(name) })))
      .filter((brand) => addOnce(hasBrand, rowKey(brand.manufacturerId, brand.name)));
    if (brands.length > 0) await manager.insert(Brand, brands);

    const hasModel = new Set(
      (await manager.find(DeviceModel)).map((model) => rowKey(model.manufacturerId, model.name)),
    );
    const models = reference.models
      .map(({ manufacturer, model, kind }) => ({
        manufacturerId: makerId(manufacturer),
        name: model,
        nameKey: modelKey(model),
        kind,
      }))
      .filter((model) => addOnce(hasModel, rowKey(model.manufacturerId, model.name)));
    for (const chunk of chunksOf(models, ROWS_AT_A_TIME)) await manager.insert(DeviceModel, chunk);
    if (models.length > 0) await this.knownModels.matchAgain(manager);

    const counts = { manufacturers: missing.length, brands: brands.length, models: models.length };
    if (Object.values(counts).some((count) => count > 0)) {
      // Its content comes with the program, so that the counts say enough.
      await this.audit.record(manager, {
        action: 'loadReference',
        subjectType: 'Reference',
        subjectId: 'manufacturers',
        organisationId: null,
        after: counts,
      });
      await this.estateChanges.makersChanged(manager);
    }
    return counts;
  }
}

async function readSnapshot(manager: EntityManager, name: string): Promise<Snapshot | null> {
  const [maker] = await manager.find(Manufacturer, {
    where: { name },
    relations: { brands: true },
    order: { brands: { name: 'ASC' } },
    lock: { mode: 'pessimistic_write' },
  });
  if (!maker) return null;
  const { id: _, brands, ...rest } = maker;
  const state = { ...rest, brands: brands.map(({ id: __, manufacturerId: ___, ...brand }) => brand) };
  return { organisationId: null, state };
}

/** Who reads the register to judge a device waits here, or would judge by what it read before. */
export async function lockRegister(manager: EntityManager): Promise<void> {
  await manager.query('SELECT id FROM manufacturers ORDER BY id FOR UPDATE');
}

/** The database takes names that differ in letter case only for the same. */
function nameKey(name: string): string {
  return name.toLowerCase();
}

function rowKey(manufacturerId: number, name: string): string {
  return `${manufacturerId} ${nameKey(name)}`;
}

/** @returns false where the key was there already */
function addOnce(keys: Set<string>, key: string): boolean {
  return keys.size < keys.add(key).size;
}

function isSameMaker(present: Manufacturer, { brands, ...said }: ManufacturerInput): boolean {
  const ofMaker = ({ name, entity, country, note, aliases, macPrefixes, modelPatterns }: typeof said) =>
    JSON.stringify([name, entity, country, note, aliases, macPrefixes, modelPatterns]);
  const ofBrands = (list: readonly BrandInput[]) =>
    list
      .map((brand) =>
        JSON.stringify([
          ...[brand.name, brand.confidence, brand.mixed, brand.from, brand.to, brand.note],
          ...[brand.aliases, brand.macPrefixes, brand.modelPatterns],
        ]),
      )
      .sort()
      .join();
  return ofMaker(present) === ofMaker(said) && ofBrands(present.brands) === ofBrands(brands);
}
