/** Reads what vendors offer: as rows, within the transaction that reads all that a plan is made of. */
import type { EntityManager } from 'typeorm';
import { NO_BASIS, type BasisKind } from '../../costing/cost-line.js';
import type { DeviceKind } from '../../estate/estate.types.js';
import { groupRows } from '../../platform/database/rows.js';
import { AFTER_QUOTATION } from '../../procurement/prices.input.js';
import type { ProductRow, QuotationRow, VendorRow } from './planning-data.js';

/** @param today the day on which prices hold */
export async function readVendors(manager: EntityManager, today: string): Promise<VendorRow[]> {
  const vendors = await manager.query<{ id: number; externalId: string; isLimited: number }[]>(
    'SELECT id, external_id AS externalId, has_limited_supply AS isLimited FROM vendors ORDER BY external_id',
  );
  const supply = await manager.query<{ vendorId: number; month: string; units: number }[]>(
    'SELECT vendor_id AS vendorId, month, units FROM vendor_supply ORDER BY vendor_id, month',
  );
  const products = await manager.query<
    {
      id: number;
      vendorId: number;
      externalId: string;
      pricePence: string;
      fittingMinutes: number;
      leadDays: number;
    }[]
  >(
    `SELECT id, vendor_id AS vendorId, external_id AS externalId, price_pence AS pricePence,
            fitting_minutes AS fittingMinutes, lead_days AS leadDays FROM products ORDER BY external_id`,
  );
  const kinds = await manager.query<{ productId: number; kind: DeviceKind }[]>(
    'SELECT product_id AS productId, kind FROM product_kinds ORDER BY product_id, kind',
  );
  const prices = await readPrices(manager, today);
  const supplyOf = groupRows(supply, ({ vendorId }) => vendorId);
  const productsOf = groupRows(products, ({ vendorId }) => vendorId);
  const kindsOf = groupRows(kinds, ({ productId }) => productId);
  return vendors.map(({ id, externalId, isLimited }) => ({
    id,
    externalId,
    supply: isLimited ? (supplyOf.get(id) ?? []).map(({ month, units }) => ({ month, units })) : null,
    products: (productsOf.get(id) ?? []).map((product) => ({
      externalId: product.externalId,
      kinds: (kindsOf.get(product.id) ?? []).map(({ kind }) => kind),
      ...(prices.get(product.id) ?? { pricePence: Number(product.pricePence), basis: NO_BASIS, tiers: [] }),
      fittingMinutes: product.fittingMinutes,
      leadDays: product.leadDays,
    })),
  }));
}

/** The price of each product that holds on a day: the latest that has begun by then. */
async function readPrices(
  manager: EntityManager,
  today: string,
): Promise<Map<number, Pick<ProductRow, 'pricePence' | 'basis' | 'tiers'>>> {
  const rows = await manager.query<
    {
      productId: number;
      kind: BasisKind;
      reference: string | null;
      on: string | null;
      fromUnits: number;
      pricePence: string;
    }[]
  >(
    `SELECT p.product_id AS productId, p.basis_kind AS kind, p.basis_reference AS reference, p.basis_date AS \`on\`,
            t.from_units AS fromUnits, t.price_pence AS pricePence
       FROM product_prices p
       JOIN product_price_tiers t ON t.price_id = p.id
      WHERE p.from_date = (SELECT MAX(o.from_date) FROM product_prices o
                            WHERE o.product_id = p.product_id AND o.from_date <= ?)
      ORDER BY p.product_id, t.from_units`,
    [today],
  );
  const prices = new Map<number, Pick<ProductRow, 'pricePence' | 'basis' | 'tiers'>>();
  for (const [productId, tiers] of groupRows(rows, ({ productId: id }) => id)) {
    const [first] = tiers;
    if (!first) continue;
    const { kind, reference, on } = first;
    prices.set(productId, {
      pricePence: Number(first.pricePence),
      basis: { kind, reference, on, expiresOn: null },
      tiers: tiers.map(({ fromUnits, pricePence }) => ({ fromUnits, pricePence: Number(pricePence) })),
    });
  }
  return prices;
}

/** The quotations that hold on a day: to one body, or to all. */
export async function readQuotations(
  manager: EntityManager,
  organisationId: number | null,
  today: string,
): Promise<QuotationRow[]> {
  const rows = await manager.query<
    {
      id: number;
      externalId: string;
      organisationId: number;
      document: string;
      issuedOn: string;
      expiresOn: string;
      product: string;
      pricePence: string;
    }[]
  >(
    `SELECT q.id, q.external_id AS externalId, q.organisation_id AS organisationId, q.document,
            q.issued_on AS issuedOn, q.expires_on AS expiresOn, p.external_id AS product,
            l.price_pence AS pricePence
       FROM quotations q
       JOIN quotation_lines l ON l.quotation_id = q.id
       JOIN products p ON p.id = l.product_id
      WHERE q.issued_on <= ? AND q.expires_on >= ? ${organisationId === null ? '' : 'AND q.organisation_id = ?'}
      ORDER BY q.external_id, p.external_id`,
    [today, today, ...(organisationId === null ? [] : [organisationId])],
  );
  return [...groupRows(rows, ({ id }) => id).values()].flatMap((lines) => {
    const [first] = lines;
    if (!first) return [];
    const { externalId, document, issuedOn, expiresOn } = first;
    const reference = `${externalId}${AFTER_QUOTATION}${document}`;
    return [
      {
        organisationId: first.organisationId,
        basis: { kind: 'QUOTATION', reference, on: issuedOn, expiresOn },
        lines: lines.map(({ product, pricePence }) => ({ product, pricePence: Number(pricePence) })),
      },
    ];
  });
}
