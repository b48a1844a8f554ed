import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newKey } from '../../../test/support/keys.js';
import { keysOfEnvironment, readKeys } from './read-keys.js';
import { UnfitKeys } from './sealing.errors.js';

const GOOD = newKey('2026-11');
const INDEX = newKey('index');
const base64 = (text: string) => Buffer.from(text, 'latin1').toString('base64');
const refusal = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof UnfitKeys) return error.message;
    throw error;
  }
  return 'taken';
};

describe('the keys', () => {
  it('are read from lines, the first sealing key first', () => {
    const old = newKey('2025-01');
    const { sealing, index } = readKeys(`${GOOD}\n${INDEX}\r\n\n${old}\n`, true);
    expect(sealing.map(({ id }) => id)).toEqual(['2026-11', '2025-01']);
    expect(index.toString('base64')).toBe(INDEX.split(':')[1]);
    expect(readKeys(`${GOOD},${INDEX}`, true).sealing).toHaveLength(1);
  });

  it.each<[string, string, RegExp]>([
    ['nothing', '', /no key to seal with/],
    ['an index key alone', INDEX, /no key to seal with/],
    ['no index key', GOOD, /no key with the id index/],
    ['no id', `${GOOD.split(':')[1]} ${INDEX}`, /key 1 has no id/],
    ['an id with other letters', `A!:${GOOD.split(':')[1]} ${INDEX}`, /key 1 has no id/],
    [
      'sixteen bytes',
      `k:${base64('\x01\x02\x03\x04\x05\x06\x07\x08\x80\x90\xa0\xb0\xc0\xd0\xe0\xf0')} ${INDEX}`,
      /k is no key/,
    ],
    ['no base64', `k:!!!! ${INDEX}`, /k is no key/],
    ['hexadecimal digits', `k:${'ab12'.repeat(16)} ${INDEX}`, /k is no key/],
    ['a key of noughts', `k:${base64('\0'.repeat(32))} ${INDEX}`, /k is a weak key/],
    [
      'a key that repeats itself',
      `k:${base64('\x01\x92\x7f\xa0\xee\x11\x00\x8b'.repeat(4))} ${INDEX}`,
      /k is a weak key/,
    ],
    ['a typed key', `k:${base64('correct horse battery staple 123')} ${INDEX}`, /k is a weak key/],
    ['an id twice', `${GOOD} ${newKey('2026-11')} ${INDEX}`, /two keys have the id 2026-11/],
    ['a key twice', `${GOOD} other:${GOOD.split(':')[1]} ${INDEX}`, /2026-11 and other are the same/],
    ['a sealing key for the index', `${GOOD} index:${GOOD.split(':')[1]}`, /2026-11 and index are the same/],
  ])('are refused with %s, and none of them is told', (_, text, expected) => {
    const message = refusal(() => readKeys(text, false));
    expect(message).toMatch(expected);
    for (const part of text.split(/[\s:]/).filter(({ length }) => length > 10))
      expect(message).not.toContain(part);
  });

  it.each(['dev-1a2b', 'dev'])('of development (%s) are refused in production', (id) => {
    const text = [GOOD, newKey(id), INDEX].join('\n');
    expect(refusal(() => readKeys(text, false))).toBe('taken');
    expect(refusal(() => readKeys(text, true))).toMatch(/made for development/);
    expect(refusal(() => keysOfEnvironment({ NODE_ENV: 'production', SEALING_KEYS: text }))).toMatch(
      /^SEALING_KEYS: .* made for development/,
    );
  });
});

describe('the settings of the keys', () => {
  const folder = mkdtempSync(join(tmpdir(), 'phaseout-keys-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('name a file, or are the keys', () => {
    const file = join(folder, 'keys');
    writeFileSync(file, `${GOOD}\n${INDEX}\n`);
    expect(keysOfEnvironment({ SEALING_KEYS_FILE: file }).sealing[0]?.id).toBe('2026-11');
    expect(keysOfEnvironment({ SEALING_KEYS: `${GOOD}\n${INDEX}` }).sealing[0]?.id).toBe('2026-11');
  });

  it.each<[NodeJS.ProcessEnv, RegExp]>([
    [{}, /SEALING_KEYS_FILE: name the file/],
    [{ SEALING_KEYS: GOOD, SEALING_KEYS_FILE: '/x' }, /both set/],
    [{ SEALING_KEYS_FILE: join(folder, 'none') }, /SEALING_KEYS_FILE: the file cannot be read \(ENOENT\)/],
  ])('are refused where %j', (environment, expected) => {
    expect(refusal(() => keysOfEnvironment(environment))).toMatch(expected);
  });
});
