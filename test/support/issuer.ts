import type { JWTPayload } from 'jose';
import { createIssuer } from '../../src/access/local-issuer/issuer.js';

export interface TestIssuer {
  /** The `iss` of its tokens; the public keys are at `/jwks` below it. */
  url: string;
  /** A token of an hour. `claims` adds to the usual ones or replaces them; one that is `undefined` is left out. */
  tokenFor(subject: string, claims?: JWTPayload): Promise<string>;
  /** Signs with a new key from now on; the former one stays published. */
  rotateKey(): Promise<void>;
  close(): Promise<void>;
}

/** The local issuer within this process, on a free port of this machine, with keys of its own. */
export async function startIssuer(audience = 'phaseout'): Promise<TestIssuer> {
  const issuer = await createIssuer({ audience });
  const url = await issuer.listen(0);
  return { ...issuer, url };
}
