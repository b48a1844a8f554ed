import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository, type EntityManager } from 'typeorm';
import { Audit, type Audited, type Snapshot } from '../access/audit/audit.service.js';
import { currentCaller } from '../access/caller.js';
import { Clock } from '../platform/clock.js';
import { groupRows } from '../platform/database/rows.js';
import { Transactions } from '../platform/database/transactions.js';
import { NotFound } from '../platform/errors.js';
import { readInput } from '../platform/input.js';
import { CrewInstaller } from './crew-installer.entity.js';
import { crewInstallerInput } from './works.input.js';

interface InstallerKey {
  subject: string;
  crew: string;
  personId: number;
  crewId: number;
}

const INSTALLER: Audited<InstallerKey> = {
  type: 'CrewInstaller',
  idOf: ({ subject, crew }) => `${subject} ${crew}`,
  read: readSnapshot,
};

/** Who works in which crew. What they see of its orders, their role says: INSTALLER, in a body or in all. */
@Injectable()
export class CrewInstallers {
  constructor(
    @InjectRepository(CrewInstaller) private readonly installers: Repository<CrewInstaller>,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** Of each crew, those that the caller may see. */
  readonly installersByCrewId = async (crewIds: readonly number[]): Promise<Map<number, CrewInstaller[]>> => {
    const found = await this.installers.find({
      where: { crewId: In([...crewIds]) },
      relations: { person: true },
      order: { crewId: 'ASC', personId: 'ASC' },
    });
    return groupRows(found, ({ crewId }) => crewId);
  };

  /** @returns the row id of the crew @throws {BadInput} {NotFound} */
  async assign(input: unknown): Promise<number> {
    return this.change('assignInstaller', input, async (manager, { crewId, personId }) => {
      if (await manager.existsBy(CrewInstaller, { crewId, personId })) return;
      const assigned = { assignedBy: currentCaller().subject, assignedAt: this.clock.now() };
      await manager.insert(CrewInstaller, { crewId, personId, ...assigned });
    });
  }

  /** @returns the row id of the crew @throws {BadInput} {NotFound} */
  async dismiss(input: unknown): Promise<number> {
    return this.change('dismissInstaller', input, async (manager, { crewId, personId }) => {
      await manager.delete(CrewInstaller, { crewId, personId });
    });
  }

  private change(
    action: string,
    input: unknown,
    work: (manager: EntityManager, key: InstallerKey) => Promise<void>,
  ): Promise<number> {
    const { subject, crew } = readInput(crewInstallerInput, input);
    return this.transactions.run(async (manager) => {
      // Locked, so that of two at once the second sees the first.
      const [person]: { id: number }[] = await manager.query(
        'SELECT id FROM people WHERE subject = ? FOR UPDATE',
        [subject],
      );
      if (!person) throw new NotFound(`person "${subject}"`, 'input.subject');
      const [found]: { id: number }[] = await manager.query('SELECT id FROM crews WHERE external_id = ?', [
        crew,
      ]);
      if (!found) throw new NotFound(`crew "${crew}"`, 'input.crew');
      const key = { subject, crew, personId: person.id, crewId: found.id };
      await this.audit.change(manager, action, INSTALLER, key, () => work(manager, key));
      return found.id;
    });
  }
}

async function readSnapshot(
  manager: EntityManager,
  { crewId, personId }: InstallerKey,
): Promise<Snapshot | null> {
  const installer = await manager.findOneBy(CrewInstaller, { crewId, personId });
  return installer && { organisationId: null, state: { assignedBy: installer.assignedBy } };
}
