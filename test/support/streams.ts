import { createClient, type Client } from 'graphql-ws';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PlanningProgress } from '../../src/planning/index.js';
import type { TestApi } from './api.js';

export interface ToldEvent {
  id: string;
  kind: string;
  status: string | null;
  stage: string | null;
  progress: (PlanningProgress & { redacted: boolean }) | null;
}

/** Of a search in phase 1 that has come so far. */
export function improving(done: number): PlanningProgress {
  return {
    ...{ phase: 1, stage: 'improving', done, total: 10, iteration: done },
    ...{ objective: 200, lowerBound: 150, gap: 0.25 },
  };
}

export const FOLLOW = `subscription ($planId: ID!, $after: ID) { planEvents(planId: $planId, after: $after) {
  id kind status stage progress {
    phase stage done total iteration objective lowerBound gap redacted } } }`;

const WAIT_MS = 8_000;

/** What somebody who follows something has got so far. */
export class Followed<Item> {
  readonly items: Item[] = [];
  /** Why it ended; `null` while it goes on. */
  end: { errors?: unknown; close?: { code: number; reason: string }; completed?: true } | null = null;

  constructor(readonly stop: () => void) {}

  /** Waits until it has got so many. */
  async have(count: number, withinMs = WAIT_MS): Promise<Item[]> {
    await waitFor(
      () => this.items.length >= count,
      withinMs,
      () => JSON.stringify([this.items, this.end]),
    );
    return this.items;
  }

  async ended(withinMs = WAIT_MS): Promise<NonNullable<Followed<Item>['end']>> {
    await waitFor(
      () => this.end !== null,
      withinMs,
      () => JSON.stringify(this.items),
    );
    return this.end ?? {};
  }
}

async function waitFor(isSo: () => boolean, withinMs: number, told: () => string): Promise<void> {
  for (const from = Date.now(); !isSo(); await sleep(20))
    if (Date.now() - from > withinMs) throw new Error(`it did not come to be: ${told()}`);
}

const moduleName: string = 'ws';
const { WebSocket } = (await import(moduleName)) as { WebSocket: unknown };

/** A connection of a GraphQL client; `null` for one that has no token. */
export async function connect(url: string, authorization: string | null): Promise<Client> {
  await Promise.resolve();
  return createClient({
    url: `${url.replace(/^http/, 'ws')}/subscriptions`,
    webSocketImpl: WebSocket,
    connectionParams: authorization === null ? {} : { authorization },
    retryAttempts: 0,
    // It stays when nothing flows any more.
    lazyCloseTimeout: 2_000,
  });
}

/** Follows a document over a connection. */
export function subscribeOver<Item = ToldEvent>(
  client: Client,
  query: string,
  variables: Record<string, unknown>,
): Followed<Item> {
  const followed: Followed<Item> = new Followed(() => {
    unsubscribe();
  });
  const unsubscribe = client.subscribe<Record<string, Item>>(
    { query, variables },
    {
      next: ({ data, errors }) => {
        if (errors) followed.end = { errors };
        for (const item of Object.values(data ?? {})) followed.items.push(item);
      },
      error: (error) => {
        const close = error as { code?: number; reason?: string };
        followed.end =
          typeof close.code === 'number'
            ? { close: { code: close.code, reason: close.reason ?? '' } }
            : { errors: error };
      },
      complete: () => {
        followed.end ??= { completed: true };
      },
    },
  );
  return followed;
}

/** Follows something by server-sent events. @param url of an API process */
export async function listen<Item = ToldEvent>(
  api: TestApi,
  url: string,
  path: string,
  {
    subject,
    authorization,
    lastEventId,
  }: { subject?: string; authorization?: string; lastEventId?: string } = {},
): Promise<Followed<Item> & { status: number; type: string | null; body: string }> {
  const stopping = new AbortController();
  const headers = {
    authorization: authorization ?? `Bearer ${await api.issuer.tokenFor(subject ?? 'team')}`,
    ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
  };
  const response = await fetch(`${url}${path}`, { headers, signal: stopping.signal });
  const followed = Object.assign(new Followed<Item>(() => stopping.abort()), {
    ...{ status: response.status, type: response.headers.get('content-type'), body: '' },
  });
  const read = async () => {
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk as Uint8Array).toString();
      followed.body += Buffer.from(chunk as Uint8Array).toString();
      for (let at = text.indexOf('\n\n'); at >= 0; at = text.indexOf('\n\n')) {
        const fields = new Map(
          text
            .slice(0, at)
            .split('\n')
            .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)] as const),
        );
        text = text.slice(at + 2);
        const data = fields.get('data');
        if (fields.get('event') === 'END') followed.end = { errors: JSON.parse(data ?? '{}') };
        else if (data) followed.items.push(JSON.parse(data) as Item);
      }
    }
    followed.end ??= { completed: true };
  };
  if (response.ok) void read().catch(() => (followed.end ??= { completed: true }));
  else followed.body = await response.text();
  return followed;
}
