import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository, type EntityManager } from 'typeorm';
import type { DeviceKind } from '../estate/estate.types.js';
import { Audit } from '../access/audit/audit.service.js';
import { deleteRows, groupRows } from '../platform/database/rows.js';
import { refuseWhenReferenced } from '../platform/database/references.js';
import { Transactions } from '../platform/database/transactions.js';
import { BadInput } from '../platform/errors.js';
import { readInput } from '../platform/input.js';
import { PRODUCT, VENDOR } from './procurement-audit.js';
import { productInput, vendorInput, type ProductInput, type VendorInput } from './procurement.input.js';
import { Product, ProductKind, Vendor, VendorSupply } from './vendor.entity.js';

/** Who sells replacements, what they sell, and how much of it they can deliver. */
@Injectable()
export class ProcurementService {
  constructor(
    @InjectRepository(Vendor) private readonly vendors: Repository<Vendor>,
    @InjectRepository(Product) private readonly products: Repository<Product>,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
  ) {}

  /** All vendors with their supply, by external id. */
  listVendors(): Promise<Vendor[]> {
    return this.vendors.find({
      relations: { supply: true },
      order: { externalId: 'ASC', supply: { month: 'ASC' } },
    });
  }

  readonly vendorsById = async (ids: readonly number[]): Promise<Map<number, Vendor>> => {
    const found = await this.vendors.find({
      where: { id: In([...ids]) },
      relations: { supply: true },
      order: { supply: { month: 'ASC' } },
    });
    return new Map(found.map((vendor) => [vendor.id, vendor]));
  };

  /** All products with the kinds that they replace, by external id; of one kind, those that replace it. */
  listProducts(replaces?: DeviceKind): Promise<Product[]> {
    const query = this.products
      .createQueryBuilder('product')
      .leftJoinAndSelect('product.kinds', 'kind')
      .orderBy({ 'product.externalId': 'ASC', 'kind.kind': 'ASC' });
    // A join of its own, so that a product still comes with all of its kinds.
    if (replaces) query.innerJoin('product.kinds', 'wanted', 'wanted.kind = :replaces', { replaces });
    return query.getMany();
  }

  readonly productsByVendorId = async (vendorIds: readonly number[]): Promise<Map<number, Product[]>> => {
    const found = await this.products.find({
      where: { vendorId: In([...vendorIds]) },
      relations: { kinds: true },
      order: { externalId: 'ASC', kinds: { kind: 'ASC' } },
    });
    return groupRows(found, (product) => product.vendorId);
  };

  /** @throws {BadInput} */
  async saveVendor(input: unknown): Promise<Vendor> {
    const vendor = readInput(vendorInput, input);
    const id = await this.transactions.run((manager) => this.writeVendor(manager, vendor));
    return this.vendors.findOneOrFail({
      where: { id },
      relations: { supply: true },
      order: { supply: { month: 'ASC' } },
    });
  }

  /** @throws {BadInput} for a vendor that there is not, too */
  async saveProduct(input: unknown): Promise<Product> {
    const product = readInput(productInput, input);
    const id = await this.transactions.run((manager) => this.writeProduct(manager, product));
    return this.products.findOneOrFail({
      where: { id },
      relations: { kinds: true },
      order: { kinds: { kind: 'ASC' } },
    });
  }

  /** @throws {InUse} while it has products or quotations, or an assignment of a plan names it */
  removeVendor(externalId: string): Promise<boolean> {
    return refuseWhenReferenced(
      `Vendor "${externalId}"`,
      'its products, a quotation or a plan',
      'externalId',
      () =>
        this.transactions.run((manager) =>
          this.audit.change(manager, 'removeVendor', VENDOR, externalId, () =>
            deleteRows(manager, Vendor, { externalId }),
          ),
        ),
    );
  }

  /**
   * Plans keep what they cost in their own rows, so a product can go that no quotation names.
   *
   * @throws {InUse}
   */
  removeProduct(externalId: string): Promise<boolean> {
    return refuseWhenReferenced(`Product "${externalId}"`, 'a quotation', 'externalId', () =>
      this.transactions.run((manager) =>
        this.audit.change(manager, 'removeProduct', PRODUCT, externalId, () =>
          deleteRows(manager, Product, { externalId }),
        ),
      ),
    );
  }

  /** Creates or changes a vendor and its whole supply, by its external id. */
  writeVendor(manager: EntityManager, vendor: VendorInput): Promise<number> {
    return this.audit.change(manager, 'saveVendor', VENDOR, vendor.externalId, () =>
      this.storeVendor(manager, vendor),
    );
  }

  private async storeVendor(manager: EntityManager, { supply, ...vendor }: VendorInput): Promise<number> {
    await manager.upsert(Vendor, { ...vendor, hasLimitedSupply: supply !== null }, ['externalId']);
    const { id: vendorId } = await manager.findOneByOrFail(Vendor, { externalId: vendor.externalId });
    await manager.delete(VendorSupply, { vendorId });
    if (supply && supply.length > 0)
      await manager.insert(
        VendorSupply,
        supply.map((month) => ({ vendorId, ...month })),
      );
    return vendorId;
  }

  /**
   * Creates or changes a product with all of its kinds, by its external id.
   *
   * @param at where the product stands in its input, for the path of a fault
   * @throws {BadInput} for a vendor that there is not
   */
  async writeProduct(
    manager: EntityManager,
    { vendor: vendorExternalId, replaces, ...product }: ProductInput,
    at = 'input',
  ): Promise<number> {
    const vendor = await manager.findOneBy(Vendor, { externalId: vendorExternalId });
    if (!vendor) {
      throw new BadInput([{ path: `${at}.vendor`, message: `there is no vendor "${vendorExternalId}"` }]);
    }
    return this.audit.change(manager, 'saveProduct', PRODUCT, product.externalId, async () => {
      await manager.upsert(Product, { ...product, vendorId: vendor.id }, ['externalId']);
      const { id: productId } = await manager.findOneByOrFail(Product, { externalId: product.externalId });
      await manager.delete(ProductKind, { productId });
      await manager.insert(
        ProductKind,
        replaces.map((kind) => ({ productId, kind })),
      );
      return productId;
    });
  }
}
