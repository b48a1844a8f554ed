import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BODY_KINDS, NETWORK_ATTACHMENTS } from '../estate/estate.types.js';
import { assess, openPolicyBook, type DirectiveVersion } from './assess.js';
import { mayDeploy } from './may-deploy.js';
import { COVERAGE_THROUGH, OBLIGATIONS, SITE_CLASSES } from './policy.types.js';
import { SURENESS, type PossibleMaker, type Recognition } from './recognition/recognition.js';

const DAY = '2025-01-01';
const demand = (more: Partial<DirectiveVersion['demands'][number]>): DirectiveVersion['demands'][number] => ({
  ...{ ruleId: 'cease', siteClass: 'SENSITIVE', action: 'CEASE_DEPLOYMENT', strength: 'MANDATORY' },
  ...{ deadline: null, targetDate: null, variationReason: null, onlyNetwork: null },
  ...more,
});
const directive: DirectiveVersion = {
  ...{ key: 'vss', version: 1, title: 'Visual surveillance', effectiveFrom: '2022-11-24' },
  coverage: [
    { ruleId: 'makers', law: 'Law', state: 'State', through: 'OWNERSHIP', manufacturers: ['Covered'] },
  ],
  demands: [
    demand({}),
    demand({ ruleId: 'core', action: 'DISCONNECT_FROM_CORE', onlyNetwork: 'CORE' }),
    demand({
      ruleId: 'core-2',
      action: 'DISCONNECT_FROM_CORE',
      onlyNetwork: 'CORE',
      siteClass: 'NON_SENSITIVE',
    }),
  ],
  obligations: [
    { bodyKind: 'POLICE', siteClass: 'SENSITIVE', obligation: 'DIRECTED' },
    { bodyKind: 'LOCAL_AUTHORITY', siteClass: 'SENSITIVE', obligation: 'ADVISED' },
  ],
};
const by = (makers: PossibleMaker[], mayBeAnother = false): Recognition => ({
  ...{ makers, mayBeAnother, brand: null, grounds: [], remarks: [] },
  unknowns: ['The model is not recorded.'],
});
const maker = (name: string, sureness: PossibleMaker['sureness'] = 'FIRM'): PossibleMaker => ({
  ...{ maker: name, sureness, through: 'OWNERSHIP' },
});
const police = { siteClass: 'SENSITIVE', bodyKind: 'POLICE' } as const;
const ask = (recognition: Recognition, place: Parameters<typeof mayDeploy>[2] = police) =>
  mayDeploy(openPolicyBook([directive], DAY), recognition, place);

describe('whether a device may be deployed', () => {
  it('is answered NO where a directive binds the body, with its rule and demand', () => {
    const { answer, manufacturer, sentences } = ask(by([maker('Covered')]));
    expect([answer, manufacturer]).toEqual(['NO', 'Covered']);
    expect(sentences.join(' ')).toMatch(/rule makers covers Covered.*no more such devices are deployed/);
  });

  it('is advised against where the directive advises, or does not speak to the body', () => {
    const answers = (['LOCAL_AUTHORITY', 'HEALTH'] as const).map(
      (bodyKind) => ask(by([maker('Covered')]), { ...police, bodyKind }).answer,
    );
    expect(answers).toEqual(['ADVISED_AGAINST', 'ADVISED_AGAINST']);
  });

  it('is advised against where nothing is demanded but to stay off the core network: it is no replacement', () => {
    const open = ask(by([maker('Covered')]), { ...police, siteClass: 'NON_SENSITIVE' });
    expect(open.answer).toBe('ADVISED_AGAINST');
    expect(open.sentences.join(' ')).toMatch(
      /As a replacement it is refused.*if it is CORE, rule core-2 asks/,
    );
    const perhaps = ask(by([maker('Covered', 'POSSIBLE')]), { ...police, siteClass: 'NON_SENSITIVE' });
    expect(perhaps.answer).toBe('REVIEW');
  });

  it('is answered YES for others, and where no directive is in force', () => {
    expect(ask(by([maker('Neutral')])).answer).toBe('YES');
    expect(mayDeploy(openPolicyBook([], DAY), by([maker('Covered')]), police).answer).toBe('YES');
  });

  it('is for a person to say where the maker is not told, with what is not known', () => {
    for (const recognition of [by([]), by([maker('Neutral')], true), by([maker('Covered', 'POSSIBLE')])]) {
      const { answer, sentences } = ask(recognition);
      expect(answer).toBe('REVIEW');
      expect(sentences).toContain('The model is not recorded.');
    }
  });

  it('is never YES for what would have to be removed, or was not to be deployed, once it stands there', () => {
    const anyMaker = fc.record({
      maker: fc.constantFrom('Covered', 'Neutral'),
      sureness: fc.constantFrom(...SURENESS),
      through: fc.constantFrom(...COVERAGE_THROUGH),
    });
    const anyDirective = fc
      .record({
        action: fc.constantFrom('CEASE_DEPLOYMENT' as const, 'REMOVE_AND_REPLACE' as const),
        strength: fc.constantFrom('MANDATORY' as const, 'ADVISED' as const),
        siteClass: fc.constantFrom(...SITE_CLASSES),
        obligation: fc.constantFrom(...OBLIGATIONS),
        bodyKind: fc.constantFrom(...BODY_KINDS),
      })
      .map(({ obligation, bodyKind, ...rule }): DirectiveVersion => ({
        ...directive,
        demands: [demand(rule)],
        obligations: [{ bodyKind, siteClass: rule.siteClass, obligation }],
      }));
    const place = fc.record({
      siteClass: fc.constantFrom(...SITE_CLASSES),
      bodyKind: fc.constantFrom(...BODY_KINDS),
    });
    fc.assert(
      fc.property(
        ...[anyDirective, fc.uniqueArray(anyMaker, { selector: (one) => one.maker }), fc.boolean(), place],
        fc.constantFrom(...NETWORK_ATTACHMENTS),
        (version, makers, mayBeAnother, at, network) => {
          const book = openPolicyBook([version], DAY);
          const recognition = by(makers, mayBeAnother);
          const { answer } = mayDeploy(book, recognition, at);
          const device = { ...at, network, installedOn: DAY, exemptions: [] };
          const { verdict, demands, ruleId } = assess(book, recognition, device);
          // A replacement that a rule names is refused.
          if (answer === 'YES') expect([demands, ruleId]).toEqual([[], null]);
          if (demands.length > 0) expect(['NO', 'ADVISED_AGAINST']).toContain(answer);
          if (answer === 'YES' && verdict !== 'OUT_OF_SCOPE')
            expect(version.demands.some(({ siteClass }) => siteClass === at.siteClass)).toBe(false);
        },
      ),
    );
  });
});
