import { Injectable } from '@nestjs/common';
import { Transactions } from '../platform/database/transactions.js';
import { KeyRing } from '../platform/sealing/key-ring.js';
import { assess } from './assess.js';
import { readDevicesAt } from './assessment-rows.js';
import type { SiteClass } from './policy.types.js';
import { recognise } from './recognise.js';
import { RulesService } from './rules.service.js';

/** Says what directives would demand if a site were of another class. Nothing of it is stored. */
@Injectable()
export class Reclassifications {
  constructor(
    private readonly transactions: Transactions,
    private readonly rules: RulesService,
    private readonly keyRing: KeyRing,
  ) {}

  /** The devices of a site that would have to be removed, by the rules of today, with the deadline of each. */
  removalsAt(siteId: number, siteClass: SiteClass): Promise<Map<number, string | null>> {
    return this.transactions.run(async (manager) => {
      const devices = await readDevicesAt(manager, this.keyRing, siteId);
      const { register, book } = await this.rules.read(manager);
      return new Map(
        devices.flatMap((device) => {
          const { mustBeRemoved, removalDeadline } = assess(book, recognise(register, device), {
            ...device,
            siteClass,
          });
          return mustBeRemoved ? [[device.id, removalDeadline] as const] : [];
        }),
      );
    });
  }
}
