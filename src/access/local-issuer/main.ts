/** The local issuer as a process of its own, as `npm start` runs it. */
import { z } from 'zod';
import { createIssuer } from './issuer.js';
import { readPeople } from './people.js';

const settings = z.object({
  ISSUER_PORT: z.coerce.number().int().min(0).max(65_535).default(3100),
  ISSUER_KEY_FILE: z.string({ error: 'expected the file to keep the keys in' }).min(1),
  ISSUER_PEOPLE_FILE: z.string({ error: 'expected the file of those who get tokens' }).min(1),
  OIDC_AUDIENCE: z.string().min(1).default('phaseout'),
});

try {
  const result = settings.safeParse(process.env);
  if (!result.success) {
    const faults = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Error(
      `Settings that are missing or wrong:\n  ${faults.join('\n  ')}\nSet them and start again.`,
    );
  }
  const { ISSUER_PORT, ISSUER_KEY_FILE, ISSUER_PEOPLE_FILE, OIDC_AUDIENCE } = result.data;
  const issuer = await createIssuer({
    audience: OIDC_AUDIENCE,
    keyFile: ISSUER_KEY_FILE,
    people: readPeople(ISSUER_PEOPLE_FILE),
  });
  console.log(`issuer ready at ${await issuer.listen(ISSUER_PORT)}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void issuer.close());
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
