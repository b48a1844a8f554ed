import { Args, Info, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { readConnection, type Connection, type PageArguments } from '../../platform/graphql/connection.js';
import { unconfined } from '../../platform/database/confinement/scope.js';
import type { NeedToKnowGrant } from './need-to-know-grant.entity.js';
import { NeedToKnowService } from './need-to-know.service.js';

@Resolver('NeedToKnowGrant')
export class NeedToKnowResolver {
  constructor(private readonly needToKnow: NeedToKnowService) {}

  @Query()
  needToKnowGrants(
    @Args() args: PageArguments & { filter?: unknown },
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<NeedToKnowGrant>> {
    return readConnection(this.needToKnow.query(args.filter), 'id', args, info);
  }

  @Mutation()
  grantNeedToKnow(@Args('input') input: unknown): Promise<NeedToKnowGrant> {
    return this.needToKnow.grant(input);
  }

  @Mutation()
  revokeNeedToKnow(@Args('input') input: unknown): Promise<NeedToKnowGrant> {
    return this.needToKnow.revoke(input);
  }

  @ResolveField()
  subject(@Parent() { person }: NeedToKnowGrant): string {
    return person.subject;
  }

  @ResolveField()
  name(@Parent() { person }: NeedToKnowGrant): string {
    return person.name;
  }
}

@Resolver('Me')
export class MeNeedToKnowResolver {
  constructor(private readonly grants: NeedToKnowService) {}

  @ResolveField()
  needToKnow(
    @Args() args: PageArguments,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<NeedToKnowGrant>> {
    // Their own, in whatever bodies: a request that asks for nothing else reaches no body at all.
    return unconfined(() => readConnection(this.grants.ofCaller(), 'id', args, info));
  }
}
