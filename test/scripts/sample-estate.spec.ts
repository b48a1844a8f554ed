import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createApiClient, type ApiClient } from '../../scripts/start/api-client.js';
import { giveUpSampleEstate, loadSampleEstate } from '../../scripts/start/sample-estate.js';
import type { Steps } from '../../scripts/steps.js';
import { startApi, type TestApi } from '../support/api.js';

const silently: Steps = {
  run: async (_, work) => work({ progress: () => undefined, note: () => undefined }),
  say: () => undefined,
};

describe('the sample estate', () => {
  let api: TestApi;
  let own: TestApi;
  beforeAll(async () => {
    api = await startApi();
    own = await startApi();
  });
  afterAll(async () => {
    giveUpSampleEstate(api.configuration.databaseUrl);
    await api.close();
    await own.close();
  });

  const load = (into: TestApi, client: Partial<ApiClient> = {}) =>
    loadSampleEstate(
      silently,
      {
        ...createApiClient({ url: into.url, log: 'the log', token: () => into.issuer.tokenFor('team') }),
        ...client,
      },
      into.configuration.databaseUrl,
    );
  const counts = async (of: TestApi): Promise<{ organisations: number; devices: number }> => {
    const { organisations, devices } = await of.query(
      '{ organisations { totalCount } devices { totalCount } }',
    );
    return { organisations: organisations.totalCount, devices: devices.totalCount };
  };

  it('is taken up again where its loading was interrupted, and never put into an estate that is there', async () => {
    const broken = new Error('the power failed');
    await expect(load(api, { sendRegister: () => Promise.reject(broken) })).rejects.toThrow(broken);
    expect(await counts(api)).toEqual({ organisations: 6, devices: 0 });

    await own.query('mutation ($input: OrganisationInput!) { saveOrganisation(input: $input) { id } }', {
      input: { externalId: 'OWN', name: 'Own', kind: 'CENTRAL_DEPARTMENT', nation: 'ENG' },
    });
    await load(own);
    expect(await counts(own)).toEqual({ organisations: 1, devices: 0 });

    await load(api);
    expect((await counts(api)).devices).toBeGreaterThan(1_000);
    // Complete, so that a further start sends nothing.
    await load(api, { sendRegister: () => Promise.reject(broken) });
  });
});
