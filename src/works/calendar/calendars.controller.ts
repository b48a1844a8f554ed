import { Controller, Get, Param, Req, Res, StreamableFile, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { NotFound } from '../../platform/errors.js';
import { RefusalFilter } from '../../platform/refusal.filter.js';
import { CalendarFiles } from './calendar-files.service.js';

/** Calendars of works, for programs that can send no token: the address is the secret. */
@Controller('calendars')
@UseFilters(RefusalFilter)
export class CalendarsController {
  constructor(private readonly files: CalendarFiles) {}

  @Get(':secret.ics')
  async calendar(
    @Param('secret') secret: string,
    @Req() { hostname }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const file = await this.files.file(secret, hostname);
    if (!file) throw new NotFound('calendar at this address', 'secret');
    void reply.header('handling-marking', file.handling);
    return new StreamableFile(Readable.from(file.text, { objectMode: false }), {
      type: 'text/calendar; charset=utf-8',
      disposition: 'attachment; filename="works.ics"',
    });
  }
}
