import { compileModel } from '../compile-model.js';
import { placePins } from '../pins.js';
import type { Fault, Problem } from '../problem.js';
import { problemShape } from './fields.js';
import { checkReferences } from './references.js';
import { isRecord } from './shape.js';

export type ParsedProblem = { ok: true; problem: Problem } | { ok: false; faults: Fault[] };

/**
 * Reads a problem document, as JSON.parse gives it. A document with a fault is refused whole, and every fault
 * found is listed. A missing `rule` is STRICT_PHASES, its default; nothing else is filled in. Pins are held
 * against the rules that bind them once the rest is sound.
 */
export function parseProblem(value: unknown): ParsedProblem {
  const faults: Fault[] = [];
  problemShape(value, '', faults);
  if (isRecord(value)) checkReferences(value, faults);
  if (faults.length > 0) return { ok: false, faults: faults.map(named) };

  const problem: Problem = {
    ...(value as Problem),
    rule: (value as Partial<Problem>).rule ?? 'STRICT_PHASES',
  };
  for (const { workPackage, message } of placePins(compileModel(problem)).faults) {
    faults.push({ path: `workPackages[${workPackage}].pinned`, message });
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, problem };
}

/** The document itself has the empty path, which nobody could read. */
function named(fault: Fault): Fault {
  return fault.path === '' ? { ...fault, path: '$' } : fault;
}
