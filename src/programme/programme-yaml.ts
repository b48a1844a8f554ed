import { LineCounter, parseDocument, type Document, isNode, isMap, isPair, isScalar, visit } from 'yaml';

/** Room for a programme of a thousand crews and a thousand products. */
const MOST_CHARACTERS = 600_000;
/** Anchors save a few repetitions; many of them are an attack or a machine's output. */
const MOST_ALIASES = 100;
/** A programme is six levels deep. */
const DEEPEST_BRACKETS = 32;
const DEEPEST_INDENTATION = 80;
const MOST_INDICATORS_OF_A_LINE = 40;

/** The library compares each key of a map with all others, which takes minutes on a long one: see `repeatedKeys`. */
const READING = { version: '1.2', prettyErrors: false, uniqueKeys: false } as const;

/** A YAML text that was read, or what is wrong with it as YAML. */
export type YamlReading =
  | { ok: true; value: unknown; lineOf: (path: readonly PropertyKey[]) => number | undefined }
  | { ok: false; faults: { message: string; line?: number }[] };

/** Reads a text as one YAML 1.2 document with bounds on its size, its nesting and its aliases. */
export function readYaml(text: string): YamlReading {
  if (text.length > MOST_CHARACTERS)
    return refused(`expected at most ${MOST_CHARACTERS} characters, found ${text.length}`);
  const nesting = nestingFault(text);
  if (nesting) return refused(nesting);
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, { lineCounter: lines, ...READING });
    const broken = [
      ...[...document.errors, ...document.warnings].map(({ message, pos }) => ({ message, at: pos[0] })),
      ...repeatedKeys(document),
    ];
    if (broken.length > 0)
      return {
        ok: false,
        faults: broken.map(({ message, at }) => ({ message, line: lines.linePos(at).line })),
      };
    return {
      ok: true,
      value: document.toJS({ maxAliasCount: MOST_ALIASES }) as unknown,
      lineOf: (path) => lineOf(document, lines, path),
    };
  } catch (error) {
    if (error instanceof ReferenceError || error instanceof RangeError) return refused(error.message);
    throw error;
  }
}

function refused(message: string): YamlReading {
  return { ok: false, faults: [{ message }] };
}

/**
 * Looks for nesting before the parser does: deep enough, a text of a few kilobytes ends the process.
 * Flow collections nest by brackets, block collections by indentation or by indicators on one line.
 */
function nestingFault(text: string): string | null {
  let depth = 0;
  for (const character of text) {
    if (character === '[' || character === '{') depth += 1;
    else if ((character === ']' || character === '}') && depth > 0) depth -= 1;
    if (depth > DEEPEST_BRACKETS) return `expected brackets nested at most ${DEEPEST_BRACKETS} deep`;
  }
  for (const line of text.split(/\r\n|[\r\n]/)) {
    if (line.search(/\S|$/) > DEEPEST_INDENTATION)
      return `expected lines nested at most ${DEEPEST_INDENTATION} columns deep`;
    if ((line.match(/(?<!\S)[-?:](?!\S)/g)?.length ?? 0) > MOST_INDICATORS_OF_A_LINE)
      return `expected lines nested by at most ${MOST_INDICATORS_OF_A_LINE} of - ? :`;
  }
  return null;
}

function repeatedKeys(document: Document): { message: string; at: number }[] {
  const repeated: { message: string; at: number }[] = [];
  visit(document, {
    Map: (_, map) => {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value))
          repeated.push({ message: `the key ${String(key.value)} comes twice`, at: key.range?.[0] ?? 0 });
        seen.add(key.value);
      }
    },
  });
  return repeated;
}

/** The line of a value, or of the nearest thing around it that is written down. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number | undefined {
  for (let length = path.length; length >= 0; length -= 1) {
    const offset = offsetOf(document, path.slice(0, length));
    if (offset !== undefined) return lines.linePos(offset).line;
  }
  return undefined;
}

function offsetOf(document: Document, path: readonly PropertyKey[]): number | undefined {
  const parent: unknown = path.length > 0 ? document.getIn(path.slice(0, -1), true) : undefined;
  if (isMap(parent)) {
    // A faulty key is found at its key: its value may stand lines below.
    const pair = parent.items.find(
      (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(path.at(-1)),
    );
    if (isScalar(pair?.key) && pair.key.range) return pair.key.range[0];
  }
  const node: unknown = path.length > 0 ? document.getIn(path, true) : document.contents;
  return isNode(node) && node.range ? node.range[0] : undefined;
}
