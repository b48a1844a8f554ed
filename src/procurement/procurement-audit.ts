/** How the audit sees vendors and products change. */
import type { EntityManager } from 'typeorm';
import type { Audited, Snapshot } from '../access/audit/audit.service.js';
import { Product, Vendor } from './vendor.entity.js';

export const VENDOR: Audited<string> = { type: 'Vendor', idOf: String, read: readVendor };

export const PRODUCT: Audited<string> = { type: 'Product', idOf: String, read: readProduct };

async function readVendor(manager: EntityManager, externalId: string): Promise<Snapshot | null> {
  const [vendor] = await manager.find(Vendor, {
    where: { externalId },
    relations: { supply: true },
    order: { supply: { month: 'ASC' } },
    lock: { mode: 'pessimistic_write' },
  });
  if (!vendor) return null;
  const { id: _, supply, ...rest } = vendor;
  const state = { ...rest, supply: supply.map(({ month, units }) => ({ month, units })) };
  return { organisationId: null, state };
}

async function readProduct(manager: EntityManager, externalId: string): Promise<Snapshot | null> {
  const [product] = await manager.find(Product, {
    where: { externalId },
    relations: { kinds: true, vendor: true },
    order: { kinds: { kind: 'ASC' } },
    lock: { mode: 'pessimistic_write' },
  });
  if (!product) return null;
  const { id: _, vendorId: __, vendor, kinds, ...rest } = product;
  const state = { ...rest, vendor: vendor.externalId, replaces: kinds.map(({ kind }) => kind) };
  return { organisationId: null, state };
}
