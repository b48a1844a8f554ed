import { Controller, Get, Param, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { readRowId } from '../../platform/input.js';
import { RefusalFilter } from '../../platform/refusal.filter.js';
import { statusReturnPage } from './status-return-page.js';
import { StatusReturns, type MarkedReturn } from './status-return.service.js';

/** The status return of a plan: for programs, and to read. */
@Controller('plans')
@UseFilters(RefusalFilter)
export class StatusReturnController {
  constructor(private readonly returns: StatusReturns) {}

  @Get(':id/status-return.json')
  async json(
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MarkedReturn> {
    const told = await this.returns.of(readRowId(id));
    attach(reply, id, told, 'json');
    return told;
  }

  @Get(':id/status-return.html')
  async html(@Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const told = await this.returns.of(readRowId(id));
    attach(reply, id, told, 'html');
    void reply.type('text/html; charset=utf-8');
    return statusReturnPage(told);
  }
}

function attach(reply: FastifyReply, id: string, { handling, progress }: MarkedReturn, ending: string): void {
  const name = `status-return-${id}-${progress.asOf}-${handling.replace(/ /g, '-')}.${ending}`;
  void reply.header('handling-marking', handling);
  void reply.header('content-disposition', `attachment; filename="${name}"`);
}
