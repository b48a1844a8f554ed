/**
 * A small OpenID Connect issuer for development and tests: it signs whatever token is asked of it, so it listens on
 * loopback only and does not run in production.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerRequest } from './answers.js';
import { openSigningKeys } from './keys.js';
import type { Person, ServiceClient } from './people.js';
import { tokenMaker, type MakeToken } from './tokens.js';

export interface IssuerOptions {
  /** For whom the tokens are: their `aud`. */
  audience: string;
  /** Where the keys are kept, so that tokens outlive a restart; without it they end with the process. */
  keyFile?: string;
  /** Who can ask for a token over HTTP; nobody by default. */
  people?: readonly (Person | ServiceClient)[];
}

export interface Issuer {
  /**
   * Serves on this machine, until closed.
   *
   * @param port 0: any free one
   * @returns the address, which is the `iss` of the tokens
   */
  listen(port: number): Promise<string>;
  /** Makes a token for anybody. */
  tokenFor: MakeToken;
  /** Signs with a new key from now on; the former one stays published. */
  rotateKey(): Promise<void>;
  close(): Promise<void>;
}

/**
 * @throws {Error} in production, and where the key file is wrong
 */
export async function createIssuer({ audience, keyFile, people = [] }: IssuerOptions): Promise<Issuer> {
  if (process.env['NODE_ENV'] === 'production') {
    throw new Error(
      'The local issuer gives a token to anybody who asks, so it does not run in production: set OIDC_ISSUER to your own OpenID Connect provider.',
    );
  }
  const keys = await openSigningKeys(keyFile);
  let url = '';
  const tokenFor = tokenMaker(keys, audience, () => url);
  const server = createServer((request, response) => {
    void answerRequest(request, { url, people, keys, tokenFor }).then(
      ({ status, headers, body }) => response.writeHead(status, headers).end(body),
      (error: unknown) => {
        console.error(error);
        response.writeHead(500).end();
      },
    );
  });
  return {
    async listen(port) {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      return url;
    },
    tokenFor,
    rotateKey: () => keys.rotate(),
    async close() {
      const closed = once(server, 'close');
      server.close();
      // Clients keep their connections open for the next request, which would keep the server up.
      server.closeAllConnections();
      await closed;
    },
  };
}
