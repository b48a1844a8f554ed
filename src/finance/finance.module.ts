import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Budget } from './budget.entity.js';
import { BudgetResolver, OrganisationBudgetsResolver } from './finance.resolver.js';
import { FinanceService } from './finance.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Budget])],
  providers: [FinanceService, BudgetResolver, OrganisationBudgetsResolver],
  exports: [FinanceService],
})
export class FinanceModule {}
