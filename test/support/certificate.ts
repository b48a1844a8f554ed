import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TestCertificate {
  certificateFile: string;
  keyFile: string;
  /** The certificate, which signs itself. */
  pem: string;
  remove(): void;
}

/** A certificate of a day for 127.0.0.1, made with the system's openssl. */
export function makeCertificate(): TestCertificate {
  const folder = mkdtempSync(join(tmpdir(), 'phaseout-certificate-'));
  const [certificateFile, keyFile] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', keyFile];
  const names = ['-subj', '/CN=phaseout', '-addext', 'subjectAltName=IP:127.0.0.1'];
  execFileSync('openssl', ['req', '-x509', '-days', '1', ...key, ...names, '-out', certificateFile], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return {
    certificateFile,
    keyFile,
    pem: readFileSync(certificateFile, 'utf8'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
