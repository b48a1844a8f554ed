import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { ForecastDrawer } from './forecast-drawer.service.js';
import type { Forecast } from './forecast.entity.js';

const PLAN = { id: 3, organisationId: 1, stage: 'DRAFT' };
const PROBLEM = { sites: [], workPackages: [], crews: [], holidays: [], weekend: [] };
/** Names a package that the problem does not hold. */
const BROKEN = {
  assignments: [{ workPackageId: 'A', crewId: 'C', start: '2027-01-04', finish: '2027-01-04' }],
};

/** A drawer of one forecast, whose plan is read by `read`; without a database, so that reading can fail as it is told to. */
function drawerOf(read: (document: 'PROBLEM' | 'PLAN') => Promise<unknown>) {
  const row = { id: 7, planId: PLAN.id, status: 'RUNNING', crashes: 0, asOf: '2027-01-04' } as Forecast;
  const jobs: string[] = [];
  const manager = {
    query: () => Promise.resolve({ affectedRows: 1 }),
    findOneByOrFail: () => Promise.resolve({ ...row }),
    update: (_: unknown, __: unknown, changes: Partial<Forecast>) => {
      Object.assign(row, changes);
      return Promise.resolve({ affected: 1 });
    },
  };
  const collaborators = [
    { manager },
    { run: (work: (within: typeof manager) => unknown) => work(manager) },
    { find: () => Promise.resolve(PLAN) },
    { read: (_: number, document: 'PROBLEM' | 'PLAN') => read(document) },
    { ofPlan: () => Promise.resolve(new Map()) },
    { kindsOfPlan: () => Promise.resolve(new Map()) },
    { list: () => Promise.resolve([]) },
    { run: () => Promise.reject(new Error('there is nothing to draw from')) },
    { add: (_: unknown, job: string) => Promise.resolve(jobs.push(job)) },
    { record: () => Promise.resolve() },
    { planSilentSeconds: 60 },
  ] as unknown as ConstructorParameters<typeof ForecastDrawer>;
  const draw = () => new ForecastDrawer(...collaborators).draw(row.id, new AbortController().signal);
  return { row, jobs, draw };
}

describe('a forecast whose model cannot be built', () => {
  beforeAll(() => Logger.overrideLogger(false));
  afterAll(() => Logger.overrideLogger(['error', 'warn', 'log']));

  it('fails at once, and says what failed', async () => {
    const { row, draw } = drawerOf((document) => Promise.resolve(document === 'PLAN' ? BROKEN : PROBLEM));
    await draw();
    expect(row).toMatchObject({
      ...{ status: 'FAILED', failureCode: 'FORECAST_FAILED' },
      failureMessage: expect.stringContaining('could not be made into what is drawn from'),
    });
  });

  it('for an outage waits for its own job to be tried again', async () => {
    const outage = new Error('no database');
    const { row, jobs, draw } = drawerOf(() => Promise.reject(outage));
    await expect(draw()).rejects.toBe(outage);
    expect([row.status, row.failureCode, jobs]).toEqual(['QUEUED', undefined, []]);
  });
});
