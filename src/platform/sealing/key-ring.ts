import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomFillSync,
  type KeyObject,
} from 'node:crypto';
import { keysOfEnvironment, type Keys } from './read-keys.js';
import { Sealed, type SealedColumn } from './sealed.js';
import { SealBroken } from './sealing.errors.js';

/*
 * A sealed value is: the format (1 byte), the length of the key's id (1 byte), the key's id, the nonce (12 bytes), the
 * ciphertext, the tag (16 bytes). The ciphertext is of JSON with spaces behind it. The tag is also over all that stands
 * before the nonce, the column and the row.
 */
const FORMAT = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER = 'aes-256-gcm';
const INDEX_BYTES = 16;
const SPACE = 0x20;
/** Nonces are made many at a time, because one by one they cost as much as the cipher. */
const NONCES_AT_A_TIME = 512;

/** The values of the columns that a sealed value is bound to, in their order. */
export type Row = readonly (string | number)[];

interface RingKey {
  header: Buffer;
  key: Buffer;
  /** The key of each column, as `table.column`. */
  ofColumn: Map<string, KeyObject>;
}

/** The keys under which details of the estate are stored: the first seals, all of them open. */
export class KeyRing {
  readonly #keys: Map<string, RingKey>;
  readonly #first: RingKey;
  readonly #index: Buffer;
  readonly #indexKeys = new Map<string, KeyObject>();
  #nonces = Buffer.alloc(0);

  /** The ids of the sealing keys, the one that seals first. */
  readonly ids: readonly string[];

  constructor({ sealing, index }: Keys) {
    this.ids = sealing.map(({ id }) => id);
    this.#keys = new Map(
      sealing.map(({ id, key }) => [id, { header: headerOf(id), key, ofColumn: new Map() }]),
    );
    this.#index = index;
    const [first] = this.#keys.values();
    if (!first) throw new RangeError('expected a key to seal with');
    this.#first = first;
  }

  /** @throws {UnfitKeys} */
  static fromEnvironment(environment: NodeJS.ProcessEnv): KeyRing {
    return new KeyRing(keysOfEnvironment(environment));
  }

  /** What values begin with that the first key sealed. */
  get firstHeader(): Buffer {
    return this.#first.header;
  }

  /** @param row what the value is bound to */
  seal<Value>(column: SealedColumn<Value>, row: Row, value: Value): Sealed<Value> {
    const { header } = this.#first;
    const text = JSON.stringify(value);
    const size = Math.ceil(Buffer.byteLength(text) / column.block) * column.block;
    const plain = Buffer.alloc(size, SPACE);
    plain.write(text);
    const nonce = this.#nonce();
    const cipher = createCipheriv(CIPHER, keyOf(this.#first, column), nonce);
    cipher.setAAD(boundTo(header, column, row));
    const ciphertext = cipher.update(plain);
    cipher.final();
    return new Sealed(Buffer.concat([header, nonce, ciphertext, cipher.getAuthTag()]));
  }

  /**
   * @param row what the value was bound to
   * @throws {SealBroken} where it was sealed for another row or column, or with a key that is not on the ring, or was
   *   altered
   */
  open<Value>(column: SealedColumn<Value>, row: Row, { bytes }: Sealed<Value>): Value {
    const name = nameOf(column);
    const id = keyIdOf(bytes);
    if (id === null) throw new SealBroken(name, 'it is no sealed value');
    const key = this.#keys.get(id);
    if (!key) throw new SealBroken(name, `its key ${id} is not on the ring`);
    const from = key.header.length;
    const decipher = createDecipheriv(CIPHER, keyOf(key, column), bytes.subarray(from, from + NONCE_BYTES));
    decipher.setAAD(boundTo(key.header, column, row));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    const plain = decipher.update(bytes.subarray(from + NONCE_BYTES, -TAG_BYTES));
    try {
      decipher.final();
    } catch {
      throw new SealBroken(name, 'it was altered or moved, or its key is another of the same id');
    }
    return JSON.parse(plain.toString('utf8')) as Value;
  }

  /**
   * The blind index of a value: the same for the same value of the same column.
   *
   * @param column what is indexed, such as `sites.name`
   * @param value so written that equal ones are written the same
   */
  blindIndex(column: string, value: string): Buffer {
    let key = this.#indexKeys.get(column);
    if (!key) {
      key = derive(this.#index, `index ${column}`);
      this.#indexKeys.set(column, key);
    }
    return createHmac('sha256', key).update(value).digest().subarray(0, INDEX_BYTES);
  }

  #nonce(): Buffer {
    if (this.#nonces.length === 0)
      this.#nonces = randomFillSync(Buffer.alloc(NONCE_BYTES * NONCES_AT_A_TIME));
    const nonce = this.#nonces.subarray(0, NONCE_BYTES);
    this.#nonces = this.#nonces.subarray(NONCE_BYTES);
    return nonce;
  }
}

/** The id of the key that sealed a value; null for what is no sealed value. */
export function keyIdOf(bytes: Buffer): string | null {
  const length = bytes[1] ?? 0;
  const isWhole = bytes.length > 2 + length + NONCE_BYTES + TAG_BYTES;
  return bytes[0] === FORMAT && length > 0 && isWhole ? bytes.toString('latin1', 2, 2 + length) : null;
}

function headerOf(id: string): Buffer {
  return Buffer.concat([Buffer.from([FORMAT, id.length]), Buffer.from(id, 'latin1')]);
}

function nameOf({ table, column }: SealedColumn<unknown>): string {
  return `${table}.${column}`;
}

/** A key a column: a random nonce may not come twice under one key, and each key bears some four billion values. */
function keyOf({ key, ofColumn }: RingKey, column: SealedColumn<unknown>): KeyObject {
  const name = nameOf(column);
  let derived = ofColumn.get(name);
  if (!derived) {
    derived = derive(key, `seal ${name}`);
    ofColumn.set(name, derived);
  }
  return derived;
}

function derive(key: Buffer, purpose: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', key, '', `phaseout ${FORMAT} ${purpose}`, 32)));
}

function boundTo(header: Buffer, column: SealedColumn<unknown>, row: Row): Buffer {
  const place = JSON.stringify([nameOf(column), ...row.map(String)]);
  return Buffer.concat([header, Buffer.from(place)]);
}
