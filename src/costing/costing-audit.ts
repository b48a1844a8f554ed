/** How the audit sees what costs follow from change. */
import type { EntityManager, EntityTarget, FindOptionsWhere, ObjectLiteral } from 'typeorm';
import type { Audited } from '../access/audit/audit.service.js';
import { CostRate } from './cost-rate.entity.js';
import { AssetLife, OptimismBias, PriceIndex, VatRuleRow } from './costing-settings.entity.js';
import type { CostRateKey } from './costing.input.js';

export const COST_RATE = audited<CostRate, CostRateKey>(
  'CostRate',
  CostRate,
  ({ category, per, from }) => `${category} ${per} ${from}`,
  ({ category, per, from }) => ({ category, per, from }),
);

export const VAT_RULE = audited('VatRule', VatRuleRow, String, (category: VatRuleRow['category']) => ({
  category,
}));

export const PRICE_INDEX = audited('PriceIndex', PriceIndex, String, (fiscalYear: number) => ({
  fiscalYear,
}));

export const OPTIMISM_BIAS = audited(
  'OptimismBias',
  OptimismBias,
  String,
  (category: OptimismBias['category']) => ({ category }),
);

export const ASSET_LIFE = audited('AssetLife', AssetLife, String, (kind: AssetLife['kind']) => ({ kind }));

/** A kind of row that is of no body, and all of which may be told. */
function audited<Row extends ObjectLiteral, Key>(
  type: string,
  entity: EntityTarget<Row>,
  idOf: (key: Key) => string,
  whereOf: (key: Key) => FindOptionsWhere<Row>,
): Audited<Key> {
  return {
    ...{ type, idOf },
    read: async (manager: EntityManager, key: Key) => {
      const row = await manager.findOne(entity, { where: whereOf(key), lock: { mode: 'pessimistic_write' } });
      if (!row) return null;
      const { id: _, ...state } = row;
      return { organisationId: null, state };
    },
  };
}
