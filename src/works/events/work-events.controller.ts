import { Controller, Get, Query, Req, Res, UseFilters, type StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { EventRoutes } from '../../access/event-routes.service.js';
import type { ServerSentEvent } from '../../platform/live/server-sent-events.js';
import { RefusalFilter } from '../../platform/refusal.filter.js';
import type { WorkEvent } from './work-event.entity.js';
import { WorkEvents } from './work-events.service.js';

/** What the subscription `worksEvents` tells, as server-sent events. */
@Controller('works')
@UseFilters(RefusalFilter)
export class WorkEventsController {
  constructor(
    private readonly events: WorkEvents,
    private readonly routes: EventRoutes,
  ) {}

  @Get('events')
  follow(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query() { after: _, ...followed }: Record<string, unknown>,
  ): Promise<StreamableFile> {
    return this.routes.answer(request, reply, {
      ...{ name: 'GET /works/events', permission: 'works.read' },
      follow: (after, permit) => this.events.follow(followed, after, permit),
      toEvent: (event) => Promise.resolve(toEvent(event)),
    });
  }
}

/** As GraphQL gives it. */
function toEvent({ id, at, kind, planId, workOrderId, findingId, content }: WorkEvent): ServerSentEvent {
  const { from = null, to = null, finding: findingKind = null } = content;
  const text = (rowId: number | null) => (rowId === null ? null : String(rowId));
  const ids = { planId: text(planId), workOrderId: text(workOrderId), findingId: text(findingId) };
  return {
    id: String(id),
    event: kind,
    data: { id: String(id), at: at.toISOString(), kind, ...ids, from, to, findingKind },
  };
}
