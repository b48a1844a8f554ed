import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { Audit, type Audited, type Snapshot } from '../access/audit/audit.service.js';
import { deleteRows } from '../platform/database/rows.js';
import { refuseWhenReferenced } from '../platform/database/references.js';
import { Transactions } from '../platform/database/transactions.js';
import { readInput } from '../platform/input.js';
import { EstateChanges } from './estate-changes.js';
import { streamDeviceIds } from './device-ids.js';
import { Organisation } from './organisation.entity.js';
import { organisationInput, type OrganisationInput } from './organisation.input.js';

const ORGANISATION: Audited<string> = { type: 'Organisation', idOf: String, read: readSnapshot };

/** The public bodies that hold the estate. */
@Injectable()
export class OrganisationsService {
  constructor(
    @InjectRepository(Organisation) private readonly organisations: Repository<Organisation>,
    private readonly transactions: Transactions,
    private readonly estateChanges: EstateChanges,
    private readonly audit: Audit,
  ) {}

  find(id: number): Promise<Organisation | null> {
    return this.organisations.findOneBy({ id });
  }

  query(): SelectQueryBuilder<Organisation> {
    return this.organisations.createQueryBuilder('organisation');
  }

  readonly organisationsById = async (ids: readonly number[]): Promise<Map<number, Organisation>> => {
    const found = await this.organisations.findBy({ id: In([...ids]) });
    return new Map(found.map((organisation) => [organisation.id, organisation]));
  };

  /** @throws {BadInput} */
  async saveOrganisation(input: unknown): Promise<Organisation> {
    const organisation = readInput(organisationInput, input);
    const id = await this.transactions.run((manager) => this.writeOrganisation(manager, organisation));
    return this.organisations.findOneByOrFail({ id });
  }

  /**
   * @returns false where there is no such body
   * @throws {InUse} while it has sites, budgets or quotations, or a plan is of it
   */
  removeOrganisation(externalId: string): Promise<boolean> {
    const by = 'sites, budgets, quotations or a plan';
    return refuseWhenReferenced(`Organisation "${externalId}"`, by, 'externalId', () =>
      this.transactions.run((manager) =>
        this.audit.change(manager, 'removeOrganisation', ORGANISATION, externalId, () =>
          deleteRows(manager, Organisation, { externalId }),
        ),
      ),
    );
  }

  /**
   * Creates or changes a body, by its external id. Its kind and nation decide what is demanded of its devices,
   * which are assessed anew when one of them changes.
   *
   * @returns its row id
   */
  writeOrganisation(manager: EntityManager, organisation: OrganisationInput): Promise<number> {
    return this.audit.change(manager, 'saveOrganisation', ORGANISATION, organisation.externalId, () =>
      this.write(manager, organisation),
    );
  }

  private async write(manager: EntityManager, organisation: OrganisationInput): Promise<number> {
    // Locked, so that of two changes at once each is compared with what the other left.
    const present = await manager.findOne(Organisation, {
      where: { externalId: organisation.externalId },
      lock: { mode: 'pessimistic_write' },
    });
    await manager.upsert(Organisation, organisation, ['externalId']);
    if (!present) {
      const { id } = await manager.findOneByOrFail(Organisation, { externalId: organisation.externalId });
      return id;
    }
    if (present.kind !== organisation.kind || present.nation !== organisation.nation) {
      for await (const deviceIds of streamDeviceIds(manager, 'organisation', [present.id])) {
        await this.estateChanges.devicesChanged(manager, deviceIds);
      }
    }
    return present.id;
  }
}

async function readSnapshot(manager: EntityManager, externalId: string): Promise<Snapshot | null> {
  const found = await manager.findOne(Organisation, {
    where: { externalId },
    lock: { mode: 'pessimistic_write' },
  });
  if (!found) return null;
  const { id, ...state } = found;
  return { organisationId: id, state };
}
