import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PlansModule } from '../plans/plans.module.js';
import { DrawRunner } from './drawing/draw-runner.js';
import { ForecastDrawer } from './drawing/forecast-drawer.service.js';
import { ForecastSpread } from './drawing/forecast-spread.entity.js';
import { ForecastSpreads } from './drawing/forecast-spreads.service.js';
import { Forecast } from './drawing/forecast.entity.js';
import { ForecastResolver } from './drawing/forecasts.resolver.js';
import { ForecastsService } from './drawing/forecasts.service.js';

@Module({
  imports: [PlansModule, TypeOrmModule.forFeature([Forecast, ForecastSpread])],
  providers: [ForecastsService, ForecastSpreads, ForecastDrawer, DrawRunner, ForecastResolver],
})
export class ForecastModule {}
