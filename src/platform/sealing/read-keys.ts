/** The keys of an installation, as a text: one `id:key` a line, the key as base64 of 32 bytes. */
import { readFileSync } from 'node:fs';
import { UnfitKeys } from './sealing.errors.js';

export interface Keys {
  /** The first one seals, all of them open. */
  sealing: { id: string; key: Buffer }[];
  /** The one of blind indexes. */
  index: Buffer;
}

/** The id of the key of blind indexes. */
const INDEX = 'index';
/** What the ids of keys begin with that were made for development. */
const DEVELOPMENT = /^dev/;
const ID = /^[a-z0-9][a-z0-9._-]{0,15}$/;
const KEY_BYTES = 32;
/** Of 32 random bytes, 20 different ones are there in all but one of some billions of keys. */
const LEAST_DIFFERENT_BYTES = 20;
const HOW = 'expected lines such as `2026-11:…`, the key as base64 of 32 random bytes';

/**
 * Reads the keys that SEALING_KEYS holds, or the file that SEALING_KEYS_FILE names.
 *
 * @throws {UnfitKeys} for keys that are missing, weak or double, and in production for keys of development
 */
export function keysOfEnvironment(environment: NodeJS.ProcessEnv): Keys {
  const { SEALING_KEYS: text, SEALING_KEYS_FILE: file, NODE_ENV } = environment;
  if (text && file) throw new UnfitKeys('SEALING_KEYS and SEALING_KEYS_FILE are both set: keep one');
  if (!text && !file) throw new UnfitKeys('SEALING_KEYS_FILE: name the file of the keys');
  const name = text ? 'SEALING_KEYS' : 'SEALING_KEYS_FILE';
  try {
    return readKeys(text ?? readFile(file ?? ''), NODE_ENV === 'production');
  } catch (error) {
    throw error instanceof UnfitKeys ? new UnfitKeys(`${name}: ${error.message}`) : error;
  }
}

/** @throws {UnfitKeys} */
export function readKeys(text: string, isProduction: boolean): Keys {
  const parts = text.split(/[\s,]+/).filter((part) => part !== '');
  const keys = parts.map((part, index) => readKey(part, index + 1));
  const ids = keys.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice) throw new UnfitKeys(`two keys have the id ${twice}`);
  const seen = new Map<string, string>();
  for (const { id, key } of keys) {
    const other = seen.get(key.toString('hex'));
    if (other) throw new UnfitKeys(`${other} and ${id} are the same key`);
    seen.set(key.toString('hex'), id);
  }
  const sealing = keys.filter(({ id }) => id !== INDEX);
  const index = keys.find(({ id }) => id === INDEX)?.key;
  if (sealing.length === 0) throw new UnfitKeys(`there is no key to seal with: ${HOW}`);
  if (!index) throw new UnfitKeys(`there is no key with the id ${INDEX}, which blind indexes need`);
  const ofDevelopment = sealing.find(({ id }) => DEVELOPMENT.test(id));
  if (isProduction && ofDevelopment)
    throw new UnfitKeys(`${ofDevelopment.id} was made for development: make keys for production`);
  return { sealing, index };
}

function readFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UnfitKeys(`the file cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

function readKey(part: string, place: number): { id: string; key: Buffer } {
  const colon = part.indexOf(':');
  const id = part.slice(0, Math.max(colon, 0));
  if (!ID.test(id)) throw new UnfitKeys(`key ${place} has no id: ${HOW}`);
  const written = part.slice(colon + 1);
  const key = Buffer.from(written, 'base64');
  if (key.length !== KEY_BYTES || key.toString('base64') !== written)
    throw new UnfitKeys(`${id} is no key: ${HOW}`);
  if (isWeak(key)) throw new UnfitKeys(`${id} is a weak key, not one of random bytes: ${HOW}`);
  return { id, key };
}

/** True for what somebody typed, and for what repeats itself: no such key comes out of a random generator. */
function isWeak(key: Buffer): boolean {
  const isTyped = key.every((byte) => byte >= 0x20 && byte < 0x7f);
  return isTyped || new Set(key).size < LEAST_DIFFERENT_BYTES;
}
