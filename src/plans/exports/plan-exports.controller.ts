import { Controller, Get, Param, Res, type StreamableFile, UseFilters } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { NotFound } from '../../platform/errors.js';
import { readRowId } from '../../platform/input.js';
import { RefusalFilter } from '../../platform/refusal.filter.js';
import { answerFile } from '../../platform/tables/file-answer.js';
import { PlanExports } from './plan-exports.service.js';

/** Plans for spreadsheets; everything else of plans is GraphQL. */
@Controller('plans')
@UseFilters(RefusalFilter)
export class PlanExportsController {
  constructor(private readonly exports: PlanExports) {}

  @Get(':id/assignments.csv')
  async assignments(
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const planId = readRowId(id);
    return answerFile(
      reply,
      `plan-${planId}-assignments`,
      'csv',
      found(await this.exports.assignments(planId)),
    );
  }

  @Get(':id/plan.xlsx')
  async workbook(
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const planId = readRowId(id);
    return answerFile(reply, `plan-${planId}`, 'xlsx', found(await this.exports.workbook(planId)));
  }
}

function found<File>(file: File | null): File {
  if (!file) throw new NotFound('completed plan of that id', 'id');
  return file;
}
