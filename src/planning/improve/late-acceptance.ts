import { compareScores, scoreOf, type Score } from '../timetable/draft.js';

/**
 * Late acceptance hill climbing (Burke and Bykov, 2017): a change is kept where the result is no worse than
 * before, or no worse than the result of some steps ago. It needs no temperature and compares scores only, so it
 * serves a score of several ranks as it is.
 */
export class LateAcceptance {
  private readonly remembered: Score[];
  private at = 0;

  constructor(length: number, score: Score) {
    this.remembered = new Array<Score>(length).fill(scoreOf(score));
  }

  /** Whether a candidate may follow on the current score. */
  accepts(candidate: Score, current: Score): boolean {
    return compareScores(candidate, current) <= 0 || compareScores(candidate, this.oldest) <= 0;
  }

  /** Ends a step: remembers the score that now stands, where it is better than the one remembered here. */
  remember(standing: Score): void {
    if (compareScores(standing, this.oldest) < 0) this.remembered[this.at] = scoreOf(standing);
    this.at = (this.at + 1) % this.remembered.length;
  }

  private get oldest(): Score {
    return this.remembered[this.at] as Score;
  }
}
