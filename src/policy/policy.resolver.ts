import { Args, Context, Info, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { AssessmentFilter as AssessmentFilterInput } from '../../graphql/generated/types.js';
import type { Device } from '../estate/device.entity.js';
import { Disclosure } from '../access/need-to-know/disclosure.service.js';
import { DevicesService } from '../estate/devices.service.js';
import { readConnection, type Connection, type PageArguments } from '../platform/graphql/connection.js';
import type { RequestContext } from '../platform/graphql/loaders.js';
import { readOptionalRowId } from '../platform/input.js';
import { KeyRing } from '../platform/sealing/key-ring.js';
import { Assessment, DeviceEvidence } from './assessment.entity.js';
import { AssessmentsService, type AssessmentCount, type AssessmentFilter } from './assessments.service.js';
import { Assessor } from './assessor.service.js';
import type { StoredDirective } from './directive-store.js';
import { DirectivesService } from './directives.service.js';
import { EvidenceService, openNote } from './evidence.service.js';
import type { Demand, Ground } from './policy.types.js';
import { ASSESSMENT_DETAIL, type AssessmentDetail } from './sealed-details.js';

@Resolver('Directive')
export class DirectivesResolver {
  constructor(private readonly directivesService: DirectivesService) {}

  @Query()
  directives(@Args('inForceOn') inForceOn?: string | null): Promise<StoredDirective[]> {
    return this.directivesService.listDirectives(inForceOn ?? undefined);
  }

  @Mutation()
  saveDirective(@Args('input') input: unknown): Promise<StoredDirective> {
    return this.directivesService.saveDirective(input);
  }
}

@Resolver('Assessment')
export class AssessmentsResolver {
  constructor(
    private readonly assessmentsService: AssessmentsService,
    private readonly assessor: Assessor,
    private readonly devicesService: DevicesService,
    private readonly disclosure: Disclosure,
    private readonly keyRing: KeyRing,
  ) {}

  @Query()
  assessments(
    @Args() args: PageArguments & { filter?: AssessmentFilterInput | null },
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Assessment>> {
    const query = this.assessmentsService.query(readFilter(args.filter));
    return readConnection(query, 'deviceId', args, info);
  }

  @Query()
  assessmentSummary(@Args('organisationId') organisationId?: string | null): Promise<AssessmentCount[]> {
    return this.assessmentsService.summarise(readOptionalRowId(organisationId, 'organisationId'));
  }

  @ResolveField()
  device(@Parent() { deviceId }: Assessment, @Context() { loaders }: RequestContext): Promise<Device> {
    return loaders.loadExisting(this.devicesService.devicesById, deviceId);
  }

  @ResolveField()
  async redacted(@Parent() assessment: Assessment, @Context() context: RequestContext): Promise<boolean> {
    return this.disclosure.isRedacted(await deviceOf(this.devicesService, assessment, context), context);
  }

  @ResolveField()
  demands(@Parent() assessment: Assessment, @Context() context: RequestContext): Promise<Demand[] | null> {
    return this.detail('demands', assessment, context);
  }

  @ResolveField()
  grounds(@Parent() assessment: Assessment, @Context() context: RequestContext): Promise<Ground[] | null> {
    return this.detail('grounds', assessment, context);
  }

  @ResolveField()
  unknowns(@Parent() assessment: Assessment, @Context() context: RequestContext): Promise<string[] | null> {
    return this.detail('unknowns', assessment, context);
  }

  @ResolveField()
  explanation(
    @Parent() assessment: Assessment,
    @Context() context: RequestContext,
  ): Promise<string[] | null> {
    return this.detail('explanation', assessment, context);
  }

  private async detail<Field extends keyof AssessmentDetail>(
    field: Field,
    assessment: Assessment,
    context: RequestContext,
  ): Promise<AssessmentDetail[Field] | null> {
    const device = await deviceOf(this.devicesService, assessment, context);
    const { deviceId, detail } = assessment;
    const read = () => this.keyRing.open(ASSESSMENT_DETAIL, [deviceId], detail)[field];
    return this.disclosure.detail(`Assessment.${field}`, device, read, context);
  }

  @Mutation()
  async assessEstate(): Promise<AssessmentCount[]> {
    await this.assessor.assessEstate();
    return this.assessmentsService.summarise();
  }
}

/** What policy adds to a device. */
@Resolver('Device')
export class DevicePolicyResolver {
  constructor(
    private readonly assessmentsService: AssessmentsService,
    private readonly evidenceService: EvidenceService,
    private readonly devicesService: DevicesService,
  ) {}

  @ResolveField()
  assessment(@Parent() { id }: Device, @Context() { loaders }: RequestContext): Promise<Assessment | null> {
    return loaders.load(this.assessmentsService.assessmentsByDeviceId, id);
  }

  @ResolveField()
  async evidence(
    @Parent() { id }: Device,
    @Context() { loaders }: RequestContext,
  ): Promise<DeviceEvidence[]> {
    return (await loaders.load(this.evidenceService.evidenceByDeviceId, id)) ?? [];
  }

  @Mutation()
  async recordSurvey(@Args('input') input: unknown, @Context() { loaders }: RequestContext): Promise<Device> {
    const deviceId = await this.evidenceService.recordSurvey(input);
    return loaders.loadExisting(this.devicesService.devicesById, deviceId);
  }
}

@Resolver('Evidence')
export class EvidenceResolver {
  constructor(
    private readonly devicesService: DevicesService,
    private readonly disclosure: Disclosure,
    private readonly keyRing: KeyRing,
  ) {}

  @ResolveField()
  async redacted(@Parent() evidence: DeviceEvidence, @Context() context: RequestContext): Promise<boolean> {
    return this.disclosure.isRedacted(await deviceOf(this.devicesService, evidence, context), context);
  }

  @ResolveField()
  async note(@Parent() evidence: DeviceEvidence, @Context() context: RequestContext): Promise<string | null> {
    const device = await deviceOf(this.devicesService, evidence, context);
    return this.disclosure.detail('Evidence.note', device, () => openNote(this.keyRing, evidence), context);
  }
}

function deviceOf(
  devices: DevicesService,
  { deviceId }: { deviceId: number },
  { loaders }: RequestContext,
): Promise<Device> {
  return loaders.loadExisting(devices.devicesById, deviceId);
}

/** @throws {BadInput} for an id that cannot be one */
function readFilter(filter: AssessmentFilterInput | null | undefined): AssessmentFilter {
  const { verdict, siteClass } = filter ?? {};
  const organisationId = readOptionalRowId(filter?.organisationId, 'filter.organisationId');
  const siteId = readOptionalRowId(filter?.siteId, 'filter.siteId');
  return {
    ...(organisationId === undefined ? {} : { organisationId }),
    ...(siteId === undefined ? {} : { siteId }),
    ...(verdict ? { verdict } : {}),
    ...(siteClass ? { siteClass } : {}),
  };
}
