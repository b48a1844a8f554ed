import { weightOf, type PhaseRoom } from './phase-room.js';

/**
 * At most about `size` packages of a phase that stand for all: every so manieth one, in the order of demand, then
 * of risk, so that each kind has its share. All of them where they are few.
 */
export function samplePackages({ model, packages }: PhaseRoom, size: number): Int32Array {
  if (packages.length <= size) return packages;
  const { demand } = model.packages;
  const sorted = packages.slice().sort((a, b) => {
    const byDemand = (demand[a] as number) - (demand[b] as number);
    return byDemand || weightOf(model, a) - weightOf(model, b) || a - b;
  });
  const gap = packages.length / size;
  return Int32Array.from({ length: size }, (_, at) => sorted[Math.floor((at + 0.5) * gap)] as number);
}
