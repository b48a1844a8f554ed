import type { Fault } from '../problem.js';

/** Looks at one value of the document and adds what is wrong with it; `path` is the JSON path of the value. */
export type Check = (value: unknown, path: string, faults: Fault[]) => void;

/** A field that may be left out; where it is there, it must pass the check. */
export interface OptionalField {
  optional: Check;
}

export function optional(check: Check): OptionalField {
  return { optional: check };
}

/** A check of one value by itself: `expected` says in words what passes. */
export function value(expected: string, passes: (value: unknown) => boolean): Check {
  return (found, path, faults) => {
    if (!passes(found)) faults.push({ path, message: `expected ${expected}, but got ${shown(found)}` });
  };
}

/** An object with these fields and no others. */
export function record(fields: Record<string, Check | OptionalField>): Check {
  const checks = Object.entries(fields).map(([name, field]) => ({
    name,
    check: typeof field === 'function' ? field : field.optional,
    isRequired: typeof field === 'function',
  }));
  return (found, path, faults) => {
    if (!isRecord(found)) {
      faults.push({ path, message: `expected an object, but got ${shown(found)}` });
      return;
    }
    for (const { name, check, isRequired } of checks) {
      const given = Object.hasOwn(found, name) ? found[name] : undefined;
      const at = path === '' ? name : `${path}.${name}`;
      if (given !== undefined) check(given, at, faults);
      else if (isRequired) faults.push({ path: at, message: 'is missing' });
    }
    for (const name in found) {
      if (!Object.hasOwn(fields, name))
        faults.push({ path: pathOf(path, name), message: 'is not a known field' });
    }
  };
}

/** A list whose entries each pass the check. */
export function list(check: Check, atLeast = 0): Check {
  return (found, path, faults) => {
    if (!Array.isArray(found)) {
      faults.push({ path, message: `expected a list, but got ${shown(found)}` });
      return;
    }
    if (found.length < atLeast)
      faults.push({ path, message: `expected at least ${atLeast} entry, but got none` });
    found.forEach((entry, index) => check(entry, `${path}[${index}]`, faults));
  };
}

/** Several checks of the same value. */
export function all(...checks: Check[]): Check {
  return (found, path, faults) => checks.forEach((check) => check(found, path, faults));
}

export function isRecord(found: unknown): found is Record<string, unknown> {
  return typeof found === 'object' && found !== null && !Array.isArray(found);
}

export function pathOf(path: string, name: string): string {
  const plain = /^[A-Za-z_]\w*$/.test(name);
  if (!plain) return `${path}[${JSON.stringify(name)}]`;
  return path === '' ? name : `${path}.${name}`;
}

/** A value as a fault quotes it: short, whatever it is. */
export function shown(found: unknown): string {
  if (found === undefined) return 'nothing';
  if (Array.isArray(found)) return 'a list';
  if (typeof found === 'object' && found !== null) return 'an object';
  const text = typeof found === 'number' ? String(found) : (JSON.stringify(found) ?? typeof found);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
