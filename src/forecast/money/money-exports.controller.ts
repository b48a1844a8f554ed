import { Controller, Get, Param, Res, type StreamableFile, UseFilters } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { NotFound } from '../../platform/errors.js';
import { readRowId } from '../../platform/input.js';
import { RefusalFilter } from '../../platform/refusal.filter.js';
import { answerFile } from '../../platform/tables/file-answer.js';
import { MoneyExports } from './money-exports.service.js';

/** The money of plans for spreadsheets. */
@Controller('plans')
@UseFilters(RefusalFilter)
export class MoneyExportsController {
  constructor(private readonly exports: MoneyExports) {}

  @Get(':id/cash-flow.csv')
  async cashFlow(
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const planId = readRowId(id);
    return answerFile(reply, `plan-${planId}-cash-flow`, 'csv', found(await this.exports.cashFlow(planId)));
  }

  @Get(':id/variance.csv')
  async variances(
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const planId = readRowId(id);
    return answerFile(reply, `plan-${planId}-variance`, 'csv', found(await this.exports.variances(planId)));
  }
}

function found<File>(file: File | null): File {
  if (!file) throw new NotFound('completed plan of that id', 'id');
  return file;
}
