/** Which of the two media types of GraphQL over HTTP answers a request: they differ in status codes. */

export const RESPONSE_JSON = 'application/graphql-response+json';
export const PLAIN_JSON = 'application/json';

export type MediaType = typeof RESPONSE_JSON | typeof PLAIN_JSON;

/**
 * The media type that a client prefers. One that names none, or any, is an old client and gets plain JSON.
 *
 * @param accept the header `Accept`
 * @returns null where the client takes neither
 */
export function mediaTypeFor(accept: string | undefined): MediaType | null {
  if (!accept?.trim()) return PLAIN_JSON;
  const ranges = accept.split(',').map(readRange);
  const qualityOf = (type: MediaType) => {
    const named = ranges.find(({ name }) => name === type);
    const wide =
      ranges.find(({ name }) => name === 'application/*') ?? ranges.find(({ name }) => name === '*/*');
    return { quality: (named ?? wide)?.quality ?? 0, isNamed: named !== undefined };
  };
  const plain = qualityOf(PLAIN_JSON);
  const response = qualityOf(RESPONSE_JSON);
  if (plain.quality === 0 && response.quality === 0) return null;
  if (response.quality !== plain.quality)
    return response.quality > plain.quality ? RESPONSE_JSON : PLAIN_JSON;
  return response.isNamed ? RESPONSE_JSON : PLAIN_JSON;
}

function readRange(range: string): { name: string; quality: number } {
  const [name = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
  const written = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  const quality = written === undefined ? 1 : Number(written);
  return { name, quality: quality >= 0 && quality <= 1 ? quality : 0 };
}
