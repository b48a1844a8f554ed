import { Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { TypeOrmModule } from '@nestjs/typeorm';
import { EstateModule } from '../estate/estate.module.js';
import type { FastifyInstance } from 'fastify';
import { DeadImports } from './dead-imports.service.js';
import { DeviceLoader } from './device-loader.js';
import { ImportRunner } from './import-runner.js';
import { Import, ImportKey, ImportRejection } from './import.entity.js';
import { ImportsController } from './imports.controller.js';
import { ImportsResolver, RejectedRowsResolver } from './imports.resolver.js';
import { ImportsService } from './imports.service.js';
import { RegisterExportsController } from './register-export/register-exports.controller.js';
import { RegisterExports } from './register-export/register-exports.service.js';
import { SiteLoader } from './site-loader.js';

@Module({
  imports: [EstateModule, TypeOrmModule.forFeature([Import, ImportKey, ImportRejection])],
  controllers: [ImportsController, RegisterExportsController],
  providers: [
    DeadImports,
    DeviceLoader,
    ImportRunner,
    ImportsResolver,
    ImportsService,
    RegisterExports,
    RejectedRowsResolver,
    SiteLoader,
  ],
  exports: [ImportsService],
})
export class ImportsModule implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  /** A register is read as it comes; the limit of other bodies is not its own. */
  onModuleInit(): void {
    const adapter: unknown = this.host.httpAdapter;
    if (!(adapter instanceof FastifyAdapter)) return;
    const server: FastifyInstance = adapter.getInstance();
    server.addContentTypeParser('text/csv', (_request, payload, done) => done(null, payload));
  }
}
