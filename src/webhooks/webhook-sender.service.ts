import { Inject, Injectable } from '@nestjs/common';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { CONFIGURATION, type Configuration } from '../platform/configuration.js';
import { RefusedAddress, guardedLookup, hostOf, isAllowed } from './public-addresses.js';

/** What came of sending. GONE: the receiver says that it wants no more. */
export interface SendOutcome {
  kind: 'DELIVERED' | 'FAILED' | 'GONE';
  words: string;
}

/** Sends a message to an address outside, and believes nothing of what comes back. */
@Injectable()
export class WebhookSender {
  constructor(
    @Inject(CONFIGURATION)
    private readonly configuration: Pick<Configuration, 'isProduction' | 'webhookTimeoutSeconds'>,
  ) {}

  /** Whether this machine itself may be told, without TLS: for development. */
  get takesLoopback(): boolean {
    return !this.configuration.isProduction;
  }

  /** @param signal gives it up */
  async send(
    url: string,
    headers: Record<string, string>,
    body: string,
    signal: AbortSignal,
  ): Promise<SendOutcome> {
    try {
      const status = await this.post(new URL(url), headers, body, signal);
      if (status === 410) return { kind: 'GONE', words: 'HTTP 410' };
      return { kind: status >= 200 && status < 300 ? 'DELIVERED' : 'FAILED', words: `HTTP ${status}` };
    } catch (error) {
      return { kind: 'FAILED', words: wordsOf(error) };
    }
  }

  /** @returns the status of the answer, of which nothing else is read. Redirects are answers like others. */
  private post(
    url: URL,
    headers: Record<string, string>,
    body: string,
    signal: AbortSignal,
  ): Promise<number> {
    const host = hostOf(url);
    const isHttps = url.protocol === 'https:';
    // Addresses are not looked up.
    if (isIP(host) !== 0 && !isAllowed(host, this.takesLoopback)) throw new RefusedAddress();
    if (!isHttps && !this.takesLoopback) throw new RefusedAddress();
    const seconds = this.configuration.webhookTimeoutSeconds;
    let late: NodeJS.Timeout;
    const answer = new Promise<number>((resolve, reject) => {
      const request = (isHttps ? requestHttps : requestHttp)(url, {
        ...{ method: 'POST', agent: false, signal, lookup: guardedLookup(this.takesLoopback) },
        headers: {
          ...{ 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
          ...{ 'user-agent': 'phaseout-webhooks', ...headers },
        },
      });
      request.on('response', (response) => {
        resolve(response.statusCode ?? 0);
        response.destroy();
      });
      // 101, asked for or not: without a listener neither an answer nor an error would come of it.
      request.on('upgrade', (response, socket) => {
        resolve(response.statusCode ?? 0);
        socket.destroy();
      });
      request.on('error', reject);
      request.on('close', () => reject(new NoAnswer('it hung up without an answer')));
      // By the clock alone, whatever becomes of the socket.
      late = setTimeout(() => {
        reject(new NoAnswer(`no answer within ${seconds} s`));
        request.destroy();
      }, seconds * 1_000);
      request.end(body);
    });
    return answer.finally(() => clearTimeout(late));
  }
}

/** Its message says what there was in the place of an answer. */
class NoAnswer extends Error {}

/** Codes alone: the rest of an error may quote where it went. */
function wordsOf(error: unknown): string {
  if (error instanceof RefusedAddress || error instanceof NoAnswer) return error.message;
  const { code } = Object(error) as { code?: unknown };
  return typeof code === 'string' && /^[A-Z0-9_]{1,60}$/.test(code) ? code : 'it could not be sent';
}
