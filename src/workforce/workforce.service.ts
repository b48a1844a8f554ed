import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository, type EntityManager } from 'typeorm';
import { Audit } from '../access/audit/audit.service.js';
import type { Nation } from '../estate/estate.types.js';
import { deleteRows } from '../platform/database/rows.js';
import { refuseWhenReferenced } from '../platform/database/references.js';
import { Transactions } from '../platform/database/transactions.js';
import { readInput } from '../platform/input.js';
import { Crew, CrewLeave, CrewRegion } from './crew.entity.js';
import { Holiday, type HolidayNation } from './holiday.entity.js';
import { CREW, HOLIDAY } from './workforce-audit.js';
import { crewInput, holidayInput, type CrewInput, type HolidayInput } from './workforce.input.js';

/** Crews and the days on which they work. */
@Injectable()
export class WorkforceService {
  constructor(
    @InjectRepository(Crew) private readonly crews: Repository<Crew>,
    @InjectRepository(Holiday) private readonly holidays: Repository<Holiday>,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
  ) {}

  /** All crews with their regions and leave, by external id. */
  listCrews(): Promise<Crew[]> {
    return this.crews.find({
      relations: { regions: true, leave: true },
      order: { externalId: 'ASC', leave: { from: 'ASC' }, regions: { region: 'ASC' } },
    });
  }

  readonly crewsById = async (ids: readonly number[]): Promise<Map<number, Crew>> => {
    const found = await this.crews.find({
      where: { id: In([...ids]) },
      relations: { regions: true, leave: true },
      order: { leave: { from: 'ASC' }, regions: { region: 'ASC' } },
    });
    return new Map(found.map((crew) => [crew.id, crew]));
  };

  /** Holidays by date; of one nation, those of all nations included. */
  listHolidays(nation?: Nation): Promise<Holiday[]> {
    return this.holidays.find({
      where: nation ? { nation: In<HolidayNation>([nation, 'ALL']) } : {},
      order: { date: 'ASC', nation: 'ASC' },
    });
  }

  /** @throws {BadInput} */
  async saveCrew(input: unknown): Promise<Crew> {
    const crew = readInput(crewInput, input);
    const id = await this.transactions.run((manager) => this.writeCrew(manager, crew));
    return this.crews.findOneOrFail({ where: { id }, relations: { regions: true, leave: true } });
  }

  /** @throws {InUse} while an assignment of a plan names it */
  async removeCrew(externalId: string): Promise<boolean> {
    return refuseWhenReferenced(`Crew "${externalId}"`, 'a plan', 'externalId', () =>
      this.transactions.run((manager) =>
        this.audit.change(manager, 'removeCrew', CREW, externalId, () =>
          deleteRows(manager, Crew, { externalId }),
        ),
      ),
    );
  }

  /** @throws {BadInput} */
  async saveHoliday(input: unknown): Promise<Holiday> {
    const holiday = readInput(holidayInput, input);
    await this.transactions.run((manager) => this.writeHoliday(manager, holiday));
    return this.holidays.findOneByOrFail({ date: holiday.date, nation: holiday.nation });
  }

  removeHoliday(date: string, nation: HolidayNation): Promise<boolean> {
    return this.transactions.run((manager) =>
      this.audit.change(manager, 'removeHoliday', HOLIDAY, { date, nation }, () =>
        deleteRows(manager, Holiday, { date, nation }),
      ),
    );
  }

  /** Creates or changes a crew with its regions and its whole leave, by its external id. */
  writeCrew(manager: EntityManager, crew: CrewInput): Promise<number> {
    return this.audit.change(manager, 'saveCrew', CREW, crew.externalId, () => this.storeCrew(manager, crew));
  }

  private async storeCrew(manager: EntityManager, { regions, leave, ...crew }: CrewInput): Promise<number> {
    await manager.upsert(Crew, crew, ['externalId']);
    const { id: crewId } = await manager.findOneByOrFail(Crew, { externalId: crew.externalId });
    await manager.delete(CrewRegion, { crewId });
    await manager.insert(
      CrewRegion,
      regions.map((region) => ({ crewId, region })),
    );
    await manager.delete(CrewLeave, { crewId });
    if (leave.length > 0)
      await manager.insert(
        CrewLeave,
        leave.map((range) => ({ crewId, ...range })),
      );
    return crewId;
  }

  async writeHoliday(manager: EntityManager, holiday: HolidayInput): Promise<void> {
    await this.audit.change(manager, 'saveHoliday', HOLIDAY, holiday, () =>
      manager.upsert(Holiday, holiday, ['date', 'nation']),
    );
  }
}
