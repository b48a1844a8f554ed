import { Inject, Injectable } from '@nestjs/common';
import { readFileSync } from 'node:fs';
import { CONFIGURATION, type Configuration } from './configuration.js';

/** The present, asked of one place, so that a rule which depends on it can be given another. */
@Injectable()
export class Clock {
  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Pick<Configuration, 'businessDateFile'>,
  ) {}

  now(): Date {
    return new Date();
  }

  /**
   * Today's calendar date in UTC, `YYYY-MM-DD`; where a file says which day it is taken to be, that one.
   *
   * @throws {Error} where the file holds no date
   */
  today(): string {
    const file = this.configuration.businessDateFile;
    if (file !== undefined) {
      const date = readFileSync(file, 'utf8').trim();
      if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) throw new Error('BUSINESS_DATE_FILE holds no date YYYY-MM-DD');
      return date;
    }
    return this.now().toISOString().slice(0, 10);
  }
}
