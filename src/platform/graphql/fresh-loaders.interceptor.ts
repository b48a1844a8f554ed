import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { GqlExecutionContext, type GqlContextType } from '@nestjs/graphql';
import { OperationTypeNode, type GraphQLResolveInfo } from 'graphql';
import type { Observable } from 'rxjs';
import type { RequestContext } from './loaders.js';

/**
 * Lets each mutation of a document begin with nothing read. They run one after the other and share the request's
 * loaders, so the second would be answered with what the first had read before it.
 */
@Injectable()
export class FreshLoaders implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType<GqlContextType>() === 'graphql') {
      const call = GqlExecutionContext.create(context);
      const { operation } = call.getInfo<GraphQLResolveInfo>();
      if (operation.operation === OperationTypeNode.MUTATION)
        call.getContext<RequestContext>().loaders.clear();
    }
    return next.handle();
  }
}
