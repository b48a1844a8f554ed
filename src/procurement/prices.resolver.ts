import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Basis } from '../costing/cost-line.js';
import type { RequestContext } from '../platform/graphql/loaders.js';
import { readOptionalRowId } from '../platform/input.js';
import { PricesService } from './prices.service.js';
import { ProcurementService } from './procurement.service.js';
import type { ProductPrice } from './product-price.entity.js';
import type { Quotation } from './quotation.entity.js';
import { QuotationsService } from './quotations.service.js';
import type { Product, Vendor } from './vendor.entity.js';

@Resolver('Product')
export class ProductPricesResolver {
  constructor(private readonly service: PricesService) {}

  @ResolveField()
  async prices(@Parent() { id }: Product, @Context() { loaders }: RequestContext): Promise<ProductPrice[]> {
    return (await loaders.load(this.service.pricesByProductId, id)) ?? [];
  }

  @Mutation()
  saveProductPrice(@Args('input') input: unknown): Promise<ProductPrice> {
    return this.service.save(input);
  }

  @Mutation()
  async removeProductPrice(@Args() key: object): Promise<{ removed: boolean }> {
    return { removed: await this.service.remove(key) };
  }
}

@Resolver('ProductPrice')
export class ProductPriceResolver {
  @ResolveField()
  basis(@Parent() { basisKind, basisReference, basisDate }: ProductPrice): Basis {
    return { kind: basisKind, reference: basisReference, on: basisDate, expiresOn: null };
  }
}

@Resolver('Quotation')
export class QuotationResolver {
  constructor(
    private readonly service: QuotationsService,
    private readonly procurement: ProcurementService,
  ) {}

  @Query()
  quotations(@Args('organisationId') organisationId?: string | null): Promise<Quotation[]> {
    return this.service.list(readOptionalRowId(organisationId, 'organisationId'));
  }

  @ResolveField()
  vendor(@Parent() { vendorId }: Quotation, @Context() { loaders }: RequestContext): Promise<Vendor> {
    return loaders.loadExisting(this.procurement.vendorsById, vendorId);
  }

  @Mutation()
  saveQuotation(@Args('input') input: unknown): Promise<Quotation> {
    return this.service.save(input);
  }

  @Mutation()
  async removeQuotation(@Args('externalId') externalId: string): Promise<{ removed: boolean }> {
    return { removed: await this.service.remove(externalId) };
  }
}
