import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, Repository, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { confined } from '../platform/database/confinement/condition.js';
import { currentScope, reaches, unconfined } from '../platform/database/confinement/scope.js';
import { Transactions } from '../platform/database/transactions.js';
import { groupRows } from '../platform/database/rows.js';
import { BadInput, NotFound } from '../platform/errors.js';
import { readInput } from '../platform/input.js';
import { Forbidden } from './access.errors.js';
import { Audit, type Audited, type Snapshot } from './audit/audit.service.js';
import { currentCaller, systemCaller, type Caller, type Role } from './caller.js';
import { grantInput, revokeInput } from './people.input.js';
import { HeldRole, Person } from './person.entity.js';

/** What a grant is told apart by. */
interface GrantKey {
  subject: string;
  role: Role;
  organisationId: number | null;
}

const HELD_TODAY =
  'held.revokedAt IS NULL AND held.from <= :today AND (held.to IS NULL OR held.to >= :today)';

const GRANT: Audited<GrantKey> = { type: 'Person', idOf: ({ subject }) => subject, read: readSnapshot };

/** Who works here in which role. */
@Injectable()
export class PeopleService {
  constructor(
    @InjectRepository(Person) private readonly people: Repository<Person>,
    @InjectRepository(HeldRole) private readonly heldRoles: Repository<HeldRole>,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  query(): SelectQueryBuilder<Person> {
    return this.people.createQueryBuilder('person');
  }

  /** Somebody with the roles that they hold today, for finding out who asks: whom nobody is asking for yet. */
  withRolesToday(subject: string): Promise<Person | null> {
    return unconfined(() =>
      this.people
        .createQueryBuilder('person')
        .leftJoinAndSelect('person.heldRoles', 'held', HELD_TODAY, { today: this.clock.today() })
        .leftJoinAndSelect('held.organisation', 'organisation')
        .where({ subject })
        .orderBy('held.id')
        .getOne(),
    );
  }

  /** Somebody as the caller that they would be today, for what goes on in their name. */
  async callerToday(subject: string): Promise<Caller> {
    const person = await this.withRolesToday(subject);
    return { ...systemCaller(subject), kind: 'PERSON', person, grants: person?.heldRoles ?? [] };
  }

  /** The roles that people hold today, those granted first in front. */
  readonly rolesToday = async (personIds: readonly number[]): Promise<Map<number, HeldRole[]>> => {
    const found = await this.heldRoles
      .createQueryBuilder('held')
      .leftJoinAndSelect('held.organisation', 'organisation')
      .where('held.personId IN (:...personIds)', { personIds })
      .andWhere(HELD_TODAY, { today: this.clock.today() })
      .orderBy('held.id')
      .getMany();
    return groupRows(found, ({ personId }) => personId);
  };

  /**
   * Grants a role from a day on, today where none is given. A role that is held already in the same organisation
   * gets the new dates. Who administers some organisations only grants roles there, and leaves the name of somebody
   * who is known already as it is.
   *
   * @throws {BadInput} for oneself, too
   * @throws {NotFound} where there is no such organisation
   * @throws {Forbidden} for a role in every organisation, where the caller does not administer them all
   */
  async grantRole(input: unknown): Promise<Person> {
    const grant = readInput(grantInput, input);
    const { subject, role } = grant;
    if (subject === currentCaller().subject) {
      throw new BadInput([
        { path: 'input.subject', message: 'nobody grants themselves: ask another administrator' },
      ]);
    }
    return this.transactions.run(async (manager) => {
      const organisationId = await organisationOf(manager, grant.organisation);
      if (!reaches(organisationId)) {
        throw new Forbidden(
          'grantRole in every organisation',
          'Name one that you administer: input.organisation.',
        );
      }
      return this.audit.change(manager, 'grantRole', GRANT, { subject, role, organisationId }, async () => {
        const person = await enrol(manager, { subject, name: grant.name, kind: grant.kind ?? undefined });
        const dates = { from: grant.from ?? this.clock.today(), to: grant.to ?? null };
        const held = await heldBy(manager, person, role, organisationId);
        if (held) await manager.update(HeldRole, { id: held.id }, dates);
        else {
          await manager.insert(HeldRole, {
            personId: person.id,
            role,
            organisationId,
            ...dates,
            grantedBy: currentCaller().subject,
            grantedAt: this.clock.now(),
          });
        }
        return person;
      });
    });
  }

  /**
   * Takes a role away, at once. Nobody takes their own administrator's role: there would be nobody left to mend it.
   *
   * @throws {BadInput}
   * @throws {NotFound} where it is not held
   */
  async revokeRole(input: unknown): Promise<Person> {
    const { subject, role, organisation } = readInput(revokeInput, input);
    const caller = currentCaller();
    if (role === 'ADMIN' && subject === caller.subject) {
      throw new BadInput([
        { path: 'input.subject', message: 'another administrator must take your own role' },
      ]);
    }
    return this.transactions.run(async (manager) => {
      const person = await manager.findOneBy(Person, { subject });
      if (!person) throw new NotFound(`person "${subject}"`, 'input.subject');
      const organisationId = await organisationOf(manager, organisation);
      const held = await heldBy(manager, person, role, organisationId);
      if (!held) throw new NotFound(`role ${role} of "${subject}" there`, 'input.role');
      const revoked = { revokedBy: caller.subject, revokedAt: this.clock.now() };
      await this.audit.change(manager, 'revokeRole', GRANT, { subject, role, organisationId }, () =>
        manager.update(HeldRole, { id: held.id }, revoked),
      );
      return person;
    });
  }
}

/** Makes somebody known. They may be known to others already, because a person is one in the whole programme. */
async function enrol(
  manager: EntityManager,
  { subject, name, kind }: Pick<Person, 'subject' | 'name'> & { kind: Person['kind'] | undefined },
): Promise<Person> {
  const find = () => manager.findOne(Person, { where: { subject }, lock: { mode: 'pessimistic_write' } });
  const known = await unconfined(find);
  if (!known) await manager.insert(Person, { subject, name, kind: kind ?? 'PERSON' });
  // A program stays one where nothing is said: as a person, its token's scopes would no longer narrow it.
  else if (currentScope() === 'whole')
    await manager.update(Person, { id: known.id }, { name, kind: kind ?? known.kind });
  else return known;
  const person = await unconfined(find);
  if (!person) throw new Error('a person who was just written is not there');
  return person;
}

/** The role as it is held; null where it is not. */
async function readSnapshot(
  manager: EntityManager,
  { subject, role, organisationId }: GrantKey,
): Promise<Snapshot | null> {
  const person = await manager.findOne(Person, {
    where: { subject },
    lock: { mode: 'pessimistic_write' },
  });
  const held = person && (await heldBy(manager, person, role, organisationId));
  if (!held) return null;
  const { from, to } = held;
  return { organisationId, state: { name: person.name, kind: person.kind, role, organisationId, from, to } };
}

function heldBy(
  manager: EntityManager,
  { id: personId }: Person,
  role: Role,
  organisationId: number | null,
): Promise<HeldRole | null> {
  return manager.findOneBy(HeldRole, {
    personId,
    role,
    organisationId: organisationId ?? IsNull(),
    revokedAt: IsNull(),
  });
}

async function organisationOf(
  manager: EntityManager,
  externalId: string | null | undefined,
): Promise<number | null> {
  if (externalId === null || externalId === undefined) return null;
  const [found]: { id: number }[] = await manager.query(
    `SELECT id FROM organisations
      WHERE external_id = ? AND ${confined(manager, 'organisations')} LOCK IN SHARE MODE`,
    [externalId],
  );
  if (!found) throw new NotFound(`organisation "${externalId}"`, 'input.organisation');
  return found.id;
}
