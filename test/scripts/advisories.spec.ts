import { describe, expect, it } from '@jest/globals';
import { readAudit } from '../../scripts/check-advisories.js';

const audit = (severity: string) =>
  JSON.stringify({ vulnerabilities: { left: { severity, range: '<1.2.3' } }, metadata: {} });

describe('the check of advisories', () => {
  it.each(['high', 'critical'])('fails on one that is %s', (severity) => {
    expect(readAudit(audit(severity), {})).toEqual({ isKnown: true, faults: [`left <1.2.3: ${severity}`] });
  });

  it('lets pass what is moderate, or borne for a reason', () => {
    expect(readAudit(audit('moderate'), {})).toEqual({ isKnown: true, faults: [] });
    expect(readAudit(audit('high'), { left: 'Only its tests are concerned.' })).toEqual({
      isKnown: true,
      faults: [],
    });
  });

  it.each(['', 'npm error', '{"error":{"code":"E405"}}'])('does not take %j for clean', (output) => {
    expect(readAudit(output, {})).toEqual({ isKnown: false, faults: [] });
  });
});
