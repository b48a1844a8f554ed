import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Clock } from './clock.js';
import { CONFIGURATION, type Configuration } from './configuration.js';
import { KeyRing } from './sealing/key-ring.js';

/** What a process is given from outside: its settings, its keys and the time. */
@Global()
@Module({})
export class ProcessModule {
  static with(configuration: Configuration): DynamicModule {
    return {
      module: ProcessModule,
      providers: [
        { provide: CONFIGURATION, useValue: configuration },
        { provide: KeyRing, useValue: configuration.keyRing },
        Clock,
      ],
      exports: [CONFIGURATION, KeyRing, Clock],
    };
  }
}
