/** The settings of a process, read once from the environment and refused whole when one of them is wrong. */
import { isIP } from 'node:net';
import { z } from 'zod';
import { KeyRing } from './sealing/key-ring.js';
import { UnfitKeys } from './sealing/sealing.errors.js';
import type { TlsFiles } from './tls.js';

const settings = z.object({
  DATABASE_URL: z
    .url({ protocol: /^(mysql|mariadb)$/, error: 'expected mysql://user:password@host:port/database' })
    .describe('The MySQL or MariaDB database.'),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/, error: 'expected redis://[:password@]host:port' })
    .describe('The Redis server of the job queue.'),
  QUEUE_PREFIX: z
    .string()
    .regex(/^[\w.-]{1,64}$/, 'expected letters, digits, `.`, `_` or `-`')
    .default('phaseout')
    .describe('What the keys in Redis begin with: one for each installation that shares the server.'),
  HOST: z.string().min(1).default('127.0.0.1').describe('The address that the API listens on.'),
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(3000)
    .describe('The port that the API listens on.'),
  TLS_CERT_FILE: z
    .string()
    .optional()
    .describe('A certificate with its chain, as PEM: the API then speaks TLS. Needs TLS_KEY_FILE.'),
  TLS_KEY_FILE: z.string().optional().describe('The private key of the certificate, as PEM.'),
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((text) => text.split(',').map((part) => part.trim()))
    .transform((addresses) => addresses.filter((address) => address !== ''))
    .refine(
      (addresses) => addresses.every(isAddressRange),
      'expected IP addresses or ranges, with commas between',
    )
    .describe(
      'The proxies whose word on who calls is taken, as addresses or ranges (10.0.0.0/8), by commas.',
    ),
  QUERY_SECONDS: z.coerce
    .number()
    .min(0.1)
    .max(600)
    .default(20)
    .describe('A query that takes longer is given up, and its work in the database with it.'),
  MUTATION_SECONDS: z.coerce
    .number()
    .min(0.1)
    .max(3600)
    .default(300)
    .describe('The same for a mutation, which is then rolled back.'),
  RATE_LIMIT_COST: z.coerce
    .number()
    .int()
    .min(1)
    .default(2_000_000)
    .describe('What the operations of one client may cost in a minute, one for each field of each object.'),
  RATE_LIMIT_FAILURES: z.coerce
    .number()
    .int()
    .min(1)
    .default(300)
    .describe('The requests without a good token that one address may send in a minute.'),
  STREAMS_OF_CALLER: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000)
    .default(20)
    .describe(
      'The plans and works that one caller may follow at a time in one process, and the connections.',
    ),
  STREAM_CHECK_SECONDS: z.coerce
    .number()
    .min(0.5)
    .max(60)
    .default(10)
    .describe('How often whoever follows a plan is looked after where nothing tells that it changed.'),
  WEBHOOK_ATTEMPTS: z.coerce
    .number()
    .int()
    .min(1)
    .max(20)
    .default(8)
    .describe('How often a message is sent to a webhook that does not take it, until it is dead.'),
  WEBHOOK_RETRY_SECONDS: z.coerce
    .number()
    .min(0.1)
    .max(3_600)
    .default(5)
    .describe('How long the first attempt that failed is waited after; then five times as long each time.'),
  WEBHOOK_TIMEOUT_SECONDS: z.coerce
    .number()
    .min(0.1)
    .max(60)
    .default(10)
    .describe('How long a webhook may take to answer.'),
  WEBHOOK_GIVE_UP_DAYS: z.coerce
    .number()
    .min(1)
    .max(60)
    .default(5)
    .describe('A webhook that has taken nothing for so many days is switched off.'),
  TRUSTED_DOCUMENTS: z
    .enum(['on', 'off'])
    .optional()
    .describe('`on`: no documents but those of graphql/operations are executed. In production it is on.'),
  BUSINESS_DATE_FILE: z
    .string()
    .optional()
    .describe('A file with the date that is taken for today: for demonstrations. Refused in production.'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('How much is logged.'),
  NODE_ENV: z.string().default('development').describe('`production` turns introspection off.'),
  OIDC_ISSUER: z
    .url({ protocol: /^https?$/, error: 'expected the URL of an OpenID Connect issuer' })
    .optional()
    .describe('The identity provider whose tokens the API believes. The API needs it; workers do not.'),
  OIDC_AUDIENCE: z
    .string()
    .min(1)
    .default('phaseout')
    .describe('What tokens for this installation name as their audience.'),
  OIDC_JWKS_URL: z
    .url({ protocol: /^https?$/, error: 'expected a URL' })
    .optional()
    .describe("The issuer's public keys; `<issuer>/jwks` where nothing is said."),
  OIDC_ALGORITHMS: z
    .string()
    .regex(/^(RS|PS|ES)(256|384|512)(,(RS|PS|ES)(256|384|512))*$/, 'expected such as RS256,ES256')
    .default('RS256,ES256')
    .describe('The signatures that are accepted.'),
  NEED_TO_KNOW_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3660)
    .default(365)
    .describe('How many days ahead a grant for a sensitive site may end.'),
  SMALL_CELL: z.coerce
    .number()
    .int()
    .min(2)
    .max(100)
    .default(5)
    .describe(
      'Who follows the progress only gets counts over at least so many sites, rounded to its multiples.',
    ),
  HANDLING_MARKING: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9 -]{0,62}$/, 'expected 1 to 63 letters, digits, blanks or hyphens')
    .default('OFFICIAL-SENSITIVE')
    .describe('How files that are exported are to be handled: it stands on each of them.'),
  WORKER_CONCURRENCY: z.coerce
    .number()
    .int()
    .min(1)
    .max(16)
    .default(1)
    .describe('Plans computed at a time by one worker.'),
  PLAN_SILENT_SECONDS: z.coerce
    .number()
    .min(1)
    .max(3600)
    .default(30)
    .describe('A worker that shows no sign of life for so long has its plan taken over.'),
  EVIDENCE_DIR: z
    .string()
    .min(1, 'expected a folder')
    .optional()
    .describe('The folder in which photographs and papers of works are kept, encrypted.'),
  EVIDENCE_MAX_BYTES: z.coerce
    .number()
    .int()
    .min(1)
    .max(104_857_600)
    .default(10_485_760)
    .describe('The largest of these files, in bytes.'),
  IMPORT_MAX_BYTES: z.coerce
    .number()
    .int()
    .min(1)
    .default(268_435_456)
    .describe('The largest register that is read, in bytes.'),
  IMPORT_ROWS: z.coerce
    .number()
    .int()
    .min(1)
    .default(2_000_000)
    .describe('The most rows of a register that are read.'),
  IMPORT_SECONDS: z.coerce
    .number()
    .min(0.1)
    .max(86_400)
    .default(3_600)
    .describe('An import that takes longer is stopped between two batches, and can be sent again.'),
});

const agreeing = settings.superRefine(
  (
    { BUSINESS_DATE_FILE: dateFile, NODE_ENV: environment, TLS_CERT_FILE: certificate, TLS_KEY_FILE: key },
    context,
  ) => {
    if (dateFile !== undefined && environment === 'production') {
      const message = 'is for demonstrations alone: leave it unset in production';
      context.addIssue({ code: 'custom', path: ['BUSINESS_DATE_FILE'], message });
    }
    if (!certificate === !key) return;
    const [path, other] = certificate ? ['TLS_KEY_FILE', 'TLS_CERT_FILE'] : ['TLS_CERT_FILE', 'TLS_KEY_FILE'];
    context.addIssue({ code: 'custom', path: [path], message: `expected a file, because ${other} is set` });
  },
);

export interface Configuration {
  databaseUrl: string;
  redisUrl: string;
  queuePrefix: string;
  host: string;
  port: number;
  /** What the API speaks TLS with; undefined where it speaks HTTP. */
  tls: TlsFiles | undefined;
  /** Addresses or ranges. */
  trustedProxies: string[];
  querySeconds: number;
  mutationSeconds: number;
  /** A minute, for each client. */
  rateLimitCost: number;
  /** Requests without a good token, a minute, for each address. */
  rateLimitFailures: number;
  /** Plans and works that one caller may follow at a time, and connections to follow them by, in one process. */
  streamsOfCaller: number;
  /** The longest that a stream goes without looking whether something happened, and whether it may go on. */
  streamCheckSeconds: number;
  /** Until a message is dead. */
  webhookAttempts: number;
  /** After the first attempt that failed. */
  webhookRetrySeconds: number;
  webhookTimeoutSeconds: number;
  /** Without a delivery, until a webhook is switched off. */
  webhookGiveUpDays: number;
  /** No documents but those of graphql/operations are executed. */
  takesTrustedDocumentsOnly: boolean;
  /** Holds the date that is taken for today; undefined: it is today. */
  businessDateFile: string | undefined;
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  isProduction: boolean;
  /** Whose tokens are believed; undefined for a process that nobody sends tokens to. */
  identity: { issuer: string; audience: string; jwksUrl: string; algorithms: string[] } | undefined;
  /** The longest that a grant for a sensitive site may last. */
  needToKnowDays: number;
  /** The fewest sites that a count is over for who may not read the estate. */
  smallCell: number;
  /** What stands on exported files. */
  handlingMarking: string;
  workerConcurrency: number;
  planSilentSeconds: number;
  /** Where files of evidence are kept; undefined where none are. */
  evidenceDir: string | undefined;
  evidenceMaxBytes: number;
  importMaxBytes: number;
  importRows: number;
  importSeconds: number;
  /** The keys under which details of the estate are stored. */
  keyRing: KeyRing;
}

/** Injection token of the {@link Configuration}. */
export const CONFIGURATION = Symbol('Configuration');

/**
 * Reads the settings of the environment.
 *
 * @throws {Error} naming every setting that is missing or wrong, never its value: a URL holds a password
 */
export function readConfiguration(environment: NodeJS.ProcessEnv): Configuration {
  const result = agreeing.safeParse(environment);
  const keyRing = readKeyRing(environment);
  if (!result.success || typeof keyRing === 'string') {
    const issues = result.error?.issues ?? [];
    const faults = issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    if (typeof keyRing === 'string') faults.push(keyRing);
    throw new Error(
      `Settings that are missing or wrong:\n  ${faults.join('\n  ')}\nSet them and start again.`,
    );
  }
  const read = result.data;
  const isProduction = read.NODE_ENV === 'production';
  return {
    databaseUrl: read.DATABASE_URL,
    redisUrl: read.REDIS_URL,
    queuePrefix: read.QUEUE_PREFIX,
    host: read.HOST,
    port: read.PORT,
    tls:
      read.TLS_CERT_FILE && read.TLS_KEY_FILE
        ? { certificateFile: read.TLS_CERT_FILE, keyFile: read.TLS_KEY_FILE }
        : undefined,
    trustedProxies: read.TRUSTED_PROXIES,
    querySeconds: read.QUERY_SECONDS,
    mutationSeconds: read.MUTATION_SECONDS,
    rateLimitCost: read.RATE_LIMIT_COST,
    rateLimitFailures: read.RATE_LIMIT_FAILURES,
    streamsOfCaller: read.STREAMS_OF_CALLER,
    streamCheckSeconds: read.STREAM_CHECK_SECONDS,
    webhookAttempts: read.WEBHOOK_ATTEMPTS,
    webhookRetrySeconds: read.WEBHOOK_RETRY_SECONDS,
    webhookTimeoutSeconds: read.WEBHOOK_TIMEOUT_SECONDS,
    webhookGiveUpDays: read.WEBHOOK_GIVE_UP_DAYS,
    takesTrustedDocumentsOnly: (read.TRUSTED_DOCUMENTS ?? (isProduction ? 'on' : 'off')) === 'on',
    businessDateFile: read.BUSINESS_DATE_FILE,
    logLevel: read.LOG_LEVEL,
    isProduction,
    identity: read.OIDC_ISSUER
      ? {
          issuer: read.OIDC_ISSUER,
          audience: read.OIDC_AUDIENCE,
          jwksUrl: read.OIDC_JWKS_URL ?? `${read.OIDC_ISSUER.replace(/\/$/, '')}/jwks`,
          algorithms: read.OIDC_ALGORITHMS.split(','),
        }
      : undefined,
    needToKnowDays: read.NEED_TO_KNOW_DAYS,
    smallCell: read.SMALL_CELL,
    handlingMarking: read.HANDLING_MARKING,
    workerConcurrency: read.WORKER_CONCURRENCY,
    planSilentSeconds: read.PLAN_SILENT_SECONDS,
    evidenceDir: read.EVIDENCE_DIR,
    evidenceMaxBytes: read.EVIDENCE_MAX_BYTES,
    importMaxBytes: read.IMPORT_MAX_BYTES,
    importRows: read.IMPORT_ROWS,
    importSeconds: read.IMPORT_SECONDS,
    keyRing,
  };
}

/** @returns what is wrong with the keys, where something is */
function readKeyRing(environment: NodeJS.ProcessEnv): KeyRing | string {
  try {
    return KeyRing.fromEnvironment(environment);
  } catch (error) {
    if (error instanceof UnfitKeys) return error.message;
    throw error;
  }
}

function isAddressRange(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}
