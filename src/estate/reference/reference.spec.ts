import { describe, expect, it } from '@jest/globals';
import { modelKey } from './model-key.js';
import { modelPatternFault } from './model-pattern.js';
import { loadReference } from './reference.js';

describe('the reference register', () => {
  it('is whole, and no MAC block is claimed twice', async () => {
    const { manufacturers, models } = await loadReference();
    const blocks = manufacturers.flatMap((maker) => [
      ...maker.macPrefixes,
      ...maker.brands.flatMap((brand) => brand.macPrefixes),
    ]);
    expect(manufacturers.find(({ name }) => name === 'Hikvision')?.macPrefixes).toHaveLength(84);
    expect(new Set(blocks).size).toBe(blocks.length);
    expect(new Set(models.map(({ model }) => modelKey(model))).size).toBe(models.length);
  });

  it('says where each brand is from, and marks what was not checked', async () => {
    const { manufacturers } = await loadReference();
    for (const brand of manufacturers.flatMap((maker) => maker.brands)) {
      expect(brand.note).toBeTruthy();
      if (brand.confidence === 'RECALLED') expect(brand.note).toContain('RECALLED');
    }
  });
});

describe('model patterns', () => {
  it.each(['^DS-', '^DHI?-', '^VIP[- ]?\\d', '^(?:HWI|HWP)-', '^[A-Z]+-\\d+$'])('takes %s', (pattern) => {
    expect(modelPatternFault(pattern)).toBeNull();
  });

  it.each(['(a+)+$', '(?=x)', '(a)\\1', '[', '.*.*.*x', 'a'.repeat(101), '(?:ab)*'])('refuses %s', (pattern) => {
    expect(modelPatternFault(pattern)).toMatch(/^expected/);
  });
});
