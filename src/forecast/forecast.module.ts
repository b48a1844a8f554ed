import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessModule } from '../access/access.module.js';
import { CostingModule } from '../costing/costing.module.js';
import { EstateModule } from '../estate/estate.module.js';
import { FinanceModule } from '../finance/finance.module.js';
import { PlansModule } from '../plans/plans.module.js';
import { DrawRunner } from './drawing/draw-runner.js';
import { ForecastDrawer } from './drawing/forecast-drawer.service.js';
import { ForecastSpread } from './drawing/forecast-spread.entity.js';
import { ForecastSpreads } from './drawing/forecast-spreads.service.js';
import { Forecast } from './drawing/forecast.entity.js';
import { ForecastResolver } from './drawing/forecasts.resolver.js';
import { FinanceWorkbookController } from './finance-workbook/finance-workbook.controller.js';
import { FinanceWorkbook } from './finance-workbook/finance-workbook.service.js';
import { ForecastsService } from './drawing/forecasts.service.js';
import { MoneyExportsController } from './money/money-exports.controller.js';
import { MoneyExports } from './money/money-exports.service.js';
import { PackageRows } from './money/package-rows.reader.js';
import { PlanMoneyResolver } from './money/plan-money.resolver.js';
import { PlanMoney } from './money/plan-money.service.js';

@Module({
  imports: [
    CostingModule,
    AccessModule,
    EstateModule,
    FinanceModule,
    PlansModule,
    TypeOrmModule.forFeature([Forecast, ForecastSpread]),
  ],
  controllers: [FinanceWorkbookController, MoneyExportsController],
  providers: [
    ...[ForecastsService, ForecastSpreads, ForecastDrawer, DrawRunner, ForecastResolver],
    ...[PackageRows, PlanMoney, PlanMoneyResolver, MoneyExports, FinanceWorkbook],
  ],
})
export class ForecastModule {}
