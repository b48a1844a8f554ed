import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Column, DataSource, Entity, In, PrimaryColumn, type EntityManager } from 'typeorm';
import { Organisation } from '../src/estate/organisation.entity.js';
import { Device } from '../src/estate/device.entity.js';
import { Site, SiteClosure } from '../src/estate/site.entity.js';
import { Budget } from '../src/finance/budget.entity.js';
import { confined } from '../src/platform/database/confinement/condition.js';
import { ConfinedDataSource } from '../src/platform/database/confinement/confined-data-source.js';
import { Shared } from '../src/platform/database/confinement/declarations.js';
import { runWithin, type Scope } from '../src/platform/database/confinement/scope.js';
import { Transactions } from '../src/platform/database/transactions.js';
import { dataSourceOptions } from '../src/platform/database/data-source.js';
import { startApi, type TestApi } from './support/api.js';

const SAVE = (type: string) =>
  `mutation ($input: ${type}Input!) { save${type}(input: $input) { id externalId } }`;

let api: TestApi;
let dataSource: DataSource;
const ids: Record<string, number> = {};

beforeAll(async () => {
  api = await startApi();
  dataSource = api.app.get(DataSource);
  const save = async (type: string, input: Record<string, unknown> & { externalId: string }) => {
    const { [`save${type}`]: saved } = await api.query(SAVE(type), { input });
    ids[input.externalId] = Number(saved.id);
  };
  for (const body of ['X', 'Y']) {
    await save('Organisation', { externalId: body, name: `Body ${body}`, kind: 'OTHER', nation: 'ENG' });
    const closures = [{ from: '2027-01-04', to: '2027-01-08' }];
    const site = { organisation: body, nation: 'ENG', region: 'London', sensitive: false, closures };
    for (const n of [1, 2])
      await save('Site', { ...site, externalId: `${body}-S${n}`, name: `Site ${body}` });
    await save('Device', { externalId: `${body}-REC`, site: `${body}-S1`, kind: 'RECORDER', serial: 'SAME' });
    const camera = { site: `${body}-S1`, kind: 'CAMERA', serial: 'SAME', recorder: `${body}-REC` };
    for (const n of [1, 2]) await save('Device', { ...camera, externalId: `${body}-CAM${n}` });
    await save('Budget', { externalId: `${body}-BUD`, organisation: body, fiscalYear: 2027, pence: 1 });
  }
});
afterAll(() => api.close());

const ofX = (): Scope => ({ organisations: [ids['X'] ?? 0], person: 'nobody' });
const within = <T>(work: (manager: EntityManager) => Promise<T>, scope: Scope = ofX()): Promise<T> =>
  runWithin(scope, () => work(dataSource.manager));
const names = (rows: readonly { externalId: string }[]) => rows.map(({ externalId }) => externalId).sort();
const DEVICES = ['X-CAM1', 'X-CAM2', 'X-REC'];

describe('a read of one body’s rows', () => {
  it.each<[string, (manager: EntityManager) => Promise<readonly { externalId: string }[]>]>([
    ['find', (m) => m.find(Device)],
    ['findBy', (m) => m.findBy(Device, { status: 'IN_USE' })],
    [
      'find with either of two conditions',
      (m) => m.find(Device, { where: [{ kind: 'CAMERA' }, { kind: 'RECORDER' }] }),
    ],
    ['findAndCount', async (m) => (await m.findAndCount(Device))[0]],
    ['a repository', () => dataSource.getRepository(Device).find()],
    ['getMany', (m) => m.createQueryBuilder(Device, 'd').getMany()],
    ['getMany with OR', (m) => m.createQueryBuilder(Device, 'd').where('1 = 1').orWhere('2 = 2').getMany()],
    ['a clone', (m) => m.createQueryBuilder(Device, 'd').clone().getMany()],
    ['a builder from a builder', (m) => m.createQueryBuilder().select('d').from(Device, 'd').getMany()],
    ['getManyAndCount', async (m) => (await m.createQueryBuilder(Device, 'd').getManyAndCount())[0]],
    [
      'getRawMany',
      (m) => m.createQueryBuilder(Device, 'd').select('d.externalId', 'externalId').getRawMany(),
    ],
    [
      'a page of a join, which reads distinct ids first',
      (m) => m.createQueryBuilder(Device, 'd').leftJoinAndSelect('d.site', 's').skip(0).take(50).getMany(),
    ],
    ['a page of find with relations', (m) => m.find(Device, { relations: { recorder: true }, take: 50 })],
    ['findByIds', (m) => m.findBy(Device, { id: In(Object.values(ids)) })],
    ['a transaction', () => new Transactions(dataSource).run((m) => m.find(Device))],
    [
      'a lock',
      () => new Transactions(dataSource).run((m) => m.find(Device, { lock: { mode: 'pessimistic_write' } })),
    ],
    [
      'a statement by hand',
      (m) => m.query(`SELECT external_id AS externalId FROM devices d WHERE ${confined(m, 'devices', 'd')}`),
    ],
    [
      'a stream',
      async (m) => {
        const rows: { externalId: string }[] = [];
        const query = m.createQueryBuilder(Device, 'd').select('d.externalId', 'externalId');
        for await (const row of await query.stream()) rows.push(row);
        return rows;
      },
    ],
    [
      'a subquery',
      (m) => {
        const query = m.createQueryBuilder(Device, 'd');
        const sites = query.subQuery().select('s.id').from(Site, 's').getQuery();
        return query.where(`d.siteId IN ${sites}`).getMany();
      },
    ],
  ])('finds by %s those alone', async (_, read) => {
    expect(names(await within(read))).toEqual(DEVICES);
    expect(names(await within(read, { organisations: [], person: 'nobody' }))).toEqual([]);
    expect(names(await within(read, 'whole'))).toHaveLength(6);
    const both = { organisations: [ids['X'] ?? 0, ids['Y'] ?? 0], person: 'nobody' };
    expect(names(await within(read, both))).toHaveLength(6);
    await expect(Promise.resolve().then(() => read(dataSource.manager))).rejects.toThrow(/nobody has said/);
  });

  it('counts and looks for those alone', async () => {
    const foreign = { externalId: 'Y-CAM1' };
    expect(await within((m) => m.count(Device))).toBe(3);
    expect(await within((m) => m.countBy(Device, foreign))).toBe(0);
    expect(await within((m) => m.exists(Device, { where: foreign }))).toBe(false);
    expect(await within((m) => m.existsBy(Device, { externalId: 'X-CAM1' }))).toBe(true);
    expect(await within((m) => m.findOneBy(Device, foreign))).toBeNull();
    expect(await within((m) => m.findOne(Device, { where: { id: ids['Y-CAM1'] ?? 0 } }))).toBeNull();
    expect(await within((m) => m.createQueryBuilder(Device, 'd').getCount())).toBe(3);
    expect(await within((m) => m.createQueryBuilder(Device, 'd').getExists())).toBe(true);
    expect(await within((m) => m.maximum(Budget, 'id'))).toBe(ids['X-BUD']);
    expect(await within((m) => m.sum(Site, 'maxCrews'))).toBe(2);
  });

  it('follows no relation to those of others', async () => {
    const [camera] = await within((m) =>
      m.find(Device, {
        where: { externalId: 'X-CAM1' },
        relations: { recorder: true, site: { organisation: true } },
      }),
    );
    expect([camera?.recorder?.externalId, camera?.site.organisation.externalId]).toEqual(['X-REC', 'X']);
    const { id } = camera ?? { id: 0 };
    const hang = (recorder: string) =>
      within((m) => m.update(Device, { id }, { recorderId: ids[recorder] ?? 0 }), 'whole');
    await hang('Y-REC');
    const joined = (m: EntityManager) =>
      m
        .createQueryBuilder(Device, 'd')
        .leftJoinAndSelect('d.recorder', 'r', 'r.kind IS NOT NULL')
        .where({ id })
        .getOne();
    const inner = (m: EntityManager) =>
      m.createQueryBuilder(Device, 'd').innerJoin('d.recorder', 'r').where({ id }).getCount();
    const byQueries = (m: EntityManager) =>
      m.findOne(Device, { where: { id }, relations: { recorder: true }, relationLoadStrategy: 'query' });
    expect((await within(joined))?.recorder).toBeNull();
    expect((await within(byQueries))?.recorder ?? null).toBeNull();
    expect(await within(inner)).toBe(0);
    expect((await within(joined, 'whole'))?.recorder?.externalId).toBe('Y-REC');
    await hang('X-REC');
    const closed = await within((m) => m.find(Site, { relations: { closures: true } }));
    expect(closed.map(({ closures }) => closures.length)).toEqual([1, 1]);
    expect(await within((m) => m.count(SiteClosure))).toBe(2);
  });
});

describe('a write', () => {
  it('changes and deletes nothing of others', async () => {
    const { affected } = await within((m) => m.update(Site, { externalId: 'Y-S2' }, { maxCrews: 3 }));
    expect(affected).toBe(0);
    expect((await within((m) => m.update(Site, { externalId: 'X-S2' }, { maxCrews: 3 }))).affected).toBe(1);
    expect((await within((m) => m.updateAll(Site, { region: 'Wales' }))).affected).toBe(2);
    expect((await within((m) => m.delete(SiteClosure, { siteId: ids['Y-S2'] ?? 0 }))).affected).toBe(0);
    expect((await within((m) => m.delete(SiteClosure, { siteId: ids['X-S2'] ?? 0 }))).affected).toBe(1);
    expect((await within((m) => m.createQueryBuilder().delete().from(Budget).execute())).affected).toBe(1);
    expect(names(await within((m) => m.find(Budget), 'whole'))).toEqual(['Y-BUD']);
    expect(names(await within((m) => m.findBy(Site, { region: 'London' }), 'whole'))).toEqual([
      'Y-S1',
      'Y-S2',
    ]);
  });

  it('adds no row to others, and is no upsert, which would change a row unseen', async () => {
    const budget = { externalId: 'NEW', fiscalYear: 2031, pence: 5, organisationId: ids['Y'] ?? 0 };
    await expect(within((m) => m.insert(Budget, budget))).rejects.toThrow(/not its writer's/);
    await expect(within((m) => m.save(m.create(Budget, budget)))).rejects.toThrow(/not its writer's/);
    const own = { ...budget, organisationId: ids['X'] ?? 0 };
    await expect(within((m) => m.upsert(Budget, own, ['externalId']))).rejects.toThrow(/upsert/);
    await within((m) => m.insert(Budget, own));
    expect(await within((m) => m.existsBy(Budget, { externalId: 'NEW' }))).toBe(true);
  });
});

describe('a statement by hand', () => {
  it.each([
    'SELECT * FROM devices',
    'SELECT c.id FROM crews c WHERE EXISTS (SELECT 1 FROM sites)',
    "UPDATE sites SET name = 'x'",
    'DELETE FROM `budgets`',
    "INSERT INTO sites (id) VALUES (1) ON DUPLICATE KEY UPDATE name = 'x'",
    'INSERT INTO crew_leave (crew_id) SELECT id FROM devices',
  ])('that does not say whose rows it may see is refused: %s', async (sql) => {
    await expect(within((m) => m.query(sql))).rejects.toThrow(/does not say whose rows/);
    await expect(dataSource.query(sql)).rejects.toThrow(/nobody has said/);
    await expect(within(() => dataSource.getRepository(Device).query(sql))).rejects.toThrow(/does not say/);
  });

  it('within a builder on what is shared is refused like any other', async () => {
    const query = (m: EntityManager) =>
      m.createQueryBuilder().select('1').from('(SELECT id FROM devices)', 'd').getRawMany();
    await expect(within(query)).rejects.toThrow(/does not say whose rows/);
  });

  it('on what is shared is anybody’s', async () => {
    expect(await dataSource.query('SELECT id FROM crews')).toEqual([]);
  });
});

describe('an entity', () => {
  const start = (entity: new () => object) =>
    new ConfinedDataSource({
      ...dataSourceOptions(api.configuration.databaseUrl),
      entities: [entity],
    }).initialize();

  it('that does not say whose its rows are keeps the program from starting', async () => {
    @Entity('silent')
    class Silent {
      @PrimaryColumn()
      id: number;
    }
    await expect(start(Silent)).rejects.toThrow('Silent does not say whose its rows are');
  });

  it('says what it has', async () => {
    @Entity('said')
    @Shared()
    class Said {
      @PrimaryColumn()
      id: number;

      @Column()
      name: string;
    }
    const started = await start(Said);
    await started.destroy();
    expect(dataSource.entityMetadatas.length).toBeGreaterThan(40);
    const unseen = { organisations: [], person: 'nobody' };
    for (const { target } of dataSource.entityMetadatas) {
      if (target === Organisation) continue;
      await within((m) => m.createQueryBuilder(target, 't').getCount(), unseen);
    }
  });
});
