import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Basis } from './cost-line.js';
import { CostRate } from './cost-rate.entity.js';
import { AssetLife, OptimismBias, PriceIndex, VatRuleRow } from './costing-settings.entity.js';
import { CostingService, type CostingSettings } from './costing.service.js';

@Resolver('Costing')
export class CostingResolver {
  constructor(private readonly service: CostingService) {}

  @Query()
  costing(): Promise<CostingSettings> {
    return this.service.read();
  }

  @Mutation()
  saveCostRate(@Args('input') input: unknown): Promise<CostRate> {
    return this.service.saveRate(input);
  }

  @Mutation()
  async removeCostRate(@Args() key: object): Promise<{ removed: boolean }> {
    return { removed: await this.service.removeRate(key) };
  }

  @Mutation()
  saveVatRule(@Args('input') input: unknown): Promise<VatRuleRow> {
    return this.service.saveVatRule(input);
  }

  @Mutation()
  savePriceIndex(@Args('input') input: unknown): Promise<PriceIndex> {
    return this.service.savePriceIndex(input);
  }

  @Mutation()
  saveOptimismBias(@Args('input') input: unknown): Promise<OptimismBias> {
    return this.service.saveOptimismBias(input);
  }

  @Mutation()
  saveAssetLife(@Args('input') input: unknown): Promise<AssetLife> {
    return this.service.saveAssetLife(input);
  }
}

@Resolver('CostRate')
export class CostRateResolver {
  @ResolveField()
  amountPence(@Parent() { per, amount }: CostRate): number | null {
    return per === 'PERCENT' ? null : amount;
  }

  @ResolveField()
  basisPoints(@Parent() { per, amount }: CostRate): number | null {
    return per === 'PERCENT' ? amount : null;
  }

  @ResolveField()
  basis(@Parent() { basisKind, basisReference, basisDate }: CostRate): Basis {
    return { kind: basisKind, reference: basisReference, on: basisDate, expiresOn: null };
  }
}
