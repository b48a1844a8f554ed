import { NO_DAY } from '../model.js';
import type { Draft } from '../timetable/draft.js';
import type { BestFit, Choice } from './best-fit.js';

/**
 * Gives an open package its best place as things stand: a placement, or its upgrade where awaiting that is
 * better. A package that fits nowhere and may not await stays open. True where it got a place.
 */
export function placeBest(draft: Draft, bestFit: BestFit, workPackage: number, choice?: Choice): boolean {
  const { packages, penceForRiskDay } = draft.model;
  const awaitDay = packages.awaitDay[workPackage] as number;
  const isFitting = bestFit.find(workPackage, choice);
  if (!isFitting && isBetterLeftOut(draft, workPackage)) return false;
  if (awaitDay !== NO_DAY) {
    const value = penceForRiskDay * (packages.riskHundredths[workPackage] as number) * (awaitDay + 1);
    // An awaiting package is never late.
    if (!isFitting || bestFit.isLate || value < bestFit.value) {
      draft.await(workPackage);
      return true;
    }
  }
  if (isFitting) bestFit.place(workPackage);
  return isFitting;
}

/** Beyond the horizon an upgrade exposes longer than being left out, and without a deadline nothing can be late. */
function isBetterLeftOut({ model }: Draft, workPackage: number): boolean {
  const { awaitDay, deadline } = model.packages;
  return deadline[workPackage] === NO_DAY && (awaitDay[workPackage] as number) >= model.horizon;
}
