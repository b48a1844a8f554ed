import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { NotFound } from '../platform/errors.js';
import { text } from '../platform/input-schemas.js';
import { readInput, readRowId } from '../platform/input.js';
import { mayDeploy, type DeploymentAnswer } from './may-deploy.js';
import { readPlace } from './place.js';
import { recognise } from './recognise.js';
import { RulesService } from './rules.service.js';

const question = z.object({ manufacturer: text(120), model: text(120).nullish() });

/** Answers before something is bought. */
@Injectable()
export class DeploymentService {
  constructor(
    private readonly transactions: Transactions,
    private readonly rules: RulesService,
    private readonly clock: Clock,
  ) {}

  /**
   * Whether such a device may be put up at a site, by the directives in force today.
   *
   * @throws {BadInput}
   * @throws {NotFound} where there is no such site
   */
  async mayDeploy(siteId: string, input: unknown): Promise<DeploymentAnswer> {
    const { manufacturer, model } = readInput(question, input, '');
    const id = readRowId(siteId, 'siteId');
    const { place, rules } = await this.transactions.run(async (manager) => {
      const found = await readPlace(manager, id);
      if (!found) throw new NotFound('site of that id', 'siteId');
      return { place: found, rules: await this.rules.read(manager) };
    });
    const today = this.clock.today();
    const recognition = recognise(rules.register, {
      ...{ manufacturer, model: model ?? null, mac: null, installedOn: today, surveys: [] },
      ...{ recordedBy: 'whoever asks', recordedOn: today, namedBy: 'The question' },
    });
    return mayDeploy(rules.book, recognition, place);
  }
}
