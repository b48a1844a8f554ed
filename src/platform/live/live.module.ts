import { Global, Module } from '@nestjs/common';
import { WakeUps } from './wake-ups.service.js';

/** Global, because every area may tell that something changed. */
@Global()
@Module({ providers: [WakeUps], exports: [WakeUps] })
export class LiveModule {}
