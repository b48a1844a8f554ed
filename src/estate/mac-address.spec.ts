import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readMac, readMacPrefix } from './mac-address.js';

const digits = fc.string({
  unit: fc.constantFrom(...'0123456789ABCDEF'),
  minLength: 12,
  maxLength: 12,
});

describe('MAC addresses', () => {
  it.each([
    ['00:bc:99:01:02:0f', '00BC9901020F'],
    ['00-BC-99-01-02-0F', '00BC9901020F'],
    ['00bc.9901.020f', '00BC9901020F'],
    ['00bc9901020f', '00BC9901020F'],
    ['00bc99-01020f', '00BC9901020F'],
    ['0:bc:99:1:2:f', '00BC9901020F'],
    [' 00 BC 99 01 02 0F ', '00BC9901020F'],
  ])('reads %s', (writing, mac) => {
    expect(readMac(writing)).toBe(mac);
  });

  it.each(['00:bc:99:01:02', '00:bc-99:01:02:0f', '00:bc:99:01:02:0g', '192.168.0.1', 'n/a', ''])(
    'finds none in %j',
    (writing) => {
      expect(readMac(writing)).toBeUndefined();
    },
  );

  it('takes an address of noughts or Fs for none', () => {
    expect(readMac('00:00:00:00:00:00')).toBeNull();
    expect(readMac('ff-ff-ff-ff-ff-ff')).toBeNull();
  });

  it('reads every writing of an address as the same', () => {
    fc.assert(
      fc.property(digits, fc.constantFrom(':', '-', '.', ' '), fc.boolean(), (mac, separator, isLower) => {
        const pairs = (mac.match(/../g) ?? []).join(separator);
        const fours = (mac.match(/..../g) ?? []).join(separator);
        for (const writing of [mac, pairs, fours]) {
          expect(readMac(isLower ? writing.toLowerCase() : writing)).toEqual(readMac(mac));
        }
      }),
    );
  });

  it('reads blocks of the three lengths in which they are assigned', () => {
    expect(readMacPrefix('00:bc:99')).toBe('00BC99');
    expect(readMacPrefix('8c1f64a')).toBe('8C1F64A');
    expect(readMacPrefix('8C-1F-64-AB-C')).toBe('8C1F64ABC');
    expect(readMacPrefix('8C1F64AB')).toBeUndefined();
  });
});
