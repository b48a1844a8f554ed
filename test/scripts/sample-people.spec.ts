import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { createApiClient } from '../../scripts/start/api-client.js';
import {
  admitSamplePeople,
  admitSamplePeopleOfBodies,
  letSampleSiteBeKnown,
  PEOPLE_FILE,
  samplePeople,
} from '../../scripts/start/sample-people.js';
import { readPeople } from '../../src/access/local-issuer/people.js';
import { projectRoot } from '../../src/platform/project-root.js';
import { startApi, type TestApi } from '../support/api.js';

describe('the people of the sample', () => {
  let api: TestApi;
  let administratorsMade = 0;

  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  const clientOf = (subject: string) =>
    createApiClient({ url: api.url, log: 'the log', token: () => api.issuer.tokenFor(subject) });
  const makeAdministrator = async () => {
    administratorsMade += 1;
    await api.grant('admin', ['ADMIN']);
  };
  const admitEverywhere = () => admitSamplePeople(clientOf('admin'), makeAdministrator);
  const admitToBodies = () => admitSamplePeopleOfBodies(clientOf('admin'), clientOf('estates-manager'));

  /** Who is here, as `subject: role in body`, but for who stands in for people in tests. */
  async function here(): Promise<string[]> {
    const { people } = await api.query(
      '{ people(first: 100) { nodes { subject kind roles { role organisation } } } }',
    );
    return people.nodes
      .filter(({ subject }: { subject: string }) => subject !== 'team')
      .map(
        ({ subject, kind, roles }: { subject: string; kind: string; roles: Held[] }) =>
          `${kind} ${subject}: ${roles.map(({ role, organisation }) => `${role} in ${organisation ?? 'all'}`).join()}`,
      )
      .sort();
  }
  interface Held {
    role: string;
    organisation: string | null;
  }

  it('are ones that the local issuer knows, of bodies that the sample has, with each role', () => {
    const people = readPeople(PEOPLE_FILE);
    const { organisations } = parse(
      readFileSync(join(projectRoot, 'src/programme/sample/programme.yaml'), 'utf8'),
    ) as { organisations: { externalId: string }[] };
    const bodies = organisations.map(({ externalId }) => externalId);
    expect(bodies).toEqual(expect.arrayContaining(people.flatMap(({ organisation }) => organisation ?? [])));
    expect([...new Set(people.map(({ role }) => role))].sort()).toEqual([
      'ADMIN',
      'APPROVER',
      'AUDITOR',
      'CLIENT',
      'ESTATES_MANAGER',
      'FINANCE',
      'INSTALLER',
    ]);
  });

  it('come in once, those of one body when it is there, and whoever lost a role stays without', async () => {
    const everywhere = samplePeople().filter(({ organisation }) => !organisation);
    expect(await admitEverywhere()).toBe(everywhere.length);
    await admitToBodies();
    const first = await here();
    expect(first).toEqual(
      everywhere.map(({ kind, subject, role }) => `${kind} ${subject}: ${role} in all`).sort(),
    );

    await api.query('mutation ($input: OrganisationInput!) { saveOrganisation(input: $input) { id } }', {
      input: { externalId: 'DRC', name: 'Rivers', kind: 'CENTRAL_DEPARTMENT', nation: 'ENG' },
    });
    await admitToBodies();
    expect(await here()).toEqual([...first, 'PERSON rivers-estates-manager: ESTATES_MANAGER in DRC'].sort());

    const site = { externalId: 'DRC-01', organisation: 'DRC', name: 'Tidewater House', nation: 'ENG' };
    await api.query('mutation ($input: SiteInput!) { saveSite(input: $input) { id } }', {
      input: { ...site, region: 'London', sensitive: true, sensitivityGrounds: ['MINISTERIAL_USE'] },
    });
    for (let time = 1; time <= 2; time += 1) await letSampleSiteBeKnown(clientOf('approver'));
    const read = '{ me { needToKnow { nodes { site { externalId name } } } } }';
    const { me } = await api.query(read, {}, 'estates-manager');
    expect(me.needToKnow.nodes).toEqual([{ site: { externalId: 'DRC-01', name: 'Tidewater House' } }]);

    await api.query('mutation ($input: RoleRevocationInput!) { revokeRole(input: $input) { id } }', {
      input: { subject: 'auditor', role: 'AUDITOR' },
    });
    expect(await admitEverywhere()).toBe(0);
    expect(await here()).toContain('PERSON auditor: ');
    expect(administratorsMade).toBe(1);
  });
});
