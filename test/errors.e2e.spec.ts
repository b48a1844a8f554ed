import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Crew } from '../src/workforce/crew.entity.js';
import { WorkforceService } from '../src/workforce/workforce.service.js';
import { startApi, type TestApi } from './support/api.js';

const INCIDENT = /^[0-9a-f-]{36}$/;

describe('errors of the API', () => {
  let api: TestApi;
  let workforce: WorkforceService;
  beforeAll(async () => {
    api = await startApi({ LOG_LEVEL: 'silent' });
    workforce = api.app.get(WorkforceService);
  });
  afterAll(() => api.close());
  // Gives the class's own method back.
  afterEach(() => void Reflect.deleteProperty(workforce, 'listCrews'));

  const crew = { id: 1, externalId: 'C', name: 'C', dayRatePence: 1, from: null };
  const readTwice = async (document: string) => [
    ...(await api.refuse(document)),
    // The second time the document is compiled, which words and builds its errors in another way.
    ...(await api.refuse(document)),
  ];

  it.each([
    ['a null where the contract has none', '{ crews { name } }', { name: null }],
    ['pence that are none', '{ crews { dayRatePence } }', { dayRatePence: 1.5 }],
    ['a date that is none', '{ crews { from } }', { from: 5 }],
    ['an enum value that the contract lacks', '{ crews { nation } }', { nation: 'ATLANTIS' }],
  ])('count %s among the faults of the program', async (_what, document, fault) => {
    workforce.listCrews = () => Promise.resolve([{ ...crew, ...fault } as unknown as Crew]);
    const errors = await readTwice(document);
    expect(errors).toHaveLength(2);
    for (const { message, extensions } of errors) {
      expect(extensions).toEqual({ code: 'INTERNAL', incident: expect.stringMatching(INCIDENT) });
      expect(message).not.toMatch(/ATLANTIS|null|Crew/);
    }
  });

  it.each([1205, 1213, 1020])('ask to try again where error %i of the database stays', async (errno) => {
    workforce.listCrews = () => Promise.reject(Object.assign(new Error('Deadlock found'), { errno }));
    for (const { message, extensions } of await readTwice('{ crews { id } }')) {
      expect(extensions).toEqual({ code: 'UNAVAILABLE', incident: expect.stringMatching(INCIDENT) });
      expect(message).toMatch(/try again/);
    }
  });

  it('leave what a document does wrong to the client', async () => {
    const read = 'query ($on: Date) { directives(inForceOn: $on) { key } }';
    for (let time = 0; time < 2; time += 1) {
      const [variable] = await api.refuse(read, { on: '2027-02-30' });
      expect(variable?.extensions).toEqual({ code: 'GRAPHQL_VALIDATION_FAILED' });
    }
    for (const { extensions } of await readTwice('{ directives(inForceOn: "yesterday") { key } }'))
      expect(extensions).toEqual({ code: 'GRAPHQL_VALIDATION_FAILED' });
  });
});
