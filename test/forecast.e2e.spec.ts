import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DrawRunner } from '../src/forecast/drawing/draw-runner.js';
import { ForecastDrawer } from '../src/forecast/drawing/forecast-drawer.service.js';
import { Standings } from '../src/plans/standings/standings.service.js';
import { asSystem, startApi, type TestApi } from './support/api.js';
import { costOf, letApproversIn, makePlan, PROPOSER, SURVEYOR, TREASURER } from './support/approval.js';
import { makeBody, makeProgramme } from './support/two-bodies.js';
import { emptyQueue, startWorker, until, type TestWorker } from './support/worker.js';

const ASK = 'mutation ($input: AskForecastInput!) { askForecast(input: $input) { id status asOf } }';
const REMOVE = 'mutation ($id: ID!) { removeForecast(id: $id) { removed } }';
const SAVE = 'mutation ($input: ForecastSpreadInput!) { saveForecastSpread(input: $input) { category } }';
const COST = 'plannedPence meanPence p10 p50 p80 p90';
const READ = `query ($id: ID!) { plan(id: $id) { phases { phase lastFinish } } forecasts(planId: $id) {
  id status draws doneDraws seed asOf finishedAt failure { code } total { ${COST} } years { fiscalYear ${COST} }
  phases { phase plannedFinish p10 p50 p80 p90 } drivers { dimension name costShare finishCorrelation }
  spreads { category lowPercent highPercent } } }`;

interface Cost {
  plannedPence: number;
  meanPence: number;
  p10: number;
  p50: number;
  p80: number;
  p90: number;
}
interface Drawn {
  id: string;
  status: string;
  doneDraws: number;
  total: Cost;
  years: (Cost & { fiscalYear: number })[];
  phases: { phase: number; plannedFinish: string; p10: string; p90: string }[];
  drivers: { dimension: string; name: string; costShare: number | null }[];
  spreads: { category: string; highPercent: number }[];
}

describe('the forecasts of a plan', () => {
  let api: TestApi;
  let worker: TestWorker;
  let plan: string;
  const read = async (): Promise<Drawn[]> => (await api.query(READ, { id: plan })).forecasts;
  const ask = async (input: Record<string, unknown> = {}, subject = TREASURER): Promise<string> =>
    (await api.query(ASK, { input: { planId: plan, draws: 500, ...input } }, subject)).askForecast.id;
  const drawn = (id: string): Promise<Drawn> =>
    until(async () =>
      (await read()).find((each) => each.id === id && each.status !== 'QUEUED' && each.status !== 'RUNNING'),
    );
  const save = (category: string, lowPercent: number, highPercent: number) =>
    api.query(SAVE, { input: { category, shape: 'PERT', lowPercent, highPercent, source: 'A test' } });
  const figures = ({ total, years, phases, drivers }: Drawn) => ({ total, years, phases, drivers });

  beforeAll(async () => {
    await emptyQueue();
    api = await startApi();
    worker = await startWorker(api);
    await makeProgramme(api);
    await makeBody(api, 'XX');
    await letApproversIn(api);
    const { organisations } = await api.query('{ organisations { nodes { id } } }');
    plan = await makePlan(api, organisations.nodes[0].id);
  }, 120_000);
  afterAll(async () => {
    await worker.kill('SIGTERM');
    await api.close();
  });

  it('are drawn by a worker around what the plan costs, and say from when they are', async () => {
    const forecast = await drawn(await ask());
    const cost = await costOf(api, plan);
    const today = new Date().toISOString().slice(0, 10);
    expect(forecast).toMatchObject({
      status: 'COMPLETED',
      draws: 500,
      doneDraws: 500,
      asOf: today,
      failure: null,
    });
    expect(forecast.total.plannedPence).toBe(cost);
    const { p10, p50, p80, p90 } = forecast.total;
    expect([p10, p50, p80, p90]).toEqual([p10, p50, p80, p90].sort((a, b) => a - b));
    expect(p90).toBeGreaterThan(p10);
    expect(forecast.years.reduce((sum, { plannedPence }) => sum + plannedPence, 0)).toBe(cost);
    const { plan: written } = await api.query(READ, { id: plan });
    const finishes = (written.phases as { phase: number; lastFinish: string | null }[]).filter(
      ({ lastFinish }) => lastFinish,
    );
    expect(forecast.phases.map(({ phase, plannedFinish }) => ({ phase, lastFinish: plannedFinish }))).toEqual(
      finishes,
    );
    const vendors = forecast.drivers.filter(({ dimension }) => dimension === 'VENDOR');
    expect(vendors).toEqual([expect.objectContaining({ name: 'VEN', costShare: 1 })]);
    expect(forecast.spreads).toContainEqual({ category: 'LABOUR', lowPercent: 90, highPercent: 154 });
  });

  it('give the same for the same seed, and other figures for another', async () => {
    const [first, same, other] = [
      await drawn(await ask()),
      await drawn(await ask()),
      await drawn(await ask({ seed: 2 })),
    ];
    expect(figures(same)).toEqual(figures(first));
    expect(other.total).not.toEqual(first.total);
  });

  it('are the plan where nothing is in doubt, and leave those drawn before as they were', async () => {
    const before = await drawn(await ask());
    await save('LABOUR', 100, 100);
    await save('EQUIPMENT', 100, 100);
    const forecast = await drawn(await ask());
    const cost = await costOf(api, plan);
    expect(forecast.total).toEqual({
      plannedPence: cost,
      meanPence: cost,
      p10: cost,
      p50: cost,
      p80: cost,
      p90: cost,
    });
    for (const { plannedFinish, p10, p90 } of forecast.phases)
      expect([p10, p90]).toEqual([plannedFinish, plannedFinish]);
    expect((await read()).find(({ id }) => id === before.id)).toEqual(before);
  });

  it('are kept five a plan, and taken away with their draws', async () => {
    const ids = [];
    for (let at = 0; at < 6; at += 1) ids.push(await ask({ seed: at + 10, draws: 100 }));
    await drawn(ids[5]!);
    expect((await read()).map(({ id }) => id)).toEqual(ids.slice(1).reverse());
    expect(await api.query(REMOVE, { id: ids[5] }, TREASURER)).toEqual({
      removeForecast: { removed: true },
    });
    expect(await api.query(REMOVE, { id: ids[5] }, TREASURER)).toEqual({
      removeForecast: { removed: false },
    });
    expect(await read()).toHaveLength(4);
  });

  it('are asked for within bounds, of a plan that is there, by those who look after plans or money', async () => {
    const refuse = async (input: Record<string, unknown>, subject?: string) =>
      (await api.refuse(ASK, { input: { planId: plan, ...input } }, subject))[0];
    expect((await refuse({ draws: 99 }))?.extensions.fields?.[0]).toMatchObject({ path: 'input.draws' });
    expect((await refuse({ draws: 20_001 }))?.message).toContain('at most 20000');
    expect((await refuse({ vendorCorrelationPercent: 81 }))?.extensions.fields?.[0]?.path).toBe(
      'input.regionCorrelationPercent',
    );
    expect((await refuse({ planId: '4000000000' }))?.extensions.code).toBe('NOT_FOUND');
    expect((await refuse({}, SURVEYOR))?.extensions.code).toBe('FORBIDDEN');
    await ask({ draws: 100 }, PROPOSER);
  });

  it('take no spread that cannot be drawn', async () => {
    const refuse = async (input: Record<string, unknown>) => {
      const spread = {
        category: 'LABOUR',
        shape: 'PERT',
        lowPercent: 90,
        highPercent: 120,
        source: 'A test',
      };
      return (await api.refuse(SAVE, { input: { ...spread, ...input } }))[0]?.extensions;
    };
    expect((await refuse({ lowPercent: 110 }))?.fields?.[0]?.path).toBe('input.lowPercent');
    expect((await refuse({ shape: 'LOGNORMAL', lowPercent: 130 }))?.fields?.[0]?.path).toBe(
      'input.highPercent',
    );
    expect((await refuse({ lowPercent: 0 }))?.fields?.[0]?.path).toBe('input.lowPercent');
  });

  describe('while no worker is at it', () => {
    beforeAll(() => worker.kill('SIGTERM'));

    it('ends where it is taken away in the midst of its draws', async () => {
      const id = await ask();
      // As long as it takes: what is measured is who ends it.
      const endless = jest
        .spyOn(api.app.get(DrawRunner), 'run')
        .mockImplementation(
          ({ signal }) =>
            new Promise((_, reject) =>
              signal.addEventListener('abort', () => reject(signal.reason as Error)),
            ),
        );
      const drawing = asSystem(api.app.get(ForecastDrawer)).draw(Number(id), new AbortController().signal);
      await until(async () => ((await read()).some((each) => each.status === 'RUNNING') ? true : undefined));
      await api.query(REMOVE, { id }, TREASURER);
      await drawing;
      expect((await read()).map((each) => each.id)).not.toContain(id);
      endless.mockRestore();
    }, 120_000);

    it('is tried again after an outage, and failed for good where the draws break', async () => {
      const id = await ask();
      const statusOf = async () => (await read()).find((each) => each.id === id);
      const draw = () => asSystem(api.app.get(ForecastDrawer)).draw(Number(id), new AbortController().signal);
      const outage = jest
        .spyOn(api.app.get(Standings), 'ofPlan')
        .mockRejectedValueOnce(new Error('no database'));
      await expect(draw()).rejects.toThrow('no database');
      outage.mockRestore();
      expect((await statusOf())?.status).toBe('QUEUED');
      const broken = jest.spyOn(api.app.get(DrawRunner), 'run').mockRejectedValueOnce(new Error('broken'));
      await draw();
      broken.mockRestore();
      expect(await statusOf()).toMatchObject({ status: 'FAILED', failure: { code: 'FORECAST_FAILED' } });
    }, 120_000);

    it('goes back to the queue where its worker is stopped, and the next one draws it', async () => {
      const id = await ask();
      // The job that was asked for is the one that ends here.
      await api.dataSource.query('DELETE FROM outbox');
      const statusOf = async () => (await read()).find((each) => each.id === id)?.status;
      await asSystem(api.app.get(ForecastDrawer)).draw(Number(id), AbortSignal.abort(new Error('stopped')));
      expect(await statusOf()).toBe('QUEUED');
      const asked = await api.dataSource.query('SELECT name, payload FROM outbox');
      expect(asked).toEqual([{ name: 'forecast.draw', payload: JSON.stringify({ forecastId: Number(id) }) }]);
      worker = await startWorker(api);
      expect(await drawn(id)).toMatchObject({ status: 'COMPLETED' });
    }, 120_000);
  });

  it('is drawn although its worker died, or its job was lost', async () => {
    await worker.kill('SIGTERM');
    const { askForecast } = await api.query(ASK, { input: { planId: plan, draws: 100 } }, TREASURER);
    await api.dataSource.query('DELETE FROM outbox');
    await api.dataSource.query(
      "UPDATE forecasts SET status = 'RUNNING', heartbeat_at = '2020-01-01' WHERE id = ?",
      [askForecast.id],
    );
    worker = await startWorker(api);
    const found = await until(async () => {
      const [row] = await api.dataSource.query('SELECT status, crashes FROM forecasts WHERE id = ?', [
        askForecast.id,
      ]);
      return row.status === 'COMPLETED' ? row : undefined;
    });
    expect(found.crashes).toBe(1);
  }, 120_000);
});
