import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { readRowId } from '../../platform/input.js';
import type { ForecastSpread } from './forecast-spread.entity.js';
import { ForecastSpreads } from './forecast-spreads.service.js';
import type { Forecast, ForecastOutcome } from './forecast.entity.js';
import { ForecastsService } from './forecasts.service.js';

@Resolver('Forecast')
export class ForecastResolver {
  constructor(
    private readonly forecastsService: ForecastsService,
    private readonly forecastSpreadsService: ForecastSpreads,
  ) {}

  @Query()
  forecasts(@Args('planId') planId: string): Promise<Forecast[]> {
    return this.forecastsService.ofPlan(readRowId(planId, 'planId'));
  }

  @Query()
  forecastSpreads(): Promise<ForecastSpread[]> {
    return this.forecastSpreadsService.list();
  }

  @Mutation()
  askForecast(@Args('input') input: unknown): Promise<Forecast> {
    return this.forecastsService.ask(input);
  }

  @Mutation()
  async removeForecast(@Args('id') id: string): Promise<{ removed: boolean }> {
    return { removed: await this.forecastsService.remove(readRowId(id)) };
  }

  @Mutation()
  saveForecastSpread(@Args('input') input: unknown): Promise<ForecastSpread> {
    return this.forecastSpreadsService.save(input);
  }

  @ResolveField()
  failure(@Parent() { failureCode, failureMessage }: Forecast): { code: string; message: string } | null {
    return failureCode === null ? null : { code: failureCode, message: failureMessage ?? '' };
  }

  @ResolveField()
  total(@Parent() { outcome }: Forecast): ForecastOutcome['total'] | null {
    return outcome?.total ?? null;
  }

  @ResolveField()
  years(@Parent() { outcome }: Forecast): ForecastOutcome['years'] {
    return outcome?.years ?? [];
  }

  @ResolveField()
  phases(@Parent() { outcome }: Forecast): ForecastOutcome['phases'] {
    return outcome?.phases ?? [];
  }

  @ResolveField()
  drivers(@Parent() { outcome }: Forecast): ForecastOutcome['drivers'] {
    return outcome?.drivers ?? [];
  }

  @ResolveField()
  spreads(@Parent() { outcome }: Forecast): ForecastOutcome['spreads'] {
    return outcome?.spreads ?? [];
  }
}
