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
  StreamableFile,
  UseFilters,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { CONFIGURATION, type Configuration } from '../../platform/configuration.js';
import { readInput, readRowId } from '../../platform/input.js';
import { RefusalFilter } from '../../platform/refusal.filter.js';
import { EvidenceTooLarge, EvidenceUnfit } from './evidence.errors.js';
import { EVIDENCE_KINDS, type WorkEvidence } from './work-evidence.entity.js';
import { WorkEvidenceService } from './work-evidence.service.js';

const query = z.object({ kind: z.enum(EVIDENCE_KINDS) });

/** Photographs and papers come and go as files; everything else of works is GraphQL. */
@Controller('works')
@UseFilters(RefusalFilter)
export class WorkEvidenceController {
  constructor(
    private readonly evidence: WorkEvidenceService,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Post(':id/evidence')
  async add(
    @Param('id') id: string,
    @Query() asked: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('content-type') type = '',
    @Headers('content-length') length?: string,
  ): Promise<EvidenceAnswer> {
    try {
      const workOrderId = readRowId(id);
      const { kind } = readInput(query, asked, '');
      await this.evidence.expect(workOrderId);
      const bytes = await readWhole(request, Number(length ?? 0), this.configuration.evidenceMaxBytes);
      const saidType = type.split(';')[0]?.trim().toLowerCase() ?? '';
      return answerOf(await this.evidence.add(workOrderId, kind, saidType, bytes));
    } catch (error) {
      // What is still coming is let pass unread, or the client would never get to reading the answer.
      void reply.header('connection', 'close');
      request.raw.resume();
      throw error;
    }
  }

  @Get(':id/evidence/:evidenceId')
  async file(
    @Param('id') id: string,
    @Param('evidenceId') evidenceId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const file = await this.evidence.file(readRowId(id), readRowId(evidenceId, 'evidenceId'));
    void reply.header('handling-marking', file.handling);
    return new StreamableFile(file.bytes, {
      type: file.mediaType,
      disposition: `attachment; filename="${file.name}"`,
      length: file.bytes.length,
    });
  }
}

type EvidenceAnswer = Pick<WorkEvidence, 'kind' | 'mediaType' | 'size' | 'sha256' | 'addedAt'> & {
  id: string;
};

function answerOf({ id, kind, mediaType, size, sha256, addedAt }: WorkEvidence): EvidenceAnswer {
  return { id: String(id), kind, mediaType, size, sha256, addedAt };
}

/** @throws {EvidenceTooLarge} as soon as there is more than may be */
async function readWhole({ body }: FastifyRequest, said: number, mostBytes: number): Promise<Buffer> {
  if (!(body instanceof Readable)) throw new EvidenceUnfit('there is no file');
  if (said > mostBytes) throw new EvidenceTooLarge(mostBytes);
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of body as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > mostBytes) throw new EvidenceTooLarge(mostBytes);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
