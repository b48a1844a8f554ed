import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { boundArrival } from './bound-arrival.js';

const LIMIT_MS = 50;

describe('a request that comes in slowly', () => {
  let server: FastifyInstance;
  let socket: Socket;
  beforeEach(async () => {
    server = new FastifyAdapter().getInstance<FastifyInstance>();
    boundArrival(server, LIMIT_MS, ['/large']);
    for (const path of ['/large', '/small']) server.post(path, (request) => request.body);
    server.post('/thoughtful', async () => {
      await sleep(2 * LIMIT_MS);
      return 'thought';
    });
    await server.listen({ port: 0, host: '127.0.0.1' });
    socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1');
  });
  afterEach(async () => {
    socket.destroy();
    await server.close();
  });

  const begin = (path: string) =>
    socket.write(
      `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: text/plain\r\ncontent-length: 4\r\n\r\nab`,
    );
  const answer = async () => {
    const [bytes] = (await once(socket, 'data')) as [Buffer];
    return bytes.toString();
  };

  it('is hung up on', async () => {
    begin('/small');
    await once(socket, 'close');
  });

  it('is waited for where it may be large', async () => {
    begin('/large');
    await sleep(2 * LIMIT_MS);
    socket.write('cd');
    expect(await answer()).toMatch(/200 OK[^]*abcd$/);
  });

  it('is answered however long the answer takes, once it is in', async () => {
    begin('/thoughtful');
    socket.write('cd');
    expect(await answer()).toMatch(/200 OK[^]*thought$/);
  });
});
