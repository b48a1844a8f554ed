import type { TestApi } from './api.js';
import { until } from './worker.js';

/** Waits for a worker to be done with a plan. */
export function planFinished(
  api: TestApi,
  id: string,
): Promise<{ status: string; failure: { code: string; message: string } | null }> {
  return until(async () => {
    const { plan } = await api.query(
      'query ($id: ID!) { plan(id: $id) { status failure { code message } } }',
      { id },
    );
    return ['COMPLETED', 'FAILED'].includes(plan.status) ? plan : undefined;
  });
}
