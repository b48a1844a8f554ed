import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Nation } from '../../graphql/generated/types.js';
import { Crew } from './crew.entity.js';
import { Holiday } from './holiday.entity.js';
import { WorkforceService } from './workforce.service.js';

@Resolver('Crew')
export class CrewResolver {
  constructor(private readonly workforce: WorkforceService) {}

  @Query()
  crews(): Promise<Crew[]> {
    return this.workforce.listCrews();
  }

  @ResolveField()
  regions(@Parent() crew: Crew): string[] {
    return crew.regions.map(({ region }) => region);
  }

  @Mutation()
  saveCrew(@Args('input') input: unknown): Promise<Crew> {
    return this.workforce.saveCrew(input);
  }

  @Mutation()
  async removeCrew(@Args('externalId') externalId: string): Promise<{ removed: boolean }> {
    return { removed: await this.workforce.removeCrew(externalId) };
  }
}

@Resolver('Holiday')
export class HolidayResolver {
  constructor(private readonly workforce: WorkforceService) {}

  @Query()
  holidays(@Args('nation') nation?: Nation | null): Promise<Holiday[]> {
    return this.workforce.listHolidays(nation ?? undefined);
  }

  @ResolveField()
  nation(@Parent() holiday: Holiday): Nation | null {
    return holiday.nation === 'ALL' ? null : holiday.nation;
  }

  @Mutation()
  saveHoliday(@Args('input') input: unknown): Promise<Holiday> {
    return this.workforce.saveHoliday(input);
  }

  @Mutation()
  async removeHoliday(
    @Args('date') date: string,
    @Args('nation') nation?: Nation | null,
  ): Promise<{ removed: boolean }> {
    return { removed: await this.workforce.removeHoliday(date, nation ?? 'ALL') };
  }
}
