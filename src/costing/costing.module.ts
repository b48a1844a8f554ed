import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CostRate } from './cost-rate.entity.js';
import { AssetLife, OptimismBias, PriceIndex, VatRuleRow } from './costing-settings.entity.js';
import { CostingResolver, CostRateResolver } from './costing.resolver.js';
import { CostingService } from './costing.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([CostRate, VatRuleRow, PriceIndex, OptimismBias, AssetLife])],
  providers: [CostingService, CostingResolver, CostRateResolver],
  exports: [CostingService],
})
export class CostingModule {}
