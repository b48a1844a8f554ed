import { z } from 'zod';
import { rowId } from '../platform/input-schemas.js';
import { WEBHOOK_DELIVERY_STATUSES } from './webhook.entity.js';
import { WEBHOOK_KIND_NAMES } from './webhook-kinds.js';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** @param takesLoopback http will do for this machine */
export function webhookInput(takesLoopback: boolean) {
  return z.object({
    organisationId: rowId.nullish(),
    url: z
      .string()
      .max(500, 'expected at most 500 characters')
      .refine((url) => URL.canParse(url), { error: 'expected a URL', abort: true })
      .transform((url) => new URL(url))
      .refine(
        ({ protocol, hostname }) =>
          protocol === 'https:' || (takesLoopback && protocol === 'http:' && LOOPBACK.includes(hostname)),
        'expected https://',
      )
      .refine(
        ({ username, password, hash }) => username + password + hash === '',
        'expected no user, no password and no #',
      ),
    kinds: z
      .array(z.enum(WEBHOOK_KIND_NAMES))
      .min(1, 'expected a kind')
      .max(WEBHOOK_KIND_NAMES.length, 'expected each kind once')
      .refine((kinds) => new Set(kinds).size === kinds.length, 'expected each kind once'),
  });
}

export const deliveryFilter = z.strictObject({
  webhookId: rowId.nullish(),
  status: z.enum(WEBHOOK_DELIVERY_STATUSES).nullish(),
});
