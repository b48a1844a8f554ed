import { z } from 'zod';
import { text } from '../../platform/input-schemas.js';

const LONGEST_COMMENT = 500;

/** What somebody says to what they do; blanks are nothing. */
const comment = text(LONGEST_COMMENT);

export const proposalArguments = z.object({ comment: comment.nullish().transform((said) => said ?? null) });

export const approvalArguments = proposalArguments.extend({
  acceptStale: z
    .boolean()
    .nullish()
    .transform((accept) => accept ?? false),
});

export const withdrawalArguments = z.object({ comment });
