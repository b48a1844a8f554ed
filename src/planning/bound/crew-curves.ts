import type { Model } from '../model.js';
import type { CrewGroup } from './crew-groups.js';
import { CrewKnots, knotsFor } from './crew-knots.js';

/**
 * Corrections to prices of crew days, one curve for each group, region or clearance. Where a group has several,
 * their sum counts, a group of several regions having its part of each.
 */
export interface CurveLayer {
  by: 'GROUP' | 'REGION' | 'CLEARANCE';
  /** Knots of a curve while there are prices, one a day at most, and days from knot to knot after; see knotsFor. */
  knots: number;
  restGap: number;
}

interface Curve {
  knots: CrewKnots;
  /** Groups whose prices it corrects, and by how much for 1 of its own. */
  members: Member[];
  /** Index of its first coordinate. */
  first: number;
}

interface Member {
  group: number;
  weight: number;
}

/** The prices of crew days as a vector: the values at the knots of all curves of some layers. */
export class CrewCurves {
  /** Coordinates. */
  readonly count: number;
  private readonly curves: Curve[] = [];
  private readonly byDay: Float64Array;

  /** `base` are the prices that are corrected, by group and index in its days. */
  constructor(
    private readonly model: Model,
    private readonly groups: CrewGroup[],
    private readonly base: Float64Array[],
    layers: CurveLayer[],
  ) {
    this.byDay = new Float64Array(model.horizon);
    let count = 0;
    for (const layer of layers) {
      for (const members of this.membersOf(layer)) {
        const knots = this.knotsOf(members, layer);
        this.curves.push({ knots, members, first: count });
        count += knots.count;
      }
    }
    this.count = count;
  }

  /** Prices by group and index in its days, corrected by those of a vector. They may be negative. */
  prices(x: Float64Array): Float64Array[] {
    const { byDay } = this;
    const prices = this.base.map((own) => own.slice());
    for (const { knots, members, first } of this.curves) {
      knots.spread(x.subarray(first, first + knots.count), byDay);
      for (const { group, weight } of members) {
        const own = prices[group] as Float64Array;
        const { days } = this.groups[group] as CrewGroup;
        for (let at = 0; at < own.length; at += 1) {
          own[at] = (own[at] as number) + weight * (byDay[days[at] as number] as number);
        }
      }
    }
    return prices;
  }

  /** What each coordinate does to a sum over groups and days, where `slopes` tells what each price does to it. */
  gather(slopes: Float64Array[], sums: Float64Array): void {
    for (const { knots, members, first } of this.curves) {
      knots.gather(this.sumByDay(members, slopes), sums.subarray(first, first + knots.count));
    }
  }

  /** By coordinate: the size that a correction is likely to have, for likely sizes of prices. */
  typical(prices: Float64Array[]): Float64Array {
    const typical = new Float64Array(this.count);
    for (const { knots, members, first } of this.curves) {
      const mean = new Float64Array(this.byDay.length);
      for (const { group, weight } of members) {
        const own = this.heldOver(group, prices);
        own.forEach((price, day) => (mean[day] = (mean[day] as number) + price / weight / members.length));
      }
      knots.days.forEach((day, knot) => (typical[first + knot] = mean[day] as number));
    }
    return typical;
  }

  /** By coordinate: crew days, on average over those of its curve. */
  supply(): Float64Array {
    const supply = new Float64Array(this.count);
    for (const { knots, members, first } of this.curves) {
      let crewDays = 0;
      for (const { group, weight } of members) {
        for (const { free } of (this.groups[group] as CrewGroup).steps) {
          crewDays += weight * free.reduce((sum, crews) => sum + crews, 0);
        }
      }
      supply.fill(Math.max(1e-3, crewDays / knots.count), first, first + knots.count);
    }
    return supply;
  }

  /** By coordinate: the correction that by itself takes all prices around to 0, so that a greater one does no more. */
  lowest(): Float64Array {
    const lowest = new Float64Array(this.count);
    for (const { knots, members, first } of this.curves) {
      const most = knots.mostAround(this.mostByDay(members));
      most.forEach((price, knot) => (lowest[first + knot] = -price));
    }
    return lowest;
  }

  private membersOf({ by }: CurveLayer): Member[][] {
    if (by === 'GROUP') return this.groups.map((_, group) => [{ group, weight: 1 }]);
    const { paces } = this.model;
    const sharing = new Map<string | number, Member[]>();
    this.groups.forEach(({ regions, clearance, pace }, group) => {
      const keys = by === 'REGION' ? regions : [clearance];
      // A day of a crew that does more in it is worth more.
      const weight = (paces[pace] as number) / (paces[0] as number) / keys.length;
      for (const key of keys) {
        const members = sharing.get(key);
        if (members) members.push({ group, weight });
        else sharing.set(key, [{ group, weight }]);
      }
    });
    return [...sharing.values()];
  }

  private knotsOf(members: Member[], { by, knots, restGap }: CurveLayer): CrewKnots {
    const { groups, base } = this;
    if (by === 'GROUP') {
      const { group } = members[0] as Member;
      const { days } = groups[group] as CrewGroup;
      const indices = knotsFor(base[group] as Float64Array, knots, restGap);
      return new CrewKnots(indices.map((at) => days[at] as number));
    }
    const firstDay = members.reduce(
      (first, { group }) => Math.min(first, groups[group]?.days[0] as number),
      Infinity,
    );
    const indices = knotsFor(this.mostByDay(members).subarray(firstDay), knots, restGap);
    return new CrewKnots(indices.map((at) => firstDay + at));
  }

  private sumByDay(members: Member[], values: Float64Array[]): Float64Array {
    const { byDay } = this;
    byDay.fill(0);
    for (const { group, weight } of members) {
      const own = values[group] as Float64Array;
      const { days } = this.groups[group] as CrewGroup;
      for (let at = 0; at < own.length; at += 1) {
        const day = days[at] as number;
        byDay[day] = (byDay[day] as number) + weight * (own[at] as number);
      }
    }
    return byDay;
  }

  /** The greatest price that one of the groups has on a day, for 1 of the curve. */
  private mostByDay(members: Member[]): Float64Array {
    const most = new Float64Array(this.byDay.length);
    for (const { group, weight } of members) {
      const own = this.base[group] as Float64Array;
      (this.groups[group] as CrewGroup).days.forEach((day, at) => {
        most[day] = Math.max(most[day] as number, (own[at] as number) / weight);
      });
    }
    return most;
  }

  /** A group's values by day; a day on which it does not work has that of the next on which it does. */
  private heldOver(group: number, values: Float64Array[]): Float64Array {
    const byDay = new Float64Array(this.byDay.length);
    let next = 0;
    (this.groups[group] as CrewGroup).days.forEach((day, at) => {
      byDay.fill(values[group]?.[at] as number, next, day + 1);
      next = day + 1;
    });
    return byDay;
  }
}
