import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditChainer } from './audit-chainer.service.js';
import { AuditEntriesService } from './audit-entries.service.js';
import { AuditEntry, AuditLink, AuditUnlinked } from './audit.entity.js';
import { AuditResolver } from './audit.resolver.js';
import { Audit } from './audit.service.js';
import { Exports } from './exports.service.js';

/** Global, because every area records what it changes. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([AuditEntry, AuditLink, AuditUnlinked])],
  providers: [Audit, AuditChainer, AuditEntriesService, AuditResolver, Exports],
  exports: [Audit, AuditChainer, Exports],
})
export class AuditModule {}
