/**
 * The works of the sample, week by week: whatever an order's dates and fate allow is done on the day that it falls on.
 */
import { ABSENT_AT, dayAfter, fateOf, FOUND_AT, ORDER_DAYS, SURVEY_DAYS } from './calendar.js';

const ORDERS = `query ($after: String) { workOrders(first: 100, after: $after) {
  nodes {
    id workPackageId status plannedStart plannedFinish plannedCostPence actualStart heldUntil
    consentOn assessmentOn sanitisedOn moves { on to } site { ownership }
  }
  pageInfo { hasNextPage endCursor }
} }`;

const DEVICES = `query ($id: ID!) { workOrder(id: $id) { devices {
  externalId kind status tickedAt replacement { externalId } unreplacedReason
  device { serial mac manufacturer model mount network installedOn retentionDays scheduledUpgradeOn surveyedOn
    recorder { externalId } site { externalId } }
} } }`;

const MOVE = 'mutation ($input: MoveWorkOrderInput!) { moveWorkOrder(input: $input) { status } }';

/** @typedef {any} Order as ORDERS has it */

/**
 * @typedef {object} Tally what the story has done, to be held against what the API says in the end
 * @property {number} moves
 * @property {number} failures
 * @property {number} slips
 * @property {number} paidPence
 * @property {number} devicesRemoved
 * @property {number} commissioned
 * @property {number} found devices that were on site and in no register, or the other way round
 * @property {number} registered devices whose number was found on site and entered
 */

/** @returns {Tally} */
export function newTally() {
  return {
    moves: 0,
    failures: 0,
    slips: 0,
    paidPence: 0,
    devicesRemoved: 0,
    commissioned: 0,
    found: 0,
    registered: 0,
  };
}

/**
 * @param {import('./people.js').Client} manager
 * @returns {Promise<Order[]>}
 */
export async function allOrders(manager) {
  const orders = [];
  for (let after = null; ;) {
    const { workOrders } = await manager(ORDERS, { after });
    orders.push(...workOrders.nodes);
    if (!workOrders.pageInfo.hasNextPage) return orders;
    after = workOrders.pageInfo.endCursor;
  }
}

/** Plays the works; it remembers what befell which order. */
export class Works {
  /** By work package: as how many-th a crew came to it. */
  #order = new Map();
  /** @type {Set<string>} */
  #failed = new Set();

  /**
   * @param {import('./people.js').Client} manager
   * @param {Tally} tally
   */
  constructor(manager, tally) {
    this.manager = manager;
    this.tally = tally;
  }

  /**
   * Everything that falls on or before a day.
   *
   * @param {string} today
   */
  async until(today) {
    const orders = (await allOrders(this.manager)).sort((a, b) => (a.plannedStart < b.plannedStart ? -1 : 1));
    for (const order of orders) while (await this.#step(order, today));
  }

  /**
   * @param {Order} order
   * @param {string} today
   * @returns {Promise<boolean>} whether anything was due
   */
  async #step(order, today) {
    const { status, plannedStart, plannedFinish } = order;
    const movedOn = order.moves.at(-1)?.on ?? '0000-00-00';
    /** @param {string} day */
    const isDue = (day) => later(day, movedOn) <= today;
    const fate = fateOf(this.#order.get(order.workPackageId) ?? 0);
    const start = dayAfter(plannedStart, fate.slipDays);
    const finish = dayAfter(plannedFinish, fate.slipDays);
    switch (status) {
      case 'PLANNED':
        return (
          isDue(dayAfter(plannedStart, -ORDER_DAYS)) &&
          this.#move(order, 'ORDERED', movedOn, dayAfter(plannedStart, -ORDER_DAYS))
        );
      case 'ORDERED': {
        const surveyDay = dayAfter(plannedStart, -SURVEY_DAYS);
        if (!isDue(surveyDay)) return false;
        const isFirst = !this.#order.has(order.workPackageId);
        if (isFirst) this.#order.set(order.workPackageId, this.#order.size + 1);
        await this.#move(order, 'SURVEYED', movedOn, surveyDay);
        const n = /** @type {number} */ (this.#order.get(order.workPackageId));
        if (isFirst && n === FOUND_AT) await this.#findUnregistered(order);
        if (isFirst && n === ABSENT_AT) await this.#missAbsent(order);
        return true;
      }
      case 'SURVEYED':
        if (!isDue(start)) return false;
        if (fate.fails && !this.#failed.has(order.workPackageId)) return this.#fail(order, movedOn, start);
        if (fate.slipDays > 0) this.tally.slips += 1;
        return this.#move(order, 'ISOLATED', movedOn, start);
      case 'FAILED':
        return this.#move(order, 'PLANNED', movedOn, movedOn);
      case 'ISOLATED':
        if (order.site.ownership === 'LANDLORD' && !order.consentOn)
          await this.#paper('recordConsent', order, movedOn);
        return this.#move(order, 'REMOVED', movedOn, movedOn);
      case 'REMOVED':
        if (!order.assessmentOn) await this.#paper('recordAssessment', order, movedOn);
        return this.#move(order, 'INSTALLED', movedOn, movedOn);
      case 'INSTALLED':
        return isDue(finish) && this.#commission(order, later(finish, movedOn), fate.overPercent);
      case 'COMMISSIONED':
        return (
          isDue(order.heldUntil ?? movedOn) &&
          this.#dispose(order, later(order.heldUntil ?? movedOn, movedOn))
        );
      case 'DISPOSED':
        return this.#move(order, 'CLOSED', movedOn, movedOn);
      default:
        return false;
    }
  }

  /**
   * @param {Order} order
   * @param {string} to
   * @param {string} movedOn
   * @param {string} day
   * @param {Record<string, unknown>} [more]
   */
  async #move(order, to, movedOn, day, more = {}) {
    const on = later(day, movedOn);
    await this.manager(MOVE, { input: { workOrderId: order.id, to, on, ...more } });
    order.status = to;
    order.moves.push({ on, to });
    this.tally.moves += 1;
    return true;
  }

  /**
   * A camera stands there that the register does not have.
   *
   * @param {Order} order
   */
  #findUnregistered(order) {
    const device = `${order.workPackageId.replace('/', '-')}-FOUND`;
    const found = {
      kind: 'CAMERA',
      manufacturer: 'Hikvision',
      model: 'DS-2CD2047G2-LU',
      serial: `SN-${device}`,
    };
    return this.#find(order, { kind: 'UNREGISTERED_DEVICE', device, found });
  }

  /**
   * A device of the register is not there.
   *
   * @param {Order} order
   */
  async #missAbsent(order) {
    const { workOrder } = await this.manager(DEVICES, { id: order.id });
    return this.#find(order, { kind: 'ABSENT_DEVICE', device: workOrder.devices.at(-1).externalId });
  }

  /**
   * @param {Order} order
   * @param {Record<string, unknown>} finding
   */
  async #find(order, finding) {
    const { on } = order.moves.at(-1);
    const input = { ...finding, workOrderId: order.id, assertedBy: 'Ira Install (made up)', assertedOn: on };
    await this.manager('mutation ($input: FindingInput!) { recordFinding(input: $input) { id } }', { input });
    this.tally.found += 1;
  }

  /**
   * @param {Order} order
   * @param {string} movedOn
   * @param {string} day
   */
  #fail(order, movedOn, day) {
    this.#failed.add(order.workPackageId);
    this.tally.failures += 1;
    return this.#move(order, 'FAILED', movedOn, day, {
      reason: 'The lift was out of order: nothing could be carried up.',
    });
  }

  /**
   * @param {'recordConsent' | 'recordAssessment'} field
   * @param {Order} order
   * @param {string} on
   */
  async #paper(field, order, on) {
    const input = { workOrderId: order.id, reference: `${order.workPackageId} ${field.slice(6)}`, on };
    await this.manager(`mutation ($input: PaperInput!) { ${field}(input: $input) { id } }`, { input });
  }

  /**
   * @param {Order} order
   * @param {string} on
   * @param {number} overPercent
   */
  async #commission(order, on, overPercent) {
    const { workOrder: before } = await this.manager(DEVICES, { id: order.id });
    for (const device of before.devices) {
      if (device.status === 'REMOVED') continue;
      if (!device.tickedAt) await this.#tick(order, device);
      if (device.status === 'IN_USE' && !device.replacement && !device.unreplacedReason) {
        await this.#replace(order, device);
      }
    }
    const actualCostPence = Math.round((order.plannedCostPence * (100 + overPercent)) / 100);
    await this.#move(order, 'COMMISSIONED', on, on, {
      actualCostPence,
      ...(actualCostPence > order.plannedCostPence && { reason: 'More cable than was seen (made up)' }),
    });
    this.tally.paidPence += actualCostPence;
    this.tally.devicesRemoved += before.devices.length;
    this.tally.commissioned += 1;
    const { workOrder } = await this.manager('query ($id: ID!) { workOrder(id: $id) { heldUntil } }', {
      id: order.id,
    });
    order.heldUntil = workOrder.heldUntil;
    return true;
  }

  /**
   * @param {Order} order
   * @param {any} line
   */
  async #tick(order, { externalId, kind, status, device }) {
    let { serial } = device;
    if (!serial && !device.mac) {
      // The register has no number to tick it off by: the one on its back is entered first.
      serial = `ON-SITE-${externalId}`;
      const { recorder, site, ...rest } = device;
      const input = {
        ...rest,
        externalId,
        kind,
        status,
        serial,
        site: site.externalId,
        recorder: recorder?.externalId ?? null,
      };
      await this.manager('mutation ($input: DeviceInput!) { saveDevice(input: $input) { id } }', { input });
      this.tally.registered += 1;
    }
    const input = { workOrderId: order.id, ...(serial ? { serial } : { mac: device.mac }) };
    await this.manager('mutation ($input: TickInput!) { tickDevice(input: $input) { id } }', { input });
  }

  /**
   * @param {Order} order
   * @param {any} line
   */
  async #replace(order, { externalId }) {
    const input = {
      ...{ workOrderId: order.id, replaces: externalId, externalId: `${externalId}-R` },
      ...{ manufacturer: 'Axis Communications', model: 'P3265-LVE', serial: `NEW-${externalId}` },
    };
    await this.manager('mutation ($input: ReplacementInput!) { enterReplacement(input: $input) { id } }', {
      input,
    });
  }

  /**
   * @param {Order} order
   * @param {string} on
   */
  async #dispose(order, on) {
    const input = {
      workOrderId: order.id,
      sanitisedOn: on,
      certificateReference: `${order.workPackageId} destroyed`,
    };
    await this.manager('mutation ($input: SanitisationInput!) { recordSanitisation(input: $input) { id } }', {
      input,
    });
    return this.#move(order, 'DISPOSED', on, on);
  }
}

/**
 * @param {string} a
 * @param {string} b
 */
function later(a, b) {
  return a > b ? a : b;
}
