/**
 * The people and programs that the local issuer gives tokens to. Their role is told to who asks for a token; it
 * stands in none, and whoever starts the issuer has to grant it.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ROLES } from '../caller.js';

const subject = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'expected small letters, digits and hyphens');
const role = z.enum(ROLES);
/** The externalId of the one organisation that the role is held in; without it, it is held in all of them. */
const organisation = z.string().min(1).optional();

const person = z.strictObject({
  kind: z.literal('PERSON'),
  subject,
  name: z.string().min(1),
  role,
  organisation,
});

const service = z.strictObject({
  kind: z.literal('SERVICE'),
  subject,
  name: z.string().min(1),
  role,
  organisation,
  secret: z.string().min(1),
  /** What it may ask for. A token says what it asked for, or all of it; without any, a token says nothing of it. */
  scopes: z.array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/)).default([]),
});

const people = z
  .array(z.discriminatedUnion('kind', [person, service]))
  .refine((all) => new Set(all.map((one) => one.subject)).size === all.length, 'a subject stands twice');

export type Person = z.infer<typeof person>;
/** A program with credentials of its own. */
export type ServiceClient = z.infer<typeof service>;

/**
 * Reads a file of people, in JSON.
 *
 * @throws {Error} naming what is wrong and where
 */
export function readPeople(file: string): (Person | ServiceClient)[] {
  const result = people.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Error(`${file} is no list of people:\n  ${faults.join('\n  ')}`);
}
