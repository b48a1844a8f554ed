import { Inject, Injectable } from '@nestjs/common';
import { CONFIGURATION, type Configuration } from '../../platform/configuration.js';
import { Transactions } from '../../platform/database/transactions.js';
import type { Marking } from '../../platform/tables/table.js';
import { currentCaller } from '../caller.js';
import { Audit } from './audit.service.js';

/** What leaves as a file. */
export interface Export {
  /** In a word or two, such as `rejected rows`. */
  what: string;
  subjectType: string;
  subjectId: string;
  organisationId: number | null;
  rows: number;
}

/** What leaves this installation as a file: marked, with the name of whom it was made for, and on record. */
@Injectable()
export class Exports {
  constructor(
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  /** Records an export for the present caller. Nothing of it may leave before that is done. */
  record(leaving: Export): Promise<Marking> {
    return this.recordAll([leaving]);
  }

  /** The same for a file with rows of several bodies, each of which keeps its own record. */
  async recordAll(leaving: readonly Export[]): Promise<Marking> {
    const { name, subject } = currentCaller();
    const marking = {
      handling: this.configuration.handlingMarking,
      madeFor: name === subject ? subject : `${name} (${subject})`,
    };
    await this.transactions.run((manager) =>
      this.audit.recordAll(
        manager,
        leaving.map(({ what, rows, ...about }) => ({
          ...{ action: 'export', ...about },
          after: { what, rows, ...marking },
        })),
      ),
    );
    return marking;
  }
}
