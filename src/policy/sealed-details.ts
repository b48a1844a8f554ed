/** What of policy is stored sealed: it quotes MAC addresses, tells of networks, or is what a person wrote of a place. */
import { sealedColumn } from '../platform/sealing/sealed.js';
import type { Demand, Ground } from './policy.types.js';

/** Why a device has its verdict, and what is demanded of it, which may tell what it hangs on. */
export interface AssessmentDetail {
  demands: Demand[];
  grounds: Ground[];
  /** What is not known and would settle it. */
  unknowns: string[];
  explanation: string[];
}

export const ASSESSMENT_DETAIL = sealedColumn<AssessmentDetail>({
  table: 'assessments',
  boundTo: ['device_id'],
  key: ['device_id'],
  block: 1_024,
});

/** Why a device or site is exempt: never changed, and bound to what tells which exemption it is. */
export const EXEMPTION_GROUND = sealedColumn<string>({
  table: 'exemptions',
  column: 'ground',
  boundTo: ['site_id', 'directive_key', 'from_date', 'expires_on', 'granted_by'],
  key: ['id'],
  block: 128,
});

/** Evidence is never changed, so that all that it says tells which it is, before it has a row id. */
export const EVIDENCE_NOTE = sealedColumn<string>({
  table: 'device_evidence',
  column: 'note',
  boundTo: ['device_id', 'manufacturer', 'asserted_by', 'asserted_on'],
  key: ['id'],
  block: 128,
});
