import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { EstateModule } from '../estate/estate.module.js';
import { Assessment, DeviceEvidence } from './assessment.entity.js';
import { AssessmentsService } from './assessments.service.js';
import { Assessor } from './assessor.service.js';
import { Candidates } from './candidates.service.js';
import {
  CoveredManufacturer,
  Directive,
  DirectiveCoverage,
  DirectiveDemand,
  DirectiveObligation,
} from './directive.entity.js';
import { CoreNetworkResolver } from './core-network.resolver.js';
import { CoreNetworkService } from './core-network.service.js';
import { DeploymentResolver } from './deployment.resolver.js';
import { DeploymentService } from './deployment.service.js';
import { DirectivesService } from './directives.service.js';
import { Exemption } from './exemption.entity.js';
import { ExemptionsResolver } from './exemptions.resolver.js';
import { ExemptionsService } from './exemptions.service.js';
import { EvidenceService } from './evidence.service.js';
import {
  AssessmentsResolver,
  DevicePolicyResolver,
  DirectivesResolver,
  EvidenceResolver,
} from './policy.resolver.js';
import { Reclassifications } from './reclassifications.service.js';
import { RulesService } from './rules.service.js';

@Module({
  imports: [
    EstateModule,
    TypeOrmModule.forFeature([
      Assessment,
      CoveredManufacturer,
      DeviceEvidence,
      Directive,
      DirectiveCoverage,
      DirectiveDemand,
      DirectiveObligation,
      Exemption,
    ]),
  ],
  providers: [
    AssessmentsService,
    Assessor,
    Candidates,
    CoreNetworkResolver,
    CoreNetworkService,
    DeploymentResolver,
    DeploymentService,
    DirectivesService,
    EvidenceService,
    ExemptionsService,
    ExemptionsResolver,
    Reclassifications,
    RulesService,
    AssessmentsResolver,
    DevicePolicyResolver,
    DirectivesResolver,
    EvidenceResolver,
  ],
  exports: [
    AssessmentsService,
    Assessor,
    Candidates,
    CoreNetworkService,
    DirectivesService,
    Reclassifications,
  ],
})
export class PolicyModule {}
