/** The grant by which a program gets a token with credentials of its own: RFC 6749, section 4.4. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Person, ServiceClient } from './people.js';
import { TOKEN_SECONDS, type MakeToken } from './tokens.js';

const MAX_BODY_BYTES = 8_192;

interface Grant {
  status: number;
  headers: Record<string, string>;
  body: object;
}

interface Granting {
  people: readonly (Person | ServiceClient)[];
  tokenFor: MakeToken;
}

/** Answers a token request, or refuses it with the codes of RFC 6749, section 5.2. */
export async function grantToken(request: IncomingMessage, { people, tokenFor }: Granting): Promise<Grant> {
  const body = await readBody(request);
  if (body === undefined) return refusal(413, 'invalid_request', `the body is over ${MAX_BODY_BYTES} bytes`);
  const form = new URLSearchParams(body);
  if (form.get('grant_type') !== 'client_credentials') {
    return refusal(400, 'unsupported_grant_type', 'expected grant_type=client_credentials');
  }
  const { id, secret } = credentials(request.headers.authorization, form);
  const client = people.find((one) => one.kind === 'SERVICE' && one.subject === id);
  if (client?.kind !== 'SERVICE' || !isSame(client.secret, secret)) {
    const refused = refusal(401, 'invalid_client', 'no client has this name and this secret');
    return { ...refused, headers: { 'www-authenticate': 'Basic realm="phaseout local issuer"' } };
  }
  const wanted = (form.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
  const foreign = wanted.find((scope) => !client.scopes.includes(scope));
  if (foreign !== undefined) return refusal(400, 'invalid_scope', 'the client may not ask for that scope');
  const scope = (wanted.length > 0 ? wanted : client.scopes).join(' ');
  const scopes = scope === '' ? {} : { scope };
  const token = await tokenFor(client.subject, { name: client.name, ...scopes });
  return {
    status: 200,
    headers: {},
    body: { access_token: token, token_type: 'Bearer', expires_in: TOKEN_SECONDS, ...scopes },
  };
}

/** From the Authorization header, or from the form: both ways are in the standard. */
function credentials(authorization: string | undefined, form: URLSearchParams) {
  const basic = /^Basic ([\w+/]+=*)$/i.exec(authorization ?? '')?.[1];
  if (basic === undefined) {
    return { id: form.get('client_id') ?? '', secret: form.get('client_secret') ?? '' };
  }
  const [id = '', ...rest] = Buffer.from(basic, 'base64').toString('utf8').split(':');
  return { id, secret: rest.join(':') };
}

function isSame(secret: string, given: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(secret), digest(given));
}

function refusal(status: number, error: string, description: string): Grant {
  return { status, headers: {}, body: { error, error_description: description } };
}

/** @returns undefined where it is too long */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    // Read to its end all the same: a request that is cut off gets no answer.
    if (length <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return length > MAX_BODY_BYTES ? undefined : Buffer.concat(chunks).toString('utf8');
}
