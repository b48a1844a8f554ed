/** What of works is stored sealed, in which shape, and what it is bound to: people write what they like there. */
import type { DeviceDetail } from '../estate/sealed-details.js';
import { sealedColumn } from '../platform/sealing/sealed.js';

/** Where the papers of an order are filed. */
export interface WorkOrderDetail {
  assessmentReference: string | null;
  consentReference: string | null;
  certificateReference: string | null;
}

export const WORK_ORDER_DETAIL = sealedColumn<WorkOrderDetail>({
  table: 'work_orders',
  boundTo: ['id'],
  key: ['id'],
  block: 128,
});

export const MOVE_REASON = sealedColumn<string>({
  table: 'work_order_moves',
  column: 'reason',
  boundTo: ['work_order_id', 'version'],
  key: ['work_order_id', 'version'],
  block: 128,
});

export const UNREPLACED_REASON = sealedColumn<string>({
  table: 'work_order_devices',
  column: 'unreplaced_reason',
  boundTo: ['work_order_id', 'device_id'],
  key: ['work_order_id', 'device_id'],
  block: 128,
});

export const REPLACEMENT_DETAIL = sealedColumn<DeviceDetail>({
  table: 'work_replacements',
  boundTo: ['work_order_id', 'device_id'],
  key: ['work_order_id', 'device_id'],
  block: 128,
});

/** Not to the row id, which is not known before the row is there. */
export const FINDING_NOTE = sealedColumn<string>({
  table: 'findings',
  column: 'note',
  boundTo: ['device_id', 'kind', 'asserted_by', 'asserted_on'],
  key: ['id'],
  block: 128,
});

/** The key of a file of evidence, which is stored outside of the database. */
export const EVIDENCE_KEY = sealedColumn<string>({
  table: 'work_evidence',
  column: 'file_key',
  boundTo: ['work_order_id', 'sha256'],
  key: ['id'],
  block: 64,
});
