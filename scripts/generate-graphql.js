/**
 * `npm run generate:graphql`: merges graphql/schema/*.graphql into graphql/generated/schema.graphql and writes its
 * TypeScript types beside it.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { codegen } from '@graphql-codegen/core';
import * as typescript from '@graphql-codegen/typescript';
import {
  assertValidSchema,
  buildASTSchema,
  concatAST,
  lexicographicSortSchema,
  parse,
  printSchema,
  Source,
} from 'graphql';
import { root } from './checkout.js';

export const generatedDir = join(root, 'graphql/generated');

/** How the contract's scalars are written in TypeScript; enums are unions of their names, as GraphQL sends them. */
const TYPES_CONFIG = {
  enumsAsTypes: true,
  useTypeImports: true,
  avoidOptionals: { field: true },
  inputMaybeValue: 'T | null | undefined',
  scalars: { Date: 'string', DateTime: 'Date', Pence: 'number', ID: 'string' },
};

/**
 * The documents of a folder under graphql/, in the order of their names; a fault in one names its file and line.
 *
 * @param {string} folder
 */
export function readDocuments(folder) {
  return readdirSync(join(root, 'graphql', folder))
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((name) => {
      const file = join('graphql', folder, name);
      return parse(new Source(readFileSync(join(root, file), 'utf8'), file));
    });
}

/** The schema of all areas as one. */
export function readSchema() {
  const schema = buildASTSchema(concatAST(readDocuments('schema')));
  assertValidSchema(schema);
  return lexicographicSortSchema(schema);
}

/**
 * The generated files as text, by name.
 *
 * @returns {Promise<Record<string, string>>}
 */
export async function generate() {
  const merged = `${printSchema(readSchema())}\n`;
  const types = await codegen({
    documents: [],
    schema: parse(merged),
    config: TYPES_CONFIG,
    filename: 'types.ts',
    plugins: [{ typescript: {} }],
    pluginMap: { typescript },
  });
  return {
    'schema.graphql': merged,
    'types.ts': `// Written by npm run generate:graphql from graphql/schema: do not edit.\n${types}`,
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  mkdirSync(generatedDir, { recursive: true });
  for (const [name, text] of Object.entries(await generate())) {
    const file = join(generatedDir, name);
    writeFileSync(file, text);
    console.log(`wrote ${relative(root, file)}`);
  }
}
