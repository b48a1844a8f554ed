import { Inject, Injectable } from '@nestjs/common';
import { CONFIGURATION, type Configuration } from '../../platform/configuration.js';
import { currentScope } from '../../platform/database/confinement/scope.js';
import { currentCaller } from '../caller.js';
import { mayThroughout } from '../may.js';

/** Who gets counts as they are, and who gets them so that they tell of no single site. */
@Injectable()
export class SmallCells {
  constructor(@Inject(CONFIGURATION) private readonly configuration: Configuration) {}

  /**
   * What counts are rounded to for the present caller, and over how many sites they have to be: null for exact ones,
   * as whoever may read the estate gets them, who could count for themselves.
   */
  base(): number | null {
    const caller = currentCaller();
    if (caller.kind === 'SYSTEM' || mayThroughout(caller, 'estate.read', currentScope())) return null;
    return this.configuration.smallCell;
  }
}
