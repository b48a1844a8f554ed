import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository, type EntityManager } from 'typeorm';
import { Audit, type Audited, type Snapshot } from '../../access/audit/audit.service.js';
import type { CostCategory } from '../../costing/cost-line.js';
import { Transactions } from '../../platform/database/transactions.js';
import { readInput } from '../../platform/input.js';
import { forecastSpreadInput } from '../forecast.input.js';
import { ForecastSpread } from './forecast-spread.entity.js';

const SPREAD: Audited<CostCategory> = { type: 'ForecastSpread', idOf: String, read: readSnapshot };

/** How far estimates may be out, by kind of cost. */
@Injectable()
export class ForecastSpreads {
  constructor(
    @InjectRepository(ForecastSpread) private readonly spreads: Repository<ForecastSpread>,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
  ) {}

  list(): Promise<ForecastSpread[]> {
    return this.spreads.find({ order: { category: 'ASC' } });
  }

  /** @throws {BadInput} */
  async save(input: unknown): Promise<ForecastSpread> {
    const { category, ...spread } = readInput(forecastSpreadInput, input);
    await this.transactions.run((manager) =>
      this.audit.change(manager, 'saveForecastSpread', SPREAD, category, () =>
        manager.update(ForecastSpread, { category }, spread),
      ),
    );
    return this.spreads.findOneByOrFail({ category });
  }
}

async function readSnapshot(manager: EntityManager, category: CostCategory): Promise<Snapshot | null> {
  const found = await manager.findOne(ForecastSpread, {
    where: { category },
    lock: { mode: 'pessimistic_write' },
  });
  return found && { organisationId: null, state: { ...found } };
}
