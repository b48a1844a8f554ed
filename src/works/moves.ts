/** How work orders go on: every legal move is in this table, and there is no other way. */

/** In the order in which work goes on, then what is beside it. */
export const WORK_STATUSES = [
  'PLANNED',
  'ORDERED',
  'SURVEYED',
  'ISOLATED',
  'REMOVED',
  'INSTALLED',
  'COMMISSIONED',
  'DISPOSED',
  'CLOSED',
  'ON_HOLD',
  'FAILED',
  'CANCELLED',
] as const;
export type WorkStatus = (typeof WORK_STATUSES)[number];

/** Who makes a move: the crew at its order, who manages the works, or a later plan. */
export type Mover = 'CREW' | 'MANAGER' | 'PLAN';

export interface Move {
  from: WorkStatus;
  to: WorkStatus;
  by: Mover;
  /** True: it takes a reason. */
  isExplained: boolean;
}

/** In which a crew is at work on the order, or about to be. */
export const IN_HAND: readonly WorkStatus[] = ['ORDERED', 'SURVEYED', 'ISOLATED', 'REMOVED', 'INSTALLED'];

/** In which the devices of the order still stand, or nothing is in their place: a later plan takes such orders over. */
export const UNDONE: readonly WorkStatus[] = ['PLANNED', ...IN_HAND, 'ON_HOLD', 'FAILED'];

const plain = (by: Mover, from: WorkStatus, to: WorkStatus): Move => ({ from, to, by, isExplained: false });
const explained = (by: Mover, from: WorkStatus, to: WorkStatus): Move => ({
  ...plain(by, from, to),
  isExplained: true,
});

/** A held order goes back to where it was held, and to no other of these. */
export const MOVES: readonly Move[] = [
  plain('MANAGER', 'PLANNED', 'ORDERED'),
  plain('CREW', 'ORDERED', 'SURVEYED'),
  plain('CREW', 'SURVEYED', 'ISOLATED'),
  plain('CREW', 'ISOLATED', 'REMOVED'),
  plain('CREW', 'REMOVED', 'INSTALLED'),
  plain('CREW', 'INSTALLED', 'COMMISSIONED'),
  plain('CREW', 'COMMISSIONED', 'DISPOSED'),
  plain('MANAGER', 'DISPOSED', 'CLOSED'),
  explained('MANAGER', 'PLANNED', 'ON_HOLD'),
  plain('MANAGER', 'ON_HOLD', 'PLANNED'),
  ...IN_HAND.flatMap((status) => [
    explained('CREW', status, 'ON_HOLD'),
    plain('CREW', 'ON_HOLD', status),
    explained('CREW', status, 'FAILED'),
  ]),
  plain('MANAGER', 'FAILED', 'PLANNED'),
  explained('PLAN', 'ORDERED', 'PLANNED'),
  explained('PLAN', 'SURVEYED', 'PLANNED'),
  plain('PLAN', 'PLANNED', 'CANCELLED'),
  plain('PLAN', 'ON_HOLD', 'CANCELLED'),
];

/** Where an order stands. */
export interface Position {
  status: WorkStatus;
  /** Where it was when it was put on hold; null where it is not on hold. */
  heldAt: WorkStatus | null;
}

/** The legal moves from where an order stands. */
export function movesFrom({ status, heldAt }: Position): Move[] {
  return MOVES.filter(({ from, to }) => from === status && isWayBack(from, to, heldAt));
}

/** The legal move to a status, or undefined where there is none. */
export function moveTo(position: Position, to: WorkStatus): Move | undefined {
  return movesFrom(position).find((move) => move.to === to);
}

/** From a hold: to where the order was, or out of the plan where it had not been ordered. */
function isWayBack(from: WorkStatus, to: WorkStatus, heldAt: WorkStatus | null): boolean {
  if (from !== 'ON_HOLD') return true;
  return to === 'CANCELLED' ? heldAt === 'PLANNED' : to === heldAt;
}
