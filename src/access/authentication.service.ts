import { Inject, Injectable } from '@nestjs/common';
import { CONFIGURATION, type Configuration } from '../platform/configuration.js';
import type { Caller } from './caller.js';
import { PeopleService } from './people.service.js';
import { Tokens } from './tokens.js';

/** Finds out on whose behalf a request comes. */
@Injectable()
export class Authentication {
  private tokens: Tokens | undefined;

  constructor(
    private readonly people: PeopleService,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  /**
   * Whom a token vouches for, with the roles that they hold today. Somebody without any is known by name and may
   * do nothing else.
   *
   * @param authorization the header of that name
   * @throws {Unauthenticated}
   */
  async callerOf(authorization: string | undefined, requestId: string): Promise<Caller> {
    const { subject, name, scopes } = await this.trusted().read(authorization);
    const person = await this.people.withRolesToday(subject);
    const kind = person?.kind ?? 'PERSON';
    return {
      kind,
      subject,
      name: person?.name ?? name ?? subject,
      person,
      grants: (person?.heldRoles ?? []).map(({ role, organisationId }) => ({ role, organisationId })),
      // What a person's token says of scopes is meant for the identity provider.
      scopes: kind === 'SERVICE' ? scopes : null,
      requestId,
      reason: null,
    };
  }

  private trusted(): Tokens {
    const { identity } = this.configuration;
    if (!identity) throw new Error('OIDC_ISSUER is not set: the API cannot tell who asks');
    this.tokens ??= new Tokens(identity);
    return this.tokens;
  }
}
