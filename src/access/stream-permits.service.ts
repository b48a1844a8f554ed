import { Injectable } from '@nestjs/common';
import type { Scope } from '../platform/database/confinement/scope.js';
import { Authentication } from './authentication.service.js';
import { actAs, type Caller } from './caller.js';

/** The right to go on receiving something, which ends with the token and with the roles that it rests on. */
export class StreamPermit {
  private held: { caller: Caller; scope: Scope } | null = null;

  /** @param decide whose rows the caller may see with what was asked for; throws where they may not ask for it */
  constructor(
    private readonly authenticate: () => Promise<Caller>,
    private readonly decide: (caller: Caller) => Scope,
  ) {}

  /**
   * Finds out anew who asks and what they may do.
   *
   * @throws {Unauthenticated} once the token is over
   * @throws {Forbidden} once the roles are
   */
  async renew(): Promise<Caller> {
    const caller = await this.authenticate();
    this.held = { caller, scope: this.decide(caller) };
    return caller;
  }

  /** Runs work on behalf of whoever the permit is for, as it was when it was last renewed. */
  run<T>(work: () => T): T {
    if (!this.held) throw new Error('a permit is renewed before it is used');
    return actAs(this.held.caller, work, this.held.scope);
  }
}

/** Issues permits for streams. What a request may do is decided once; what flows for hours is decided again and again. */
@Injectable()
export class StreamPermits {
  constructor(private readonly authentication: Authentication) {}

  /** @param authorization the header of that name, or what stands for it */
  issue(
    authorization: string | undefined,
    requestId: string,
    decide: (caller: Caller) => Scope,
  ): StreamPermit {
    return new StreamPermit(() => this.authentication.callerOf(authorization, requestId), decide);
  }
}
