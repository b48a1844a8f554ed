import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebhookSender } from './webhook-sender.service.js';

/** Until whoever was switched to another protocol has hung up. */
let upgraded: Promise<unknown> | undefined;

const ANSWERS: Record<string, RequestListener> = {
  '/ok': (_, answer) => answer.writeHead(204).end(),
  '/gone': (_, answer) => answer.writeHead(410).end(),
  '/broken': (_, answer) => answer.writeHead(500).end('a page of many words'),
  '/elsewhere': (_, answer) => answer.writeHead(302, { location: '/ok' }).end(),
  '/silent': () => undefined,
  '/cut': (request) => request.socket.destroy(),
  '/upgrade': ({ socket }) => {
    upgraded = once(socket, 'close');
    socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: other\r\n\r\n');
  },
  '/endless': (_, answer) => {
    answer.writeHead(200);
    const more = setInterval(() => answer.write('x'.repeat(10_000)), 5);
    answer.on('close', () => clearInterval(more));
  },
};

describe('sending', () => {
  let server: Server;
  let url: string;
  const asked: string[] = [];
  const send = (path: string, isProduction = false, signal = new AbortController().signal) =>
    new WebhookSender({ isProduction, webhookTimeoutSeconds: 0.3 }).send(url + path, {}, '{}', signal);

  beforeAll(async () => {
    server = createServer((request, answer) => {
      asked.push(request.url ?? '');
      ANSWERS[request.url ?? '']?.(request, answer);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it.each([
    ['/ok', 'DELIVERED', 'HTTP 204'],
    ['/endless', 'DELIVERED', 'HTTP 200'],
    ['/gone', 'GONE', 'HTTP 410'],
    ['/broken', 'FAILED', 'HTTP 500'],
    ['/silent', 'FAILED', 'no answer within 0.3 s'],
    ['/cut', 'FAILED', 'ECONNRESET'],
    ['/upgrade', 'FAILED', 'HTTP 101'],
  ])('to %s is %s: %s', async (path, kind, words) => {
    expect(await send(path)).toEqual({ kind, words });
  });

  it('talks no other protocol', async () => {
    await send('/upgrade');
    await expect(upgraded).resolves.toBeDefined();
  });

  it('follows no redirect', async () => {
    asked.length = 0;
    expect(await send('/elsewhere')).toEqual({ kind: 'FAILED', words: 'HTTP 302' });
    expect(asked).toEqual(['/elsewhere']);
  });

  it('to where nobody listens fails', async () => {
    const sender = new WebhookSender({ isProduction: false, webhookTimeoutSeconds: 1 });
    const outcome = await sender.send('http://127.0.0.1:9/', {}, '{}', new AbortController().signal);
    expect(outcome).toEqual({ kind: 'FAILED', words: 'ECONNREFUSED' });
  });

  it('to this machine, by address or by name, is refused in production', async () => {
    const refused = { kind: 'FAILED', words: 'its address is not one of the public internet' };
    asked.length = 0;
    for (const host of ['127.0.0.1', 'localhost'])
      for (const scheme of ['http', 'https']) {
        const sender = new WebhookSender({ isProduction: true, webhookTimeoutSeconds: 1 });
        const at = url.replace('http', scheme).replace('127.0.0.1', host);
        expect(await sender.send(at, {}, '{}', new AbortController().signal)).toEqual(refused);
      }
    expect(asked).toEqual([]);
  });
});
