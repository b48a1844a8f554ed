/** How the audit sees crews and holidays change. */
import type { EntityManager } from 'typeorm';
import type { Audit, Snapshot } from '../access/audit/audit.service.js';
import { Crew } from './crew.entity.js';
import { Holiday, type HolidayNation } from './holiday.entity.js';

export function recordCrew<T>(
  audit: Audit,
  manager: EntityManager,
  action: string,
  externalId: string,
  work: () => Promise<T>,
): Promise<T> {
  const what = { action, subjectType: 'Crew', subjectId: externalId };
  return audit.change(manager, what, () => readCrew(manager, externalId), work);
}

export function recordHoliday<T>(
  audit: Audit,
  manager: EntityManager,
  action: string,
  { date, nation }: { date: string; nation: HolidayNation },
  work: () => Promise<T>,
): Promise<T> {
  const what = { action, subjectType: 'Holiday', subjectId: `${date} ${nation}` };
  return audit.change(manager, what, () => readHoliday(manager, date, nation), work);
}

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

async function readHoliday(
  manager: EntityManager,
  date: string,
  nation: HolidayNation,
): Promise<Snapshot | null> {
  const holiday = await manager.findOne(Holiday, {
    where: { date, nation },
    lock: { mode: 'pessimistic_write' },
  });
  if (!holiday) return null;
  const { id: _, ...state } = holiday;
  return { organisationId: null, state };
}
