import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository, type EntityManager } from 'typeorm';
import { Audit, type Audited, type Snapshot } from '../access/audit/audit.service.js';
import { confined } from '../platform/database/confinement/condition.js';
import { takenFault, takenIds } from '../platform/database/confinement/taken-ids.js';
import { deleteRows } from '../platform/database/rows.js';
import { Transactions } from '../platform/database/transactions.js';
import { BadInput, type FieldFault } from '../platform/errors.js';
import { readInput } from '../platform/input.js';
import { quotationInput, type QuotationInput } from './prices.input.js';
import { Quotation, QuotationLine } from './quotation.entity.js';
import { Product, Vendor } from './vendor.entity.js';

const QUOTATION: Audited<string> = { type: 'Quotation', idOf: String, read: readSnapshot };

const WITH_LINES = {
  relations: { lines: { product: { kinds: true } }, organisation: true },
  order: { externalId: 'ASC', lines: { productId: 'ASC', product: { kinds: { kind: 'ASC' } } } },
} as const;

/** What vendors have quoted to bodies. */
@Injectable()
export class QuotationsService {
  constructor(
    @InjectRepository(Quotation) private readonly quotations: Repository<Quotation>,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
  ) {}

  /** Quotations with their lines, by external id; to one body, its own. */
  list(organisationId?: number): Promise<Quotation[]> {
    return this.quotations.find({
      where: organisationId === undefined ? {} : { organisationId },
      ...WITH_LINES,
    });
  }

  /** @throws {BadInput} for a body, vendor or product that there is not, and an id that is taken, too */
  async save(input: unknown): Promise<Quotation> {
    const quotation = readInput(quotationInput, input);
    const id = await this.transactions.run((manager) => this.write(manager, quotation));
    return this.quotations.findOneOrFail({ where: { id }, ...WITH_LINES });
  }

  remove(externalId: string): Promise<boolean> {
    return this.transactions.run((manager) =>
      this.audit.change(manager, 'removeQuotation', QUOTATION, externalId, () =>
        deleteRows(manager, Quotation, { externalId }),
      ),
    );
  }

  /**
   * Creates or changes a quotation with all of its lines, by its external id.
   *
   * @param at where the quotation stands in its input, for the path of a fault
   * @throws {BadInput}
   */
  async write(manager: EntityManager, quotation: QuotationInput, at = 'input'): Promise<number> {
    const { organisation, vendor, lines, ...rest } = quotation;
    const { externalId } = rest;
    const found = await find(manager, quotation, at);
    const row = { ...rest, organisationId: found.organisationId, vendorId: found.vendorId };
    return this.audit.change(manager, 'saveQuotation', QUOTATION, externalId, async () => {
      const { affected } = await manager.update(Quotation, { externalId }, row);
      if (!affected) {
        const taken = await takenIds(manager, 'quotations', [externalId]);
        if (taken.size > 0) throw new BadInput([takenFault(externalId, at)]);
        await manager.insert(Quotation, row);
      }
      const { id: quotationId } = await manager.findOneByOrFail(Quotation, { externalId });
      await manager.delete(QuotationLine, { quotationId });
      await manager.insert(
        QuotationLine,
        lines.map(({ product, pricePence }) => ({
          ...{ quotationId, pricePence },
          productId: found.productIds.get(product) as number,
        })),
      );
      return quotationId;
    });
  }
}

/** The rows that a quotation names. @throws {BadInput} for each that there is not, or is another vendor's */
async function find(manager: EntityManager, { organisation, vendor, lines }: QuotationInput, at: string) {
  const faults: FieldFault[] = [];
  const [body]: { id: number }[] = await manager.query(
    `SELECT id FROM organisations WHERE external_id = ? AND ${confined(manager, 'organisations')} FOR UPDATE`,
    [organisation],
  );
  if (!body)
    faults.push({ path: `${at}.organisation`, message: `there is no organisation "${organisation}"` });
  const seller = await manager.findOneBy(Vendor, { externalId: vendor });
  if (!seller) faults.push({ path: `${at}.vendor`, message: `there is no vendor "${vendor}"` });
  const products = await manager.findBy(Product, { externalId: In(lines.map(({ product }) => product)) });
  const sold = products.filter(({ vendorId }) => vendorId === seller?.id);
  const productIds = new Map(sold.map(({ externalId, id }) => [externalId, id]));
  lines.forEach(({ product }, index) => {
    if (!seller || productIds.has(product)) return;
    const message = `"${vendor}" has no product "${product}"`;
    faults.push({ path: `${at}.lines[${index}].product`, message });
  });
  if (!body || !seller || faults.length > 0) throw new BadInput(faults);
  return { organisationId: body.id, vendorId: seller.id, productIds };
}

async function readSnapshot(manager: EntityManager, externalId: string): Promise<Snapshot | null> {
  const [quotation] = await manager.find(Quotation, {
    where: { externalId },
    relations: { lines: { product: true }, vendor: true },
    order: { lines: { productId: 'ASC' } },
    lock: { mode: 'pessimistic_write' },
  });
  if (!quotation) return null;
  const { id: _, vendorId: __, vendor, lines, ...rest } = quotation;
  const told = lines.map(({ product, pricePence }) => ({ product: product.externalId, pricePence }));
  const state = { ...rest, vendor: vendor.externalId, lines: told };
  return { organisationId: quotation.organisationId, state };
}
