import { z } from 'zod';
import { externalId, pence, text } from '../../platform/input-schemas.js';
import { CATEGORIES, FUNDS } from '../budget.entity.js';

const reason = text(500);
const amount = pence.positive('expected more than no pence');

export const transferInput = z.object({ from: externalId, to: externalId, pence: amount, reason });

export const carryForwardInput = z.object({ from: externalId, pence: amount, reason });

export const reversalArguments = z.object({ reason });

export const virementRuleInput = z.object({
  fromCategory: z.enum(CATEGORIES),
  fromFund: z.enum(FUNDS),
  toCategory: z.enum(CATEGORIES),
  toFund: z.enum(FUNDS),
  allowed: z.boolean(),
});

export const carryForwardLimitInput = z.object({
  category: z.enum(CATEGORIES),
  percent: z.int().min(0, 'expected 0 to 100').max(100, 'expected 0 to 100'),
});
