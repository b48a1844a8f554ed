import { randomBytes } from 'node:crypto';

export const newKey = (id: string): string => `${id}:${randomBytes(32).toString('base64')}`;

/** The keys of one run of tests: the databases that it makes go with it. The id is one that production takes. */
export const TEST_KEYS = [newKey('suite'), newKey('index')].join('\n');
