import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, MoreThan, Repository } from 'typeorm';
import type { DETAIL_FIELDS } from '../access/need-to-know/detail-fields.js';
import { Disclosure } from '../access/need-to-know/disclosure.service.js';
import { groupRows } from '../platform/database/rows.js';
import { Loaders, type RequestContext } from '../platform/graphql/loaders.js';
import { KeyRing } from '../platform/sealing/key-ring.js';
import { Device } from './device.entity.js';
import { DEVICE_DETAIL, SITE_DETAIL, type DeviceDetail, type SiteDetail } from './sealed-details.js';
import { Site, SiteClosure } from './site.entity.js';

const ROWS_AT_A_TIME = 1_000;

/** The detail is null where the caller may not know it. */
export interface WrittenSite {
  site: Site;
  detail: SiteDetail | null;
}
export interface WrittenDevice {
  device: Device;
  detail: DeviceDetail | null;
}

/** Which sensitive sites the present caller is told in detail, which is on record. */
export type ToldSites = ReadonlySet<number>;

type FieldOf<Type extends keyof typeof DETAIL_FIELDS> = (typeof DETAIL_FIELDS)[Type][number];
const SITE_FIELDS: FieldOf<'Site'>[] = ['name', 'postcode', 'latitude', 'longitude'];
const DEVICE_FIELDS: FieldOf<'Device'>[] = ['serial', 'mac', 'network'];

/** The whole register as the present caller may see it, some rows at a time. */
@Injectable()
export class RegisterReader {
  constructor(
    @InjectRepository(Site) private readonly sites: Repository<Site>,
    @InjectRepository(SiteClosure) private readonly closures: Repository<SiteClosure>,
    @InjectRepository(Device) private readonly devices: Repository<Device>,
    private readonly disclosure: Disclosure,
    private readonly keyRing: KeyRing,
  ) {}

  /** How many sites and devices each body has. */
  async counts(): Promise<{ organisationId: number; sites: number; devices: number }[]> {
    const rows = await this.sites
      .createQueryBuilder('site')
      .leftJoin(Device, 'device', 'device.siteId = site.id')
      .select('site.organisationId', 'organisationId')
      .addSelect('COUNT(DISTINCT site.id)', 'sites')
      .addSelect('COUNT(device.id)', 'devices')
      .groupBy('site.organisationId')
      .orderBy('site.organisationId')
      .getRawMany<Record<'organisationId' | 'sites' | 'devices', string | number>>();
    return rows.map(({ organisationId, sites, devices }) => ({
      ...{ organisationId: Number(organisationId), sites: Number(sites), devices: Number(devices) },
    }));
  }

  /** Decides of which sensitive sites detail is told, and puts on record that it is: nothing is told before. */
  async tell(of: { sites: boolean; devices: boolean }): Promise<ToldSites> {
    const { condition, parameters } = this.disclosure.known('site.id');
    const found = await this.sites
      .createQueryBuilder('site')
      .leftJoin(Device, 'device', 'device.siteId = site.id')
      .select('site.id', 'id')
      .addSelect('COUNT(device.id) > 0', 'hasDevices')
      .where('site.sensitive = TRUE')
      .andWhere(condition, parameters)
      .groupBy('site.id')
      .getRawMany<{ id: number | string; hasDevices: number | string }>();
    const context: RequestContext = { loaders: new Loaders(), beforeAnswer: [] };
    for (const { id, hasDevices } of found) {
      const place = { siteId: Number(id) };
      const fields = [
        ...(of.sites ? SITE_FIELDS.map((field) => `Site.${field}` as const) : []),
        ...(of.devices && Number(hasDevices) ? DEVICE_FIELDS.map((field) => `Device.${field}` as const) : []),
      ];
      for (const field of fields) await this.disclosure.detail(field, place, () => true, context);
    }
    for (const finish of context.beforeAnswer) await finish();
    return new Set(found.map(({ id }) => Number(id)));
  }

  async *readSites(told: ToldSites): AsyncGenerator<WrittenSite[]> {
    for (let after = 0; ;) {
      const sites = await this.sites.find({
        ...{ where: { id: MoreThan(after) }, relations: { organisation: true } },
        ...{ order: { id: 'ASC' }, take: ROWS_AT_A_TIME },
      });
      const last = sites.at(-1);
      if (!last) return;
      const closures = await this.closures.find({
        where: { siteId: In(sites.map(({ id }) => id)) },
        order: { from: 'ASC' },
      });
      const closuresOf = groupRows(closures, ({ siteId }) => siteId);
      yield sites.map((site) => {
        site.closures = closuresOf.get(site.id) ?? [];
        const isTold = !site.sensitive || told.has(site.id);
        return {
          site,
          detail: isTold ? this.keyRing.open(SITE_DETAIL, [site.externalId], site.detail) : null,
        };
      });
      after = last.id;
    }
  }

  async *readDevices(told: ToldSites): AsyncGenerator<WrittenDevice[]> {
    for (let after = 0; ;) {
      const devices = await this.devices
        .createQueryBuilder('device')
        .innerJoinAndSelect('device.site', 'site')
        .leftJoin('device.recorder', 'recorder')
        .addSelect(['recorder.id', 'recorder.externalId'])
        .where('device.id > :after', { after })
        .orderBy('device.id', 'ASC')
        .limit(ROWS_AT_A_TIME)
        .getMany();
      const last = devices.at(-1);
      if (!last) return;
      yield devices.map((device) => {
        const isTold = !device.site.sensitive || told.has(device.siteId);
        const { externalId, detail } = device;
        return { device, detail: isTold ? this.keyRing.open(DEVICE_DETAIL, [externalId], detail) : null };
      });
      after = last.id;
    }
  }
}
