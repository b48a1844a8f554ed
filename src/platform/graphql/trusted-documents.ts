/** The documents that the program's own clients send. In production no others are executed. */
import { parse, print, stripIgnoredCharacters } from 'graphql';
import type { PersistedQueryProvider } from 'mercurius';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RequestRefusal } from './request-refusal.js';

interface Asked {
  query?: string;
  extensions?: { persistedQuery?: { sha256Hash?: unknown } };
}

/**
 * Lets clients name a trusted document by the SHA-256 of its text, as `extensions.persistedQuery.sha256Hash`.
 *
 * @param folder of the documents, one or several a file
 * @param isOnly true: any other document is refused; its text may be sent in full all the same
 */
export function trustDocuments(folder: string, isOnly: boolean): PersistedQueryProvider {
  const documents = readTrustedDocuments(folder);
  return {
    isPersistedQuery: ({ query, extensions }: Asked) =>
      isOnly || (query === undefined && hashIn(extensions) !== undefined),
    isPersistedQueryRetry: () => false,
    getHash: ({ query, extensions }: Asked) =>
      (query === undefined ? hashIn(extensions) : hashOf(query)) ?? 'none',
    getQueryFromHash: (hash: string) => {
      const document = documents.get(hash);
      if (document !== undefined) return Promise.resolve(document);
      return Promise.reject(
        isOnly
          ? new RequestRefusal(
              'PERSISTED_QUERY_ONLY',
              'Only the documents that this installation was built with are executed. Have yours added to graphql/operations.',
            )
          : new RequestRefusal('PERSISTED_QUERY_NOT_FOUND', 'No document has this hash: send its text.'),
      );
    },
  };
}

/** Every document by the hashes of the ways to write it: as its file has it, printed, and without blanks. */
function readTrustedDocuments(folder: string): ReadonlyMap<string, string> {
  const documents = new Map<string, string>();
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.graphql'))) {
    const text = readFileSync(join(folder, name), 'utf8');
    for (const writing of [text, text.trim(), print(parse(text)), stripIgnoredCharacters(text)])
      documents.set(hashOf(writing), text);
  }
  return documents;
}

function hashIn(extensions: Asked['extensions']): string | undefined {
  const hash = extensions?.persistedQuery?.sha256Hash;
  return typeof hash === 'string' ? hash.toLowerCase() : undefined;
}

export function hashOf(document: string): string {
  return createHash('sha256').update(document).digest('hex');
}
