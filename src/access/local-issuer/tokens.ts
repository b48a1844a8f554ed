/** What the tokens of the local issuer say: who somebody is, never what they may do. */
import { randomUUID } from 'node:crypto';
import type { JWTPayload } from 'jose';
import type { SigningKeys } from './keys.js';

/** How long a token is good for. */
export const TOKEN_SECONDS = 3_600;

/**
 * Makes a token of an hour.
 *
 * @param claims further ones, or others than usual; one that is `undefined` is left out
 */
export type MakeToken = (subject: string, claims?: JWTPayload) => Promise<string>;

/** @param issuer who says so: the `iss` of the tokens, asked for each one */
export function tokenMaker(keys: SigningKeys, audience: string, issuer: () => string): MakeToken {
  return (subject, claims = {}) => {
    const now = Math.floor(Date.now() / 1_000);
    return keys.sign({
      iss: issuer(),
      aud: audience,
      sub: subject,
      iat: now,
      exp: now + TOKEN_SECONDS,
      jti: randomUUID(),
      ...claims,
    });
  };
}
