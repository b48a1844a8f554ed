import { z } from 'zod';

/** A key that a schema does not know, and where it stands. */
export interface UnknownKey {
  path: PropertyKey[];
  known: string[];
}

/**
 * Finds keys that no schema of a document knows. The schemas of inputs leave such keys aside, as GraphQL
 * refuses them before; in a file they are slips of the pen that would go unseen.
 */
export function unknownKeys(schema: z.core.$ZodType, value: unknown, path: PropertyKey[] = []): UnknownKey[] {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodArray)
    return Array.isArray(value)
      ? value.flatMap((item, index) => unknownKeys(inner.element, item, [...path, index]))
      : [];
  if (!(inner instanceof z.ZodObject) || typeof value !== 'object' || value === null || Array.isArray(value))
    return [];
  const shape = inner.shape as Record<string, z.core.$ZodType>;
  return Object.entries(value).flatMap(([key, item]) => {
    const field = Object.hasOwn(shape, key) ? shape[key] : undefined;
    return field
      ? unknownKeys(field, item, [...path, key])
      : [{ path: [...path, key], known: Object.keys(shape) }];
  });
}

/** The schema that says what goes in, below optional, nullable, defaults and transformations. */
function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodPipe) return unwrapped(schema.in);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return unwrapped(schema.unwrap());
  return schema;
}
