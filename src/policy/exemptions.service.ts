import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { Audit } from '../access/audit/audit.service.js';
import { currentCaller } from '../access/caller.js';
import { Clock } from '../platform/clock.js';
import { confined } from '../platform/database/confinement/condition.js';
import { Transactions } from '../platform/database/transactions.js';
import { BadInput, NotFound } from '../platform/errors.js';
import { readInput } from '../platform/input.js';
import { KeyRing, type Row } from '../platform/sealing/key-ring.js';
import { Assessor } from './assessor.service.js';
import { readDirectives } from './directive-store.js';
import { Exemption } from './exemption.entity.js';
import { exemptionFilter, exemptionInput } from './policy.input.js';
import { EXEMPTION_GROUND } from './sealed-details.js';

/** What is exempt. */
interface Subject {
  siteId: number;
  deviceId: number | null;
  organisationId: number;
}

/** What need not be removed for some time, why, and until when. */
@Injectable()
export class ExemptionsService {
  constructor(
    @InjectRepository(Exemption) private readonly exemptions: Repository<Exemption>,
    private readonly transactions: Transactions,
    private readonly assessor: Assessor,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly keyRing: KeyRing,
  ) {}

  /** @throws {BadInput} for a filter that cannot be one */
  query(input: unknown): SelectQueryBuilder<Exemption> {
    const { site, device, validOn } = readInput(exemptionFilter, input ?? {}, 'filter');
    const query = this.exemptions.createQueryBuilder('exemption');
    if (site) {
      const ofSite = 'SELECT s.id FROM sites s WHERE s.external_id = :site';
      query.andWhere(`exemption.siteId IN (${ofSite})`, { site });
    }
    if (device) {
      const ofDevice = 'SELECT d.id FROM devices d WHERE d.external_id = :device';
      query.andWhere(`exemption.deviceId IN (${ofDevice})`, { device });
    }
    if (validOn) {
      query.andWhere('exemption.revokedAt IS NULL');
      query.andWhere('exemption.from <= :validOn AND exemption.expiresOn >= :validOn', { validOn });
    }
    return query;
  }

  /** What the approver wrote. */
  groundOf(exemption: Exemption): string {
    return this.keyRing.open(EXEMPTION_GROUND, rowOf(exemption), exemption.ground);
  }

  /**
   * Exempts a device or a site from what a directive demands to be removed, and has it assessed anew.
   *
   * @throws {BadInput} for a time that is over, a directive that there is not, or what is exempt then already, too
   * @throws {NotFound} where there is no such device or site
   */
  async grant(input: unknown): Promise<Exemption> {
    const { ground, directive, expiresOn, ...given } = readInput(exemptionInput, input);
    const today = this.clock.today();
    const from = given.from ?? today;
    if (expiresOn < today) throw fault('expiresOn', `expected a day that is not over: today is ${today}`);
    return this.transactions.run(async (manager) => {
      const subject = await lockSubject(manager, given);
      const directives = await readDirectives(manager);
      if (!directives.some(({ key }) => key === directive))
        throw fault('directive', `there is no directive "${directive}"`);
      await refuseTwice(manager, subject, { directiveKey: directive, from, expiresOn });
      const { siteId, deviceId } = subject;
      const row = {
        siteId,
        deviceId,
        directiveKey: directive,
        from,
        expiresOn,
        grantedBy: currentCaller().subject,
      };
      const { id } = await manager.save(
        manager.create(Exemption, {
          ...{ ...row, grantedAt: this.clock.now(), revokedBy: null, revokedAt: null },
          ground: this.keyRing.seal(EXEMPTION_GROUND, rowOf(row), ground),
        }),
      );
      // Without the ground, in which a person may have written anything.
      await this.audit.record(manager, {
        ...about('grantExemption', id, subject.organisationId),
        after: row,
      });
      await this.assessSubject(manager, subject);
      return manager.findOneByOrFail(Exemption, { id });
    });
  }

  /**
   * Ends an exemption at once, and has what was exempt assessed anew. One that was ended stays so.
   *
   * @throws {NotFound}
   */
  async revoke(id: number): Promise<Exemption> {
    return this.transactions.run(async (manager) => {
      const known = await manager.findOneBy(Exemption, { id });
      if (!known) throw new NotFound('exemption of that id', 'id');
      const organisationId = await lockSite(manager, known.siteId);
      const { affected } = await manager
        .createQueryBuilder()
        .update(Exemption)
        .set({ revokedBy: currentCaller().subject, revokedAt: this.clock.now() })
        .where('id = :id AND revoked_at IS NULL', { id })
        .execute();
      if (affected) {
        const { siteId, deviceId, directiveKey, from, expiresOn } = known;
        await this.audit.record(manager, {
          ...about('revokeExemption', id, organisationId),
          before: { siteId, deviceId, directiveKey, from, expiresOn },
        });
        await this.assessSubject(manager, { siteId, deviceId, organisationId });
      }
      return manager.findOneByOrFail(Exemption, { id });
    });
  }

  private async assessSubject(manager: EntityManager, { siteId, deviceId }: Subject): Promise<void> {
    const devices: { id: number }[] =
      deviceId === null
        ? await manager.query(
            `SELECT id FROM devices WHERE site_id = ? AND ${confined(manager, 'devices')} ORDER BY id`,
            [siteId],
          )
        : [{ id: deviceId }];
    await this.assessor.devicesChanged(
      manager,
      devices.map(({ id }) => id),
    );
  }
}

/** Locks the site, so that nobody assesses its devices by exemptions that come or go meanwhile. @throws {NotFound} */
async function lockSubject(
  manager: EntityManager,
  { site, device }: { site?: string | null | undefined; device?: string | null | undefined },
): Promise<Subject> {
  if (device) {
    const [row]: { id: number; siteId: number }[] = await manager.query(
      `SELECT id, site_id AS siteId FROM devices WHERE external_id = ? AND ${confined(manager, 'devices')} FOR UPDATE`,
      [device],
    );
    if (!row) throw new NotFound(`device "${device}"`, 'input.device');
    return {
      siteId: row.siteId,
      deviceId: row.id,
      organisationId: await lockSite(manager, row.siteId),
    };
  }
  const [row]: { id: number; organisationId: number }[] = await manager.query(
    `SELECT id, organisation_id AS organisationId FROM sites
      WHERE external_id = ? AND ${confined(manager, 'sites')} FOR UPDATE`,
    [site],
  );
  if (!row) throw new NotFound(`site "${site}"`, 'input.site');
  return { siteId: row.id, deviceId: null, organisationId: row.organisationId };
}

/** @returns whose it is */
async function lockSite(manager: EntityManager, siteId: number): Promise<number> {
  const [row]: { organisationId: number }[] = await manager.query(
    `SELECT organisation_id AS organisationId FROM sites WHERE id = ? AND ${confined(manager, 'sites')} FOR UPDATE`,
    [siteId],
  );
  if (!row) throw new NotFound('exemption of that id', 'id');
  return row.organisationId;
}

async function refuseTwice(
  manager: EntityManager,
  { siteId, deviceId }: Subject,
  { directiveKey, from, expiresOn }: Pick<Exemption, 'directiveKey' | 'from' | 'expiresOn'>,
): Promise<void> {
  const query = manager
    .createQueryBuilder(Exemption, 'exemption')
    .where({ siteId, directiveKey })
    .andWhere('exemption.revokedAt IS NULL AND exemption.from <= :expiresOn AND exemption.expiresOn >= :from')
    .setParameters({ from, expiresOn });
  if (deviceId === null) query.andWhere('exemption.deviceId IS NULL');
  else query.andWhere('exemption.deviceId = :deviceId', { deviceId });
  const held = await query.getOne();
  if (held)
    throw fault('expiresOn', `exempt until ${held.expiresOn} already: end exemption ${held.id} first`);
}

function about(action: string, id: number, organisationId: number) {
  return { action, subjectType: 'Exemption', subjectId: String(id), organisationId };
}

type Bound = 'siteId' | 'directiveKey' | 'from' | 'expiresOn' | 'grantedBy';

/** What a ground is bound to. */
function rowOf({ siteId, directiveKey, from, expiresOn, grantedBy }: Pick<Exemption, Bound>): Row {
  return [siteId, directiveKey, from, expiresOn, grantedBy];
}

function fault(field: string, message: string): BadInput {
  return new BadInput([{ path: `input.${field}`, message }]);
}
