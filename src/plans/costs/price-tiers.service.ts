import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository, type EntityManager } from 'typeorm';
import { groupRows, insertRows } from '../../platform/database/rows.js';
import type { PlanningData } from '../problem/planning-data.js';
import type { TierUnits } from '../problem/offers.js';
import { PlanPriceTier } from './plan-price-tier.entity.js';

/** Where a plan's prices have settled, by vendor. */
export interface SettledPrices {
  tiers: TierUnits;
  reached: TierUnits;
  units: ReadonlyMap<string, number>;
}

/** At which tiers of vendors' prices plans were made. */
@Injectable()
export class PriceTiers {
  constructor(@InjectRepository(PlanPriceTier) private readonly tiers: Repository<PlanPriceTier>) {}

  async store(
    manager: EntityManager,
    planId: number,
    { vendors }: PlanningData,
    { tiers, reached, units }: SettledPrices,
  ): Promise<void> {
    const ids = new Map(vendors.map(({ externalId, id }) => [externalId, id]));
    await insertRows(
      manager,
      'plan_price_tiers (plan_id, vendor_id, from_units, reached_units, units)',
      [...tiers].map(([vendor, from]) => [
        ...[planId, ids.get(vendor), from],
        ...[reached.get(vendor) ?? 0, units.get(vendor) ?? 0],
      ]),
    );
  }

  /** At which tiers a plan was made, for making the same problem again. */
  async of(planId: number): Promise<TierUnits> {
    const found = await this.tiers.find({ where: { planId }, relations: { vendor: true } });
    return new Map(found.map(({ vendor, fromUnits }) => [vendor.externalId, fromUnits]));
  }

  readonly tiersByPlanId = async (planIds: readonly number[]): Promise<Map<number, PlanPriceTier[]>> => {
    const found = await this.tiers.find({
      where: { planId: In([...planIds]) },
      relations: { vendor: true },
      order: { vendor: { externalId: 'ASC' } },
    });
    return groupRows(found, ({ planId }) => planId);
  };
}
