import { Controller, Get, Param, Req, Res, UseFilters, type StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { EventRoutes } from '../../access/event-routes.service.js';
import { Loaders, type RequestContext } from '../../platform/graphql/loaders.js';
import { readRowId } from '../../platform/input.js';
import type { ServerSentEvent } from '../../platform/live/server-sent-events.js';
import { RefusalFilter } from '../../platform/refusal.filter.js';
import { PhaseDisclosure } from '../phase-disclosure.service.js';
import type { ToldProgress } from '../plan-progress.resolver.js';
import type { PlanEvent } from './plan-event.entity.js';
import { PlanEvents } from './plan-events.service.js';

/** What the subscription `planEvents` tells, as server-sent events. */
@Controller('plans')
@UseFilters(RefusalFilter)
export class PlanEventsController {
  constructor(
    private readonly events: PlanEvents,
    private readonly routes: EventRoutes,
    private readonly disclosure: PhaseDisclosure,
  ) {}

  @Get(':id/events')
  follow(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return this.routes.answer(request, reply, {
      ...{ name: 'GET /plans/:id/events', permission: 'plans.read' },
      follow: (after, permit) => this.events.follow(readRowId(id), after, permit),
      toEvent: (event) => this.toEvent(event),
    });
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
