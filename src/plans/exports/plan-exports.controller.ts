import { Controller, Get, Param, Res, StreamableFile, UseFilters } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import { NotFound } from '../../platform/errors.js';
import { readRowId } from '../../platform/input.js';
import { RefusalFilter } from '../../platform/refusal.filter.js';
import { AssignmentsExport } from './assignments-export.service.js';

/** Plans for spreadsheets; everything else of plans is GraphQL. */
@Controller('plans')
@UseFilters(RefusalFilter)
export class PlanExportsController {
  constructor(private readonly assignments: AssignmentsExport) {}

  @Get(':id/assignments.csv')
  async assignmentsFile(
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const planId = readRowId(id);
    const file = await this.assignments.file(planId);
    if (!file) throw new NotFound('completed plan of that id', 'id');
    void reply.header('handling-marking', file.handling);
    return new StreamableFile(Readable.from(file.rows, { objectMode: false }), {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename="plan-${planId}-assignments-${file.handling.replace(/ /g, '-')}.csv"`,
    });
  }
}
