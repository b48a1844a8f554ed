import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { EstateModule } from '../estate/estate.module.js';
import { FinanceModule } from '../finance/finance.module.js';
import { PlansModule } from '../plans/plans.module.js';
import { PolicyModule } from '../policy/policy.module.js';
import { ProcurementModule } from '../procurement/procurement.module.js';
import { WorkforceModule } from '../workforce/workforce.module.js';
import { Commissioning } from './commissioning.service.js';
import { CrewInstaller } from './crew-installer.entity.js';
import { CrewInstallers } from './crew-installers.service.js';
import { ReplacementCheck } from './replacement-check.service.js';
import {
  WorkOrderDeviceResolver,
  WorkOrderMoveResolver,
  WorkPlaceResolver,
} from './work-details.resolver.js';
import { WorkDevices } from './work-devices.service.js';
import { WorkIssuing } from './work-issuing.service.js';
import { WorkMoves } from './work-moves.service.js';
import { WorkOrder, WorkOrderDevice, WorkOrderMove } from './work-order.entity.js';
import { PlanWorksResolver, WorkOrderResolver } from './work-orders.resolver.js';
import { WorkOrdersService } from './work-orders.service.js';
import { WorkPapers } from './work-papers.service.js';
import { WorkReplacement } from './work-replacement.entity.js';
import { CrewInstallerResolver, CrewWorksResolver, WorksResolver } from './works.resolver.js';

@Module({
  imports: [
    EstateModule,
    FinanceModule,
    PlansModule,
    PolicyModule,
    ProcurementModule,
    WorkforceModule,
    TypeOrmModule.forFeature([CrewInstaller, WorkOrder, WorkOrderDevice, WorkOrderMove, WorkReplacement]),
  ],
  providers: [
    Commissioning,
    CrewInstallers,
    ReplacementCheck,
    WorkDevices,
    WorkIssuing,
    WorkMoves,
    WorkOrdersService,
    WorkPapers,
    CrewInstallerResolver,
    CrewWorksResolver,
    PlanWorksResolver,
    WorkOrderDeviceResolver,
    WorkOrderMoveResolver,
    WorkOrderResolver,
    WorkPlaceResolver,
    WorksResolver,
  ],
  exports: [WorkIssuing],
})
export class WorksModule {}
