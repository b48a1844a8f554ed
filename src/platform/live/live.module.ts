import { Global, Module } from '@nestjs/common';
import { EventStreams } from './event-streams.service.js';
import { WakeUps } from './wake-ups.service.js';

/** Global, because every area may tell that something changed, and be followed. */
@Global()
@Module({ providers: [WakeUps, EventStreams], exports: [WakeUps, EventStreams] })
export class LiveModule {}
