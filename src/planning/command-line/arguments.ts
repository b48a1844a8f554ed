import { parseArgs } from 'node:util';

export const USAGE = `usage: npm run plan -- problem.json [options]

  --out file           where the plan goes; without it, to the standard output
  --certificate file   also write what proves the plan's lower bounds
  --seed n             a whole number from 0 to 4294967295 (default 1); the same seed gives the same plan
  --iterations n       search steps for each phase (default: by the size of the phase)
  --seconds s          end the search after so many seconds, with the best plan so far
  --check              let the independent checker judge the plan; one that it refuses is not written
  --help               this text

Ctrl-C ends the search and still writes the best plan so far.
`;

export interface PlanArguments {
  problemFile: string;
  out?: string;
  certificate?: string;
  seed: number;
  iterations?: number;
  seconds?: number;
  check: boolean;
}

/** The arguments, or 'HELP', or a sentence that says what is wrong with them. */
export function readArguments(
  args: string[],
): { ok: true; arguments: PlanArguments | 'HELP' } | { ok: false; fault: string } {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        out: { type: 'string' },
        certificate: { type: 'string' },
        seed: { type: 'string' },
        iterations: { type: 'string' },
        seconds: { type: 'string' },
        check: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return { ok: true, arguments: 'HELP' };
    const [problemFile, ...rest] = positionals;
    if (problemFile === undefined || rest.length > 0) {
      throw new Error(`expected one problem file, but got ${positionals.length}`);
    }
    const { out, certificate, check } = values;
    const seed = readWhole('--seed', values.seed, 0xffffffff) ?? 1;
    const iterations = readWhole('--iterations', values.iterations, Number.MAX_SAFE_INTEGER);
    const seconds = readSeconds(values.seconds);
    return { ok: true, arguments: { problemFile, out, certificate, seed, iterations, seconds, check } };
  } catch (error) {
    return { ok: false, fault: error instanceof Error ? error.message : String(error) };
  }
}

function readWhole(name: string, text: string | undefined, most: number): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (/^\d+$/.test(text) && number <= most) return number;
  throw new Error(`${name}: expected a whole number from 0 to ${most}, but got "${text}"`);
}

function readSeconds(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  throw new Error(`--seconds: expected a number of seconds, but got "${text}"`);
}
