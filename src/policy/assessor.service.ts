import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Audit } from '../access/audit/audit.service.js';
import { EstateChanges, type EstateChangeListener } from '../estate/estate-changes.js';
import { Clock } from '../platform/clock.js';
import { chunksOf } from '../platform/database/rows.js';
import { Transactions } from '../platform/database/transactions.js';
import { KeyRing } from '../platform/sealing/key-ring.js';
import { assess } from './assess.js';
import {
  dropAssessments,
  hasRuleNewerThanAssessments,
  readDevices,
  readDevicesAfter,
  writeAssessments,
  type DeviceRow,
} from './assessment-rows.js';
import { recognise } from './recognise.js';
import { RulesService } from './rules.service.js';

/** Devices that are read, assessed and written together: enough to be fast, few enough to be small. */
const DEVICES_AT_A_TIME = 2_000;

/** Locks are the server's, not the database's, and their names are short. */
const LOCK_NAME = "SHA1(CONCAT(DATABASE(), ' assessor'))";
const LONGEST_WAIT_SECONDS = 600;

/** Keeps an assessment of every device that follows from the device, its makers' register and the directives. */
@Injectable()
export class Assessor implements EstateChangeListener, OnModuleInit {
  constructor(
    private readonly rules: RulesService,
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly estateChanges: EstateChanges,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly keyRing: KeyRing,
  ) {}

  onModuleInit(): void {
    this.estateChanges.listen(this);
  }

  async devicesChanged(manager: EntityManager, deviceIds: readonly number[]): Promise<void> {
    for (const ids of chunksOf(deviceIds, DEVICES_AT_A_TIME)) {
      const standing = await readDevices(manager, this.keyRing, ids);
      await this.assessRows(manager, standing);
      const stands = new Set(standing.map(({ id }) => id));
      await dropAssessments(
        manager,
        ids.filter((id) => !stands.has(id)),
      );
    }
  }

  makersChanged(manager: EntityManager): Promise<void> {
    return this.assessAll(manager);
  }

  /** Assesses every device in the transaction that changes the rules, so that nobody sees half of it. */
  async assessAll(manager: EntityManager): Promise<void> {
    for (let after: number | undefined = 0; after !== undefined;) {
      after = await this.assessAfter(manager, after);
    }
  }

  /** Assesses every device because somebody asks for it. */
  async assessEstate(): Promise<void> {
    // First, because what follows is many transactions.
    await this.transactions.run((manager) =>
      this.audit.record(manager, {
        action: 'assessEstate',
        subjectType: 'Estate',
        subjectId: 'all',
        organisationId: null,
      }),
    );
    await this.assessByParts();
  }

  /** A transaction for a few thousand devices, so that others can work in between. */
  private async assessByParts(): Promise<void> {
    for (let after: number | undefined = 0; after !== undefined;) {
      const from: number = after;
      after = await this.transactions.run((manager) => this.assessAfter(manager, from));
    }
  }

  /**
   * Assesses the estate where a directive has come into force since it was last assessed: the day does that, and
   * nobody changes anything. Asked by several processes at once, one assesses and the others wait for it.
   *
   * @returns whether this call assessed
   * @throws where another process takes longer than {@link LONGEST_WAIT_SECONDS}
   */
  async assessWhatCameIntoForce(): Promise<boolean> {
    if (!(await this.isDue())) return false;
    const runner = this.dataSource.createQueryRunner();
    try {
      const [lock]: { taken: string | number | null }[] = await runner.manager.query(
        `SELECT GET_LOCK(${LOCK_NAME}, ${LONGEST_WAIT_SECONDS}) AS taken`,
      );
      if (Number(lock?.taken) !== 1) throw new Error('another process assesses the estate still');
      try {
        if (!(await this.isDue())) return false;
        await this.assessByParts();
        return true;
      } finally {
        await runner.query(`SELECT RELEASE_LOCK(${LOCK_NAME})`);
      }
    } finally {
      await runner.release();
    }
  }

  private isDue(): Promise<boolean> {
    return hasRuleNewerThanAssessments(this.dataSource.manager, this.clock.today());
  }

  /** @returns the last device that was assessed, or undefined where there was none after the given one */
  private async assessAfter(manager: EntityManager, deviceId: number): Promise<number | undefined> {
    const rows = await readDevicesAfter(manager, this.keyRing, deviceId, DEVICES_AT_A_TIME);
    await this.assessRows(manager, rows);
    return rows.at(-1)?.id;
  }

  private async assessRows(manager: EntityManager, rows: readonly DeviceRow[]): Promise<void> {
    if (rows.length === 0) return;
    const { day, register, book } = await this.rules.read(manager);
    const assessments = rows.map((device) => ({
      deviceId: device.id,
      ...assess(book, recognise(register, device), device),
    }));
    await writeAssessments(manager, this.keyRing, assessments, this.clock.now(), day);
  }
}
