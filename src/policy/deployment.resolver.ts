import { Args, Query, Resolver } from '@nestjs/graphql';
import { DeploymentService } from './deployment.service.js';
import type { DeploymentAnswer } from './may-deploy.js';

@Resolver('DeploymentAnswer')
export class DeploymentResolver {
  constructor(private readonly deployment: DeploymentService) {}

  @Query()
  mayDeploy(@Args('siteId') siteId: string, @Args() args: object): Promise<DeploymentAnswer> {
    return this.deployment.mayDeploy(siteId, args);
  }
}
