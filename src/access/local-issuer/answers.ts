/** What the local issuer answers: its metadata, its public keys, tokens, and who can have one. */
import type { IncomingMessage } from 'node:http';
import { grantToken } from './client-credentials.js';
import { SIGNING_ALGORITHM, type SigningKeys } from './keys.js';
import type { Person, ServiceClient } from './people.js';
import type { MakeToken } from './tokens.js';

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** What the answers are made of. */
export interface Issuing {
  url: string;
  people: readonly (Person | ServiceClient)[];
  keys: SigningKeys;
  tokenFor: MakeToken;
}

export async function answerRequest(request: IncomingMessage, issuing: Issuing): Promise<Answer> {
  // A page in a browser could have its own name lead here, and would then be let read the answer.
  if (!isOwnName(request.headers.host)) return text(421, 'This issuer is reached as 127.0.0.1 only.\n');
  const path = request.url?.startsWith('/') ? request.url : '/';
  const { pathname, searchParams } = new URL(issuing.url + path);
  switch (`${request.method} ${pathname}`) {
    case 'GET /':
      return text(200, listing(issuing));
    case 'GET /.well-known/openid-configuration':
      return json(200, metadata(issuing));
    case 'GET /jwks':
      return json(200, issuing.keys.published());
    case 'GET /token':
      return personToken(searchParams.get('user') ?? '', issuing);
    case 'POST /token': {
      const { status, headers, body } = await grantToken(request, issuing);
      return json(status, body, headers);
    }
    default:
      return text(404, `There is nothing here: GET ${issuing.url}/ says what there is.\n`);
  }
}

function isOwnName(host: string | undefined): boolean {
  return /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host ?? '');
}

/** Development only, and no part of OpenID Connect: what a sign-in page would otherwise be needed for. */
async function personToken(subject: string, { url, people, tokenFor }: Issuing): Promise<Answer> {
  const person = people.find((one) => one.kind === 'PERSON' && one.subject === subject);
  if (!person) return text(404, `There is no such person: GET ${url}/ says who there is.\n`);
  // Without a line feed, because it goes into a header as it is.
  return text(200, await tokenFor(person.subject, { name: person.name }));
}

/** As RFC 8414 has it: without an authorisation endpoint, because there is no sign-in page. */
function metadata({ url, people }: Issuing): object {
  const scopes = people.flatMap((one) => (one.kind === 'SERVICE' ? one.scopes : []));
  return {
    issuer: url,
    jwks_uri: `${url}/jwks`,
    token_endpoint: `${url}/token`,
    grant_types_supported: ['client_credentials'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    response_types_supported: [],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: [SIGNING_ALGORITHM],
    scopes_supported: [...new Set(scopes)],
  };
}

function listing({ url, people }: Issuing): string {
  const entries = people.map((one) => {
    const where = one.organisation ? `in ${one.organisation} only` : 'in every organisation';
    const command =
      one.kind === 'PERSON'
        ? `curl -s '${url}/token?user=${one.subject}'`
        : `curl -s -u '${one.subject}:${one.secret}' -d grant_type=client_credentials ${url}/token`;
    return `${one.subject}: ${one.name}, ${one.role} ${where}\n  ${command}\n`;
  });
  return [
    'Tokens for development and tests. Each is good for an hour.',
    '',
    ...(entries.length > 0 ? entries : ['Nobody is known here.', '']),
  ].join('\n');
}

function text(status: number, body: string): Answer {
  return { status, headers: { ...HEADERS, 'content-type': 'text/plain; charset=utf-8' }, body };
}

function json(status: number, body: object, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers: { ...HEADERS, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}

/** Tokens are not to lie about in anybody's cache. */
const HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
