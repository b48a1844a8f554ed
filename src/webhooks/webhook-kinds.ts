/** What webhooks can be told of. */
import type { Permission } from '../access/permissions.js';

/** By kind: what the message calls it, and what whoever made the webhook must be allowed to read. */
export const WEBHOOK_KINDS = {
  PLAN_STATUS: { type: 'plan.status', permission: 'progress.read' },
  PLAN_STAGE: { type: 'plan.stage', permission: 'progress.read' },
  WORKS_MOVED: { type: 'works.moved', permission: 'works.all.read' },
  WORKS_FOUND: { type: 'works.found', permission: 'works.all.read' },
} as const satisfies Record<string, { type: string; permission: Permission }>;

export type WebhookKind = keyof typeof WEBHOOK_KINDS;

export const WEBHOOK_KIND_NAMES = Object.keys(WEBHOOK_KINDS) as [WebhookKind, ...WebhookKind[]];

/** States and row ids of plans: no more than whoever follows the progress alone may know. */
export interface WebhookEvent {
  kind: WebhookKind;
  /** The body that it happened to; null: the whole estate. */
  organisationId: number | null;
  data: Record<string, string | null>;
}
