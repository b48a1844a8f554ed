import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IncomingHttpHeaders } from 'node:http';
import { request as requestOverHttp } from 'node:http';
import { request as requestOverTls } from 'node:https';
import { text } from 'node:stream/consumers';
import { connect, type ConnectionOptions } from 'node:tls';
import { createServer } from '../src/server.js';
import { startApi, type TestApi } from './support/api.js';
import { makeCertificate, type TestCertificate } from './support/certificate.js';

let certificate: TestCertificate;
let other: TestCertificate;
let api: TestApi;
beforeAll(async () => {
  [certificate, other] = [makeCertificate(), makeCertificate()];
  api = await startApi({
    NODE_ENV: 'production',
    TLS_CERT_FILE: certificate.certificateFile,
    TLS_KEY_FILE: certificate.keyFile,
  });
});
afterAll(async () => {
  await api.close();
  certificate.remove();
  other.remove();
});

interface Answer {
  status: number | undefined;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A request as a client that trusts the certificate, unless it is told to trust another. */
function ask(path: string, { headers = {}, ca = certificate.pem } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = requestOverTls(api.url + path, { ca, headers, agent: false }, (response) => {
      text(response).then(
        (body) => resolve({ status: response.statusCode, headers: response.headers, body }),
        reject,
      );
    });
    request.once('error', reject);
    request.end();
  });
}

/** The version that client and server agree upon; an error where they do not. */
function agreeOn(versions: Pick<ConnectionOptions, 'minVersion' | 'maxVersion'>): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: Number(new URL(api.url).port), ca: certificate.pem };
    const socket = connect({ ...options, ...versions, ciphers: 'DEFAULT:@SECLEVEL=0' }, () => {
      resolve(socket.getProtocol());
      socket.destroy();
    });
    socket.once('error', reject);
  });
}

describe('the API with a certificate', () => {
  it('is asked over TLS, and names itself so', async () => {
    expect(api.url).toMatch(/^https:/);
    expect((await ask('/health')).status).toBe(200);
    const headers = {
      authorization: `Bearer ${await api.issuer.tokenFor('nobody')}`,
      'mercurius-require-preflight': '1',
    };
    const { body } = await ask('/graphql?query=%7B__typename%7D', { headers });
    expect(JSON.parse(body)).toMatchObject({ errors: [{ extensions: { code: 'PERSISTED_QUERY_ONLY' } }] });
  });

  it('shows that certificate', async () => {
    await expect(ask('/health', { ca: other.pem })).rejects.toThrow(/self-signed/);
  });

  it('tells browsers never to come without TLS again', async () => {
    const { headers } = await ask('/health');
    expect(headers['strict-transport-security']).toBe('max-age=63072000; includeSubDomains');
  });

  it('speaks TLS 1.2 and 1.3', async () => {
    expect(await agreeOn({ maxVersion: 'TLSv1.2' })).toBe('TLSv1.2');
    expect(await agreeOn({ minVersion: 'TLSv1.3' })).toBe('TLSv1.3');
  });

  it.each(['TLSv1', 'TLSv1.1'] as const)('does not speak %s', async (version) => {
    await expect(agreeOn({ minVersion: version, maxVersion: version })).rejects.toThrow(/alert|version/);
  });

  it('does not speak in the clear', async () => {
    const asked = new Promise((resolve, reject) => {
      const request = requestOverHttp(api.url.replace('https:', 'http:'), { agent: false }, resolve);
      request.once('error', reject);
      request.end();
    });
    await expect(asked).rejects.toThrow();
  });
});

describe('a server with files that do not do', () => {
  it.each<[string, RegExp, () => { certificateFile: string; keyFile: string }]>([
    [
      'the key of another',
      /TLS_CERT_FILE and TLS_KEY_FILE/,
      () => ({ ...certificate, keyFile: other.keyFile }),
    ],
    ['a key for a certificate', /expected a certificate/, () => ({ ...certificate, ...swap(certificate) })],
    ['no certificate', /TLS_CERT_FILE: .*ENOENT/, () => ({ ...certificate, certificateFile: '/nothing' })],
    ['no key', /TLS_KEY_FILE: .*ENOENT/, () => ({ ...certificate, keyFile: '/nothing' })],
  ])('does not start: %s', async (_what, message, files) => {
    await expect(createServer({ ...api.configuration, tls: files() })).rejects.toThrow(message);
  });

  const swap = ({ certificateFile, keyFile }: TestCertificate) => ({
    certificateFile: keyFile,
    keyFile: certificateFile,
  });
});
