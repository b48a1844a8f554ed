import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EvidenceBroken, EvidenceStore } from './evidence-store.js';
import { mediaTypeOf } from './media-types.js';

describe('the store of evidence', () => {
  let folder: string;
  let store: EvidenceStore;
  const photo = Buffer.from('a canary in a photograph');
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'phaseout-evidence-'));
    store = new EvidenceStore(join(folder, 'deep'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const pathOf = (name: string) => join(folder, 'deep', name.slice(0, 2), name);

  it('gives back what it was given, and nobody else reads it', async () => {
    const [first, second] = [await store.put(photo), await store.put(photo)];
    expect(await store.get(first)).toEqual(photo);
    expect(await store.get(second)).toEqual(photo);
    expect(first.name).not.toBe(second.name);
    expect((await readFile(pathOf(first.name))).includes('canary')).toBe(false);
    expect((await stat(pathOf(first.name))).mode & 0o077).toBe(0);
    await expect(store.get({ name: first.name, key: second.key })).rejects.toThrow(EvidenceBroken);
    expect(await readdir(join(pathOf(first.name), '..'))).toEqual([first.name]);
  });

  it('gives nothing back that is not what was stored', async () => {
    const stored = await store.put(photo);
    const bytes = await readFile(pathOf(stored.name));
    bytes[20] = (bytes[20] ?? 0) ^ 1;
    await writeFile(pathOf(stored.name), bytes);
    await expect(store.get(stored)).rejects.toThrow('is not what was stored');
    await rm(pathOf(stored.name));
    await expect(store.get(stored)).rejects.toThrow('cannot be read');
    await expect(store.get({ ...stored, name: '../../etc/passwd' })).rejects.toThrow('has no name');
  });
});

describe('files of evidence', () => {
  it('are known by how they begin', () => {
    expect(mediaTypeOf(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1]))).toBe('image/jpeg');
    expect(mediaTypeOf(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))).toBe('image/png');
    expect(mediaTypeOf(Buffer.from('%PDF-1.7'))).toBe('application/pdf');
    for (const other of [
      '',
      '\xff\xd8',
      '<html>%PDF-1.7',
      'GIF89a',
      '<svg xmlns="http://www.w3.org/2000/svg">',
    ])
      expect(mediaTypeOf(Buffer.from(other, 'latin1'))).toBeNull();
  });
});
