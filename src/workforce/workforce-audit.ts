/** How the audit sees crews and holidays change. */
import type { EntityManager } from 'typeorm';
import type { Audited, Snapshot } from '../access/audit/audit.service.js';
import { Crew } from './crew.entity.js';
import { Holiday, type HolidayNation } from './holiday.entity.js';

export const CREW: Audited<string> = { type: 'Crew', idOf: String, read: readCrew };

interface HolidayKey {
  date: string;
  nation: HolidayNation;
}

export const HOLIDAY: Audited<HolidayKey> = {
  type: 'Holiday',
  idOf: ({ date, nation }) => `${date} ${nation}`,
  read: readHoliday,
};

async function readCrew(manager: EntityManager, externalId: string): Promise<Snapshot | null> {
  const [crew] = await manager.find(Crew, {
    where: { externalId },
    relations: { regions: true, leave: true },
    order: { leave: { from: 'ASC' }, regions: { region: 'ASC' } },
    lock: { mode: 'pessimistic_write' },
  });
  if (!crew) return null;
  const { id: _, regions, leave, ...rest } = crew;
  const state = {
    ...rest,
    regions: regions.map(({ region }) => region),
    leave: leave.map(({ from, to }) => ({ from, to })),
  };
  return { organisationId: null, state };
}

async function readHoliday(manager: EntityManager, { date, nation }: HolidayKey): Promise<Snapshot | null> {
  const holiday = await manager.findOne(Holiday, {
    where: { date, nation },
    lock: { mode: 'pessimistic_write' },
  });
  if (!holiday) return null;
  const { id: _, ...state } = holiday;
  return { organisationId: null, state };
}
