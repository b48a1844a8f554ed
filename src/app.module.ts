import { Module, type DynamicModule } from '@nestjs/common';
import { AccessModule } from './access/access.module.js';
import { currentCaller } from './access/caller.js';
import { guardDocument } from './access/document-guard.js';
import { AuditModule } from './access/audit/audit.module.js';
import { NeedToKnowModule } from './access/need-to-know/need-to-know.module.js';
import { CostingModule } from './costing/costing.module.js';
import { EstateModule } from './estate/estate.module.js';
import { FailedTokens } from './access/failed-tokens.service.js';
import { FIELD_COSTS, WHOLE_FILES } from './field-costs.js';
import { FinanceModule } from './finance/finance.module.js';
import { ForecastModule } from './forecast/forecast.module.js';
import { ImportsModule } from './imports/imports.module.js';
import { ProcessModule } from './platform/process.module.js';
import type { Configuration } from './platform/configuration.js';
import { DatabaseModule } from './platform/database/database.module.js';
import { ApiModule } from './platform/graphql/graphql.module.js';
import { HealthController } from './platform/health.controller.js';
import { LiveModule } from './platform/live/live.module.js';
import { OutboxModule } from './platform/queue/outbox.module.js';
import { RatesModule } from './platform/rates/rates.module.js';
import { PolicyModule } from './policy/policy.module.js';
import { ProcurementModule } from './procurement/procurement.module.js';
import { PlansModule } from './plans/plans.module.js';
import { ProgrammeModule } from './programme/programme.module.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';
import { WorkforceModule } from './workforce/workforce.module.js';
import { WorksModule } from './works/works.module.js';

/** Everything but a way in: the API and the workers both run on it. */
@Module({})
export class AppModule {
  static on(configuration: Configuration): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ProcessModule.with(configuration),
        DatabaseModule.connect(),
        OutboxModule,
        LiveModule,
        AccessModule,
        AuditModule,
        NeedToKnowModule,
        CostingModule,
        EstateModule,
        FinanceModule,
        ForecastModule,
        ImportsModule,
        PolicyModule,
        ProcurementModule,
        PlansModule,
        ProgrammeModule,
        WebhooksModule,
        WorkforceModule,
        WorksModule,
      ],
    };
  }
}

/** The API process: the application with its GraphQL and HTTP ways in. */
@Module({})
export class ServerModule {
  static on(configuration: Configuration): DynamicModule {
    return {
      module: ServerModule,
      imports: [
        AppModule.on(configuration),
        RatesModule,
        ApiModule.serve({
          costs: FIELD_COSTS,
          wholeFiles: WHOLE_FILES,
          guard: guardDocument,
          clientOf: () => currentCaller().subject,
        }),
      ],
      providers: [FailedTokens],
      controllers: [HealthController],
    };
  }
}
