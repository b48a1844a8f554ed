import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { EstateChanges, type EstateChangeListener } from '../estate/estate-changes.js';
import { Clock } from '../platform/clock.js';
import { chunksOf } from '../platform/database/rows.js';
import { Transactions } from '../platform/database/transactions.js';
import { assess } from './assess.js';
import {
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

/** Keeps an assessment of every device that follows from the device, its makers' register and the directives. */
@Injectable()
export class Assessor implements EstateChangeListener, OnModuleInit {
  constructor(
    private readonly rules: RulesService,
    private readonly transactions: Transactions,
    private readonly estateChanges: EstateChanges,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.estateChanges.listen(this);
  }

  async devicesChanged(manager: EntityManager, deviceIds: readonly number[]): Promise<void> {
    for (const ids of chunksOf(deviceIds, DEVICES_AT_A_TIME)) {
      await this.assessRows(manager, await readDevices(manager, ids));
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

  /** Assesses every device, a transaction for a few thousand, so that others can work in between. */
  async assessEstate(): Promise<void> {
    for (let after: number | undefined = 0; after !== undefined;) {
      const from: number = after;
      after = await this.transactions.run((manager) => this.assessAfter(manager, from));
    }
  }

  /**
   * Assesses the estate where a directive has come into force since it was last assessed: the day does that, and
   * nobody changes anything.
   *
   * @returns whether there was one
   */
  async assessWhatCameIntoForce(): Promise<boolean> {
    const isDue = await this.transactions.run((manager) =>
      hasRuleNewerThanAssessments(manager, this.clock.today()),
    );
    if (isDue) await this.assessEstate();
    return isDue;
  }

  /** @returns the last device that was assessed, or undefined where there was none after the given one */
  private async assessAfter(manager: EntityManager, deviceId: number): Promise<number | undefined> {
    const rows = await readDevicesAfter(manager, deviceId, DEVICES_AT_A_TIME);
    await this.assessRows(manager, rows);
    return rows.at(-1)?.id;
  }

  private async assessRows(manager: EntityManager, rows: readonly DeviceRow[]): Promise<void> {
    if (rows.length === 0) return;
    const { register, book } = await this.rules.read(manager);
    const assessments = rows.map((device) => ({
      deviceId: device.id,
      ...assess(book, recognise(register, device), device),
    }));
    await writeAssessments(manager, assessments, this.clock.now());
  }
}
