import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessModule } from '../access/access.module.js';
import { CostingModule } from '../costing/costing.module.js';
import { EstateModule } from '../estate/estate.module.js';
import { FinanceModule } from '../finance/finance.module.js';
import { PolicyModule } from '../policy/policy.module.js';
import { ProcurementModule } from '../procurement/procurement.module.js';
import { WebhooksModule } from '../webhooks/webhooks.module.js';
import { WorkforceModule } from '../workforce/workforce.module.js';
import {
  PlanApprovalResolver,
  LedgerPlaceWorkResolver,
  PlanInputChangeResolver,
  PlanStalenessResolver,
} from './approval/approval.resolver.js';
import { PlanApproval } from './approval/approval.service.js';
import { PlanApprovalTurn } from './approval/approval-turn.entity.js';
import { Baselines } from './approval/baselines.service.js';
import { Commitments } from './approval/commitments.service.js';
import { PlanStageChange } from './approval/plan-stage-change.entity.js';
import { StageChanges } from './approval/stage-changes.service.js';
import { PlanStaleness } from './approval/staleness.service.js';
import { PlanCostLine } from './costs/plan-cost-line.entity.js';
import { PlanCostRows } from './costs/plan-cost-rows.service.js';
import { PlanCostLines } from './costs/plan-cost-lines.service.js';
import { PlanPriceTier } from './costs/plan-price-tier.entity.js';
import { WholeLife } from './costs/whole-life.service.js';
import { PriceTiers } from './costs/price-tiers.service.js';
import { CostSummary } from './costs/cost-summary.service.js';
import {
  CostLineResolver,
  CostSumResolver,
  PlanCostsResolver,
  PlanPriceTierResolver,
} from './costs/plan-costs.resolver.js';
import { Claims } from './computing/claims.js';
import { ComputedSite } from './computing/computed-site.entity.js';
import { EngineRunner } from './computing/engine-runner.js';
import { PlanComputer } from './computing/plan-computer.service.js';
import { PlanStore } from './computing/plan-store.js';
import { PlanExportsController } from './exports/plan-exports.controller.js';
import { PlanExports } from './exports/plan-exports.service.js';
import { PlanTables } from './exports/plan-tables.service.js';
import { DocumentRedaction } from './document-redaction.service.js';
import { PhaseDisclosure } from './phase-disclosure.service.js';
import { PlanEvent } from './events/plan-event.entity.js';
import { PlanEventsController } from './events/plan-events.controller.js';
import { PlanEventsResolver } from './events/plan-events.resolver.js';
import { PlanEvents } from './events/plan-events.service.js';
import { PlanExplanationsResolver, RelaxationResolver, WorthResolver } from './plan-explanations.resolver.js';
import { PlanExplanationsService } from './plan-explanations.service.js';
import { PlanReportService } from './plan-report.service.js';
import {
  PlanAssignment,
  PlanAwaiting,
  PlanUnscheduled,
  PlanWorkPackage,
  PlanWorkPackageDevice,
} from './plan-work.entity.js';
import {
  AssignmentResolver,
  AwaitingPackageResolver,
  UnscheduledPackageResolver,
  WorkPackageResolver,
} from './plan-work.resolver.js';
import { PlanWorkService } from './plan-work.service.js';
import { Plan, PlanDocument, PlanPhase } from './plan.entity.js';
import { PlanningDefaults } from './planning-defaults.entity.js';
import { PlanningDefaultsService } from './planning-defaults.service.js';
import { PlanDocuments } from './plan-documents.service.js';
import { PlanPhaseResolver } from './plan-phase.resolver.js';
import { PlanProgressResolver } from './plan-progress.resolver.js';
import { PlanResolver } from './plans.resolver.js';
import { PlansService } from './plans.service.js';
import { DelayCostResolver, PlanCostOfDelayResolver } from './scenarios/cost-of-delay.resolver.js';
import { CostOfDelay } from './scenarios/cost-of-delay.service.js';
import { ScenarioDifference } from './scenarios/scenario-difference.service.js';
import { Scenario } from './scenarios/scenario.entity.js';
import {
  PackageDifferenceResolver,
  PlanScenarioResolver,
  ScenarioResolver,
} from './scenarios/scenarios.resolver.js';
import { ScenariosService } from './scenarios/scenarios.service.js';
import { FundingGrantResolver, FundingResolver } from './funding/funding.resolver.js';
import { Funding } from './funding/funding.service.js';
import { DoneWorks } from './problem/done-works.reader.js';
import { PlanProblems } from './problem/plan-problems.service.js';
import { PlanningDataReader } from './problem/planning-data.reader.js';
import { PlanWorksProgressResolver, WorksProgressResolver } from './progress/works-progress.resolver.js';
import { WorksProgressService } from './progress/works-progress.service.js';
import { PlanMoves } from './replanning/moves.service.js';
import { PlanMove, Replan } from './replanning/replan.entity.js';
import { PlanMoveResolver, PlanReplanResolver, ReplanResolver } from './replanning/replans.resolver.js';
import { ReplansService } from './replanning/replans.service.js';
import { PlanStanding } from './standings/plan-standing.entity.js';
import { Standings } from './standings/standings.service.js';

@Module({
  imports: [
    AccessModule,
    CostingModule,
    EstateModule,
    FinanceModule,
    PolicyModule,
    ProcurementModule,
    WebhooksModule,
    WorkforceModule,
    TypeOrmModule.forFeature([
      Plan,
      ComputedSite,
      PlanDocument,
      PlanEvent,
      PlanPhase,
      PlanningDefaults,
      PlanWorkPackage,
      PlanWorkPackageDevice,
      PlanAssignment,
      PlanAwaiting,
      PlanUnscheduled,
      Scenario,
      PlanStageChange,
      PlanApprovalTurn,
      PlanStanding,
      Replan,
      PlanMove,
      PlanCostLine,
      PlanPriceTier,
    ]),
  ],
  controllers: [PlanEventsController, PlanExportsController],
  providers: [
    PlanEvents,
    PlanEventsResolver,
    PlansService,
    PlanExports,
    PlanTables,
    PlanWorkService,
    PlanReportService,
    PhaseDisclosure,
    DocumentRedaction,
    PlanExplanationsService,
    PlanningDefaultsService,
    PlanningDataReader,
    PlanProblems,
    DoneWorks,
    Funding,
    FundingResolver,
    FundingGrantResolver,
    PlanDocuments,
    ReplansService,
    PlanMoves,
    PlanCostLines,
    PlanCostRows,
    CostSummary,
    PriceTiers,
    WholeLife,
    PlanPriceTierResolver,
    PlanCostsResolver,
    CostLineResolver,
    CostSumResolver,
    WorksProgressService,
    PlanWorksProgressResolver,
    WorksProgressResolver,
    PlanReplanResolver,
    ReplanResolver,
    PlanMoveResolver,
    PlanApproval,
    StageChanges,
    PlanStaleness,
    Baselines,
    Commitments,
    PlanApprovalResolver,
    PlanStalenessResolver,
    LedgerPlaceWorkResolver,
    PlanInputChangeResolver,
    ScenariosService,
    ScenarioDifference,
    CostOfDelay,
    PlanCostOfDelayResolver,
    DelayCostResolver,
    Standings,
    ScenarioResolver,
    PackageDifferenceResolver,
    PlanScenarioResolver,
    Claims,
    EngineRunner,
    PlanStore,
    PlanComputer,
    PlanResolver,
    PlanPhaseResolver,
    PlanProgressResolver,
    WorkPackageResolver,
    AssignmentResolver,
    AwaitingPackageResolver,
    UnscheduledPackageResolver,
    PlanExplanationsResolver,
    RelaxationResolver,
    WorthResolver,
  ],
  exports: [
    PlanningDefaultsService,
    PlansService,
    PlanReportService,
    PlanComputer,
    Claims,
    ReplansService,
    StageChanges,
    Standings,
    Commitments,
    WorksProgressService,
    PlanDocuments,
    PlanCostLines,
    PlanCostRows,
  ],
})
export class PlansModule {}
