import { Refusal } from '../platform/errors.js';
import type { ShutGate } from './gates.js';
import type { Move, Position, WorkStatus } from './moves.js';

/** A move that the table of moves does not have; nothing was changed. */
export class IllegalMove extends Refusal {
  constructor({ status, heldAt }: Position, to: WorkStatus, legal: readonly Move[]) {
    const where = heldAt === null ? status : `${status} (held at ${heldAt})`;
    const ways = legal.map((move) => (move.by === 'PLAN' ? `${move.to} by a later plan` : move.to));
    const message = `A work order at ${where} cannot go to ${to}. From there it goes to ${ways.join(', ') || 'nothing else: it is over'}.`;
    super('ILLEGAL_MOVE', message, [{ path: 'input.to', message: `not from ${where}` }]);
  }
}

/** Something has to be there before the move; nothing was changed. */
export class GateNotMet extends Refusal {
  constructor(to: WorkStatus, gates: readonly ShutGate[]) {
    super(
      'GATE_NOT_MET',
      `Before ${to}: ${gates.map(({ sentence }) => sentence).join('; ')}.`,
      gates.map(({ gate, sentence }) => ({ path: 'input.to', message: `${gate}: ${sentence}` })),
    );
  }
}

/** {@link BudgetOverdrawn} for who is not to know how much a budget has. */
export class CostTooHigh extends Refusal {
  constructor() {
    super(
      'BUDGET_OVERDRAWN',
      'The work has cost more than is set aside for it, and the budget does not have the rest: tell who manages the works.',
      [{ path: 'input.actualCostPence', message: 'more than there is' }],
    );
  }
}

/** {@link UnexplainedActual} for who is not to know how much was set aside. */
export class CostUnexplained extends Refusal {
  constructor() {
    super('ACTUAL_UNEXPLAINED', 'It has cost more than was set aside: say why.', [
      { path: 'input.reason', message: 'expected a reason, as it has cost more than was set aside' },
    ]);
  }
}

/** What is done on site belongs to an order that a crew has in hand. */
export class NotInHand extends Refusal {
  constructor(status: WorkStatus) {
    super(
      'WORK_NOT_IN_HAND',
      `The work order is at ${status}: devices are ticked off and replaced from ORDERED to INSTALLED.`,
      [{ path: 'input.workOrderId', message: `at ${status}` }],
    );
  }
}

/** What was read off a device is of none of the order's. It tells nothing of any other device. */
export class NoSuchDevice extends Refusal {
  constructor() {
    super(
      'DEVICE_NOT_OF_ORDER',
      'No device of this work order has that serial number or MAC address: read it again, or record a finding.',
      [{ path: 'input', message: 'no device of this work order' }],
    );
  }
}

/** A replacement that would have to be removed again. */
export class ReplacementInScope extends Refusal {
  constructor(ground: string) {
    super('REPLACEMENT_IN_SCOPE', `This device may not be installed: ${ground}`, [
      { path: 'input', message: ground },
    ]);
  }
}

/** What has not cost anything yet cannot be put right. */
export class NotCommissioned extends Refusal {
  constructor(workOrderId: number) {
    const why = 'what it costs is said with COMMISSIONED first';
    super('NOT_COMMISSIONED', `Work order ${workOrderId} is not commissioned yet: ${why}.`, [
      { path: 'input.workOrderId', message: why },
    ]);
  }
}
