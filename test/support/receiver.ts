import { createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DataSource } from 'typeorm';
import { until } from './worker.js';

export interface Message {
  headers: IncomingHttpHeaders;
  body: string;
  type: string;
  data: Record<string, string | null>;
  /** When it came, in milliseconds. */
  at: number;
}

/** Somebody's server that takes messages, as a client of webhooks would write it. */
export class Receiver {
  readonly messages: Message[] = [];
  /** What the next requests are answered with, 204 after them; null: nothing. */
  answers: (number | null)[] = [];
  private server: Server | undefined;
  private port = 0;

  get url(): string {
    return `http://127.0.0.1:${this.port}/hook?key=abc`;
  }

  async begin(): Promise<void> {
    this.server = createServer((request, answer) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const { type, data } = JSON.parse(body) as Pick<Message, 'type' | 'data'>;
        this.messages.push({ headers: request.headers, body, type, data, at: performance.now() });
        const status = this.answers.length > 0 ? this.answers.shift() : 204;
        if (status) answer.writeHead(status).end();
      });
    });
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  /** Waits for so many messages. */
  have(count: number): Promise<Message[]> {
    return until(() => Promise.resolve(this.messages.length >= count ? this.messages : undefined), 20_000);
  }
}

/** As a client would: by the secret that it was given, and a clock of its own. */
export function isGenuine(secret: string, { headers, body }: Pick<Message, 'headers' | 'body'>): boolean {
  const [id, timestamp, signatures] = ['id', 'timestamp', 'signature'].map((name) =>
    String(headers[`webhook-${name}`]),
  );
  if (Math.abs(Date.now() / 1_000 - Number(timestamp)) > 300) return false;
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest();
  return (signatures ?? '').split(' ').some((signature) => {
    const given = Buffer.from(signature.replace('v1,', ''), 'base64');
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

/** Puts a message in that could not be delivered. */
export function putDeadDelivery(dataSource: DataSource, webhookId: number): Promise<unknown> {
  return dataSource.query(
    `INSERT INTO webhook_deliveries (webhook_id, kind, body, created_at, status, attempts, due_at, outcome)
     VALUES (?, 'PLAN_STAGE', '{"type":"plan.stage"}', UTC_TIMESTAMP(3), 'DEAD', 8, UTC_TIMESTAMP(3), 'HTTP 500')`,
    [webhookId],
  );
}
