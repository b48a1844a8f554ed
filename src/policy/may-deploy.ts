import { assumedObligationSentence, verdictSentence } from './assessment-sentences.js';
import { judge, type Judgement } from './judge.js';
import type { BookedDirective, Due, PolicyBook, Standing } from './policy-book.js';
import type { Demand } from './policy.types.js';
import type { Recognition } from './recognition/recognition.js';

/** Gravest first. REVIEW: a directive may forbid it, and what is known does not tell. */
export const DEPLOYMENT_ANSWERS = ['NO', 'REVIEW', 'ADVISED_AGAINST', 'YES'] as const;
export type DeploymentVerdict = (typeof DEPLOYMENT_ANSWERS)[number];

export interface DeploymentAnswer {
  answer: DeploymentVerdict;
  /** The maker behind the device, where it was recognised. */
  manufacturer: string | null;
  /** By which a person can check the answer. */
  sentences: string[];
}

const NOT_AS_REPLACEMENT =
  'It is not asked to be removed from such a site. As a replacement it is refused all the same.';

/** What is new hangs nowhere yet. */
const NOT_CONNECTED = 'UNKNOWN';

/**
 * Whether a device that nobody has bought yet may be put up at a place: by the same rules by which it would be assessed
 * there, so that nothing is bought which would have to be removed again.
 */
export function mayDeploy(
  book: PolicyBook,
  recognition: Recognition,
  place: Omit<Standing, 'network'>,
): DeploymentAnswer {
  const findings = book.directives.map((booked) => {
    const judgement = judge(recognition, booked.coverage);
    const due = booked.due({ ...place, network: NOT_CONNECTED });
    return { booked, judgement, due, answer: answerOf(judgement, due) };
  });
  const answer =
    DEPLOYMENT_ANSWERS.find((one) => findings.some((finding) => finding.answer === one)) ?? 'YES';
  return {
    answer,
    manufacturer: findings.find((finding) => finding.answer === answer)?.judgement.maker?.maker ?? null,
    sentences: [
      ...recognition.grounds.map(({ sentence }) => sentence),
      ...recognition.remarks,
      ...(answer === 'REVIEW' ? recognition.unknowns : []),
      ...(findings.length === 0 ? [`No directive is in force on ${book.day}.`] : []),
      ...findings.flatMap(sentencesOf),
    ],
  };
}

interface Finding {
  booked: BookedDirective;
  judgement: Judgement;
  due: Due;
  answer: DeploymentVerdict;
}

function answerOf({ verdict, rule }: Judgement, due: Due): DeploymentVerdict {
  const against = due.demands.filter(isAgainstDeployment);
  if (verdict === 'OUT_OF_SCOPE') return 'YES';
  // What a rule covers, or may cover, is refused as a replacement wherever it is to stand.
  if (against.length === 0 && rule === null) return 'YES';
  if (verdict !== 'IN_SCOPE') return 'REVIEW';
  const isBound = due.obligation === 'MANDATORY' || due.obligation === 'DIRECTED';
  return isBound && against.some(({ strength }) => strength === 'MANDATORY') ? 'NO' : 'ADVISED_AGAINST';
}

/** A device that has to be removed would be put up in vain. */
function isAgainstDeployment({ action }: Demand): boolean {
  return action === 'CEASE_DEPLOYMENT' || action === 'REMOVE_AND_REPLACE';
}

function sentencesOf({ booked, judgement, due }: Finding): string[] {
  const verdict = verdictSentence(booked.directive, judgement);
  if (judgement.verdict === 'OUT_OF_SCOPE') return [verdict];
  const isSparedHere = judgement.rule !== null && !due.demands.some(isAgainstDeployment);
  const assumed = due.assumedObligationSentence ? [assumedObligationSentence(booked.directive)] : [];
  return [
    verdict,
    ...due.sentences,
    ...(isSparedHere ? [NOT_AS_REPLACEMENT] : []),
    ...assumed,
    ...due.openDemandSentences,
  ];
}
