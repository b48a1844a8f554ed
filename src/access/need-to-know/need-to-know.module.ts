import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Disclosure } from './disclosure.service.js';
import { NeedToKnowGrant } from './need-to-know-grant.entity.js';
import { MeNeedToKnowResolver, NeedToKnowResolver } from './need-to-know.resolver.js';
import { SensitiveReads } from './sensitive-reads.service.js';
import { NeedToKnowService } from './need-to-know.service.js';
import { SmallCells } from './small-cells.service.js';

/** Global, because every area that tells of a site asks what of it may be told. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([NeedToKnowGrant])],
  providers: [
    Disclosure,
    SensitiveReads,
    SmallCells,
    NeedToKnowService,
    NeedToKnowResolver,
    MeNeedToKnowResolver,
  ],
  exports: [Disclosure, NeedToKnowService, SmallCells],
})
export class NeedToKnowModule {}
