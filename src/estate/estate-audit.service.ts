import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { Audit, type AuditedMany, type Snapshot } from '../access/audit/audit.service.js';
import { groupRows } from '../platform/database/rows.js';
import { KeyRing } from '../platform/sealing/key-ring.js';
import { Device } from './device.entity.js';
import { DEVICE_DETAIL, SITE_DETAIL } from './sealed-details.js';
import { Site, SiteClosure } from './site.entity.js';

/** The one way in which sites and devices change on record, one or many at a time. */
@Injectable()
export class EstateAudit {
  private readonly sites: AuditedMany<string> = {
    type: 'Site',
    idOf: String,
    readAll: (manager, externalIds) => this.readSites(manager, externalIds),
  };

  private readonly devices: AuditedMany<string> = {
    type: 'Device',
    idOf: String,
    readAll: (manager, externalIds) => this.readDevices(manager, externalIds),
  };

  constructor(
    private readonly audit: Audit,
    private readonly keyRing: KeyRing,
  ) {}

  /** Does some work that changes the sites of these external ids, and records what it changed of each. */
  changeSites<T>(
    manager: EntityManager,
    action: string,
    externalIds: readonly string[],
    work: () => Promise<T>,
  ): Promise<T> {
    return this.audit.changeAll(manager, action, this.sites, externalIds, work);
  }

  /** Does some work that changes the devices of these external ids, and records what it changed of each. */
  changeDevices<T>(
    manager: EntityManager,
    action: string,
    externalIds: readonly string[],
    work: () => Promise<T>,
  ): Promise<T> {
    return this.audit.changeAll(manager, action, this.devices, externalIds, work);
  }

  private async readSites(
    manager: EntityManager,
    externalIds: readonly string[],
  ): Promise<Map<string, Snapshot>> {
    const sites = await manager.find(Site, {
      where: { externalId: In([...externalIds]) },
      lock: { mode: 'pessimistic_write' },
    });
    const closures = await manager.find(SiteClosure, {
      where: { siteId: In(sites.map(({ id }) => id)) },
      order: { from: 'ASC' },
    });
    const closuresOf = groupRows(closures, ({ siteId }) => siteId);
    return new Map(
      sites.map(({ id, detail, nameIndex: _, ...state }) => [
        state.externalId,
        {
          organisationId: state.organisationId,
          state: { ...state, closures: (closuresOf.get(id) ?? []).map(({ from, to }) => ({ from, to })) },
          withheld: { ...this.keyRing.open(SITE_DETAIL, [state.externalId], detail) },
        },
      ]),
    );
  }

  private async readDevices(
    manager: EntityManager,
    externalIds: readonly string[],
  ): Promise<Map<string, Snapshot>> {
    const devices = await manager.find(Device, {
      where: { externalId: In([...externalIds]) },
      lock: { mode: 'pessimistic_write' },
    });
    const sites = await manager.find(Site, {
      where: { id: In([...new Set(devices.map(({ siteId }) => siteId))]) },
      select: { id: true, organisationId: true },
    });
    const bodyOf = new Map(sites.map(({ id, organisationId }) => [id, organisationId]));
    return new Map(
      devices.map(({ id: _, detail, serialIndex: __, macIndex: ___, ...state }) => [
        state.externalId,
        {
          organisationId: bodyOf.get(state.siteId) ?? null,
          state,
          withheld: { ...this.keyRing.open(DEVICE_DETAIL, [state.externalId], detail) },
        },
      ]),
    );
  }
}
