import { Controller, Get, Res, type StreamableFile, UseFilters } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { RefusalFilter } from '../../platform/refusal.filter.js';
import { answerFile } from '../../platform/tables/file-answer.js';
import { RegisterExports } from './register-exports.service.js';

/** The register as it would be imported. */
@Controller('register')
@UseFilters(RefusalFilter)
export class RegisterExportsController {
  constructor(private readonly exports: RegisterExports) {}

  @Get('sites.csv')
  async sites(@Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    return answerFile(reply, 'sites', 'csv', await this.exports.sites());
  }

  @Get('devices.csv')
  async devices(@Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    return answerFile(reply, 'devices', 'csv', await this.exports.devices());
  }

  @Get('register.xlsx')
  async workbook(@Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    return answerFile(reply, 'register', 'xlsx', await this.exports.workbook());
  }
}
