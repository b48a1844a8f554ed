import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Clock } from './clock.js';
import { CONFIGURATION, type Configuration } from './configuration.js';

/** What a process is given from outside: its settings and the time. */
@Global()
@Module({})
export class ProcessModule {
  static with(configuration: Configuration): DynamicModule {
    return {
      module: ProcessModule,
      providers: [{ provide: CONFIGURATION, useValue: configuration }, Clock],
      exports: [CONFIGURATION, Clock],
    };
  }
}
