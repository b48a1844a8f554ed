import {
  Controller,
  Get,
  Headers,
  Inject,
  Param,
  Post,
  Query,
  Req,
  Res,
  type StreamableFile,
  UseFilters,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { CONFIGURATION, type Configuration } from '../platform/configuration.js';
import { BadInput, NotFound } from '../platform/errors.js';
import { readRowId } from '../platform/input.js';
import { RefusalFilter, statusOf } from '../platform/refusal.filter.js';
import { answerFile } from '../platform/tables/file-answer.js';
import { failureOf, type Import, type ImportFailure } from './import.entity.js';
import { RegisterTooLarge } from './imports.errors.js';
import { ImportsService } from './imports.service.js';

/** Registers come and their rejected rows go as files; everything else of imports is GraphQL. */
@Controller('imports')
@UseFilters(RefusalFilter)
export class ImportsController {
  constructor(
    private readonly imports: ImportsService,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Post()
  async importRegister(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('content-length') length?: string,
    @Query('dryRun') dryRun?: string,
  ): Promise<ImportAnswer> {
    const isDryRun = readFlag(dryRun);
    const { importMaxBytes } = this.configuration;
    try {
      if (Number(length ?? 0) > importMaxBytes) throw new RegisterTooLarge(importMaxBytes);
      const entry = await this.imports.importRegister(readBody(request), { dryRun: isDryRun });
      if (entry.failureCode !== null) void reply.status(statusOf({ code: entry.failureCode }));
      return answerOf(entry);
    } catch (error) {
      // What is still coming is let pass unread, or the client would never get to reading the answer.
      void reply.header('connection', 'close');
      request.raw.resume();
      throw error;
    }
  }

  @Get(':id/rejected.csv')
  async rejectedRows(
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const file = await this.imports.rejectedRows(readRowId(id));
    if (!file) throw new NotFound(`import ${id}`, 'id');
    return answerFile(reply, `import-${id}-rejected`, 'csv', { ...file, content: file.rows });
  }
}

type ImportAnswer = Omit<Import, 'id' | 'header' | 'heartbeatAt' | 'failureCode' | 'failureMessage'> & {
  id: string;
  failure: ImportFailure | null;
};

/** As GraphQL gives it. */
function answerOf(finished: Import): ImportAnswer {
  const { id, header: _, heartbeatAt: __, failureCode: ___, failureMessage: ____, ...entry } = finished;
  return { id: String(id), ...entry, failure: failureOf(finished) };
}

function readBody({ body }: FastifyRequest): Readable {
  if (body instanceof Readable) return body;
  throw new BadInput([{ path: 'body', message: 'expected a register as text/csv' }]);
}

function readFlag(text: string | undefined): boolean {
  if (text === undefined || text === 'false') return false;
  if (text === 'true') return true;
  throw new BadInput([{ path: 'dryRun', message: 'expected true or false' }]);
}
