import { Injectable } from '@nestjs/common';
import { DataSource, LessThanOrEqual, type EntityManager } from 'typeorm';
import { Audit } from '../access/audit/audit.service.js';
import { deleteRows } from '../platform/database/rows.js';
import { Transactions } from '../platform/database/transactions.js';
import { readInput } from '../platform/input.js';
import { compareRates } from './cost-lines.js';
import { CostRate } from './cost-rate.entity.js';
import { ASSET_LIFE, COST_RATE, OPTIMISM_BIAS, PRICE_INDEX, VAT_RULE } from './costing-audit.js';
import type { CostingBook } from './costing-book.js';
import { AssetLife, OptimismBias, PriceIndex, VatRuleRow } from './costing-settings.entity.js';
import {
  assetLifeInput,
  costRateInput,
  costRateKey,
  optimismBiasInput,
  priceIndexInput,
  vatRuleInput,
  type AssetLifeInput,
  type CostRateInput,
  type OptimismBiasInput,
  type PriceIndexInput,
  type VatRuleInput,
} from './costing.input.js';

/** All of it, as finance keeps it. */
export interface CostingSettings {
  rates: CostRate[];
  vatRules: VatRuleRow[];
  priceIndices: PriceIndex[];
  optimismBias: OptimismBias[];
  assetLives: AssetLife[];
}

/** What costs follow from beside prices and day rates: data that finance keeps, the same for every body. */
@Injectable()
export class CostingService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
  ) {}

  async read(manager: EntityManager = this.dataSource.manager): Promise<CostingSettings> {
    return {
      rates: await manager.find(CostRate, { order: { category: 'ASC', per: 'ASC', from: 'ASC' } }),
      vatRules: await manager.find(VatRuleRow, { order: { category: 'ASC' } }),
      priceIndices: await manager.find(PriceIndex, { order: { fiscalYear: 'ASC' } }),
      optimismBias: await manager.find(OptimismBias, { order: { category: 'ASC' } }),
      assetLives: await manager.find(AssetLife, { order: { kind: 'ASC' } }),
    };
  }

  /** What holds on a day: of each category and unit the latest rate that has begun by then. */
  async bookOn(manager: EntityManager, day: string): Promise<CostingBook> {
    const begun = await manager.find(CostRate, {
      where: { from: LessThanOrEqual(day) },
      order: { from: 'ASC' },
    });
    const latest = new Map(begun.map((rate) => [`${rate.category} ${rate.per}`, rate]));
    const rules = await manager.find(VatRuleRow);
    return {
      rates: [...latest.values()]
        .map(({ basisKind: kind, basisReference: reference, basisDate: on, ...rate }) => ({
          ...{ category: rate.category, per: rate.per, class: rate.class, amount: rate.amount },
          basis: { kind, reference, on, expiresOn: null },
        }))
        .sort(compareRates),
      vat: new Map(
        rules.map(({ category, basisPoints, recoverableBy }) => [
          category,
          { basisPoints, recoverableBy: new Set(recoverableBy) },
        ]),
      ),
    };
  }

  /** What prices are in fiscal years, in basis points. */
  async indices(manager: EntityManager): Promise<Map<number, number>> {
    const rows = await manager.find(PriceIndex);
    return new Map(rows.map(({ fiscalYear, basisPoints }) => [fiscalYear, basisPoints]));
  }

  /** @throws {BadInput} */
  async saveRate(input: unknown): Promise<CostRate> {
    const rate = readInput(costRateInput, input);
    await this.transactions.run((manager) => this.writeRate(manager, rate));
    const { category, per, from } = rate;
    return this.dataSource.manager.findOneByOrFail(CostRate, { category, per, from });
  }

  /** @throws {BadInput} */
  removeRate(input: unknown): Promise<boolean> {
    const key = readInput(costRateKey, input, '');
    return this.transactions.run((manager) =>
      this.audit.change(manager, 'removeCostRate', COST_RATE, key, () => deleteRows(manager, CostRate, key)),
    );
  }

  /** @throws {BadInput} */
  async saveVatRule(input: unknown): Promise<VatRuleRow> {
    const rule = readInput(vatRuleInput, input);
    await this.transactions.run((manager) => this.writeVatRule(manager, rule));
    return this.dataSource.manager.findOneByOrFail(VatRuleRow, { category: rule.category });
  }

  /** @throws {BadInput} */
  async savePriceIndex(input: unknown): Promise<PriceIndex> {
    const index = readInput(priceIndexInput, input);
    await this.transactions.run((manager) => this.writePriceIndex(manager, index));
    return this.dataSource.manager.findOneByOrFail(PriceIndex, { fiscalYear: index.fiscalYear });
  }

  /** @throws {BadInput} */
  async saveOptimismBias(input: unknown): Promise<OptimismBias> {
    const bias = readInput(optimismBiasInput, input);
    await this.transactions.run((manager) => this.writeOptimismBias(manager, bias));
    return this.dataSource.manager.findOneByOrFail(OptimismBias, { category: bias.category });
  }

  /** @throws {BadInput} */
  async saveAssetLife(input: unknown): Promise<AssetLife> {
    const life = readInput(assetLifeInput, input);
    await this.transactions.run((manager) => this.writeAssetLife(manager, life));
    return this.dataSource.manager.findOneByOrFail(AssetLife, { kind: life.kind });
  }

  async writeRate(manager: EntityManager, rate: CostRateInput): Promise<void> {
    await this.audit.change(manager, 'saveCostRate', COST_RATE, rate, () =>
      manager.upsert(CostRate, rate, ['category', 'per', 'from']),
    );
  }

  async writeVatRule(manager: EntityManager, rule: VatRuleInput): Promise<void> {
    await this.audit.change(manager, 'saveVatRule', VAT_RULE, rule.category, () =>
      manager.upsert(VatRuleRow, rule, ['category']),
    );
  }

  async writePriceIndex(manager: EntityManager, index: PriceIndexInput): Promise<void> {
    await this.audit.change(manager, 'savePriceIndex', PRICE_INDEX, index.fiscalYear, () =>
      manager.upsert(PriceIndex, index, ['fiscalYear']),
    );
  }

  async writeOptimismBias(manager: EntityManager, bias: OptimismBiasInput): Promise<void> {
    await this.audit.change(manager, 'saveOptimismBias', OPTIMISM_BIAS, bias.category, () =>
      manager.upsert(OptimismBias, bias, ['category']),
    );
  }

  async writeAssetLife(manager: EntityManager, life: AssetLifeInput): Promise<void> {
    await this.audit.change(manager, 'saveAssetLife', ASSET_LIFE, life.kind, () =>
      manager.upsert(AssetLife, life, ['kind']),
    );
  }
}
