import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { loadReference } from '../estate/reference/reference.js';
import { compileRegister, recognise, type DeviceToRecognise, type Recognition } from './recognise.js';

const { manufacturers, models, asOf } = await loadReference();
const register = compileRegister({
  makers: manufacturers,
  models: models.map(({ manufacturer, model }) => ({ manufacturer, name: model })),
  assertedBy: "makers' register",
  assertedOn: asOf,
});

const HIKVISION_MAC = '4419B6000102';
const DAHUA_MAC = '3CEF8C000102';
const AXIS_MAC = 'ACCC8E000102';

function look(device: Partial<DeviceToRecognise>): Recognition {
  return recognise(register, {
    manufacturer: null,
    model: null,
    mac: null,
    installedOn: null,
    surveys: [],
    ...device,
  });
}

function found(device: Partial<DeviceToRecognise>): string[] {
  return look(device).makers.map(({ maker, sureness }) => `${maker} ${sureness}`);
}

function survey(manufacturer: string, assertedOn: string) {
  return { manufacturer, note: null, assertedBy: 'A. Surveyor', assertedOn };
}

describe('a label', () => {
  it.each([
    ['Hikvision', 'Hikvision FIRM'],
    ['  HIK-VISION ', 'Hikvision FIRM'],
    ['Hangzhou Hikvision Digital Technology Co.,Ltd', 'Hikvision FIRM'],
    ['Hikvision UK Ltd', 'Hikvision FIRM'],
    ['HiLook', 'Hikvision FIRM'],
    ['Hikvsion', 'Hikvision CLOSE'],
    ['HIKVISION DS-2CD camera', 'Hikvision CLOSE'],
    ['HiWatch', 'Hikvision CLOSE'],
    ['AXIS Communications AB', 'Axis Communications FIRM'],
    ['Honeywel', 'Honeywell CLOSE'],
  ])('%s tells %s', (manufacturer, expected) => {
    expect(found({ manufacturer })[0]).toBe(expected);
  });

  it.each([null, '', ' - ', 'N/A', 'Unknown', 'TBC', 'generic', '???'])(
    '%s tells nothing',
    (manufacturer) => {
      expect(look({ manufacturer })).toMatchObject({ makers: [], mayBeAnother: false, grounds: [] });
    },
  );

  it('that nobody knows is neither a maker nor silence', () => {
    const { makers, mayBeAnother, unknowns } = look({ manufacturer: 'Nightjar Optics' });
    expect({ makers, mayBeAnother }).toEqual({ makers: [], mayBeAnother: true });
    expect(unknowns).toContain('The makers’ register does not know the name "Nightjar Optics".');
  });

  it('of a mixed brand leaves every maker behind it possible', () => {
    expect(found({ manufacturer: 'Honeywell' })).toEqual([
      'Honeywell FIRM',
      'Hikvision POSSIBLE',
      'Dahua POSSIBLE',
    ]);
  });

  it('is the word of whoever wrote the register, as is what stands on the device beside it', () => {
    const { grounds } = look({
      manufacturer: 'Honeywell',
      mac: '4419B6000102',
      model: 'DS-2CD2143G2-I',
      recordedBy: 'saveDevice',
      recordedOn: '2026-10-01',
    });
    expect(new Set(grounds.map(({ grade }) => grade))).toEqual(
      new Set(['LABEL', 'MAC_PREFIX', 'MODEL_PATTERN']),
    );
    for (const { assertedBy, assertedOn } of grounds)
      expect({ assertedBy, assertedOn }).toEqual({ assertedBy: 'saveDevice', assertedOn: '2026-10-01' });
  });

  it('says in words that a misspelling is weaker, and who wrote the register', () => {
    const { grounds } = look({ manufacturer: 'Hikvsion', recordedBy: 'import 7', recordedOn: '2026-10-01' });
    expect(grounds).toEqual([
      {
        grade: 'LABEL',
        sentence:
          'The register names the maker "Hikvsion": no known name, but one letter away from the name of Hikvision. A weaker match than the name itself.',
        assertedBy: 'import 7',
        assertedOn: '2026-10-01',
      },
    ]);
  });
});

describe('a brand that changed hands', () => {
  it('depends on the day of installation', () => {
    expect(found({ manufacturer: 'Lorex', installedOn: '2022-11-30' })).toEqual(['Dahua FIRM']);
    expect(look({ manufacturer: 'Lorex', installedOn: '2022-12-01' })).toMatchObject({
      makers: [],
      mayBeAnother: true,
    });
    expect(look({ manufacturer: 'Lorex' })).toMatchObject({
      makers: [{ maker: 'Dahua', sureness: 'POSSIBLE' }],
      mayBeAnother: true,
    });
  });

  it('is settled by the hardware on any day', () => {
    expect(look({ manufacturer: 'Lorex', installedOn: '2024-05-01', mac: DAHUA_MAC })).toMatchObject({
      makers: [{ maker: 'Dahua', sureness: 'FIRM', through: 'OEM_RELABELLING' }],
      mayBeAnother: false,
    });
  });
});

describe('a MAC address', () => {
  it.each(['44:19:B6:00:01:02', '44-19-b6-00-01-02', '4419.b600.0102', '4419b6000102'])(
    'tells the maker as %s',
    (mac) => {
      expect(found({ mac })).toEqual(['Hikvision FIRM']);
    },
  );

  it.each(['4619B6000102', '4519B6000102', 'FFFFFFFFFFFF', '4419B6', 'not known'])(
    '%s proves nothing',
    (mac) => {
      expect(found({ mac })).toEqual([]);
    },
  );

  it('given locally or to a group is told to be worthless', () => {
    expect(look({ mac: '4619B6000102' }).unknowns).toContain(
      'The MAC address 4619B6000102 was given locally: it proves nothing.',
    );
    expect(look({ mac: '4519B6000102' }).unknowns).toContain(
      'The MAC address 4519B6000102 is a group address: it proves nothing.',
    );
  });

  it('is read by its longest block', () => {
    const blocks = compileRegister({
      makers: ['Whole', 'Part', 'Piece'].map((name, index) => ({
        name,
        entity: null,
        aliases: [],
        macPrefixes: [['8C1F64'], ['8C1F64A'], ['8C1F64ABC']][index] ?? [],
        modelPatterns: [],
        brands: [],
      })),
      models: [],
      assertedBy: 'test',
      assertedOn: null,
    });
    const makerOf = (mac: string) =>
      recognise(blocks, { manufacturer: null, model: null, mac, installedOn: null, surveys: [] }).makers[0]
        ?.maker;
    expect(['8C1F64ABC000', '8C1F64ABD000', '8C1F64BBC000'].map(makerOf)).toEqual(['Piece', 'Part', 'Whole']);
  });

  it('settles which of the makers behind a badge it is, and says so as an OEM relabel', () => {
    const { makers, grounds, brand } = look({ manufacturer: 'Honeywell', mac: HIKVISION_MAC });
    expect(makers).toEqual([{ maker: 'Hikvision', sureness: 'FIRM', through: 'OEM_RELABELLING' }]);
    expect(brand).toBe('Honeywell');
    expect(grounds.map(({ sentence }) => sentence)).toContain(
      `OEM: the badge "Honeywell" is known to stand on devices made by Hikvision, and the hardware of this one is of Hikvision. Source: makers' register, ${asOf}.`,
    );
  });

  it('against a badge that is no known relabel leaves both', () => {
    expect(found({ manufacturer: 'Axis', mac: HIKVISION_MAC })).toEqual([
      'Hikvision FIRM',
      'Axis Communications FIRM',
    ]);
    expect(look({ manufacturer: 'Nightjar Optics', mac: HIKVISION_MAC })).toMatchObject({
      makers: [{ maker: 'Hikvision', through: 'OEM_RELABELLING' }],
      mayBeAnother: true,
    });
  });

  it('is not outweighed by a misspelling', () => {
    expect(found({ manufacturer: 'Vivotec', mac: DAHUA_MAC })).toEqual(['Dahua FIRM', 'VIVOTEK CLOSE']);
  });
});

describe('a model', () => {
  it('that is listed tells the maker, one that fits a pattern only hints', () => {
    expect(found({ model: 'ds 2cd2043g2 i' })).toEqual(['Hikvision FIRM']);
    expect(found({ model: 'DS-9999ZZ' })).toEqual(['Hikvision POSSIBLE']);
  });

  it('of the company behind a mixed badge settles it, one of the badge itself does not', () => {
    expect(found({ manufacturer: 'Honeywell', model: 'DS-2CD2043G2-I' })).toEqual(['Hikvision FIRM']);
    expect(found({ manufacturer: 'Bosch', model: 'NBN-80052-BA' })).toContain('Dahua POSSIBLE');
  });

  it('raises a doubt against a label, not against a label that the MAC block confirms', () => {
    expect(found({ manufacturer: 'Axis', model: 'DS-9999ZZ' })).toContain('Hikvision POSSIBLE');
    expect(found({ manufacturer: 'Axis', model: 'DS-9999ZZ', mac: AXIS_MAC })).toEqual([
      'Axis Communications FIRM',
    ]);
  });
});

describe('a survey', () => {
  it('outweighs all else, and the contradiction is told', () => {
    const { makers, remarks, grounds } = look({
      manufacturer: 'Axis',
      mac: HIKVISION_MAC,
      surveys: [survey('Axis', '2026-03-01')],
    });
    expect(makers.map(({ maker }) => maker)).toEqual(['Axis Communications']);
    expect(remarks).toEqual([]);
    expect(grounds[0]).toMatchObject({
      grade: 'SURVEY',
      assertedBy: 'A. Surveyor',
      assertedOn: '2026-03-01',
    });
    expect(look({ manufacturer: 'Axis', surveys: [survey('Dahua', '2026-03-01')] })).toMatchObject({
      makers: [{ maker: 'Dahua', sureness: 'FIRM', through: 'OEM_RELABELLING' }],
      remarks: ['The other evidence speaks of another maker. The survey is the stronger.'],
    });
  });

  it('corrects an earlier one, and does not speak of a device that came later', () => {
    const surveys = [survey('Axis', '2025-01-10'), survey('Hikvision', '2026-01-10')];
    expect(found({ surveys })).toEqual(['Hikvision FIRM']);
    expect(found({ surveys, installedOn: '2026-02-01', manufacturer: 'Dahua' })).toEqual(['Dahua FIRM']);
  });

  it('settles a mixed badge for its own maker', () => {
    expect(found({ manufacturer: 'Honeywell', surveys: [survey('Honeywell', '2026-01-10')] })).toEqual([
      'Honeywell FIRM',
    ]);
  });
});

describe('recognising', () => {
  it('finds a maker however its name is cased, spaced and punctuated', () => {
    const names = manufacturers.map(({ name }) => name);
    const spoil = fc.array(fc.tuple(fc.nat(30), fc.constantFrom(' ', '-', '.', '_')), { maxLength: 4 });
    fc.assert(
      fc.property(fc.constantFrom(...names), spoil, fc.boolean(), (name, marks, upper) => {
        let label = upper ? name.toUpperCase() : name.toLowerCase();
        for (const [at, mark] of marks) label = label.slice(0, at) + mark + label.slice(at);
        expect(look({ manufacturer: label }).makers.map(({ maker }) => maker)).toContain(name);
      }),
    );
  });

  it('never loses sight of the maker of the hardware, whatever the label says', () => {
    const names = manufacturers.flatMap(({ name, aliases, brands }) => [
      name,
      ...aliases,
      ...brands.map((brand) => brand.name),
    ]);
    const anyLabel = fc.oneof(fc.constantFrom(...names), fc.string());
    const anyDay = fc.constantFrom(null, '2020-01-01', '2024-01-01');
    fc.assert(
      fc.property(anyLabel, anyDay, (manufacturer, installedOn) => {
        const { makers } = look({ manufacturer, installedOn, mac: HIKVISION_MAC });
        expect(makers).toContainEqual(expect.objectContaining({ maker: 'Hikvision', sureness: 'FIRM' }));
      }),
    );
  });

  it('takes any text at all, and gives a ground for every maker that it names', () => {
    const anyText = fc.option(fc.oneof(fc.string(), fc.string({ unit: 'binary' })));
    fc.assert(
      fc.property(anyText, anyText, anyText, (manufacturer, model, mac) => {
        const recognition = look({ manufacturer, model, mac });
        for (const { maker } of recognition.makers)
          expect(recognition.grounds.some(({ sentence }) => sentence.includes(maker))).toBe(true);
      }),
    );
  });
});
