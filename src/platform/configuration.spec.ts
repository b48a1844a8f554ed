import { describe, expect, it } from '@jest/globals';
import { TEST_KEYS } from '../../test/support/keys.js';
import { readConfiguration } from './configuration.js';

const read = (settings: NodeJS.ProcessEnv) =>
  readConfiguration({
    DATABASE_URL: 'mysql://a:b@h/d',
    REDIS_URL: 'redis://h',
    SEALING_KEYS: TEST_KEYS,
    ...settings,
  });

describe('the settings of a process', () => {
  it.each([
    ['', []],
    ['10.0.0.1', ['10.0.0.1']],
    ['10.0.0.0/8, fd00::/8 ,127.0.0.1', ['10.0.0.0/8', 'fd00::/8', '127.0.0.1']],
  ])('take %j for the proxies that are trusted', (text, expected) => {
    expect(read({ TRUSTED_PROXIES: text }).trustedProxies).toEqual(expected);
  });

  it.each(['true', '*', 'proxy.example', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', '1'])(
    'refuse to trust %j',
    (text) => {
      expect(() => read({ TRUSTED_PROXIES: text })).toThrow(/TRUSTED_PROXIES/);
    },
  );

  it('take another day for today, but not in production', () => {
    expect(read({ BUSINESS_DATE_FILE: '/today' }).businessDateFile).toBe('/today');
    expect(() => read({ NODE_ENV: 'production', BUSINESS_DATE_FILE: '/today' })).toThrow(
      /BUSINESS_DATE_FILE/,
    );
  });

  it('take a certificate with its key, or neither', () => {
    const files = { TLS_CERT_FILE: '/c.pem', TLS_KEY_FILE: '/k.pem' };
    expect(read(files).tls).toEqual({ certificateFile: '/c.pem', keyFile: '/k.pem' });
    expect(read({}).tls).toBeUndefined();
    expect(() => read({ TLS_CERT_FILE: '/c.pem' })).toThrow(/TLS_KEY_FILE: .*TLS_CERT_FILE is set/);
    expect(() => read({ TLS_KEY_FILE: '/k.pem' })).toThrow(/TLS_CERT_FILE: .*TLS_KEY_FILE is set/);
  });

  it.each<[NodeJS.ProcessEnv, boolean]>([
    [{}, false],
    [{ NODE_ENV: 'production' }, true],
    [{ NODE_ENV: 'production', TRUSTED_DOCUMENTS: 'off' }, false],
    [{ TRUSTED_DOCUMENTS: 'on' }, true],
  ])('with %j take trusted documents only: %s', (settings, expected) => {
    expect(read(settings).takesTrustedDocumentsOnly).toBe(expected);
  });

  it('name the keys that are missing among what is wrong', () => {
    expect(() => read({ SEALING_KEYS: undefined, PORT: 'x' })).toThrow(/PORT: .*\n.*SEALING_KEYS_FILE: /);
  });
});
