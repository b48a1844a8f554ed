/** Directives as they are stored, read whole in a few statements however many there are. */
import type { EntityManager } from 'typeorm';
import { groupRows } from '../platform/database/rows.js';
import {
  CoveredManufacturer,
  Directive,
  DirectiveCoverage,
  DirectiveDemand,
  DirectiveObligation,
} from './directive.entity.js';
import type { CoverageRule, DemandRule, DirectiveVersion, ObligationRule } from './directives-in-force.js';

export interface CoverageContent extends CoverageRule {
  decidedBy: string | null;
  decidedOn: string | null;
  basis: string | null;
}

/** All that a version of a directive says. */
export interface DirectiveContent extends DirectiveVersion {
  issuedBy: string;
  source: string;
  coverage: readonly CoverageContent[];
}

export interface StoredDirective extends DirectiveContent {
  id: number;
}

/**
 * Every version of every directive, by key and version.
 *
 * @param reading `steadily` keeps them from changing until the transaction ends
 */
export async function readDirectives(
  manager: EntityManager,
  reading: 'once' | 'steadily' = 'once',
): Promise<StoredDirective[]> {
  const query = <Row>(sql: string) =>
    manager.query<Row[]>(reading === 'steadily' ? `${sql} LOCK IN SHARE MODE` : sql);
  const directives = await query<Omit<StoredDirective, 'coverage' | 'demands' | 'obligations'>>(
    `SELECT id, directive_key AS \`key\`, version, title, issued_by AS issuedBy, source,
            effective_from AS effectiveFrom
       FROM directives ORDER BY directive_key, version`,
  );
  const coverage = await query<Omit<CoverageContent, 'manufacturers'> & { id: number; directiveId: number }>(
    `SELECT id, directive_id AS directiveId, rule_id AS ruleId, law, state, through,
            decided_by AS decidedBy, decided_on AS decidedOn, basis
       FROM directive_coverages ORDER BY id`,
  );
  const covered = await query<{ coverageId: number; name: string }>(
    `SELECT c.coverage_id AS coverageId, m.name
       FROM directive_coverage_manufacturers c JOIN manufacturers m ON m.id = c.manufacturer_id
      ORDER BY c.coverage_id, m.name`,
  );
  const demands = await query<DemandRule & { directiveId: number }>(
    `SELECT directive_id AS directiveId, rule_id AS ruleId, site_class AS siteClass, action, strength,
            deadline, target_date AS targetDate, variation_reason AS variationReason, only_network AS onlyNetwork
       FROM directive_demands ORDER BY directive_id, rule_id`,
  );
  const obligations = await query<ObligationRule & { directiveId: number }>(
    `SELECT directive_id AS directiveId, body_kind AS bodyKind, site_class AS siteClass, obligation
       FROM directive_obligations ORDER BY directive_id, body_kind, site_class`,
  );
  const namesOf = groupRows(covered, ({ coverageId }) => coverageId);
  const coverageOf = groupRows(coverage, ({ directiveId }) => directiveId);
  const demandsOf = groupRows(demands, ({ directiveId }) => directiveId);
  const obligationsOf = groupRows(obligations, ({ directiveId }) => directiveId);
  return directives.map((directive) => ({
    ...directive,
    coverage: (coverageOf.get(directive.id) ?? []).map((rule) => ({
      ...rule,
      manufacturers: (namesOf.get(rule.id) ?? []).map(({ name }) => name),
    })),
    demands: demandsOf.get(directive.id) ?? [],
    obligations: obligationsOf.get(directive.id) ?? [],
  }));
}

/** @param makerIds the row ids of all makers that it covers, by name */
export async function insertDirective(
  manager: EntityManager,
  { coverage, demands, obligations, ...head }: DirectiveContent,
  makerIds: ReadonlyMap<string, number>,
): Promise<void> {
  const { identifiers } = await manager.insert(Directive, head);
  const directiveId = Number(identifiers[0]?.['id']);
  for (const { manufacturers, ...rule } of coverage) {
    const inserted = await manager.insert(DirectiveCoverage, { ...rule, directiveId });
    const coverageId = Number(inserted.identifiers[0]?.['id']);
    const rows = manufacturers.map((name) => ({ coverageId, manufacturerId: makerIds.get(name) ?? 0 }));
    await manager.insert(CoveredManufacturer, rows);
  }
  const ofDirective = <Row extends object>(rows: readonly Row[]) =>
    rows.map((row) => ({ ...row, directiveId }));
  if (demands.length > 0) await manager.insert(DirectiveDemand, ofDirective(demands));
  if (obligations.length > 0) await manager.insert(DirectiveObligation, ofDirective(obligations));
}

/** True where both say the same, in whatever order. */
export function isSameContent(one: DirectiveContent, other: DirectiveContent): boolean {
  return canonical(one) === canonical(other);
}

function canonical(directive: DirectiveContent): string {
  const lists = [
    directive.coverage.map((rule) => [
      ...[rule.ruleId, rule.law, rule.state, rule.through, rule.decidedBy, rule.decidedOn, rule.basis],
      [...rule.manufacturers].sort(),
    ]),
    directive.demands.map((rule) => [
      ...[rule.ruleId, rule.siteClass, rule.action, rule.strength, rule.deadline, rule.onlyNetwork],
      ...[rule.targetDate, rule.variationReason],
    ]),
    directive.obligations.map((rule) => [rule.bodyKind, rule.siteClass, rule.obligation]),
  ];
  const { key, version, title, issuedBy, source, effectiveFrom } = directive;
  return JSON.stringify([
    ...[key, version, title, issuedBy, source, effectiveFrom],
    ...lists.map((rules) => rules.map((rule) => JSON.stringify(rule)).sort()),
  ]);
}
