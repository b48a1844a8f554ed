import { Args, Context, Info, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { readConnection, type Connection, type PageArguments } from '../../platform/graphql/connection.js';
import { reaches } from '../../platform/database/confinement/scope.js';
import type { RequestContext } from '../../platform/graphql/loaders.js';
import type { RoleGrant } from '../caller.js';
import { AuditEntriesService } from './audit-entries.service.js';
import type { AuditEntry, AuditLink } from './audit.entity.js';

@Resolver('AuditEntry')
export class AuditResolver {
  constructor(private readonly entriesService: AuditEntriesService) {}

  @Query()
  auditEntries(
    @Args() args: PageArguments & { filter?: unknown },
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<AuditEntry>> {
    return readConnection(this.entriesService.query(args.filter), 'id', args, info);
  }

  @ResolveField()
  caller(@Parent() { callerSubject }: AuditEntry): string {
    return callerSubject;
  }

  @ResolveField()
  roles(@Parent() { callerRoles }: AuditEntry): RoleGrant[] {
    const grants = JSON.parse(callerRoles) as RoleGrant[];
    return grants.filter(({ organisationId }) => organisationId === null || reaches(organisationId));
  }

  @ResolveField()
  link(@Parent() { id }: AuditEntry, @Context() { loaders }: RequestContext): Promise<AuditLink | null> {
    return loaders.load(this.entriesService.linksByEntryId, id);
  }
}
