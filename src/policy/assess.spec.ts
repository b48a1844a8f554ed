import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BODY_KINDS, NETWORK_ATTACHMENTS } from '../estate/estate.types.js';
import { assess, openPolicyBook, type DeviceToAssess, type DirectiveVersion } from './assess.js';
import { COVERAGE_THROUGH, SITE_CLASSES, type ExemptionInForce } from './policy.types.js';
import { SURENESS, type PossibleMaker, type Recognition } from './recognition/recognition.js';

const first: DirectiveVersion = {
  key: 'vss',
  version: 1,
  title: 'Visual surveillance',
  effectiveFrom: '2022-11-24',
  coverage: [
    {
      ruleId: 'makers',
      law: 'Law',
      state: 'State',
      through: 'OWNERSHIP',
      manufacturers: ['Covered', 'Plain'],
    },
    {
      ruleId: 'relabels',
      law: 'Law',
      state: 'State',
      through: 'OEM_RELABELLING',
      manufacturers: ['Covered'],
    },
  ],
  demands: [
    demand('cease', 'SENSITIVE', 'CEASE_DEPLOYMENT'),
    { ...demand('core', 'SENSITIVE', 'DISCONNECT_FROM_CORE'), onlyNetwork: 'CORE' },
    { ...demand('remove', 'SENSITIVE', 'REMOVE_AND_REPLACE'), strength: 'ADVISED' },
    { ...demand('consider', 'NON_SENSITIVE', 'REMOVE_AND_REPLACE'), strength: 'ADVISED' },
  ],
  obligations: [
    { bodyKind: 'CENTRAL_DEPARTMENT', siteClass: 'SENSITIVE', obligation: 'MANDATORY' },
    { bodyKind: 'LOCAL_AUTHORITY', siteClass: 'SENSITIVE', obligation: 'ADVISED' },
    { bodyKind: 'LOCAL_AUTHORITY', siteClass: 'NON_SENSITIVE', obligation: 'VOLUNTARY' },
  ],
};
const second: DirectiveVersion = {
  ...first,
  version: 2,
  effectiveFrom: '2024-04-26',
  demands: [
    demand('cease', 'SENSITIVE', 'CEASE_DEPLOYMENT'),
    { ...demand('remove', 'SENSITIVE', 'REMOVE_AND_REPLACE'), deadline: '2025-04-30' },
  ],
};

function demand(
  ruleId: string,
  siteClass: 'SENSITIVE' | 'NON_SENSITIVE',
  action: DirectiveVersion['demands'][number]['action'],
): DirectiveVersion['demands'][number] {
  return {
    ruleId,
    siteClass,
    action,
    strength: 'MANDATORY',
    deadline: null,
    targetDate: null,
    variationReason: null,
    onlyNetwork: null,
  };
}

function maker(name: string, more: Partial<PossibleMaker> = {}): PossibleMaker {
  return { maker: name, sureness: 'FIRM', through: 'OWNERSHIP', ...more };
}

function exemption(more: Partial<ExemptionInForce> = {}): ExemptionInForce {
  return {
    ...{ id: 7, directiveKey: 'vss', from: '2023-01-01', expiresOn: '2023-06-30', grantedBy: 'ava' },
    ...more,
  };
}

function recognised(makers: PossibleMaker[], mayBeAnother = false): Recognition {
  return { makers, mayBeAnother, brand: null, grounds: [], unknowns: [], remarks: [] };
}

const department: DeviceToAssess = {
  siteClass: 'SENSITIVE',
  bodyKind: 'CENTRAL_DEPARTMENT',
  network: 'ISOLATED',
  installedOn: '2020-05-01',
  exemptions: [],
};

function verdictOf(recognition: Recognition, versions = [first]) {
  return assess(openPolicyBook(versions, '2023-01-01'), recognition, department).verdict;
}

describe('the verdict', () => {
  it('is IN_SCOPE for a covered maker, by a near name too, and names directive, version and rule', () => {
    const assessment = assess(
      openPolicyBook([first], '2023-01-01'),
      recognised([maker('Covered')]),
      department,
    );
    expect(assessment).toMatchObject({
      verdict: 'IN_SCOPE',
      manufacturer: 'Covered',
      directiveKey: 'vss',
      directiveVersion: 1,
      ruleId: 'makers',
      obligation: 'MANDATORY',
    });
    expect(assessment.explanation[0]).toBe(
      'In scope of directive vss version 1: rule makers covers Covered, which made it and is subject to the Law of State.',
    );
    expect(verdictOf(recognised([maker('Covered', { sureness: 'CLOSE' })]))).toBe('IN_SCOPE');
  });

  it('is IN_SCOPE whichever of two covered makers it is', () => {
    expect(verdictOf(recognised([maker('Covered'), maker('Plain')]))).toBe('IN_SCOPE');
  });

  it('names the relabelling rule for a relabel, and asks for a review where there is none', () => {
    const relabel = { through: 'OEM_RELABELLING' } as const;
    const book = openPolicyBook([first], '2023-01-01');
    expect(assess(book, recognised([maker('Covered', relabel)]), department)).toMatchObject({
      verdict: 'IN_SCOPE',
      ruleId: 'relabels',
    });
    expect(assess(book, recognised([maker('Plain', relabel)]), department)).toMatchObject({
      verdict: 'REVIEW',
      ruleId: 'makers',
    });
  });

  it('clears only a firm maker with nothing against it', () => {
    expect(verdictOf(recognised([maker('Neutral')]))).toBe('OUT_OF_SCOPE');
    expect(verdictOf(recognised([maker('Neutral', { sureness: 'CLOSE' })]))).toBe('REVIEW');
    expect(verdictOf(recognised([maker('Neutral'), maker('Covered', { sureness: 'POSSIBLE' })]))).toBe(
      'REVIEW',
    );
    expect(verdictOf(recognised([maker('Neutral')], true))).toBe('REVIEW');
    expect(verdictOf(recognised([maker('Neutral'), maker('Covered')]))).toBe('REVIEW');
  });

  it('says what would settle a device that nothing tells of', () => {
    const unknowns = ['The MAC address is not recorded.'];
    const assessment = assess(
      openPolicyBook([first], '2023-01-01'),
      { ...recognised([]), unknowns },
      department,
    );
    expect(assessment).toMatchObject({ verdict: 'UNKNOWN', manufacturer: null, demands: [] });
    expect(assessment.unknowns).toEqual([...unknowns, 'A survey on site would settle who made the device.']);
  });

  it('is the graver of two directives, and both are told', () => {
    const other: DirectiveVersion = {
      ...first,
      key: 'drones',
      coverage: [{ ...first.coverage[0]!, manufacturers: ['Neutral'] }],
    };
    const assessment = assess(
      openPolicyBook([first, other], '2023-01-01'),
      recognised([maker('Neutral')]),
      department,
    );
    expect(assessment).toMatchObject({ verdict: 'IN_SCOPE', directiveKey: 'drones' });
    expect(assessment.demands.every(({ directiveKey }) => directiveKey === 'drones')).toBe(true);
    expect(assessment.explanation).toContain(
      'Out of scope of directive vss version 1: none of its rules covers Neutral.',
    );
  });
});

describe('the demands', () => {
  const recognition = recognised([maker('Covered')]);

  it('follow the version in force on the day', () => {
    const on = (day: string) => assess(openPolicyBook([second, first], day), recognition, department);
    expect(on('2022-11-23')).toMatchObject({ verdict: 'OUT_OF_SCOPE', directiveKey: null, demands: [] });
    expect(on('2024-04-25')).toMatchObject({
      directiveVersion: 1,
      removalDeadline: null,
      mustBeRemoved: true,
    });
    expect(on('2024-04-26')).toMatchObject({ directiveVersion: 2, removalDeadline: '2025-04-30' });
  });

  it('for removal do not hold while an exemption from the directive lasts, of which the explanation tells', () => {
    const on = (day: string, exemptions: ExemptionInForce[]) =>
      assess(openPolicyBook([first], day), recognition, { ...department, exemptions });
    const exempt = on('2023-06-30', [exemption()]);
    expect(exempt).toMatchObject({ verdict: 'IN_SCOPE', mustBeRemoved: false, exemptUntil: '2023-06-30' });
    expect(exempt.demands.map(({ ruleId }) => ruleId)).toEqual(['cease']);
    expect(exempt.explanation).toContain(
      'It is exempt from removal under directive vss from 2023-01-01 to 2023-06-30 (exemption 7, granted by ava).',
    );
    const owed = { mustBeRemoved: true, exemptUntil: null };
    expect(on('2023-07-01', [exemption()])).toMatchObject(owed);
    expect(on('2022-12-31', [exemption()])).toMatchObject(owed);
    expect(on('2023-06-30', [exemption({ directiveKey: 'other' })])).toMatchObject(owed);
    const longer = [exemption(), exemption({ expiresOn: '2023-09-30' })];
    expect(on('2023-07-01', longer)).toMatchObject({ mustBeRemoved: false, exemptUntil: '2023-09-30' });
  });

  it('of another directive hold all the same', () => {
    const book = openPolicyBook([first, { ...first, key: 'local' }], '2023-02-01');
    const assessment = assess(book, recognition, { ...department, exemptions: [exemption()] });
    expect(assessment).toMatchObject({ mustBeRemoved: true, exemptUntil: null });
    const both = [exemption(), exemption({ directiveKey: 'local', expiresOn: '2023-03-01' })];
    expect(assess(book, recognition, { ...department, exemptions: both })).toMatchObject({
      mustBeRemoved: false,
      exemptUntil: '2023-03-01',
    });
  });

  it('to disconnect hold on the core network, and an unknown attachment is told', () => {
    const book = openPolicyBook([first], '2023-01-01');
    const rules = (network: DeviceToAssess['network']) =>
      assess(book, recognition, { ...department, network }).demands.map(({ ruleId }) => ruleId);
    expect(rules('CORE')).toEqual(['cease', 'core', 'remove']);
    expect(rules('ISOLATED')).toEqual(['cease', 'remove']);
    const open = assess(book, recognition, { ...department, network: 'UNKNOWN' });
    expect(open.demands.map(({ ruleId }) => ruleId)).toEqual(['cease', 'remove']);
    expect(open.unknowns).toEqual([
      'How the device hangs on the network is not known: if it is CORE, rule core asks that the device is disconnected from the core network.',
    ]);
  });

  it('tell of a device that came after deployment had to cease, counted from the first version', () => {
    const book = openPolicyBook([first, second], '2026-01-01');
    const late = assess(book, recognition, { ...department, installedOn: '2023-02-01' });
    expect(late.explanation).toContain(
      'It was installed on 2023-02-01, after deployment had to cease on 2022-11-24 (vss).',
    );
    expect(assess(book, recognition, department).explanation.join()).not.toContain('cease on');
  });
});

describe('the obligation', () => {
  it('depends on body and site, and is said to be assumed where the directive is silent', () => {
    const book = openPolicyBook([first], '2023-01-01');
    const of = (bodyKind: DeviceToAssess['bodyKind'], siteClass: DeviceToAssess['siteClass']) =>
      assess(book, recognised([maker('Covered')]), { ...department, bodyKind, siteClass });
    expect(of('CENTRAL_DEPARTMENT', 'SENSITIVE').obligation).toBe('MANDATORY');
    expect(of('LOCAL_AUTHORITY', 'SENSITIVE').obligation).toBe('ADVISED');
    expect(of('HEALTH', 'NON_SENSITIVE')).toMatchObject({ obligation: 'VOLUNTARY' });
    expect(of('HEALTH', 'NON_SENSITIVE').unknowns).toEqual([
      'Directive vss does not say how far it binds such a body at such a site: VOLUNTARY is assumed.',
    ]);
  });
});

describe('any assessment', () => {
  const anyMaker = fc.record({
    maker: fc.constantFrom('Covered', 'Plain', 'Neutral', 'Other'),
    sureness: fc.constantFrom(...SURENESS),
    through: fc.constantFrom(...COVERAGE_THROUGH),
  });
  const anyRecognition = fc
    .tuple(fc.uniqueArray(anyMaker, { selector: ({ maker }) => maker, maxLength: 4 }), fc.boolean())
    .map(([makers, mayBeAnother]) => recognised(makers, mayBeAnother));
  const anyDevice: fc.Arbitrary<DeviceToAssess> = fc.record({
    siteClass: fc.constantFrom(...SITE_CLASSES),
    bodyKind: fc.constantFrom(...BODY_KINDS),
    network: fc.constantFrom(...NETWORK_ATTACHMENTS),
    installedOn: fc.constantFrom(null, '2020-01-01', '2024-01-01'),
    exemptions: fc.subarray([exemption(), exemption({ directiveKey: 'other' })]),
  });
  const anyBook = fc
    .tuple(fc.subarray([first, second]), fc.constantFrom('2022-01-01', '2023-01-01', '2025-01-01'))
    .map(([versions, day]) => openPolicyBook(versions, day));

  it('never clears a device whose maker cannot be told or may be a covered one', () => {
    fc.assert(
      fc.property(anyBook, anyRecognition, anyDevice, (book, recognition, device) => {
        const { verdict } = assess(book, recognition, device);
        if (recognition.makers.length === 0) expect(verdict).toBe('UNKNOWN');
        const isSuspect = recognition.makers.some(({ maker }) =>
          book.directives.some(({ coverage }) => coverage.has(maker)),
        );
        if (isSuspect || recognition.mayBeAnother) expect(verdict).not.toBe('OUT_OF_SCOPE');
      }),
    );
  });

  it('makes demands only of devices in scope, each by a rule of a version in force', () => {
    fc.assert(
      fc.property(anyBook, anyRecognition, anyDevice, (book, recognition, device) => {
        const assessment = assess(book, recognition, device);
        if (assessment.verdict !== 'IN_SCOPE') expect(assessment.demands).toEqual([]);
        for (const { directiveKey, directiveVersion, ruleId } of assessment.demands) {
          const booked = book.directives.find(({ directive }) => directive.key === directiveKey);
          expect(booked?.directive.version).toBe(directiveVersion);
          expect(booked?.directive.demands.some((rule) => rule.ruleId === ruleId)).toBe(true);
        }
      }),
    );
  });

  it('gets no milder when evidence of a covered maker is added', () => {
    const gravity = ['OUT_OF_SCOPE', 'UNKNOWN', 'REVIEW', 'IN_SCOPE'];
    fc.assert(
      fc.property(anyRecognition, anyDevice, (recognition, device) => {
        const book = openPolicyBook([first], '2023-01-01');
        const others = recognition.makers.filter((found) => found.maker !== 'Covered');
        const before = assess(book, { ...recognition, makers: others }, device);
        const after = assess(book, { ...recognition, makers: [...others, maker('Covered')] }, device);
        expect(gravity.indexOf(after.verdict)).toBeGreaterThanOrEqual(gravity.indexOf(before.verdict));
      }),
    );
  });
});
