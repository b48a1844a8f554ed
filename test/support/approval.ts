/** A small estate whose plans are proposed and approved, and the people who do that. */
import type { Role } from '../../src/access/caller.js';
import type { TestApi } from './api.js';
import { planFinished } from './plans.js';

export const PROPOSER = 'proposer';
export const TREASURER = 'treasurer';
export const SURVEYOR = 'surveyor';

const PEOPLE: Record<string, Role[]> = {
  [PROPOSER]: ['ESTATES_MANAGER'],
  [TREASURER]: ['FINANCE'],
  [SURVEYOR]: ['APPROVER'],
};

export async function letApproversIn(api: TestApi): Promise<void> {
  for (const [subject, roles] of Object.entries(PEOPLE)) await api.grant(subject, roles);
}

export const MUTATIONS = {
  PROPOSE: 'mutation ($id: ID!, $comment: String) { proposePlan(id: $id, comment: $comment) { stage } }',
  APPROVE_MONEY:
    'mutation ($id: ID!, $comment: String, $acceptStale: Boolean) { approvePlanMoney(id: $id, comment: $comment, acceptStale: $acceptStale) { stage } }',
  APPROVE_WORKS:
    'mutation ($id: ID!, $comment: String, $acceptStale: Boolean) { approvePlanWorks(id: $id, comment: $comment, acceptStale: $acceptStale) { stage } }',
  WITHDRAW: 'mutation ($id: ID!, $comment: String!) { withdrawPlan(id: $id, comment: $comment) { stage } }',
  REMOVE: 'mutation ($id: ID!) { removePlan(id: $id) { removed } }',
};
export type Deed = keyof typeof MUTATIONS;

/** Who does what, where a test names nobody. */
const BY: Record<Deed, string> = {
  PROPOSE: PROPOSER,
  APPROVE_MONEY: TREASURER,
  APPROVE_WORKS: SURVEYOR,
  WITHDRAW: PROPOSER,
  REMOVE: PROPOSER,
};

/** What a deed is done with. */
export function argumentsOf(id: string, deed: Deed, more: Record<string, unknown> = {}) {
  return { id, ...(deed === 'WITHDRAW' && { comment: 'no longer wanted' }), ...more };
}

export async function act(
  api: TestApi,
  id: string,
  deed: Deed,
  more: Record<string, unknown> = {},
  subject = BY[deed],
): Promise<void> {
  await api.query(MUTATIONS[deed], argumentsOf(id, deed, more), subject);
}

/** The refusal's code, message and fields. */
export async function refusal(
  api: TestApi,
  id: string,
  deed: Deed,
  more: Record<string, unknown> = {},
  subject = BY[deed],
) {
  const [error] = await api.refuse(MUTATIONS[deed], argumentsOf(id, deed, more), subject);
  return { message: error?.message ?? '', ...error?.extensions };
}

/** A completed plan, of a body or of the whole estate. */
export async function makePlan(api: TestApi, organisationId: string | null = null): Promise<string> {
  const { createPlan } = await api.query(
    'mutation ($input: CreatePlanInput!) { createPlan(input: $input) { id } }',
    { input: { iterations: 5, organisationId } },
    PROPOSER,
  );
  const { status, failure } = await planFinished(api, createPlan.id);
  if (status !== 'COMPLETED') throw new Error(`the plan failed: ${failure?.message}`);
  return createPlan.id;
}

export async function approve(api: TestApi, id: string): Promise<void> {
  for (const deed of ['PROPOSE', 'APPROVE_MONEY', 'APPROVE_WORKS'] as const) await act(api, id, deed);
}

/** What is committed and spent of a budget, and what there is. */
export async function budgetOf(api: TestApi, externalId: string) {
  const { budgets } = await api.query('{ budgets { externalId pence committedPence spentPence } }');
  const found = (budgets as { externalId: string; pence: number }[]).find(
    (budget) => budget.externalId === externalId,
  );
  return found as { pence: number; committedPence: number; spentPence: number } | undefined;
}

/** What a plan costs. */
export async function costOf(api: TestApi, id: string): Promise<number> {
  const { plan } = await api.query('query ($id: ID!) { plan(id: $id) { years { costPence } } }', { id });
  return (plan.years as { costPence: number }[]).reduce((sum, year) => sum + year.costPence, 0);
}
