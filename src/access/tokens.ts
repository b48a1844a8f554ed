import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { Unauthenticated } from './access.errors.js';

/** Whose tokens are believed. */
export interface TokenSettings {
  issuer: string;
  audience: string;
  jwksUrl: string;
  algorithms: string[];
}

/** What a token says of who sends it. */
export interface TokenClaims {
  subject: string;
  name: string | null;
  /** null where the token does not narrow what its bearer may do. */
  scopes: string[] | null;
}

const CLOCK_SKEW_SECONDS = 30;

/**
 * A key that the issuer withdraws is believed for so long at most. A new key is looked up at once, though not more
 * often than every few seconds, so that forged key ids make no flood of requests.
 */
const KEYS_MAX_AGE_MS = 5 * 60_000;
const KEYS_COOLDOWN_MS = 5_000;
const KEYS_TIMEOUT_MS = 5_000;

/** Checks bearer tokens of one issuer (RFC 8725, RFC 9068): signature, algorithm, issuer, audience and dates. */
export class Tokens {
  private readonly keys: JWTVerifyGetKey;

  constructor(private readonly settings: TokenSettings) {
    this.keys = createRemoteJWKSet(new URL(settings.jwksUrl), {
      cacheMaxAge: KEYS_MAX_AGE_MS,
      cooldownDuration: KEYS_COOLDOWN_MS,
      timeoutDuration: KEYS_TIMEOUT_MS,
    });
  }

  /**
   * @param authorization the header of that name
   * @throws {Unauthenticated} saying what is wrong, never what the token holds
   * @throws {Error} where the issuer's keys cannot be had
   */
  async read(authorization: string | undefined): Promise<TokenClaims> {
    const [, token] = /^Bearer ([\w.~+/-]+=*)$/i.exec(authorization ?? '') ?? [];
    if (!token) throw new Unauthenticated('There is no token.');
    const { issuer, audience, algorithms } = this.settings;
    try {
      const { payload } = await jwtVerify(token, this.keys, {
        issuer,
        audience,
        algorithms,
        clockTolerance: CLOCK_SKEW_SECONDS,
        requiredClaims: ['sub', 'exp', 'iat'],
      });
      return claimsOf(payload);
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw new Unauthenticated('The token has expired.');
      if (error instanceof errors.JOSEError && !isOutage(error)) {
        throw new Unauthenticated('The token is not one that this installation accepts.');
      }
      throw error;
    }
  }
}

function isOutage(error: errors.JOSEError): boolean {
  return error instanceof errors.JWKSTimeout || error.code === 'ERR_JOSE_GENERIC';
}

function claimsOf({ sub, name, scope }: JWTPayload & { name?: unknown; scope?: unknown }): TokenClaims {
  if (!sub || sub.length > 255) throw new Unauthenticated('The token names nobody.');
  return {
    subject: sub,
    name: typeof name === 'string' ? name.slice(0, 200) : null,
    scopes: typeof scope === 'string' ? scope.split(' ').filter(Boolean) : null,
  };
}
