import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Budget } from './budget.entity.js';
import { BudgetResolver, OrganisationBudgetsResolver } from './finance.resolver.js';
import { FinanceService } from './finance.service.js';
import { LedgerEntry, LedgerPosting } from './ledger/ledger.entity.js';
import { Ledger } from './ledger/ledger.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Budget, LedgerPosting, LedgerEntry])],
  providers: [FinanceService, Ledger, BudgetResolver, OrganisationBudgetsResolver],
  exports: [FinanceService, Ledger],
})
export class FinanceModule {}
