import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { DeviceRecord } from '../estate/device.input.js';
import { DevicesJudge } from '../estate/devices.judge.js';
import { DevicesWriter } from '../estate/devices.writer.js';
import { EstateAudit } from '../estate/estate-audit.service.js';
import { SitesService, type SiteReference } from '../estate/sites.service.js';
import { changesOf } from '../estate/writing.js';
import type { RegisteredDevice } from './formats/canonical-devices.js';
import { readDeviceRow } from './formats/formats.js';
import type { LoadOptions, LoadOutcome, RegisterLoader } from './register-loader.js';

@Injectable()
export class DeviceLoader implements RegisterLoader<RegisteredDevice> {
  readonly read = readDeviceRow;

  constructor(
    private readonly sites: SitesService,
    private readonly judge: DevicesJudge,
    private readonly writer: DevicesWriter,
    private readonly audit: EstateAudit,
  ) {}

  async load(
    manager: EntityManager,
    records: readonly RegisteredDevice[],
    { format, isDryRun, stage, keys, recordedBy }: LoadOptions,
  ): Promise<LoadOutcome[]> {
    const sites = await this.sites.resolve(
      manager,
      [...new Set(records.map(({ site }) => site))],
      // What another program exports knows sites by name as often as by id.
      format === 'CANONICAL_DEVICES' ? 'external id' : 'external id or name',
    );
    const atSites = records.map(({ site, ...record }) => {
      const found = sites.get(site);
      return typeof found === 'object' ? { ...record, siteId: found.siteId } : siteFault(site, found);
    });
    const known = atSites.filter((record): record is DeviceRecord => 'siteId' in record);
    const judgements = await this.judge.judge(manager, known, {
      purpose: isDryRun ? 'dry run' : 'write',
      stage,
      bringsBack: false,
      standings: (externalIds) =>
        isDryRun ? keys.standings(manager, externalIds) : Promise.resolve(new Map()),
      staying: (recorders) =>
        keys.hangingOn(
          manager,
          recorders.map(({ externalId }) => externalId),
        ),
    });
    if (!isDryRun) {
      const changes = changesOf(judgements);
      const changed = changes.map(({ externalId }) => externalId);
      await this.audit.changeDevices(manager, 'import', changed, () =>
        this.writer.write(manager, changes, recordedBy),
      );
    }

    let next = 0;
    return atSites.map((record): LoadOutcome => {
      if ('outcome' in record) return record;
      const judgement = judgements[next];
      next += 1;
      if (!judgement) throw new Error('a device was not judged');
      if (!('change' in judgement)) return judgement;
      const { fields, recorder } = judgement.change;
      return {
        outcome: judgement.outcome,
        standing: { siteId: fields.siteId, kind: fields.kind, recorder },
      };
    });
  }
}

function siteFault(site: string, found: SiteReference | undefined): LoadOutcome & { outcome: 'rejected' } {
  const message =
    found === 'several'
      ? `several sites are called "${site}": give the id of one`
      : `there is no site "${site}": import the sites first`;
  return { outcome: 'rejected', faults: [{ path: 'site', message }] };
}
