/** Where messages may go: to the public internet, so that nobody reaches through this program what they cannot reach. */
import { TIMEOUT, lookup, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Private, shared, local, and for special use. */
const RESERVED_4 = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15'],
  ...['198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
];
/** The one part of IPv6 that is the public internet, */
const PUBLIC_6 = ['2000::/3'];
/** and what in it is not: protocols, documentation, and other addresses in disguise. */
const RESERVED_6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

const reserved = listOf(RESERVED_4, 'ipv4');
const public6 = listOf(PUBLIC_6, 'ipv6');
const reserved6 = listOf(RESERVED_6, 'ipv6');
const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** The system's own resolver may take half a minute, and whoever asks for a webhook waits for it. */
const MOST_LOOKUP_MS = 3_000;

/** An address that nothing is sent to. */
export class RefusedAddress extends Error {
  constructor() {
    super('its address is not one of the public internet');
  }
}

/** Which addresses of a name there are. */
export type Resolve = (hostname: string, done: (error: Error | null, found: LookupAddress[]) => void) => void;

const resolveAll: Resolve = (hostname, done) =>
  lookup(hostname, { all: true }, (error, found) => done(error, error ? [] : found));

/** Gives a look-up up where nothing was found in time; what comes later is not heard. */
function within(ms: number, resolve: Resolve): Resolve {
  return (hostname, done) => {
    const late = setTimeout(() => {
      done(Object.assign(new Error('the name is not found in time'), { code: TIMEOUT }), []);
      done = () => undefined;
    }, ms);
    resolve(hostname, (error, found) => {
      clearTimeout(late);
      done(error, found);
    });
  };
}

/** @param takesLoopback this machine will do, for development */
export function isAllowed(address: string, takesLoopback: boolean): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  const type = family === 4 ? 'ipv4' : 'ipv6';
  if (takesLoopback && loopback.check(address, type)) return true;
  return family === 4
    ? !reserved.check(address, type)
    : public6.check(address, type) && !reserved6.check(address, type);
}

/**
 * Looks a name up, and refuses it where any of its addresses is not allowed. What connects with it connects to what was
 * looked at: a name that means something else a moment later changes nothing.
 */
export function guardedLookup(
  takesLoopback: boolean,
  resolve: Resolve = resolveAll,
  mostMs = MOST_LOOKUP_MS,
): LookupFunction {
  return (hostname, options, done) => {
    within(mostMs, resolve)(hostname, (error, found) => {
      const [first] = found;
      if (error) return done(error, '');
      if (!first || !found.every(({ address }) => isAllowed(address, takesLoopback)))
        return done(new RefusedAddress(), '');
      if (options.all) return done(null, found);
      done(null, first.address, first.family);
    });
  };
}

/** The host of a URL as sockets take it: addresses of IPv6 without brackets. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

/** @throws {RefusedAddress} and what looking up throws */
export async function refuseHost(host: string, takesLoopback: boolean): Promise<void> {
  if (isIP(host) !== 0) {
    if (!isAllowed(host, takesLoopback)) throw new RefusedAddress();
    return;
  }
  await new Promise<void>((resolve, reject) => {
    guardedLookup(takesLoopback)(host, {}, (error) => (error ? reject(error) : resolve()));
  });
}

function listOf(ranges: readonly string[], type: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', bits] = range.split('/');
    list.addSubnet(address, Number(bits), type);
  }
  return list;
}
