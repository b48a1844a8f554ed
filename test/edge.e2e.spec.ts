import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { startApi, type TestApi } from './support/api.js';

/** A browser sends the like for any page, so it is refused: a GET needs a header that no other page can add. */
const FAILED_WITHOUT_OWN_HEADER = [
  'MAY accept application/x-www-form-urlencoded formatted GET requests',
  'MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/graphql-response+json',
  'MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/json',
];
const AUDITS = 61;

describe('GraphQL over HTTP', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  async function failedAudits(
    headers: Record<string, string>,
  ): Promise<{ audits: number; failed: string[] }> {
    const audits = serverAudits({
      url: `${api.url}/graphql`,
      fetchFn: (url: string, init: RequestInit = {}) =>
        fetch(url, { ...init, headers: { ...(init.headers as Record<string, string>), ...headers } }),
    });
    const failed: string[] = [];
    for (const audit of audits) {
      const result = await audit.fn();
      if (result.status !== 'ok') failed.push(audit.name);
    }
    return { audits: audits.length, failed };
  }

  it('passes every audit of the reference suite', async () => {
    expect(await failedAudits({ 'mercurius-require-preflight': '1' })).toEqual({
      audits: AUDITS,
      failed: [],
    });
  });

  it('passes all but GET without the header that keeps other pages out', async () => {
    expect(await failedAudits({})).toEqual({ audits: AUDITS, failed: FAILED_WITHOUT_OWN_HEADER });
  });
});
