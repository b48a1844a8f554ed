import { compareScores, type Score } from '../timetable/draft.js';

/**
 * Late acceptance hill climbing (Burke and Bykov, 2017): a change is kept where the result is no worse than
 * before, or no worse than the result of some steps ago. It needs no temperature and compares scores only, so it
 * serves a score of two ranks as it is.
 */
export class LateAcceptance {
  private readonly late: Float64Array;
  private readonly objective: Float64Array;
  private at = 0;

  constructor(length: number, score: Score) {
    this.late = new Float64Array(length).fill(score.lateHundredths);
    this.objective = new Float64Array(length).fill(score.objective);
  }

  /** Whether a candidate may follow on the current score. */
  accepts(candidate: Score, current: Score): boolean {
    if (compareScores(candidate, current) <= 0) return true;
    const late = this.late[this.at] as number;
    if (candidate.lateHundredths !== late) return candidate.lateHundredths < late;
    return candidate.objective <= (this.objective[this.at] as number);
  }

  /** Ends a step: remembers the score that now stands, where it is better than the one remembered here. */
  remember(standing: Score): void {
    const { at } = this;
    const late = this.late[at] as number;
    const isBetter =
      standing.lateHundredths < late ||
      (standing.lateHundredths === late && standing.objective < (this.objective[at] as number));
    if (isBetter) {
      this.late[at] = standing.lateHundredths;
      this.objective[at] = standing.objective;
    }
    this.at = (at + 1) % this.late.length;
  }
}
