import { Module } from '@nestjs/common';
import { CostingModule } from '../costing/costing.module.js';
import { EstateModule } from '../estate/estate.module.js';
import { FinanceModule } from '../finance/finance.module.js';
import { PlansModule } from '../plans/plans.module.js';
import { PolicyModule } from '../policy/policy.module.js';
import { ProcurementModule } from '../procurement/procurement.module.js';
import { WorkforceModule } from '../workforce/workforce.module.js';
import { ProgrammeResolver } from './programme.resolver.js';
import { ProgrammeService } from './programme.service.js';

@Module({
  imports: [
    CostingModule,
    EstateModule,
    FinanceModule,
    PlansModule,
    PolicyModule,
    ProcurementModule,
    WorkforceModule,
  ],
  providers: [ProgrammeService, ProgrammeResolver],
  exports: [ProgrammeService],
})
export class ProgrammeModule {}
