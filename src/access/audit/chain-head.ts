/** Heads of the chain that are kept elsewhere: a file of one JSON object a line, the newest last. */
import { appendFile, readFile } from 'node:fs/promises';
import { z } from 'zod';

const chainHead = z.strictObject({
  sequence: z.int().min(1),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** When it was the head, in UTC. */
  at: z.iso.datetime(),
});

/** The last link of the chain as it was at some time. */
export type ChainHead = z.output<typeof chainHead>;

/** Adds a head to a file, which is made where there is none. */
export async function keepHead(file: string, head: ChainHead): Promise<void> {
  await appendFile(file, `${JSON.stringify(head)}\n`);
}

/**
 * Reads the heads of a file.
 *
 * @throws {Error} for a file that holds none, or a line that is none
 */
export async function readHeads(file: string): Promise<ChainHead[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0) throw new Error(`${file} holds no head`);
  return lines.map((line, index) => {
    const head = chainHead.safeParse(parseJson(line));
    if (head.success) return head.data;
    throw new Error(`line ${index + 1} of ${file} is no head: expected {"sequence":…,"hash":…,"at":…}`);
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
