import { Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { FastifyInstance } from 'fastify';
import { AccessModule } from '../access/access.module.js';
import { EstateModule } from '../estate/estate.module.js';
import { FinanceModule } from '../finance/finance.module.js';
import { PlansModule } from '../plans/plans.module.js';
import { PolicyModule } from '../policy/policy.module.js';
import { ProcurementModule } from '../procurement/procurement.module.js';
import { WebhooksModule } from '../webhooks/webhooks.module.js';
import { WorkforceModule } from '../workforce/workforce.module.js';
import { CalendarFeed } from './calendar/calendar-feed.entity.js';
import { CalendarFeedResolver } from './calendar/calendar-feeds.resolver.js';
import { CalendarFeeds } from './calendar/calendar-feeds.service.js';
import { CalendarFiles } from './calendar/calendar-files.service.js';
import { CalendarsController } from './calendar/calendars.controller.js';
import { ActualCosts } from './actual-costs.service.js';
import { Commissioning } from './commissioning.service.js';
import { CrewInstaller } from './crew-installer.entity.js';
import { CrewInstallers } from './crew-installers.service.js';
import { WorkEvent, WorkEventHead } from './events/work-event.entity.js';
import { WorkEventsController } from './events/work-events.controller.js';
import { WorkEventResolver } from './events/work-events.resolver.js';
import { WorkEvents } from './events/work-events.service.js';
import { MEDIA_TYPES } from './evidence/media-types.js';
import { WorkEvidenceController } from './evidence/work-evidence.controller.js';
import { WorkEvidence } from './evidence/work-evidence.entity.js';
import { WorkOrderEvidenceResolver } from './evidence/work-evidence.resolver.js';
import { WorkEvidenceService } from './evidence/work-evidence.service.js';
import { Finding } from './findings/finding.entity.js';
import { FindingResolver } from './findings/findings.resolver.js';
import { FindingsService } from './findings/findings.service.js';
import { ReplacementCheck } from './replacement-check.service.js';
import { StatusReturnController } from './status-return/status-return.controller.js';
import { StatusReturns } from './status-return/status-return.service.js';
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
    AccessModule,
    EstateModule,
    FinanceModule,
    PlansModule,
    PolicyModule,
    ProcurementModule,
    WebhooksModule,
    WorkforceModule,
    TypeOrmModule.forFeature([
      CalendarFeed,
      CrewInstaller,
      Finding,
      WorkEvent,
      WorkEventHead,
      WorkEvidence,
      WorkOrder,
      WorkOrderDevice,
      WorkOrderMove,
      WorkReplacement,
    ]),
  ],
  controllers: [CalendarsController, StatusReturnController, WorkEventsController, WorkEvidenceController],
  providers: [
    CalendarFeeds,
    CalendarFiles,
    Commissioning,
    CrewInstallers,
    FindingsService,
    ReplacementCheck,
    StatusReturns,
    WorkDevices,
    WorkEvents,
    WorkEvidenceService,
    WorkIssuing,
    ActualCosts,
    WorkMoves,
    ActualCosts,
    WorkOrdersService,
    WorkPapers,
    CalendarFeedResolver,
    CrewInstallerResolver,
    CrewWorksResolver,
    FindingResolver,
    PlanWorksResolver,
    WorkEventResolver,
    WorkOrderEvidenceResolver,
    WorkOrderDeviceResolver,
    WorkOrderMoveResolver,
    WorkOrderResolver,
    WorkPlaceResolver,
    WorksResolver,
  ],
  exports: [WorkIssuing],
})
export class WorksModule implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  /** Files are read as they come, up to a limit of their own. */
  onModuleInit(): void {
    const adapter: unknown = this.host.httpAdapter;
    if (!(adapter instanceof FastifyAdapter)) return;
    const server: FastifyInstance = adapter.getInstance();
    server.addContentTypeParser([...MEDIA_TYPES], (_request, payload, done) => done(null, payload));
  }
}
