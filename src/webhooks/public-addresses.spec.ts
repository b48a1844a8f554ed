import { describe, expect, it } from '@jest/globals';
import { guardedLookup, hostOf, isAllowed, refuseHost, type Resolve } from './public-addresses.js';

const PUBLIC = ['8.8.8.8', '172.15.0.1', '172.32.0.1', '100.63.0.1', '2606:4700::1111', '2a00:1450::1'];
const LOOPBACK = ['127.0.0.1', '127.255.0.1', '::1', '::ffff:127.0.0.1'];
const CLOSED = [
  ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '169.254.169.254', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
  ...['192.0.2.1', '198.18.0.1', '198.51.100.1', '203.0.113.1', '224.0.0.1', '255.255.255.255'],
  ...['::', 'fd00::1', 'fe80::1', 'ff02::1', '::ffff:10.0.0.1', '64:ff9b::a00:1'],
  ...['2001:db8::1', '2001::1', '2002:a00:1::1', 'localhost', ''],
];

describe('an address', () => {
  it.each(PUBLIC)('%s is of the public internet', (address) => {
    expect([isAllowed(address, false), isAllowed(address, true)]).toEqual([true, true]);
  });

  it.each(LOOPBACK)('%s will do for development alone', (address) => {
    expect([isAllowed(address, false), isAllowed(address, true)]).toEqual([false, true]);
  });

  it.each(CLOSED)('%p is told nothing', (address) => {
    expect([isAllowed(address, false), isAllowed(address, true)]).toEqual([false, false]);
  });

  it.each([
    ['https://0x7f.1/', '127.0.0.1'],
    ['https://2130706433/', '127.0.0.1'],
    ['https://[::ffff:10.0.0.1]/', '::ffff:a00:1'],
  ])('%s is that which it means', async (url, host) => {
    expect(hostOf(new URL(url))).toBe(host);
    await expect(refuseHost(host, false)).rejects.toThrow('public internet');
  });

  it('of a name is looked up', async () => {
    await expect(refuseHost('localhost', false)).rejects.toThrow('public internet');
    await expect(refuseHost('localhost', true)).resolves.toBeUndefined();
  });
});

describe('a name', () => {
  const resolving =
    (...addresses: string[]): Resolve =>
    (_, done) =>
      done(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
  const look = (resolve: Resolve, all: boolean) =>
    new Promise((settle) => {
      guardedLookup(false, resolve)('a.example', { all }, (error, found) => settle(error ?? found));
    });

  it('gives the address that it was judged by', async () => {
    expect(await look(resolving('8.8.8.8', '2606:4700::1'), false)).toBe('8.8.8.8');
    expect(await look(resolving('8.8.8.8'), true)).toEqual([{ address: '8.8.8.8', family: 4 }]);
  });

  it.each([[['8.8.8.8', '10.0.0.1']], [['10.0.0.1', '8.8.8.8']], [[]]])(
    'that means %p is refused, whichever would be taken',
    async (addresses) => {
      for (const all of [true, false])
        expect(String(await look(resolving(...addresses), all))).toContain('public internet');
    },
  );

  it('that nobody answers for is given up, and not heard of later', async () => {
    let answer = () => {};
    const slow: Resolve = (_, done) => {
      answer = () => done(null, [{ address: '8.8.8.8', family: 4 }]);
    };
    const heard: unknown[] = [];
    await new Promise<void>((settle) => {
      guardedLookup(false, slow, 20)('a.example', {}, (error) => {
        heard.push(error?.code ?? 'found');
        settle();
      });
    });
    answer();
    expect(heard).toEqual(['ETIMEOUT']);
  });
});
