import { Args, Context, Info, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { readConnection, type Connection, type PageArguments } from '../platform/graphql/connection.js';
import type { RequestContext } from '../platform/graphql/loaders.js';
import { currentCaller } from './caller.js';
import { PeopleService } from './people.service.js';
import type { HeldRole, Person } from './person.entity.js';

interface RoleGrantNode {
  role: string;
  organisation: string | null;
  from: string;
  to: string | null;
}

@Resolver('Person')
export class PeopleResolver {
  constructor(private readonly people: PeopleService) {}

  @Query('people')
  list(@Args() args: PageArguments, @Info() info: GraphQLResolveInfo): Promise<Connection<Person>> {
    return readConnection(this.people.query(), 'id', args, info);
  }

  @Mutation()
  grantRole(@Args('input') input: unknown): Promise<Person> {
    return this.people.grantRole(input);
  }

  @Mutation()
  revokeRole(@Args('input') input: unknown): Promise<Person> {
    return this.people.revokeRole(input);
  }

  @ResolveField()
  async roles(@Parent() { id }: Person, @Context() { loaders }: RequestContext): Promise<RoleGrantNode[]> {
    return ((await loaders.load(this.people.rolesToday, id)) ?? []).map(nodeOf);
  }
}

@Resolver('Me')
export class MeResolver {
  @Query()
  me(): { subject: string; name: string; roles: RoleGrantNode[] } {
    const { subject, name, person } = currentCaller();
    return { subject, name, roles: (person?.heldRoles ?? []).map(nodeOf) };
  }
}

function nodeOf({ role, organisation, from, to }: HeldRole): RoleGrantNode {
  return { role, organisation: organisation?.externalId ?? null, from, to };
}
