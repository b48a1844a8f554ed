import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inspect } from 'node:util';
import { newKey } from '../../../test/support/keys.js';
import { KeyRing, keyIdOf } from './key-ring.js';
import { readKeys } from './read-keys.js';
import { Sealed, sealedColumn } from './sealed.js';
import { SealBroken } from './sealing.errors.js';

const SERIAL = sealedColumn<{ serial: string | null }>({
  table: 'devices',
  boundTo: ['external_id'],
  key: ['id'],
  block: 64,
});
const OTHER = sealedColumn<{ serial: string | null }>({ ...SERIAL, table: 'sites' });
const INDEX = newKey('index');
const OLD = newKey('old');
const NEW = newKey('new');
const ringOf = (...keys: string[]) => new KeyRing(readKeys([...keys, INDEX].join('\n'), false));
const ring = ringOf(OLD);
const CANARY = { serial: 'CANARY-1' };
const why = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(SealBroken);
    const text = `${(error as Error).message}${inspect(error)}`;
    expect(text).not.toContain('CANARY');
    expect(text).not.toContain('ROW-1');
    return (error as Error).message;
  }
  return 'it opens';
};

describe('a sealed value', () => {
  it('opens as what it was, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (value, row) => {
        const column = sealedColumn<unknown>({ ...SERIAL });
        const [kept] = [JSON.parse(JSON.stringify(value)) as unknown];
        expect(ring.open(column, [row], ring.seal(column, [row], value))).toEqual(kept);
      }),
    );
  });

  it('shows nothing of itself to who forgets to open it', () => {
    const sealed = ring.seal(SERIAL, ['ROW-1'], CANARY);
    const shown = [String(sealed), JSON.stringify({ sealed }), inspect(sealed, { depth: 9 })];
    expect(shown.join()).not.toContain('CANARY');
    expect(JSON.stringify({ sealed })).toBe('{"sealed":"[sealed]"}');
    expect(sealed.bytes.includes('CANARY')).toBe(false);
  });

  it('is another each time, and as long as those of other lengths', () => {
    const values = ['', 'A', 'A'.repeat(40)].map((serial) => ring.seal(SERIAL, [1], { serial }).bytes);
    expect(ring.seal(SERIAL, [1], CANARY).bytes).not.toEqual(ring.seal(SERIAL, [1], CANARY).bytes);
    expect(new Set(values.map(({ length }) => length)).size).toBe(1);
    expect(ring.seal(SERIAL, [1], { serial: 'A'.repeat(60) }).bytes.length).toBe(
      (values[0]?.length ?? 0) + 64,
    );
  });

  it('does not open in another row or column', () => {
    const sealed = ring.seal(SERIAL, ['ROW-1', 2], CANARY);
    expect(ring.open(SERIAL, ['ROW-1', '2'], sealed)).toEqual(CANARY);
    expect(why(() => ring.open(SERIAL, ['ROW-1', 3], sealed))).toMatch(/altered or moved/);
    expect(why(() => ring.open(SERIAL, ['ROW-1,2'], sealed))).toMatch(/altered or moved/);
    expect(why(() => ring.open(OTHER, ['ROW-1', 2], sealed))).toMatch(/altered or moved/);
  });

  it('does not open with any bit flipped, nor cut short', () => {
    const { bytes } = ring.seal(SERIAL, ['ROW-1'], CANARY);
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(why(() => ring.open(SERIAL, ['ROW-1'], new Sealed(flipped)))).toMatch(/does not open/);
    }
    for (let length = 0; length < bytes.length; length += 1)
      expect(why(() => ring.open(SERIAL, ['ROW-1'], new Sealed(bytes.subarray(0, length))))).toMatch(
        /does not open/,
      );
  });

  it('opens with a key that no longer seals, and not without it or with another of its name', () => {
    const sealed = ring.seal(SERIAL, ['ROW-1'], CANARY);
    const rotated = ringOf(NEW, OLD);
    expect(rotated.open(SERIAL, ['ROW-1'], sealed)).toEqual(CANARY);
    expect(keyIdOf(rotated.seal(SERIAL, ['ROW-1'], CANARY).bytes)).toBe('new');
    expect(why(() => ringOf(NEW).open(SERIAL, ['ROW-1'], sealed))).toMatch(/key old is not on the ring/);
    expect(why(() => ringOf(newKey('old')).open(SERIAL, ['ROW-1'], sealed))).toMatch(
      /another of the same id/,
    );
  });
});

describe('a blind index', () => {
  it('is the same for the same value of the same column, under the same key', () => {
    const index = ring.blindIndex('devices.serial', 'A1');
    expect(index).toHaveLength(16);
    expect(ringOf(NEW, OLD).blindIndex('devices.serial', 'A1')).toEqual(index);
    expect(ring.blindIndex('devices.serial', 'A2')).not.toEqual(index);
    expect(ring.blindIndex('devices.mac', 'A1')).not.toEqual(index);
    const other = new KeyRing(readKeys([OLD, newKey('index')].join('\n'), false));
    expect(other.blindIndex('devices.serial', 'A1')).not.toEqual(index);
  });
});

describe('the key ring', () => {
  it('shows no key when it is printed', () => {
    const key = OLD.split(':')[1] ?? '';
    const bytes = [...Buffer.from(key, 'base64')].slice(0, 6);
    const shown = inspect(ring, { depth: 9, showHidden: true }) + JSON.stringify({ ...ring });
    const writings = [
      key,
      bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(' '),
      bytes.join(','),
    ];
    for (const writing of writings) expect(shown).not.toContain(writing);
  });
});
