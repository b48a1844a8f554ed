import { Controller, Get, Headers, Param, Query, Req, Res, StreamableFile, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { demand, scopeOf } from '../../access/may.js';
import { StreamPermits } from '../../access/stream-permits.service.js';
import { BadInput, Refusal } from '../../platform/errors.js';
import { Loaders, type RequestContext } from '../../platform/graphql/loaders.js';
import { readOptionalRowId, readRowId } from '../../platform/input.js';
import { eventStreamBody, type ServerSentEvent } from '../../platform/live/server-sent-events.js';
import { RefusalFilter } from '../../platform/refusal.filter.js';
import { PhaseDisclosure } from '../phase-disclosure.service.js';
import type { ToldProgress } from '../plan-progress.resolver.js';
import type { PlanEvent } from './plan-event.entity.js';
import { PlanEventStreams } from './plan-event-streams.service.js';

/** What the subscription `planEvents` tells, as server-sent events. */
@Controller('plans')
@UseFilters(RefusalFilter)
export class PlanEventsController {
  constructor(
    private readonly streams: PlanEventStreams,
    private readonly permits: StreamPermits,
    private readonly disclosure: PhaseDisclosure,
  ) {}

  @Get(':id/events')
  async follow(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('authorization') authorization: string | undefined,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Query('after') after: string | undefined,
  ): Promise<StreamableFile> {
    if (request.method === 'HEAD')
      throw new BadInput([{ path: 'method', message: 'expected GET: there is no head of what never ends' }]);
    const planId = readRowId(id);
    // A client that comes again says where it was in the header, whatever its address says.
    const from = readOptionalRowId(
      lastEventId ?? after,
      lastEventId === undefined ? 'after' : 'Last-Event-ID',
    );
    const permit = this.permits.issue(authorization, request.id, (caller) => {
      demand(caller, 'plans.read', 'GET /plans/:id/events');
      return scopeOf(caller, ['plans.read']);
    });
    const stream = await this.streams.open(planId, from ?? 0, permit);
    // Proxies that gather an answer before they pass it on would gather for ever.
    void reply.header('x-accel-buffering', 'no');
    const body = eventStreamBody(stream, (event) => permit.run(() => this.toEvent(event)), lastWords);
    return new StreamableFile(body, { type: 'text/event-stream; charset=utf-8' });
  }

  /** As GraphQL gives it. */
  private async toEvent({ id, planId, at, kind, content }: PlanEvent): Promise<ServerSentEvent> {
    const { status = null, stage = null } = content;
    const progress = content.progress ? await this.toProgress({ planId, ...content.progress }) : null;
    return {
      id: String(id),
      event: kind,
      data: { id: String(id), planId: String(planId), at: at.toISOString(), kind, status, progress, stage },
    };
  }

  private async toProgress({ planId, ...progress }: ToldProgress): Promise<object> {
    const context: RequestContext = { loaders: new Loaders(), beforeAnswer: [] };
    const phase = { planId, ...progress };
    const told = {
      ...progress,
      objective: await this.disclosure.figureSoFar(phase, 'objective', context),
      lowerBound: await this.disclosure.figureSoFar(phase, 'lowerBound', context),
      redacted: await this.disclosure.isRedactedSoFar(phase, context),
    };
    for (const finish of context.beforeAnswer) await finish();
    return told;
  }
}

/** Why nothing more comes: the token or the roles are over, or something went wrong and it is to be tried again. */
function lastWords(error: unknown): ServerSentEvent {
  const { code, message } =
    error instanceof Refusal
      ? error
      : { code: 'INTERNAL', message: 'Something went wrong here. Come again with the id of the last event.' };
  return { id: null, event: 'END', data: { code, message } };
}
