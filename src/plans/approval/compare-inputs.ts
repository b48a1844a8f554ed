/** What a plan was made of against what it would be made of now: pure, so that it says the same wherever it is asked. */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../access/audit/canonical-json.js';
import type { Problem } from '../../planning/index.js';
import type { BuiltProblem } from '../problem/build-problem.js';

export const PLAN_INPUTS = [
  'WORK_PACKAGE',
  'SITE',
  'CREW',
  'VENDOR',
  'BUDGET',
  'HOLIDAY',
  'QUOTATION',
] as const;
export type PlanInput = (typeof PLAN_INPUTS)[number];

export const CHANGES = ['ADDED', 'REMOVED', 'CHANGED'] as const;
export type Change = (typeof CHANGES)[number];

/** One thing that is otherwise. */
export interface InputChange {
  input: PlanInput;
  change: Change;
  /** As the problem document calls it: the external id, of a holiday the date. */
  externalId: string;
  /** The external id of the site, for work packages and sites. */
  siteExternalId: string | null;
  /** Which parts of it are otherwise, as the problem document calls them; none where it came or went. */
  fields: string[];
  /** A sentence, where there is more to say. */
  detail: string | null;
}

export interface InputChangeCount {
  input: PlanInput;
  change: Change;
  count: number;
}

/** What a plan is made of: the problem document, and the devices that each work package of it stands for. */
export interface PlanInputs {
  problem: Problem;
  deviceIds: ReadonlyMap<string, readonly number[]>;
}

/** The inputs of a problem that was built from the database. */
export function inputsOf({ problem, packages }: BuiltProblem): PlanInputs {
  return { problem, deviceIds: new Map(packages.map(({ id, deviceIds }) => [id, deviceIds])) };
}

type Element = { id: string };
type Elements = Record<PlanInput, Element[]>;

/**
 * What differs, in the order of inputs and ids. The terms (horizon, rule, price of a risk-day) are the request's, and
 * stay as they are; pins are what was decided, not what was found.
 *
 * @param done the work packages that the plan has seen done: that these go is what was planned
 */
export function compareInputs(
  was: PlanInputs,
  now: PlanInputs,
  done: ReadonlySet<string> = new Set(),
): InputChange[] {
  const before = elementsOf(was);
  const after = elementsOf(now);
  const left = new Set(
    was.problem.workPackages.filter(({ id }) => !done.has(id)).map(({ siteId }) => siteId),
  );
  const isPlanned = ({ input, change, externalId }: InputChange) =>
    (input === 'WORK_PACKAGE' && change === 'REMOVED' && done.has(externalId)) ||
    (input === 'SITE' && change === 'REMOVED' && !left.has(externalId));
  return PLAN_INPUTS.flatMap((input) => compareElements(input, before[input], after[input])).filter(
    (change) => !isPlanned(change),
  );
}

/** How many of each kind there are, none left out but zeros. */
export function countChanges(changes: readonly InputChange[]): InputChangeCount[] {
  return PLAN_INPUTS.flatMap((input) =>
    CHANGES.map((change) => ({
      input,
      change,
      count: changes.filter((one) => one.input === input && one.change === change).length,
    })),
  ).filter(({ count }) => count > 0);
}

/**
 * SHA-256 over all that is compared, in hexadecimal, but for the risks: who is told the hash and all the rest could try
 * which risk makes it, and from a risk follows how devices hang on networks.
 */
export function fingerprintOf(inputs: PlanInputs): string {
  const elements = elementsOf(inputs);
  elements.WORK_PACKAGE = elements.WORK_PACKAGE.map((work) => ({ ...work, risk: undefined }));
  const sorted = PLAN_INPUTS.map((input) => [...elements[input]].sort(byId));
  return createHash('sha256').update(canonicalJson(sorted)).digest('hex');
}

function elementsOf({ problem, deviceIds }: PlanInputs): Elements {
  return {
    WORK_PACKAGE: problem.workPackages.map(({ pinned: _, ...work }) => ({
      ...work,
      devices: [...(deviceIds.get(work.id) ?? [])].sort((a, b) => a - b),
    })),
    SITE: problem.sites,
    CREW: problem.crews,
    VENDOR: problem.vendors,
    BUDGET: problem.budgets,
    HOLIDAY: problem.holidays.map((date) => ({ id: date })),
    // They make prices, which the work packages have; that one has lapsed is told apart.
    QUOTATION: [],
  };
}

function compareElements(input: PlanInput, was: readonly Element[], now: readonly Element[]): InputChange[] {
  const before = new Map(was.map((element) => [element.id, element]));
  const after = new Map(now.map((element) => [element.id, element]));
  const ids = [...new Set([...before.keys(), ...after.keys()])].sort();
  return ids.flatMap((id) => {
    const old = before.get(id);
    const present = after.get(id);
    const fields = old && present ? fieldsThatDiffer(old, present) : [];
    if (old && present && fields.length === 0) return [];
    const change = !old ? 'ADDED' : !present ? 'REMOVED' : 'CHANGED';
    return [
      { input, change, externalId: id, siteExternalId: siteOf(input, old ?? present), fields, detail: null },
    ];
  });
}

function siteOf(input: PlanInput, element: (Element & { siteId?: string }) | undefined): string | null {
  return input === 'SITE' ? (element?.id ?? null) : (element?.siteId ?? null);
}

function fieldsThatDiffer(was: Element, now: Element): string[] {
  const before = new Map<string, unknown>(Object.entries(was));
  const after = new Map<string, unknown>(Object.entries(now));
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((field) => canonicalJson(before.get(field) ?? null) !== canonicalJson(after.get(field) ?? null))
    .sort();
}

function byId(a: Element, b: Element): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
