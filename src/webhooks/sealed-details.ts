/** What of webhooks is stored sealed, and what it is bound to. */
import { sealedColumn } from '../platform/sealing/sealed.js';

export const WEBHOOK_SECRET = sealedColumn<string>({
  table: 'webhooks',
  column: 'secret',
  boundTo: ['id'],
  key: ['id'],
  block: 64,
});
