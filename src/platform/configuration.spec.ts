import { describe, expect, it } from '@jest/globals';
import { readConfiguration } from './configuration.js';

const read = (settings: NodeJS.ProcessEnv) =>
  readConfiguration({ DATABASE_URL: 'mysql://a:b@h/d', REDIS_URL: 'redis://h', ...settings });

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

  it.each<[NodeJS.ProcessEnv, boolean]>([
    [{}, false],
    [{ NODE_ENV: 'production' }, true],
    [{ NODE_ENV: 'production', TRUSTED_DOCUMENTS: 'off' }, false],
    [{ TRUSTED_DOCUMENTS: 'on' }, true],
  ])('with %j take trusted documents only: %s', (settings, expected) => {
    expect(read(settings).takesTrustedDocumentsOnly).toBe(expected);
  });
});
