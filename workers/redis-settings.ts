import type { Redis } from 'ioredis';

/** What a Redis must be set to, or jobs vanish without a word. */
const REQUIRED = [
  { name: 'maxmemory-policy', value: 'noeviction', why: 'it would drop jobs to make room' },
  { name: 'appendonly', value: 'yes', why: 'it would forget jobs when it restarts' },
] as const;

/**
 * Compares the server's settings with what the queue needs.
 *
 * @returns a sentence for each that is wrong; none where the server does not let itself be asked
 */
export async function faultsOfRedis(redis: Redis): Promise<string[]> {
  const faults: string[] = [];
  for (const { name, value, why } of REQUIRED) {
    const found = await readSetting(redis, name);
    if (found === undefined || found === value) continue;
    faults.push(`Redis has ${name} ${found}, and ${why}: set ${name} ${value}.`);
  }
  return faults;
}

async function readSetting(redis: Redis, name: string): Promise<string | undefined> {
  try {
    const answer = (await redis.config('GET', name)) as string[];
    return answer[1];
  } catch (error) {
    // Managed servers forbid the question; their operator has to vouch for the answer.
    if (error instanceof Error && /unknown command|NOPERM/i.test(error.message)) return undefined;
    throw error;
  }
}
