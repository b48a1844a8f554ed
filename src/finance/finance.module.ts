import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Budget } from './budget.entity.js';
import { BudgetResolver, OrganisationBudgetsResolver } from './finance.resolver.js';
import { FinanceService } from './finance.service.js';
import { LedgerEntry, LedgerPosting } from './ledger/ledger.entity.js';
import { LedgerPostings } from './ledger/ledger-postings.service.js';
import { LedgerRows } from './ledger/ledger-rows.service.js';
import { LedgerPlaceResolver, LedgerPostingResolver } from './ledger/ledger.resolver.js';
import { Ledger } from './ledger/ledger.service.js';
import { CarryForwardLimit, VirementRule } from './virement/virement-rule.entity.js';
import { VirementRules } from './virement/virement-rules.service.js';
import { VirementResolver } from './virement/virement.resolver.js';
import { Virement } from './virement/virement.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Budget, LedgerPosting, LedgerEntry, VirementRule, CarryForwardLimit])],
  providers: [
    FinanceService,
    Ledger,
    LedgerPostings,
    LedgerRows,
    Virement,
    VirementRules,
    BudgetResolver,
    OrganisationBudgetsResolver,
    LedgerPostingResolver,
    LedgerPlaceResolver,
    VirementResolver,
  ],
  exports: [FinanceService, Ledger, LedgerRows],
})
export class FinanceModule {}
