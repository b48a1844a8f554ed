import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository, type EntityManager } from 'typeorm';
import { Audit, type Audited, type Snapshot } from '../access/audit/audit.service.js';
import { deleteRows, groupRows } from '../platform/database/rows.js';
import { Transactions } from '../platform/database/transactions.js';
import { BadInput } from '../platform/errors.js';
import { readInput } from '../platform/input.js';
import {
  productPriceInput,
  productPriceKey,
  type ProductPriceInput,
  type ProductPriceKey,
} from './prices.input.js';
import { PriceTier, ProductPrice } from './product-price.entity.js';
import { Product } from './vendor.entity.js';

const PRODUCT_PRICE: Audited<ProductPriceKey> = {
  type: 'ProductPrice',
  idOf: ({ product, from }) => `${product} ${from}`,
  read: readSnapshot,
};

/** What products cost from which day on, and by how many a plan takes. */
@Injectable()
export class PricesService {
  constructor(
    @InjectRepository(ProductPrice) private readonly prices: Repository<ProductPrice>,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
  ) {}

  /** The prices of each product, oldest first. */
  readonly pricesByProductId = async (ids: readonly number[]): Promise<Map<number, ProductPrice[]>> => {
    const found = await this.prices.find({
      where: { productId: In([...ids]) },
      relations: { tiers: true },
      order: { productId: 'ASC', from: 'ASC', tiers: { fromUnits: 'ASC' } },
    });
    return groupRows(found, ({ productId }) => productId);
  };

  /** @throws {BadInput} for a product that there is not, too */
  async save(input: unknown): Promise<ProductPrice> {
    const price = readInput(productPriceInput, input);
    const id = await this.transactions.run((manager) => this.write(manager, price));
    return this.prices.findOneOrFail({
      where: { id },
      relations: { tiers: true },
      order: { tiers: { fromUnits: 'ASC' } },
    });
  }

  /** @throws {BadInput} */
  remove(input: unknown): Promise<boolean> {
    const key = readInput(productPriceKey, input, '');
    return this.transactions.run((manager) =>
      this.audit.change(manager, 'removeProductPrice', PRODUCT_PRICE, key, async () => {
        const product = await manager.findOneBy(Product, { externalId: key.product });
        return product ? deleteRows(manager, ProductPrice, { productId: product.id, from: key.from }) : false;
      }),
    );
  }

  /**
   * Creates or changes the price of a product from a day on, with all of its tiers.
   *
   * @param at where the price stands in its input, for the path of a fault
   * @throws {BadInput} for a product that there is not
   */
  async write(
    manager: EntityManager,
    { product: externalId, tiers, ...price }: ProductPriceInput,
    at = 'input',
  ): Promise<number> {
    const product = await manager.findOneBy(Product, { externalId });
    if (!product) {
      throw new BadInput([{ path: `${at}.product`, message: `there is no product "${externalId}"` }]);
    }
    const key = { product: externalId, from: price.from };
    return this.audit.change(manager, 'saveProductPrice', PRODUCT_PRICE, key, async () => {
      const of = { productId: product.id, from: price.from };
      await manager.upsert(ProductPrice, { ...price, ...of }, ['productId', 'from']);
      const { id: priceId } = await manager.findOneByOrFail(ProductPrice, of);
      await manager.delete(PriceTier, { priceId });
      await manager.insert(
        PriceTier,
        tiers.map((tier) => ({ ...tier, priceId })),
      );
      return priceId;
    });
  }
}

async function readSnapshot(
  manager: EntityManager,
  { product, from }: ProductPriceKey,
): Promise<Snapshot | null> {
  const [price] = await manager.find(ProductPrice, {
    where: { product: { externalId: product }, from },
    relations: { tiers: true, product: true },
    order: { tiers: { fromUnits: 'ASC' } },
    lock: { mode: 'pessimistic_write' },
  });
  if (!price) return null;
  const { id: _, productId: __, product: ___, tiers, ...rest } = price;
  const told = tiers.map(({ fromUnits, pricePence }) => ({ fromUnits, pricePence }));
  return { organisationId: null, state: { ...rest, product, tiers: told } };
}
