import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/*
 * A stored file is: the nonce (12 bytes), the ciphertext, the tag (16 bytes). Its name is the SHA-256 of that, so that a
 * folder can be checked by itself, without any key.
 */
const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const NAME = /^[0-9a-f]{64}$/;

/** A file that was stored, and the key that opens it: nobody reads it without both. */
export interface StoredFile {
  name: string;
  /** Base64. */
  key: string;
}

/** A file is gone from the folder, or is not what was stored. */
export class EvidenceBroken extends Error {
  constructor(name: string, why: string, cause?: unknown) {
    super(`the stored file ${name} ${why}`, { cause });
    this.name = 'EvidenceBroken';
  }
}

/** Keeps files in a folder, each encrypted with a key of its own and named by the hash of what is stored. */
export class EvidenceStore {
  constructor(private readonly folder: string) {}

  /** Stores a file wholly or not at all. */
  async put(bytes: Buffer): Promise<StoredFile> {
    const key = randomBytes(32);
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, key, nonce);
    const stored = Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
    const name = createHash('sha256').update(stored).digest('hex');
    const path = this.pathOf(name);
    await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
    const unfinished = `${path}.${randomBytes(6).toString('hex')}`;
    await writeFile(unfinished, stored, { mode: 0o600, flag: 'wx', flush: true });
    await rename(unfinished, path);
    return { name, key: key.toString('base64') };
  }

  /** @throws {EvidenceBroken} */
  async get({ name, key }: StoredFile): Promise<Buffer> {
    const stored = await readFile(this.pathOf(name)).catch((error: unknown) => {
      throw new EvidenceBroken(name, 'cannot be read', error);
    });
    if (createHash('sha256').update(stored).digest('hex') !== name)
      throw new EvidenceBroken(name, 'is not what was stored under that name');
    const decipher = createDecipheriv(CIPHER, Buffer.from(key, 'base64'), stored.subarray(0, NONCE_BYTES));
    decipher.setAuthTag(stored.subarray(-TAG_BYTES));
    const bytes = decipher.update(stored.subarray(NONCE_BYTES, -TAG_BYTES));
    try {
      decipher.final();
    } catch (error) {
      throw new EvidenceBroken(name, 'does not open with its key', error);
    }
    return bytes;
  }

  /** A few files a folder. */
  private pathOf(name: string): string {
    if (!NAME.test(name)) throw new EvidenceBroken(name, 'has no name that a file is stored under');
    return join(this.folder, name.slice(0, 2), name);
  }
}
