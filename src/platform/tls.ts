import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';

/** Where a certificate with its chain and its private key stand, as PEM. */
export interface TlsFiles {
  certificateFile: string;
  keyFile: string;
}

export interface TlsOptions {
  cert: Buffer;
  key: Buffer;
  minVersion: 'TLSv1.2';
}

/**
 * Reads a certificate and its key.
 *
 * @throws {Error} naming the setting at fault, never what the files hold
 */
export function readTls({ certificateFile, keyFile }: TlsFiles): TlsOptions {
  const options = {
    cert: read('TLS_CERT_FILE', certificateFile),
    key: read('TLS_KEY_FILE', keyFile),
    minVersion: 'TLSv1.2',
  } as const;
  try {
    createSecureContext(options);
  } catch {
    throw new Error(
      'TLS_CERT_FILE and TLS_KEY_FILE: expected a certificate and its own private key, both as PEM and the key without a password\nSet them and start again.',
    );
  }
  return options;
}

function read(setting: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Error(`${setting}: the file cannot be read (${code})\nSet it and start again.`, { cause });
  }
}
