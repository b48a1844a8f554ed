import { daysOf, type Model } from '../model.js';
import type { CrewGroup } from './crew-groups.js';
import { weightOf, type PhaseRoom } from './phase-room.js';
import { Queue } from './queue.js';

interface Job {
  demand: number;
  /** Working days. */
  effort: number;
  /** What each of its working days is worth for every day that it is done sooner, in millipence. */
  worth: number;
  release: number;
}

/**
 * Prices of crew days, by group and index in its days, as they would be if work could be cut into days at will and
 * nothing but crews were short: each day the crews take the work that is worth most for its effort of what may
 * start. A crew day is then worth more than the next one by what the work done on it is worth for a day, and a day
 * on which a crew has nothing to do is worth nothing. These prices are a good place to start from, no more.
 */
export function fluidPrices(room: PhaseRoom, groups: CrewGroup[], packages: Int32Array): Float64Array[] {
  const { model } = room;
  const jobs = Array.from(packages, (workPackage) => jobOf(model, workPackage, room.firstStart));
  jobs.sort((a, b) => a.release - b.release);
  const queues = model.eligible.map(() => new Queue<Job>((a, b) => a.worth > b.worth));
  const prices = groups.map(({ days }) => new Float64Array(days.length));
  const at = new Int32Array(groups.length);
  let released = 0;
  for (let day = room.firstStart; day < model.horizon; day += 1) {
    for (let job = jobs[released]; job && job.release <= day; job = jobs[released]) {
      queues[job.demand]?.push(job);
      released += 1;
    }
    groups.forEach((group, index) => {
      const own = at[index] as number;
      if (group.days[own] !== day) return;
      at[index] = own + 1;
      (prices[index] as Float64Array)[own] = workDay(group, freeOn(group, own), queues);
    });
  }
  prices.forEach((slopes, index) => {
    const { days } = groups[index] as CrewGroup;
    let price = 0;
    for (let own = slopes.length - 1; own >= 0; own -= 1) {
      const slope = slopes[own] as number;
      price += slope * ((days[own + 1] ?? model.horizon) - (days[own] as number));
      slopes[own] = slope > 0 ? price : 0;
    }
  });
  return prices;
}

/** Gives a group's crew days of one day to the worthiest work; returns the worth of the least of it. */
function workDay({ demands }: CrewGroup, crewDays: number, queues: Queue<Job>[]): number {
  let rest = crewDays;
  let worth = 0;
  while (rest > 1e-9) {
    let chosen: Queue<Job> | undefined;
    for (const demand of demands) {
      const queue = queues[demand];
      const first = queue?.first();
      if (first && first.worth > (chosen?.first()?.worth ?? -1)) chosen = queue;
    }
    const job = chosen?.first();
    if (!job) return 0;
    worth = job.worth;
    const done = Math.min(rest, job.effort);
    rest -= done;
    job.effort -= done;
    if (job.effort <= 1e-9) chosen?.pop();
  }
  return worth;
}

function freeOn({ steps }: CrewGroup, day: number): number {
  return steps.reduce((crews, { free }) => crews + (free[day] as number), 0);
}

/** A package as the fluid has it: by the option that takes least. */
function jobOf(model: Model, workPackage: number, firstStart: number): Job {
  const { firstOption, demand } = model.packages;
  let effort = Infinity;
  let release = Infinity;
  for (
    let option = firstOption[workPackage] as number;
    option < (firstOption[workPackage + 1] as number);
    option += 1
  ) {
    release = Math.min(release, model.options.earliestStart[option] as number);
    for (let pace = 0; pace < model.paces.length; pace += 1) {
      effort = Math.min(effort, daysOf(model, option, pace));
    }
  }
  return {
    demand: demand[workPackage] as number,
    effort,
    worth: weightOf(model, workPackage) / effort,
    release: Math.max(firstStart, release),
  };
}
