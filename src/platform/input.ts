import type { z } from 'zod';
import { BadInput } from './errors.js';
import { rowId } from './input-schemas.js';

/**
 * Reads an input through its schema.
 *
 * @param at the argument that it came in, the beginning of every fault's path
 * @throws {BadInput} with every fault
 */
export function readInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  at = 'input',
): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new BadInput(
    result.error.issues.map((issue) => ({ path: pathOf(at, issue.path), message: issue.message })),
  );
}

/** A path as people write it: `input.closures[0].to`. */
export function pathOf(start: string, steps: readonly PropertyKey[]): string {
  return steps.reduce<string>(
    (path, step) =>
      typeof step === 'number' ? `${path}[${step}]` : path ? `${path}.${String(step)}` : String(step),
    start,
  );
}

/**
 * Reads a GraphQL ID as the row id that it stands for.
 *
 * @throws {BadInput} where it cannot be one
 */
export function readRowId(id: string, path = 'id'): number {
  const read = rowId.safeParse(id);
  if (!read.success)
    throw new BadInput(read.error.issues.slice(0, 1).map(({ message }) => ({ path, message })));
  return read.data;
}

/**
 * Reads an argument that may be left out. An empty id is none: taken for "left out" it would ask for everything.
 *
 * @throws {BadInput} where it is given and cannot be one
 */
export function readOptionalRowId(id: string | null | undefined, path: string): number | undefined {
  return id === null || id === undefined ? undefined : readRowId(id, path);
}
