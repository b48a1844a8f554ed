/** The keys that the local issuer signs with: its own, made at first use and kept in a file where one is named. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  SignJWT,
  type JSONWebKeySet,
  type JWK,
  type JWTPayload,
} from 'jose';
import { z } from 'zod';

export const SIGNING_ALGORITHM = 'ES256';

/** A private key on the curve P-256, as it stands in the key file. */
const privateKey = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string().min(1),
  y: z.string().min(1),
  d: z.string().min(1),
  kid: z.string().min(1),
});
const keySet = z.object({ keys: z.array(privateKey).min(1) });

type PrivateKey = z.infer<typeof privateKey>;

export interface SigningKeys {
  /** Signs with the newest key. A claim that is `undefined` is left out. */
  sign(claims: JWTPayload): Promise<string>;
  /** The public halves: the key that signs, and those that signed before it. */
  published(): JSONWebKeySet;
  /** Signs with a new key from now on. The former ones stay published, because their tokens are still about. */
  rotate(): Promise<void>;
}

/**
 * Opens the keys of a file, or makes them.
 *
 * @param file undefined: the keys live as long as the process
 * @throws {Error} where the file cannot be read or written, or holds something else; never with what it holds
 */
export async function openSigningKeys(file?: string): Promise<SigningKeys> {
  let keys = file === undefined ? [] : readKeys(file);
  const add = async () => {
    keys = [await makeKey(), ...keys];
    if (file !== undefined) writeKeys(file, keys);
  };
  if (keys.length === 0) await add();

  return {
    async sign(claims) {
      const [newest] = keys as [PrivateKey];
      return new SignJWT(claims)
        .setProtectedHeader({ alg: SIGNING_ALGORITHM, kid: newest.kid, typ: 'JWT' })
        .sign(await importJWK(newest, SIGNING_ALGORITHM));
    },
    published: () => ({
      keys: keys.map(({ d: _, ...open }): JWK => ({ ...open, alg: SIGNING_ALGORITHM, use: 'sig' })),
    }),
    rotate: add,
  };
}

async function makeKey(): Promise<PrivateKey> {
  const pair = await generateKeyPair(SIGNING_ALGORITHM, { extractable: true });
  const jwk = await exportJWK(pair.privateKey);
  return privateKey.parse({ ...jwk, kid: await calculateJwkThumbprint(jwk) });
}

function readKeys(file: string): PrivateKey[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  try {
    return keySet.parse(JSON.parse(text)).keys;
  } catch {
    // The fault itself may quote the key.
    throw new Error(`${file} holds no signing keys of the local issuer: delete it, and new ones are made.`);
  }
}

/** Writes beside and renames, so that a killed process leaves the former file or the new one whole. */
function writeKeys(file: string, keys: PrivateKey[]): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify({ keys }, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}
