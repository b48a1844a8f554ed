/** Why somebody asks, as they may say with any request: the audit keeps it with whatever the request does. */
import { BadInput } from '../../platform/errors.js';

export const REASON_HEADER = 'audit-reason';

const LONGEST_REASON = 500;

/**
 * @param header as the server gives it: each byte a character
 * @throws {BadInput} for what is no text or too long
 */
export function readReason(header: string | string[] | undefined): string | null {
  if (header === undefined) return null;
  const reason = textOf([header].flat().join(', ')).trim();
  if (reason.length <= LONGEST_REASON) return reason || null;
  throw fault(`expected at most ${LONGEST_REASON} characters`);
}

function textOf(bytes: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(bytes, 'latin1'));
  } catch {
    throw fault('expected ASCII or UTF-8');
  }
}

function fault(message: string): BadInput {
  return new BadInput([{ path: 'Audit-Reason', message }]);
}
