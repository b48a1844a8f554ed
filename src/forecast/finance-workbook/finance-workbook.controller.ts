import { Controller, Get, Param, Res, type StreamableFile, UseFilters } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { NotFound } from '../../platform/errors.js';
import { readRowId } from '../../platform/input.js';
import { RefusalFilter } from '../../platform/refusal.filter.js';
import { answerFile } from '../../platform/tables/file-answer.js';
import { FINANCE_TABLES, FinanceWorkbook } from './finance-workbook.service.js';

/** The money of a plan for spreadsheets. */
@Controller('plans')
@UseFilters(RefusalFilter)
export class FinanceWorkbookController {
  constructor(private readonly finance: FinanceWorkbook) {}

  @Get(':id/finance.xlsx')
  async workbook(
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const planId = readRowId(id);
    return answerFile(reply, `plan-${planId}-finance`, 'xlsx', found(await this.finance.workbook(planId)));
  }

  @Get(':id/finance/:sheet.csv')
  async sheet(
    @Param('id') id: string,
    @Param('sheet') sheet: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const planId = readRowId(id);
    const name = FINANCE_TABLES.find((one) => one === sheet);
    if (!name) throw new NotFound(`such sheet: there are ${FINANCE_TABLES.join(', ')}`, 'sheet');
    return answerFile(reply, `plan-${planId}-${name}`, 'csv', found(await this.finance.sheet(planId, name)));
  }
}

function found<File>(file: File | null): File {
  if (!file) throw new NotFound('completed plan of that id', 'id');
  return file;
}
