/** Every column that is stored sealed, for who seals it anew. */
import { DEVICE_DETAIL, SITE_DETAIL, SITE_VERSION_DETAIL } from './estate/sealed-details.js';
import { REJECTION_DETAIL } from './imports/sealed-details.js';
import type { SealedColumn } from './platform/sealing/sealed.js';
import { ASSESSMENT_DETAIL, EVIDENCE_NOTE, EXEMPTION_GROUND } from './policy/sealed-details.js';
import { WEBHOOK_SECRET } from './webhooks/sealed-details.js';
import {
  EVIDENCE_KEY,
  FINDING_NOTE,
  MOVE_REASON,
  REPLACEMENT_DETAIL,
  UNREPLACED_REASON,
  WORK_ORDER_DETAIL,
} from './works/sealed-details.js';

export const SEALED_COLUMNS: readonly SealedColumn<unknown>[] = [
  SITE_DETAIL,
  SITE_VERSION_DETAIL,
  DEVICE_DETAIL,
  ASSESSMENT_DETAIL,
  EVIDENCE_NOTE,
  EXEMPTION_GROUND,
  REJECTION_DETAIL,
  WORK_ORDER_DETAIL,
  MOVE_REASON,
  UNREPLACED_REASON,
  REPLACEMENT_DETAIL,
  FINDING_NOTE,
  EVIDENCE_KEY,
  WEBHOOK_SECRET,
];
