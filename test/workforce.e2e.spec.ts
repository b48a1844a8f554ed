import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from './support/api.js';

const SAVE_CREW = `mutation ($input: CrewInput!) {
  saveCrew(input: $input) { externalId name regions leave { from to } dayRatePence }
}`;

const crew = {
  externalId: 'CREW-1',
  name: 'London one',
  nation: 'ENG',
  regions: ['London', 'South East'],
  clearance: 'SC',
  minutesPerDay: 450,
  dayRatePence: 90_000,
  leave: [{ from: '2027-08-02', to: '2027-08-13' }],
};

describe('crews and holidays', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  it('saves a crew with its regions and leave, and changes it by its external id', async () => {
    await api.query(SAVE_CREW, { input: crew });
    const changed = { ...crew, regions: ['London'], leave: [] };
    const { saveCrew } = await api.query(SAVE_CREW, { input: changed });
    expect(saveCrew).toEqual({
      externalId: 'CREW-1',
      name: 'London one',
      regions: ['London'],
      leave: [],
      dayRatePence: 90_000,
    });
    const { crews } = await api.query('{ crews { externalId } }');
    expect(crews).toEqual([{ externalId: 'CREW-1' }]);
  });

  it('refuses a crew with every fault named, and changes nothing', async () => {
    const leave = [
      { from: '2027-01-10', to: '2027-01-05' },
      { from: '2027-03-01', to: '2027-03-02' },
    ];
    const [error] = await api.refuse(SAVE_CREW, {
      input: { ...crew, externalId: 'CREW-2', regions: [], minutesPerDay: 0, leave },
    });
    expect(error?.extensions.code).toBe('BAD_INPUT');
    expect(error?.extensions.fields?.map(({ path }) => path)).toEqual([
      'input.regions',
      'input.minutesPerDay',
      'input.leave[0].to',
    ]);
    const { crews } = await api.query('{ crews { externalId } }');
    expect(crews).toEqual([{ externalId: 'CREW-1' }]);
  });

  it('gives a nation its own holidays and those of all nations', async () => {
    const save = 'mutation ($input: HolidayInput!) { saveHoliday(input: $input) { date nation } }';
    await api.query(save, { input: { date: '2027-12-25', name: 'Christmas Day' } });
    await api.query(save, { input: { date: '2027-11-30', nation: 'SCT', name: "St Andrew's Day" } });
    const read = 'query ($nation: Nation) { holidays(nation: $nation) { date nation } }';
    expect(await api.query(read, { nation: 'SCT' })).toEqual({
      holidays: [
        { date: '2027-11-30', nation: 'SCT' },
        { date: '2027-12-25', nation: null },
      ],
    });
    expect(await api.query(read, { nation: 'ENG' })).toEqual({
      holidays: [{ date: '2027-12-25', nation: null }],
    });
  });

  it('removes what is there and says so when there is nothing', async () => {
    const remove = 'mutation { removeCrew(externalId: "CREW-1") { removed } }';
    expect(await api.query(remove)).toEqual({ removeCrew: { removed: true } });
    expect(await api.query(remove)).toEqual({ removeCrew: { removed: false } });
  });

  it('tells regions apart by letter case and accents, as it compares them with those of sites', async () => {
    const regions = ['Cymru', 'cymru', 'D\u00fan', 'Dun'];
    const { saveCrew } = await api.query(SAVE_CREW, { input: { ...crew, regions } });
    expect(new Set(saveCrew.regions)).toEqual(new Set(regions));
  });
});
