import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../src/platform/project-root.js';

const CONFIGURATION = join(projectRoot, '.dependency-cruiser.cjs');

interface Report {
  summary: { violations: { from: string; rule: { name: string } }[] };
}

/** What each rule forbids, as the least code that does it: the file that breaks the rule, and what it says. */
const BREACHES: Record<string, [file: string, text: string]> = {
  'planning-stands-alone': ['src/planning/a.ts', `import '../estate/sites.service.js';`],
  'planning-needs-the-language-only': ['src/planning/b.ts', `import 'zod';`],
  'planning-touches-no-machine': ['src/planning/c.ts', `import 'node:fs';`],
  'checker-shares-nothing-with-the-planner': ['src/planning/check/d.ts', `import '../planner.js';`],
  'planner-does-not-lean-on-the-checker': ['src/planning/e.ts', `import './check/index.js';`],
  'planning-has-one-door': ['src/plans/f.ts', `import '../planning/planner.js';`],
  'foundations-know-no-plans': ['src/estate/g.ts', `import type { Plans } from '../plans/plans.service.js';`],
  'plans-know-no-works': ['src/plans/h.ts', `import '../works/works.service.js';`],
  'platform-knows-no-area': ['src/platform/i.ts', `import '../estate/sites.service.js';`],
  'src-knows-no-workers': ['src/plans/j.ts', `import '../../workers/main.js';`],
  'entities-stay-at-home': ['src/plans/k.ts', `import '../estate/site.entity.js';`],
  'workers-write-no-rows': ['workers/l.ts', `import '../src/estate/site.entity.js';`],
  'no-circles': ['src/estate/m.ts', `import './n-too.js';`],
  'no-test-code-in-the-program': ['src/estate/n.ts', `import '../../test/support.js';`],
  'no-development-packages-in-the-program': ['src/estate/o.ts', `import 'fast-check';`],
  'every-import-is-there': ['src/estate/p.ts', `import './nowhere.js';`],
  'every-package-is-named': ['src/estate/q.ts', `import 'iterare';`],
  'nothing-knows-the-forecast': ['src/plans/s.ts', `import '../forecast/forecasts.service.js';`],
  'local-issuer-stands-apart': ['src/access/r.ts', `import './local-issuer/issuer.js';`],
};

/** What is allowed, and what the breaches above lead to. */
const AROUND: Record<string, string> = {
  'src/planning/index.ts': `export * from './planner.js'; export * from './check/index.js';`,
  'src/planning/planner.ts': `import type { Plan } from './plan.js'; import 'date-fns'; export type P = Plan;`,
  'src/planning/plan.ts': `export interface Plan {}`,
  'src/planning/command-line.ts': `import 'node:fs'; import './index.js';`,
  'src/planning/check/index.ts': `import type { Plan } from '../plan.js'; export type C = Plan;`,
  'src/planning/planner.spec.ts': `import './check/index.js'; import 'fast-check'; import '../../test/support.js';`,
  'src/estate/sites.service.ts': `import './site.entity.js'; import '../platform/clock.js';`,
  'src/estate/site.entity.ts': `import type { Plan } from '../finance/budget.entity.js'; export type S = Plan;`,
  'src/estate/n-too.ts': `import './m.js';`,
  'src/access/local-issuer/main.ts': `import './issuer.js';`,
  'src/access/local-issuer/issuer.ts': `export {};`,
  'src/finance/budget.entity.ts': `import '../estate/site.entity.js'; export interface Plan {}`,
  'src/platform/clock.ts': `export {};`,
  'src/plans/plans.service.ts': `import '../planning/index.js'; import '../estate/sites.service.js';
    import type { S } from '../estate/site.entity.js'; export type Plans = S;`,
  'src/forecast/forecasts.service.ts': `import '../works/works.service.js';`,
  'src/works/works.service.ts': `import '../plans/plans.service.js';`,
  'workers/main.ts': `import '../src/plans/plans.service.js';`,
  'test/support.ts': `import '../src/plans/plans.service.js';`,
};

describe('the boundaries between the areas', () => {
  let folder: string;
  let found: [file: string, rule: string][];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'phaseout-boundaries-'));
    const files = { ...AROUND, ...Object.fromEntries(Object.values(BREACHES)) };
    const copied = {
      'package.json': JSON.stringify({
        dependencies: { 'date-fns': '*', zod: '*' },
        devDependencies: { 'fast-check': '*' },
      }),
      'tsconfig.json': JSON.stringify({ compilerOptions: { module: 'nodenext', target: 'ES2023' } }),
    };
    for (const [file, text] of Object.entries({ ...files, ...copied })) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'));
    const program = join(projectRoot, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const args = ['--config', CONFIGURATION, '--output-type', 'json', 'src', 'workers', 'test'];
    const { stdout } = spawnSync(process.execPath, [program, ...args], { cwd: folder, encoding: 'utf8' });
    const { summary } = JSON.parse(stdout) as Report;
    found = summary.violations.map(({ from, rule }) => [from, rule.name]);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(Object.entries(BREACHES))('%s', (rule, [file]) => {
    expect(found).toContainEqual([file, rule]);
  });

  it('allow everything else', () => {
    const breaking = new Set(Object.values(BREACHES).map(([file]) => file));
    expect(found.filter(([file]) => !breaking.has(file))).toEqual([]);
  });

  it('are all shown to hold', () => {
    const { forbidden } = createRequire(import.meta.url)(CONFIGURATION) as { forbidden: { name: string }[] };
    expect(forbidden.map(({ name }) => name).sort()).toEqual(Object.keys(BREACHES).sort());
  });
});
