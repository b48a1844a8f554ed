/** The one route that is spoken with over WebSocket. */
import websocket from '@fastify/websocket';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { GRAPHQL_TRANSPORT_WS_PROTOCOL } from 'graphql-ws';
import type { Connection } from '../graphql/subscription-server.js';

/** A document with its variables; registers and programmes do not come this way. */
const LARGEST_MESSAGE_BYTES = 65_536;
/** A client that does not answer for so long is gone, whatever its connection says. */
const PING_EVERY_MS = 15_000;

/** What of a WebSocket is used here. */
interface Socket {
  readonly protocol: string;
  readonly readyState: number;
  readonly OPEN: number;
  send(text: string, done: (error?: Error) => void): void;
  close(code: number, reason: string): void;
  terminate(): void;
  ping(): void;
  on(event: 'message', listener: (data: Buffer) => void): void;
  on(event: 'pong', listener: () => void): void;
  once(event: 'close', listener: (code: number, reason: Buffer) => void): void;
  on(event: 'error', listener: () => void): void;
}

type Opened = (code?: number, reason?: string) => Promise<void>;

/** @param open is told of each connection; its answer is called when that is closed */
export function serveWebSockets(
  server: FastifyInstance,
  path: string,
  open: (connection: Connection, request: FastifyRequest) => Opened,
): void {
  server.register(websocket, {
    options: {
      maxPayload: LARGEST_MESSAGE_BYTES,
      handleProtocols: (offered: Set<string>) =>
        offered.has(GRAPHQL_TRANSPORT_WS_PROTOCOL) && GRAPHQL_TRANSPORT_WS_PROTOCOL,
    },
  });
  server.register((routes, _options, done) => {
    routes.get(path, { websocket: true }, (given: unknown, request: FastifyRequest) => {
      const socket = given as Socket;
      const stopPinging = pingRegularly(socket);
      const closed = open(connectionOn(socket), request);
      // What is wrong with a connection, its close tells.
      socket.on('error', () => undefined);
      socket.once('close', (code, reason) => {
        stopPinging();
        void closed(code, String(reason));
      });
    });
    done();
  });
}

function connectionOn(socket: Socket): Connection {
  return {
    protocol: socket.protocol,
    send: (text) =>
      new Promise((resolve, reject) => {
        if (socket.readyState !== socket.OPEN) return resolve();
        socket.send(text, (error) => (error ? reject(error) : resolve()));
      }),
    close: (code, reason) => socket.close(code, reason),
    onMessage: (handle) => socket.on('message', (data) => void handle(String(data))),
  };
}

function pingRegularly(socket: Socket): () => void {
  let isAlive = true;
  socket.on('pong', () => (isAlive = true));
  const timer = setInterval(() => {
    if (!isAlive) return socket.terminate();
    isAlive = false;
    socket.ping();
  }, PING_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
