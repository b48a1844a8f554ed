import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, Not, Repository, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { Forbidden } from '../access/access.errors.js';
import { Audit, type Audited, type Snapshot } from '../access/audit/audit.service.js';
import { currentCaller } from '../access/caller.js';
import { mayThroughout } from '../access/may.js';
import { OrganisationsService } from '../estate/organisations.service.js';
import { Clock } from '../platform/clock.js';
import { currentScope, reaches } from '../platform/database/confinement/scope.js';
import { Transactions } from '../platform/database/transactions.js';
import { BadInput, NotFound } from '../platform/errors.js';
import { readInput } from '../platform/input.js';
import { KeyRing } from '../platform/sealing/key-ring.js';
import { RefusedAddress, hostOf, refuseHost } from './public-addresses.js';
import { WEBHOOK_SECRET } from './sealed-details.js';
import { newSecret } from './signature.js';
import { Webhook } from './webhook.entity.js';
import { webhookInput } from './webhook.input.js';
import { WEBHOOK_KINDS, type WebhookKind } from './webhook-kinds.js';
import { WebhookSender } from './webhook-sender.service.js';
import { TooManyWebhooks } from './webhooks.errors.js';

/** Of a body: each is told of everything. */
const MOST_OF_BODY = 20;

const AUDITED: Audited<number> = { type: 'Webhook', idOf: String, read: readSnapshot };

/** A webhook with the key of its signatures, which is told this once. */
export type NewWebhook = Omit<Webhook, 'secret'> & { secret: string };

/** The addresses that are told what happens to a body. */
@Injectable()
export class Webhooks {
  constructor(
    @InjectRepository(Webhook) private readonly webhooks: Repository<Webhook>,
    private readonly organisations: OrganisationsService,
    private readonly sender: WebhookSender,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly keyRing: KeyRing,
  ) {}

  /** For a connection. */
  query(): SelectQueryBuilder<Webhook> {
    return this.webhooks.createQueryBuilder('webhook');
  }

  /**
   * @throws {BadInput} for a URL to which nothing is sent, too
   * @throws {NotFound} {TooManyWebhooks}
   * @throws {Forbidden} for kinds that the caller may not read, and the whole estate where they do not reach it
   */
  async create(input: unknown): Promise<NewWebhook> {
    const { organisationId = null, url, kinds } = readInput(webhookInput(this.sender.takesLoopback), input);
    await this.refuseUnreadable(organisationId, kinds);
    await this.refuseAddress(url);
    const secret = newSecret();
    return this.transactions.run(async (manager) => {
      const ofBody = { organisationId: organisationId ?? IsNull() };
      if ((await manager.countBy(Webhook, ofBody)) >= MOST_OF_BODY) throw new TooManyWebhooks(MOST_OF_BODY);
      const { id } = await manager.save(
        manager.create(Webhook, {
          ...{ organisationId, url: url.href, kinds, secret: null },
          ...{ createdBy: currentCaller().subject, createdAt: this.clock.now() },
          ...{ failingSince: null, disabledAt: null, disabledReason: null },
        }),
      );
      const sealed = this.keyRing.seal(WEBHOOK_SECRET, [id], secret);
      await this.audit.change(manager, 'createWebhook', { ...AUDITED, read: readAsNew }, id, () =>
        manager.update(Webhook, { id }, { secret: sealed }),
      );
      return { ...(await manager.findOneByOrFail(Webhook, { id })), secret };
    });
  }

  /** With all that is still to be sent to it. @returns false where there is no such webhook */
  async remove(id: number): Promise<boolean> {
    return this.transactions.run(async (manager) => {
      if (!(await lock(manager, id))) return false;
      await this.audit.change(manager, 'removeWebhook', AUDITED, id, () => manager.delete(Webhook, { id }));
      return true;
    });
  }

  /** Switches it on again. @throws {NotFound} */
  async enable(id: number): Promise<Webhook> {
    return this.transactions.run(async (manager) => {
      if (!(await lock(manager, id))) throw new NotFound('webhook of that id', 'id');
      const on = { failingSince: null, disabledAt: null, disabledReason: null };
      await this.audit.change(manager, 'enableWebhook', AUDITED, id, () =>
        manager.update(Webhook, { id }, on),
      );
      return manager.findOneByOrFail(Webhook, { id });
    });
  }

  /** Switches one off that cannot be told anything; whoever looks at it sees why. */
  async switchOff(manager: EntityManager, id: number, reason: string): Promise<void> {
    await this.audit.change(manager, 'webhook.switchOff', AUDITED, id, () =>
      manager.update(
        Webhook,
        { id, disabledAt: IsNull() },
        { disabledAt: this.clock.now(), disabledReason: reason.slice(0, 200) },
      ),
    );
  }

  /** The key of its signatures. */
  secretOf({ id, secret }: Webhook): string {
    if (!secret) throw new Error('a webhook has no secret');
    return this.keyRing.open(WEBHOOK_SECRET, [id], secret);
  }

  readonly webhooksById = async (ids: readonly number[]): Promise<Map<number, Webhook>> => {
    const found = await this.query().where('webhook.id IN (:...ids)', { ids }).getMany();
    return new Map(found.map((webhook) => [webhook.id, webhook]));
  };

  private async refuseUnreadable(organisationId: number | null, kinds: WebhookKind[]): Promise<void> {
    if (organisationId !== null && !(await this.organisations.find(organisationId)))
      throw new NotFound('organisation of that id', 'input.organisationId');
    if (!reaches(organisationId)) {
      const how = 'Name an organisation of yours: input.organisationId.';
      throw new Forbidden('createWebhook for the whole estate', how);
    }
    for (const kind of kinds) {
      const { permission } = WEBHOOK_KINDS[kind];
      if (!mayThroughout(currentCaller(), permission, currentScope()))
        throw new Forbidden(`createWebhook for ${kind}`, `It takes ${permission}, too.`);
    }
  }

  private async refuseAddress(url: URL): Promise<void> {
    try {
      await refuseHost(hostOf(url), this.sender.takesLoopback);
    } catch (error) {
      const found = error instanceof RefusedAddress ? error.message : 'its name cannot be looked up';
      throw new BadInput([
        { path: 'input.url', message: `expected an address of the public internet: ${found}` },
      ]);
    }
  }
}

function lock(manager: EntityManager, id: number): Promise<Webhook | null> {
  return manager.findOne(Webhook, { where: { id }, lock: { mode: 'pessimistic_write' } });
}

/** Without the path of the URL, in which there may be a key. */
async function readSnapshot(manager: EntityManager, id: number): Promise<Snapshot | null> {
  const webhook = await manager.findOneBy(Webhook, { id });
  if (!webhook) return null;
  const { organisationId, url, kinds, createdBy, disabledReason } = webhook;
  const state = { organisationId, origin: new URL(url).origin, kinds, createdBy, disabledReason };
  return { organisationId, state };
}

/** One without a key is none yet. */
async function readAsNew(manager: EntityManager, id: number): Promise<Snapshot | null> {
  const isWhole = await manager.exists(Webhook, { where: { id, secret: Not(IsNull()) } });
  return isWhole ? readSnapshot(manager, id) : null;
}
