import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ProductResolver, VendorResolver } from './procurement.resolver.js';
import { ProcurementService } from './procurement.service.js';
import { Product, ProductKind, Vendor, VendorSupply } from './vendor.entity.js';

@Module({
  imports: [TypeOrmModule.forFeature([Vendor, VendorSupply, Product, ProductKind])],
  providers: [ProcurementService, VendorResolver, ProductResolver],
  exports: [ProcurementService],
})
export class ProcurementModule {}
