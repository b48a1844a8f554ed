import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { DeviceRecord } from '../estate/device.input.js';
import { Candidates, groundInShort } from '../policy/candidates.service.js';
import type { Verdict } from '../policy/policy.types.js';
import { ReplacementInScope } from './works.errors.js';

/** Keeps out what would have to be removed again. */
@Injectable()
export class ReplacementCheck {
  constructor(private readonly candidates: Candidates) {}

  /**
   * @returns what the directives say of it
   * @throws {ReplacementInScope} where they cover it, or it may be that they do
   */
  async refuseInScope(
    manager: EntityManager,
    { siteId, manufacturer, model, mac, network, installedOn }: DeviceRecord,
  ): Promise<Verdict> {
    const assessment = await this.candidates.assess(manager, {
      siteId,
      manufacturer: manufacturer ?? null,
      model: model ?? null,
      mac: mac ?? null,
      network: network ?? 'UNKNOWN',
      installedOn: installedOn ?? null,
    });
    // A rule that asks for a review names a covered maker that may stand behind it: nothing to be put up.
    if (assessment.ruleId !== null) throw new ReplacementInScope(groundInShort(assessment));
    return assessment.verdict;
  }
}
