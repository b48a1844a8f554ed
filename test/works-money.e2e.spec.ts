import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { WorkIssuing } from '../src/works/work-issuing.service.js';
import type { WorkStatus } from '../src/works/moves.js';
import { asSystem, startApi, type TestApi } from './support/api.js';
import { budgetOf } from './support/approval.js';
import { freeMoney } from './support/books.js';
import {
  issueWorks,
  makeYard,
  makeYardSite,
  moveOrder,
  orderOf,
  putInForce,
  type Placing,
} from './support/works.js';

const ORDER = `query ($id: ID!) { workOrder(id: $id) { status heldAt crewName vendorName plannedStart plannedCostPence
  plan { id } moves { from to reason } } }`;
const LATER = { crew: 'CREW2', start: '2026-05-04', finish: '2026-05-05', costPence: 30_000 };

describe('work orders and their money, from plan to plan', () => {
  let api: TestApi;
  let made = 0;
  /** Three packages of which nothing is known yet, in a plan that is in force, and their orders. */
  let placings: [Placing, Placing, Placing];
  let planId: number;
  beforeAll(async () => {
    api = await startApi();
    await makeYard(api);
    await save('Vendor', { externalId: 'VEN2', name: 'Another vendor' });
  });
  afterAll(() => api.close());
  beforeEach(async () => {
    await freeMoney(api);
    const sites: Placing[] = [];
    for (let n = 0; n < 3; n += 1) sites.push(await makeYardSite(api, `S${(made += 1)}`));
    placings = sites as typeof placings;
    planId = await putInForce(api, 'ORG', placings);
    await issueWorks(api, planId);
  });

  const save = (type: string, input: Record<string, unknown>) =>
    api.query(`mutation ($input: ${type}Input!) { save${type}(input: $input) { __typename } }`, { input });
  const order = ({ id }: Placing) => orderOf(api, id);
  const read = async (placing: Placing) => (await api.query(ORDER, { id: await order(placing) })).workOrder;
  const money = async () => {
    const budget = await budgetOf(api, 'BUD');
    return [budget?.committedPence, budget?.spentPence];
  };
  const ordersOf = async ({ id }: Placing) => {
    const rows = await api.dataSource.query(
      'SELECT status FROM work_orders WHERE work_package_id = ? ORDER BY id',
      [id],
    );
    return rows.map(({ status }: { status: string }) => status);
  };
  const begin = async (placing: Placing, ...statuses: WorkStatus[]) => {
    for (const status of statuses) await moveOrder(api, await order(placing), status);
  };
  /** Brings an order that is ordered to COMMISSIONED, with nothing in place of what it takes down. */
  const finish = async (placing: Placing, actualCostPence: number) => {
    const workOrderId = await order(placing);
    await api.dataSource.query("UPDATE work_orders SET status = 'INSTALLED' WHERE id = ?", [workOrderId]);
    await api.dataSource.query(
      "UPDATE work_order_devices SET ticked_at = UTC_TIMESTAMP(3), ticked_by = 'x' WHERE work_order_id = ?",
      [workOrderId],
    );
    for (const replaces of placing.devices.slice(0, 2)) {
      await api.query('mutation ($input: UnreplacedInput!) { leaveUnreplaced(input: $input) { id } }', {
        input: { workOrderId, replaces, reason: 'no longer needed' },
      });
    }
    await moveOrder(api, workOrderId, 'COMMISSIONED', { actualCostPence });
  };
  const withdraw = (id: number) =>
    api.query('mutation ($id: ID!) { withdrawPlan(id: $id, comment: "Not now.") { stage } }', {
      id: String(id),
    });
  const asked = async () => {
    await api.dataSource.query('DELETE FROM outbox');
    await asSystem(api.app.get(WorkIssuing)).askAgain();
    return Number((await api.dataSource.query('SELECT COUNT(*) AS n FROM outbox'))[0].n);
  };

  it('are not made again, nor paid for again, for what was done after the plan was computed', async () => {
    const [done, ...rest] = placings;
    await begin(done, 'ORDERED');
    await finish(done, 9_000);
    const next = await putInForce(api, 'ORG', placings);
    expect(await money()).toEqual([20_000, 9_000]);
    await issueWorks(api, next);
    expect(await ordersOf(done)).toEqual(['COMMISSIONED']);
    expect(await ordersOf(rest[0])).toEqual(['PLANNED']);
    expect(await asked()).toBe(0);

    // Where something came to it, there is work again.
    const [old] = done.devices;
    const more = `${done.site}-MORE`;
    await save('Device', { externalId: more, site: done.site, kind: 'CAMERA', manufacturer: 'Hikvision' });
    const last = await putInForce(api, 'ORG', [{ ...done, devices: [old as string, more] }, ...rest]);
    await issueWorks(api, last);
    expect(await money()).toEqual([30_000, 9_000]);
    expect(await ordersOf(done)).toEqual(['COMMISSIONED', 'PLANNED']);
  });

  it('spend what the plan in force has committed, where the work is done before that has taken them over', async () => {
    const [done] = placings;
    await begin(done, 'ORDERED');
    const next = await putInForce(api, 'ORG', placings);
    await finish(done, 9_000);
    expect(await money()).toEqual([20_000, 9_000]);
    await issueWorks(api, next);
    expect(await ordersOf(done)).toEqual(['COMMISSIONED']);
    expect(await asked()).toBe(0);
    // The bill is put right where the money went.
    const { version } = (await read(done)) as { version: number };
    const input = {
      workOrderId: await order(done),
      expectedVersion: version,
      pence: 9_500,
      reason: 'the bill',
    };
    await api.query('mutation ($input: ActualInput!) { recordActual(input: $input) { actualCostPence } }', {
      input,
    });
    expect(await money()).toEqual([20_000, 9_500]);
  });

  it('keep their money while they are in hand, although their plan is withdrawn', async () => {
    const [bought, begun] = placings;
    await begin(bought, 'ORDERED');
    await begin(begun, 'ORDERED', 'SURVEYED', 'ISOLATED');
    await withdraw(planId);
    expect(await money()).toEqual([20_000, 0]);
    await finish(bought, 9_000);
    expect(await money()).toEqual([10_000, 9_000]);
    await moveOrder(api, await order(begun), 'FAILED', { reason: 'the wall gave way' });
    expect(await money()).toEqual([0, 9_000]);
  });

  it('keep their money although the next plan leaves them out, until one has them again, and once', async () => {
    const [bought, begun, planned] = placings;
    await begin(bought, 'ORDERED');
    await begin(begun, 'ORDERED', 'SURVEYED', 'ISOLATED');
    const without = await putInForce(api, 'ORG', [planned]);
    await issueWorks(api, without);
    expect(await money()).toEqual([30_000, 0]);
    expect(await read(bought)).toMatchObject({ status: 'ORDERED', plan: { id: String(planId) } });

    const dearer = [planned, bought, begun].map((placing) => ({ ...placing, ...LATER }));
    const last = await putInForce(api, 'ORG', dearer);
    // What is under way costs what it did.
    expect(await money()).toEqual([70_000, 0]);
    await issueWorks(api, last);
    expect(await money()).toEqual([70_000, 0]);
    const plan = { id: String(last) };
    expect(await read(begun)).toMatchObject({
      ...{ plan, status: 'ISOLATED', crewName: 'The CREW', plannedStart: '2026-02-02' },
      plannedCostPence: 10_000,
    });
    await finish(begun, 10_000);
    await finish(bought, 30_000);
    expect(await money()).toEqual([30_000, 40_000]);
  });

  it('keep their money where one plan follows another before any has taken them over', async () => {
    const [bought, , planned] = placings;
    await begin(bought, 'ORDERED');
    await putInForce(api, 'ORG', placings);
    const last = await putInForce(api, 'ORG', [planned]);
    expect(await money()).toEqual([20_000, 0]);
    await issueWorks(api, last);
    await withdraw(last);
    expect(await money()).toEqual([10_000, 0]);
    await finish(bought, 10_000);
    expect(await money()).toEqual([0, 10_000]);
  });

  it('give their money back once they failed and no plan has them, whatever plans they came through', async () => {
    const [bought, , planned] = placings;
    await begin(bought, 'ORDERED');
    const next = await putInForce(api, 'ORG', placings);
    await issueWorks(api, next);
    await moveOrder(api, await order(bought), 'FAILED', { reason: 'nobody was in' });
    await putInForce(api, 'ORG', [planned]);
    expect(await money()).toEqual([10_000, 0]);
  });

  describe('that are ordered and not begun', () => {
    const replanned = async (changes: Partial<Placing>, released: string[] | null) => {
      const [bought, held, surveyed] = placings;
      await begin(bought, 'ORDERED');
      await begin(held, 'ORDERED');
      await moveOrder(api, await order(held), 'ON_HOLD', { reason: 'no scaffold' });
      await begin(surveyed, 'ORDERED', 'SURVEYED');
      const next = await putInForce(
        api,
        'ORG',
        placings.map((placing) => ({ ...placing, ...LATER, ...changes })),
      );
      if (released) {
        await api.dataSource.query(
          `INSERT INTO replans (plan_id, base_plan_id, as_of, reason, keep_ordered, released, works, created_at, created_by)
           VALUES (?, ?, '2026-04-01', 'a reason', TRUE, ?, '[]', UTC_TIMESTAMP(3), 'test')`,
          [next, planId, JSON.stringify(released)],
        );
      }
      await issueWorks(api, next);
      return { plan: { id: String(next) }, crewName: 'The CREW2', plannedStart: '2026-05-04' };
    };

    it('take the days, crew and cost of the next plan, and keep the vendor', async () => {
      const place = await replanned({ vendor: 'VEN2' }, null);
      const followed = { ...place, plannedCostPence: 30_000, vendorName: 'A vendor' };
      expect(await read(placings[0])).toMatchObject({ ...followed, status: 'ORDERED' });
      expect(await read(placings[1])).toMatchObject({ ...followed, status: 'ON_HOLD', heldAt: 'ORDERED' });
      expect(await read(placings[2])).toMatchObject({ ...followed, status: 'SURVEYED' });
      expect(await money()).toEqual([90_000, 0]);
    });

    it('are planned again where they were released and have another vendor now', async () => {
      const [bought, held, surveyed] = placings;
      const place = await replanned({ vendor: 'VEN2' }, [bought.id, held.id]);
      const reason = `Plan ${place.plan.id} has another vendor for it.`;
      for (const [placing, from] of [
        [bought, 'ORDERED'],
        [held, 'ON_HOLD'],
      ] as const) {
        const again = await read(placing);
        expect(again).toMatchObject({
          ...{ ...place, status: 'PLANNED', heldAt: null, vendorName: 'Another vendor' },
        });
        expect(again.moves.at(-1)).toEqual({ from, to: 'PLANNED', reason });
      }
      expect(await read(surveyed)).toMatchObject({ ...place, status: 'SURVEYED', vendorName: 'A vendor' });
    });

    it('stay ordered where they were released and keep their vendor', async () => {
      const place = await replanned({}, [placings[0].id]);
      expect(await read(placings[0])).toMatchObject({ ...place, status: 'ORDERED' });
    });
  });
});
