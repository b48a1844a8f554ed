/**
 * Says whether packages that the program is installed with are known to be vulnerable, high or above. A registry
 * that keeps no advisories cannot tell: then this says that it was skipped, which is not the same as clean.
 */
import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { root } from './checkout.js';

/**
 * Advisories that are known and borne, by the package that they are about, each with its reason.
 *
 * @type {Record<string, string>}
 */
const BORNE = {};

const GRAVE = new Set(['high', 'critical']);

/**
 * What `npm audit --json` found.
 *
 * @param {string} output
 * @param {Record<string, string>} borne
 * @returns {{ isKnown: boolean, faults: string[] }} isKnown false: the registry did not tell
 */
export function readAudit(output, borne = BORNE) {
  /** @type {{ vulnerabilities?: Record<string, { severity: string, range: string }> }} */
  let audit = {};
  try {
    audit = JSON.parse(output);
  } catch {
    return { isKnown: false, faults: [] };
  }
  if (!audit.vulnerabilities) return { isKnown: false, faults: [] };
  const faults = Object.entries(audit.vulnerabilities)
    .filter(([name, { severity }]) => GRAVE.has(severity) && !(name in borne))
    .map(([name, { severity, range }]) => `${name} ${range}: ${severity}`);
  return { isKnown: true, faults };
}

function audit() {
  return new Promise((resolve) => {
    const args = ['audit', '--omit=dev', '--json'];
    // npm tells by its exit code that there are advisories: what it wrote tells more.
    execFile('npm', args, { cwd: root, maxBuffer: 64 * 1024 * 1024 }, (_error, output) => resolve(output));
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { isKnown, faults } = readAudit(await audit());
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
  else console.log(isKnown ? 'none is known' : 'SKIPPED: the registry keeps no advisories');
}
