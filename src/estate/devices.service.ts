import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { Disclosure } from '../access/need-to-know/disclosure.service.js';
import { confined } from '../platform/database/confinement/condition.js';
import { takenFault } from '../platform/database/confinement/taken-ids.js';
import { deleteRows } from '../platform/database/rows.js';
import { refuseWhenReferenced } from '../platform/database/references.js';
import { Transactions } from '../platform/database/transactions.js';
import { BadInput, Conflict } from '../platform/errors.js';
import { readInput } from '../platform/input.js';
import { KeyRing } from '../platform/sealing/key-ring.js';
import { macIndex, serialIndex } from './blind-indexes.js';
import { Device } from './device.entity.js';
import { deviceInput, type DeviceRecord } from './device.input.js';
import { DevicesJudge, type Reading } from './devices.judge.js';
import { DevicesWriter } from './devices.writer.js';
import { EstateAudit } from './estate-audit.service.js';
import type { DeviceKind, DeviceStatus } from './estate.types.js';
import { contains } from './search-text.js';
import { SitesService } from './sites.service.js';
import { changesOf } from './writing.js';

export interface DeviceFilter {
  organisationId?: number;
  siteId?: number;
  sensitiveSite?: boolean;
  kind?: DeviceKind;
  status?: DeviceStatus;
  /** Part of the external id, maker or model, or, where the caller may know them, the whole serial number or MAC. */
  search?: string;
}

/** The devices of the estate as its registers have them. */
@Injectable()
export class DevicesService {
  constructor(
    @InjectRepository(Device) private readonly devices: Repository<Device>,
    private readonly sites: SitesService,
    private readonly judge: DevicesJudge,
    private readonly writer: DevicesWriter,
    private readonly transactions: Transactions,
    private readonly audit: EstateAudit,
    private readonly disclosure: Disclosure,
    private readonly keyRing: KeyRing,
  ) {}

  find(key: { id: number } | { externalId: string }): Promise<Device | null> {
    return this.devices.findOneBy(key);
  }

  query(filter: DeviceFilter): SelectQueryBuilder<Device> {
    const { search, organisationId, sensitiveSite, ...same } = filter;
    const query = this.devices.createQueryBuilder('device').where(same);
    if (organisationId !== undefined)
      query.andWhere(
        'device.siteId IN (SELECT s.id FROM sites s WHERE s.organisation_id = :organisationId)',
        {
          organisationId,
        },
      );
    if (sensitiveSite !== undefined)
      query.andWhere('device.siteId IN (SELECT s.id FROM sites s WHERE s.is_sensitive = :sensitiveSite)', {
        sensitiveSite,
      });
    if (search) this.keepFound(query, search);
    return query;
  }

  readonly devicesById = async (ids: readonly number[]): Promise<Map<number, Device>> => {
    const found = await this.devices.findBy({ id: In([...ids]) });
    return new Map(found.map((device) => [device.id, device]));
  };

  /**
   * How many other devices of the estate have the same serial number, of those that the present caller may know in
   * detail; a device without one is left out.
   */
  readonly sameSerialCounts = async (ids: readonly number[]): Promise<Map<number, number>> => {
    const { condition, parameters } = this.disclosure.known('other.siteId');
    const rows = await this.devices
      .createQueryBuilder('device')
      .select('device.id', 'id')
      .addSelect('COUNT(*)', 'others')
      .innerJoin(Device, 'other', 'other.serialIndex = device.serialIndex AND other.id <> device.id')
      .where('device.id IN (:...ids)', { ids })
      .andWhere(condition, parameters)
      .groupBy('device.id')
      .getRawMany<{ id: number; others: string }>();
    return new Map(rows.map(({ id, others }) => [id, Number(others)]));
  };

  /**
   * Creates or changes a device, by its external id, and has it assessed. The same content changes nothing.
   *
   * @throws {BadInput} with every fault
   * @throws {Conflict} where the device is not at the expected version
   */
  async saveDevice(input: unknown): Promise<Device> {
    const { expectedVersion, site, ...record } = readInput(deviceInput, input);
    await this.transactions.run(async (manager) => {
      const found = (await this.sites.resolve(manager, [site], 'external id')).get(site);
      if (found === undefined || found === 'several')
        throw new BadInput([{ path: 'input.site', message: `there is no site "${site}"` }]);
      if (expectedVersion !== null && expectedVersion !== undefined) {
        const present = await manager.findOne(Device, {
          where: { externalId: record.externalId },
          lock: { mode: 'pessimistic_write' },
        });
        const version = present?.version ?? 0;
        if (version !== expectedVersion)
          throw new Conflict(`Device "${record.externalId}"`, expectedVersion, version);
      }
      await this.writeDevice(manager, 'saveDevice', { ...record, siteId: found.siteId });
    });
    return this.devices.findOneByOrFail({ externalId: record.externalId });
  }

  /**
   * Writes what is said of a device in the caller's transaction, and has it assessed. The same content changes nothing.
   *
   * @param action what brings it, for the audit and as evidence
   * @param isNew true: a device that is there already is not meant
   * @throws {BadInput} with every fault
   */
  async writeDevice(
    manager: EntityManager,
    action: string,
    record: DeviceRecord,
    { isNew = false } = {},
  ): Promise<void> {
    const judgements = await this.judge.judge(manager, [record], oneByOne(manager));
    for (const judgement of judgements) {
      const faults =
        judgement.outcome === 'rejected'
          ? judgement.faults
          : isNew && judgement.outcome !== 'created'
            ? [takenFault(record.externalId)]
            : [];
      if (faults.length > 0)
        throw new BadInput(faults.map((fault) => ({ ...fault, path: `input.${fault.path}` })));
    }
    await this.audit.changeDevices(manager, action, [record.externalId], () =>
      this.writer.write(manager, changesOf(judgements), action),
    );
  }

  /**
   * @returns false where there is no such device
   * @throws {InUse} while a package of a plan holds it or other devices hang on it
   */
  removeDevice(externalId: string): Promise<boolean> {
    const by = 'a plan, works or devices that hang on it';
    return refuseWhenReferenced(`Device "${externalId}"`, by, 'externalId', () =>
      this.transactions.run((manager) =>
        this.audit.changeDevices(manager, 'removeDevice', [externalId], () =>
          deleteRows(manager, Device, { externalId }),
        ),
      ),
    );
  }

  /** Serial numbers and MAC addresses are sealed, so that only whole ones can be found. */
  private keepFound(query: SelectQueryBuilder<Device>, search: string): void {
    const open = contains(['device.externalId', 'device.manufacturer', 'device.model'], search);
    const known = this.disclosure.known('device.siteId');
    const sealed = '(device.serialIndex = :serialIndex OR device.macIndex = :macIndex)';
    query.andWhere(`(${open.condition} OR ${known.condition} AND ${sealed})`, {
      ...open.parameters,
      ...known.parameters,
      serialIndex: serialIndex(this.keyRing, search),
      macIndex: macIndex(this.keyRing, search),
    });
  }
}

/** A device that is saved by itself: nothing comes after it, and it may not leave behind what hangs on it. */
function oneByOne(manager: EntityManager): Reading {
  return {
    purpose: 'write',
    stage: 'final',
    bringsBack: true,
    standings: () => Promise.resolve(new Map()),
    async staying(recorders) {
      const rows: { id: number; count: string }[] = await manager.query(
        `SELECT recorder_id AS id, COUNT(*) AS count FROM devices
          WHERE recorder_id IN (?) AND ${confined(manager, 'devices')} GROUP BY recorder_id`,
        [recorders.map(({ id }) => id)],
      );
      const counts = new Map(rows.map(({ id, count }) => [id, Number(count)]));
      return new Map(recorders.map(({ id, externalId }) => [externalId, counts.get(id) ?? 0]));
    },
  };
}
