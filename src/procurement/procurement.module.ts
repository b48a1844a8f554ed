import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ProductPriceResolver, ProductPricesResolver, QuotationResolver } from './prices.resolver.js';
import { PricesService } from './prices.service.js';
import { PriceTier, ProductPrice } from './product-price.entity.js';
import { Quotation, QuotationLine } from './quotation.entity.js';
import { QuotationsService } from './quotations.service.js';
import { ProductResolver, VendorResolver } from './procurement.resolver.js';
import { ProcurementService } from './procurement.service.js';
import { Product, ProductKind, Vendor, VendorSupply } from './vendor.entity.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([
      Vendor,
      VendorSupply,
      Product,
      ProductKind,
      ProductPrice,
      PriceTier,
      Quotation,
      QuotationLine,
    ]),
  ],
  providers: [
    ProcurementService,
    PricesService,
    QuotationsService,
    VendorResolver,
    ProductResolver,
    ProductPricesResolver,
    ProductPriceResolver,
    QuotationResolver,
  ],
  exports: [ProcurementService, PricesService, QuotationsService],
})
export class ProcurementModule {}
