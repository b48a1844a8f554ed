import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { assess, type DeviceAssessment, type DeviceToAssess } from './assess.js';
import { readPlace } from './place.js';
import { recognise, type DeviceToRecognise } from './recognise.js';
import { RulesService } from './rules.service.js';

/** A device that is in no register yet, and where it would stand. */
export type Candidate = Pick<DeviceToAssess, 'network' | 'installedOn'> &
  Pick<DeviceToRecognise, 'manufacturer' | 'model' | 'mac'> & { siteId: number };

/** Says of devices that are not there yet what the directives would say of them. */
@Injectable()
export class Candidates {
  constructor(private readonly rules: RulesService) {}

  /** By the rules of today, which stay as they are until the transaction ends. */
  async assess(manager: EntityManager, { siteId, ...candidate }: Candidate): Promise<DeviceAssessment> {
    const { register, book } = await this.rules.read(manager);
    const place = await readPlace(manager, siteId);
    if (!place) throw new Error('a site that a foreign key promises is missing');
    const recognition = recognise(register, { ...candidate, surveys: [] });
    return assess(book, recognition, { ...place, ...candidate, exemptions: [] });
  }
}

/** Why a device is covered, or may be, without what tells it from others, such as its MAC address. */
export function groundInShort({
  verdict,
  manufacturer,
  grounds,
  ruleId,
  directiveKey,
  directiveVersion,
}: DeviceAssessment): string {
  const grades = [...new Set(grounds.map(({ grade }) => IN_WORDS[grade]))].join(', ');
  const maker = manufacturer ?? 'a covered maker';
  const made = verdict === 'IN_SCOPE' ? `it is taken to be made by ${maker}` : `it may be made by ${maker}`;
  return `${made}, by ${grades}, and rule "${ruleId ?? ''}" of directive "${directiveKey ?? ''}" version ${directiveVersion ?? ''} covers that.`;
}

const IN_WORDS = {
  SURVEY: 'a survey',
  LABEL: 'its label',
  MAC_PREFIX: 'the block of its MAC address',
  MODEL_PATTERN: 'its model',
} as const;
