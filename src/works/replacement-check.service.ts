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
   * @throws {ReplacementInScope} where they cover it
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
    if (assessment.verdict === 'IN_SCOPE') throw new ReplacementInScope(groundInShort(assessment));
    return assessment.verdict;
  }
}
