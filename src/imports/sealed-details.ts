/** What of imports is stored sealed: rows that were rejected, which may tell of any site. */
import { sealedColumn } from '../platform/sealing/sealed.js';

export interface RejectionDetail {
  reason: string;
  /** The row's cells as they came, in the order of the file's header. */
  cells: string[];
}

export const REJECTION_DETAIL = sealedColumn<RejectionDetail>({
  table: 'import_rejections',
  boundTo: ['import_id', 'number'],
  key: ['import_id', 'number'],
  block: 256,
});
