import type { CaseResult } from './run-case.js';

const HEADS = [
  'case',
  'n',
  'phase',
  'compared',
  'above mean',
  'worst',
  'later',
  'bound wrong',
  'certified mean',
  'worst',
  'first plan',
  'plan (CPU)',
  'memory',
  'faults',
  'target',
];

export interface TableResult extends CaseResult {
  /** Of the longest instance, until there is a plan at all. */
  firstPlanSeconds: number;
  target: string;
}

/** All results as one table, two rows a case. */
export function tableOf(results: TableResult[]): string {
  const rows = [HEADS, ...results.flatMap((result) => [rowOf(result, 1), rowOf(result, 2)])];
  const widths = HEADS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ');
  const rule = widths.map((width) => '-'.repeat(width)).join(' | ');
  return [line(HEADS), rule, ...rows.slice(1).map(line)].map((text) => `| ${text} |\n`).join('');
}

function rowOf(result: TableResult, phase: 1 | 2): string[] {
  const gaps = result.phases[phase - 1];
  if (!gaps) return [];
  const isCompared = gaps.compared > 0;
  const quality = [
    String(phase),
    `${gaps.compared} of ${result.seeds.length}`,
    isCompared ? percent(gaps.meanPercent) : '-',
    isCompared ? percent(gaps.worstPercent) : '-',
    String(gaps.lateWorse),
    String(gaps.boundsAbove),
    percent(gaps.meanCertifiedPercent),
    percent(gaps.worstCertifiedPercent),
  ];
  if (phase === 2) return ['', '', ...quality, '', '', '', '', ''];
  return [
    result.name,
    String(result.seeds.length),
    ...quality,
    seconds(result.firstPlanSeconds),
    `${seconds(result.wallSeconds)} (${seconds(result.cpuSeconds)})`,
    `${Math.round(result.peakMegabytes)} MB`,
    String(result.violations),
    result.target,
  ];
}

/** Time per package at each size, and how much of its growth is more than that of log n. */
export function growthOf(results: CaseResult[]): string {
  const sized = results.filter(({ name }) => name.endsWith('sites, crews binding'));
  const [first] = sized;
  if (!first) return '';
  const lines = sized.map(({ packages, devices, wallSeconds }) => {
    const perPackage = (wallSeconds / packages) * 1e6;
    const grown = perPackage / ((first.wallSeconds / first.packages) * 1e6);
    const allowed = Math.log(packages) / Math.log(first.packages);
    return `${devices} devices: ${perPackage.toFixed(0)} µs a package, ${grown.toFixed(2)} times the first (log n: ${allowed.toFixed(2)})\n`;
  });
  return `growth\n${lines.join('')}`;
}

function percent(value: number): string {
  return `${value.toFixed(value !== 0 && Math.abs(value) < 0.1 ? 4 : 2)} %`;
}

function seconds(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 1)} s`;
}
