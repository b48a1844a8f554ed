import { Global, Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CONFIGURATION, type Configuration } from '../configuration.js';
import { ConfinedDataSource } from './confinement/confined-data-source.js';
import { dataSourceOptions } from './data-source.js';
import { Deadlines } from './deadlines.js';
import { Transactions } from './transactions.js';

@Global()
@Module({})
export class DatabaseModule {
  static connect(): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRootAsync({
          inject: [CONFIGURATION],
          useFactory: (configuration: Configuration) => ({
            ...dataSourceOptions(configuration.databaseUrl),
            autoLoadEntities: true,
            retryAttempts: 5,
            retryDelay: 1_000,
            verboseRetryLog: false,
          }),
          dataSourceFactory: (options) => {
            if (!options) throw new Error('the database has no settings');
            return new ConfinedDataSource(options).initialize();
          },
        }),
      ],
      providers: [Transactions, Deadlines],
      exports: [Transactions, Deadlines],
    };
  }
}
