import { Args, Context, Info, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { readConnection, type Connection, type PageArguments } from '../platform/graphql/connection.js';
import type { RequestContext } from '../platform/graphql/loaders.js';
import { loadConnection } from '../platform/graphql/nested-connection.js';
import { readRowId } from '../platform/input.js';
import { KeyRing } from '../platform/sealing/key-ring.js';
import { failureOf, Import, ImportRejection, type ImportFailure } from './import.entity.js';
import { ImportsService, isOwnImport } from './imports.service.js';
import { openRejection } from './rejections.js';

@Resolver('Import')
export class ImportsResolver {
  constructor(private readonly importsService: ImportsService) {}

  @Query()
  import(@Args('id') id: string): Promise<Import | null> {
    return this.importsService.find(readRowId(id));
  }

  @Query()
  imports(@Args() args: PageArguments, @Info() info: GraphQLResolveInfo): Promise<Connection<Import>> {
    return readConnection(this.importsService.query(), 'id', args, info);
  }

  @ResolveField()
  failure(@Parent() entry: Import): ImportFailure | null {
    return failureOf(entry);
  }

  @ResolveField()
  rejectedRows(
    @Parent() { id }: Import,
    @Args() args: PageArguments,
    @Context() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<ImportRejection>> {
    const query = () => this.importsService.rejectionsQuery();
    return loadConnection(query, 'importId', 'number', id, args, context, info);
  }
}

@Resolver('RejectedRow')
export class RejectedRowsResolver {
  constructor(
    private readonly importsService: ImportsService,
    private readonly keyRing: KeyRing,
  ) {}

  @ResolveField()
  async redacted(
    @Parent() { importId }: ImportRejection,
    @Context() { loaders }: RequestContext,
  ): Promise<boolean> {
    return !isOwnImport(await loaders.loadExisting(this.importsService.importsById, importId));
  }

  @ResolveField()
  async reason(@Parent() row: ImportRejection, @Context() context: RequestContext): Promise<string | null> {
    return (await this.redacted(row, context)) ? null : openRejection(this.keyRing, row).reason;
  }
}
