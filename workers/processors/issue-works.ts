import type { WorkIssuing } from '../../src/works/work-issuing.service.js';
import type { Processor } from '../handlers.js';

/** works.issue: the work orders of a plan that was approved. */
export function issueWorks(issuing: WorkIssuing): Processor<'works.issue'> {
  return ({ planId }) => issuing.issue(planId);
}
