import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Audit } from '../access/audit/audit.service.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { BadInput, type FieldFault } from '../platform/errors.js';
import { readInput } from '../platform/input.js';
import { Assessor } from './assessor.service.js';
import { insertDirective, isSameContent, readDirectives, type StoredDirective } from './directive-store.js';
import { Directive } from './directive.entity.js';
import { directivesInForce } from './directives-in-force.js';
import { DirectiveVersionExists } from './policy.errors.js';
import { directiveInput, type DirectiveInput } from './policy.input.js';

/** Directives with all of their versions. */
@Injectable()
export class DirectivesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly assessor: Assessor,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** Every version of every directive, by key and version; of a day, those in force on it. */
  async listDirectives(inForceOn?: string): Promise<StoredDirective[]> {
    const all = await readDirectives(this.dataSource.manager);
    return inForceOn === undefined ? all : directivesInForce(all, inForceOn);
  }

  /**
   * Adds a version of a directive and has the estate assessed anew; what is stored already stays.
   *
   * @throws {BadInput} with every fault
   * @throws {DirectiveVersionExists} where the version is stored with other content
   */
  async saveDirective(input: unknown): Promise<StoredDirective> {
    const directive = readInput(directiveInput, input);
    await this.transactions.run((manager) => this.writeDirectives(manager, [directive], () => 'input'));
    const all = await readDirectives(this.dataSource.manager);
    const stored = all.find(({ key, version }) => key === directive.key && version === directive.version);
    if (!stored) throw new Error('a version of a directive that was just stored is missing');
    return stored;
  }

  /**
   * Adds versions of directives, and has the estate assessed anew once where one of them is in force.
   *
   * @param placeOf where a directive stands in the input, for the path of a fault
   * @throws {BadInput} for a maker that there is not, or versions that are not in order of their dates
   * @throws {DirectiveVersionExists} where a version is stored with other content
   */
  async writeDirectives(
    manager: EntityManager,
    directives: readonly DirectiveInput[],
    placeOf: (index: number) => string,
  ): Promise<void> {
    let isAnyInForce = false;
    for (const [index, directive] of directives.entries()) {
      const isNew = await this.writeDirective(manager, directive, placeOf(index));
      if (isNew && directive.effectiveFrom <= this.clock.today()) isAnyInForce = true;
    }
    if (isAnyInForce) await this.assessor.assessAll(manager);
  }

  /** @returns false where it is stored already, with the same content */
  private async writeDirective(manager: EntityManager, input: DirectiveInput, at: string): Promise<boolean> {
    // Locked, so that rules change one after the other, and nobody assesses by the old ones in between.
    const makers: { id: number; name: string }[] = await manager.query(
      'SELECT id, name FROM manufacturers ORDER BY id FOR UPDATE',
    );
    const directive = withRegisteredNames(
      input,
      makers.map(({ name }) => name),
      at,
    );
    // Locked to be read as they are now, not as they were when the transaction began.
    const versions = await manager.find(Directive, {
      where: { key: directive.key },
      lock: { mode: 'pessimistic_write' },
    });
    if (versions.some(({ version }) => version === directive.version)) {
      const stored = (await readDirectives(manager, 'steadily')).find(
        ({ key, version }) => key === directive.key && version === directive.version,
      );
      if (stored && isSameContent(stored, directive)) return false;
      throw new DirectiveVersionExists(directive.key, directive.version, `${at}.version`);
    }
    refuseOutOfOrder(directive, versions, at);
    await insertDirective(manager, directive, new Map(makers.map(({ id, name }) => [name, id])));
    await this.audit.record(manager, {
      action: 'saveDirective',
      subjectType: 'Directive',
      subjectId: `${directive.key} ${directive.version}`,
      organisationId: null,
      after: directive,
    });
    return true;
  }
}

/**
 * The directive with its makers named as the register writes them, letter case aside, each once a rule.
 *
 * @throws {BadInput} for every maker that the register does not have
 */
function withRegisteredNames(
  directive: DirectiveInput,
  names: readonly string[],
  at: string,
): DirectiveInput {
  const registered = new Map(names.map((name) => [name.toLowerCase(), name]));
  const faults: FieldFault[] = [];
  const coverage = directive.coverage.map((rule, index) => {
    const manufacturers = rule.manufacturers.map((said, place) => {
      const name = registered.get(said.toLowerCase());
      const path = `${at}.coverage[${index}].manufacturers[${place}]`;
      if (name === undefined) faults.push({ path, message: `there is no manufacturer "${said}"` });
      return name ?? said;
    });
    return { ...rule, manufacturers: [...new Set(manufacturers)] };
  });
  if (faults.length > 0) throw new BadInput(faults);
  return { ...directive, coverage };
}

/** A later version replaces the earlier from its effective date, which must therefore not be before it. */
function refuseOutOfOrder(directive: DirectiveInput, versions: readonly Directive[], at: string): void {
  for (const { version, effectiveFrom } of versions) {
    const isEarlier = version < directive.version;
    const isInOrder = isEarlier
      ? effectiveFrom <= directive.effectiveFrom
      : effectiveFrom >= directive.effectiveFrom;
    if (isInOrder) continue;
    const message = `version ${version} is in force from ${effectiveFrom}: expected no ${isEarlier ? 'earlier' : 'later'} date`;
    throw new BadInput([{ path: `${at}.effectiveFrom`, message }]);
  }
}
