import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Readable } from 'node:stream';
import { decode, EncodingDetector } from './encoding.js';

function detect(bytes: Buffer, length = bytes.length) {
  const detector = new EncodingDetector();
  for (let at = 0; at < bytes.length; at += Math.max(1, length))
    detector.push(bytes.subarray(at, at + Math.max(1, length)));
  return detector.encoding();
}

const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();

describe('the encoding of a register', () => {
  it.each([
    ['ASCII', Buffer.from('name\nCaxton'), 'utf-8'],
    ['UTF-8', Buffer.from('name\nCafé Wêr'), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from('\ufeffname\nCafé'), 'utf-8'],
    ['Windows-1252', Buffer.from('name\nCaf\xe9 \x80 5', 'latin1'), 'windows-1252'],
    ['UTF-16 with a mark', Buffer.from('\ufeffname\nCafé', 'utf16le'), 'utf-16le'],
    ['big-endian UTF-16 with a mark', utf16be('\ufeffname\nCafé'), 'utf-16be'],
    ['UTF-16 without a mark', Buffer.from('name\nCafé', 'utf16le'), 'utf-16le'],
    ['big-endian UTF-16 without a mark', utf16be('name\nCafé'), 'utf-16be'],
    ['nothing', Buffer.alloc(0), 'utf-8'],
  ])('is told for %s', async (_what, bytes, encoding) => {
    expect(detect(bytes)).toBe(encoding);
    expect(detect(bytes, 1)).toBe(encoding);
    let text = '';
    for await (const part of decode(
      Readable.from([bytes.subarray(0, 5), bytes.subarray(5)]),
      encoding as 'utf-8',
    ))
      text += part;
    expect(text).not.toMatch(/[\ufffd\ufeff\0]/);
  });

  it('is UTF-8 for a file of it in which a byte was broken, and Windows-1252 for the reverse', () => {
    const mostlyUtf8 = Buffer.concat([Buffer.from('é'.repeat(100)), Buffer.from([0xe9]), Buffer.from(' x')]);
    expect(detect(mostlyUtf8, 10)).toBe('utf-8');
    const mostlyLatin = Buffer.concat([Buffer.from('\xe9 '.repeat(100), 'latin1'), Buffer.from('é')]);
    expect(detect(mostlyLatin, 10)).toBe('windows-1252');
  });

  it('does not depend on how the bytes are cut', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 9 }), (text, length) => {
        const bytes = Buffer.from(`name,${text}`);
        expect(detect(bytes, length)).toBe(detect(bytes));
      }),
    );
  });
});
