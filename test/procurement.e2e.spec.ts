import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from './support/api.js';
import { countQueries } from './support/queries.js';

const SAVE_VENDOR = `mutation ($input: VendorInput!) {
  saveVendor(input: $input) { externalId name supply { month units } }
}`;
const SAVE_PRODUCT = `mutation ($input: ProductInput!) {
  saveProduct(input: $input) { externalId vendor { externalId } replaces pricePence fittingMinutes leadDays }
}`;

const product = {
  externalId: 'CAM-1',
  vendor: 'V-1',
  name: 'Dome camera',
  replaces: ['CAMERA'],
  pricePence: 32_000,
  fittingMinutes: 66,
  leadDays: 42,
};

describe('vendors and products', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  it('keeps a vendor without supply apart from one that delivers nothing yet', async () => {
    await api.query(SAVE_VENDOR, { input: { externalId: 'V-1', name: 'One' } });
    await api.query(SAVE_VENDOR, { input: { externalId: 'V-2', name: 'Two', supply: [] } });
    expect(await api.query('{ vendors { externalId supply { month units } } }')).toEqual({
      vendors: [
        { externalId: 'V-1', supply: null },
        { externalId: 'V-2', supply: [] },
      ],
    });
  });

  it('replaces the whole supply of a vendor that is saved again', async () => {
    const supply = [
      { month: '2027-02', units: 20 },
      { month: '2027-01', units: 10 },
    ];
    await api.query(SAVE_VENDOR, { input: { externalId: 'V-2', name: 'Two', supply } });
    const { saveVendor } = await api.query(SAVE_VENDOR, {
      input: { externalId: 'V-2', name: 'Two', supply: [{ month: '2027-03', units: 5 }, ...supply.slice(1)] },
    });
    expect(saveVendor.supply).toEqual([
      { month: '2027-01', units: 10 },
      { month: '2027-03', units: 5 },
    ]);
  });

  it('refuses a vendor with every fault named, and changes nothing', async () => {
    const supply = [
      { month: '2027-13', units: 1 },
      { month: '2027-01', units: -1 },
    ];
    const [error] = await api.refuse(SAVE_VENDOR, { input: { externalId: 'V-3', name: ' ', supply } });
    expect(error?.extensions.code).toBe('BAD_INPUT');
    expect(error?.extensions.fields?.map(({ path }) => path)).toEqual([
      'input.name',
      'input.supply[0].month',
      'input.supply[1].units',
    ]);
    const [twice] = await api.refuse(SAVE_VENDOR, {
      input: {
        externalId: 'V-3',
        name: 'Three',
        supply: [
          { month: '2027-01', units: 1 },
          { month: '2027-01', units: 2 },
        ],
      },
    });
    expect(twice?.extensions.fields).toEqual([{ path: 'input.supply', message: 'expected each month once' }]);
    const { vendors } = await api.query('{ vendors { externalId } }');
    expect(vendors).toEqual([{ externalId: 'V-1' }, { externalId: 'V-2' }]);
  });

  it('saves a product under its vendor and changes it by its external id', async () => {
    await api.query(SAVE_PRODUCT, { input: product });
    const changed = {
      ...product,
      vendor: 'V-2',
      replaces: ['RECORDER', 'CAMERA'],
      pricePence: 3_000_000_000,
    };
    const { saveProduct } = await api.query(SAVE_PRODUCT, { input: changed });
    expect(saveProduct).toEqual({
      externalId: 'CAM-1',
      vendor: { externalId: 'V-2' },
      replaces: ['CAMERA', 'RECORDER'],
      pricePence: 3_000_000_000,
      fittingMinutes: 66,
      leadDays: 42,
    });
    expect(await api.query('{ vendors { externalId products { externalId } } }')).toEqual({
      vendors: [
        { externalId: 'V-1', products: [] },
        { externalId: 'V-2', products: [{ externalId: 'CAM-1' }] },
      ],
    });
  });

  it('refuses a product of a vendor that there is not, and changes nothing', async () => {
    const [error] = await api.refuse(SAVE_PRODUCT, {
      input: { ...product, externalId: 'CAM-2', vendor: 'v-1' },
    });
    expect(error?.extensions).toEqual({
      code: 'BAD_INPUT',
      fields: [{ path: 'input.vendor', message: 'there is no vendor "v-1"' }],
    });
    const { products } = await api.query('{ products { externalId } }');
    expect(products).toEqual([{ externalId: 'CAM-1' }]);
  });

  it('finds the products for a kind of device, each with all of its kinds', async () => {
    await api.query(SAVE_PRODUCT, { input: { ...product, externalId: 'CAM-2' } });
    const read = 'query ($kind: DeviceKind) { products(replaces: $kind) { externalId replaces } }';
    expect(await api.query(read, { kind: 'RECORDER' })).toEqual({
      products: [{ externalId: 'CAM-1', replaces: ['CAMERA', 'RECORDER'] }],
    });
    expect(await api.query(read, { kind: 'CAMERA' })).toEqual({
      products: [
        { externalId: 'CAM-1', replaces: ['CAMERA', 'RECORDER'] },
        { externalId: 'CAM-2', replaces: ['CAMERA'] },
      ],
    });
    expect(await api.query(read, { kind: 'DRONE' })).toEqual({ products: [] });
  });

  it('reads the products of all vendors, and the vendors of all products, at once', async () => {
    const read = '{ vendors { products { vendor { externalId } } } }';
    const queries = await countQueries(api, () => api.query(read));
    expect(queries).toBe(3);
  });

  it('removes what is there and says so when there is nothing', async () => {
    const remove = 'mutation { removeProduct(externalId: "CAM-1") { removed } }';
    expect(await api.query(remove)).toEqual({ removeProduct: { removed: true } });
    expect(await api.query(remove)).toEqual({ removeProduct: { removed: false } });
    expect(await api.query('{ products { externalId } }')).toEqual({ products: [{ externalId: 'CAM-2' }] });
  });

  it('removes a vendor once nothing is bought from it any longer', async () => {
    const remove = (id: string) => `mutation { removeVendor(externalId: "${id}") { removed } }`;
    const [error] = await api.refuse(remove('V-1'));
    expect(error?.extensions).toEqual({
      code: 'IN_USE',
      fields: [{ path: 'externalId', message: 'in use by its products, a quotation or a plan' }],
    });
    expect(await api.query(remove('V-2'))).toEqual({ removeVendor: { removed: true } });
    expect(await api.query(remove('V-2'))).toEqual({ removeVendor: { removed: false } });
    expect(await api.query('{ vendors { externalId } }')).toEqual({ vendors: [{ externalId: 'V-1' }] });
  });
});
