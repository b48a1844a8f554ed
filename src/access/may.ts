/** The one decision: whether a caller may do something, and whose rows that reaches. */
import type { Scope } from '../platform/database/confinement/scope.js';
import type { Caller, Role } from './caller.js';
import { Forbidden, NowhereTogether } from './access.errors.js';
import { ROLE_PERMISSIONS, reachOf, type Permission } from './permissions.js';

/** Where something may be done: in every organisation, or in these. */
type Where = 'whole' | ReadonlySet<number>;

/**
 * Refuses what the caller's roles do not give anywhere, or not in every organisation where that is needed.
 *
 * @throws {Forbidden} naming what was asked for, what that takes and who has it
 */
export function demand(caller: Caller, permission: Permission | undefined, what: string): void {
  if (permission === undefined) throw new Forbidden(what, 'Nobody may: it has no rule.');
  if (permission === 'self.read') return;
  const where = whereHeld(caller, permission);
  const roles = `which the roles ${rolesWith(permission).join(', ')} give; an administrator grants roles.`;
  if (where !== 'whole' && where.size === 0) throw new Forbidden(what, `It takes ${permission}, ${roles}`);
  if (where !== 'whole' && reachOf(permission) === 'WHOLE') {
    throw new Forbidden(what, `It takes ${permission} in every organisation, ${roles}`);
  }
}

/**
 * Whose rows a request reaches: those of the organisations in which its caller may do all that it asks for.
 *
 * @param permissions that the caller has, as {@link demand} says
 * @throws {NowhereTogether} where there is no such organisation, or one part needs all of them and another has fewer
 */
export function scopeOf(caller: Caller, permissions: Iterable<Permission>): Scope {
  const asked = [...new Set(permissions)].filter((permission) => reachOf(permission) !== 'SHARED');
  const organisations = asked.map((permission) => whereHeld(caller, permission)).reduce(common, 'whole');
  const person = caller.subject;
  if (asked.length === 0) return { organisations: [], person };
  if (organisations === 'whole') return 'whole';
  if (organisations.size === 0 || asked.some((permission) => reachOf(permission) === 'WHOLE')) {
    throw new NowhereTogether(asked);
  }
  return { organisations: [...organisations], person };
}

/** Whether the caller may do that wherever the scope reaches. */
export function mayThroughout(caller: Caller, permission: Permission, scope: Scope): boolean {
  const where = whereHeld(caller, permission);
  return where === 'whole' || (scope !== 'whole' && scope.organisations.every((id) => where.has(id)));
}

/** Where the caller may do that: in every organisation, or in those of these row ids. The program itself may all. */
export function organisationsWith(caller: Caller, permission: Permission): 'whole' | readonly number[] {
  if (caller.kind === 'SYSTEM') return 'whole';
  const where = whereHeld(caller, permission);
  return where === 'whole' ? where : [...where];
}

function whereHeld({ grants, scopes }: Caller, permission: Permission): Where {
  if (scopes && !scopes.includes(permission)) return new Set();
  const giving = grants.filter(({ role }) => ROLE_PERMISSIONS[role].includes(permission));
  const organisations = new Set<number>();
  for (const { organisationId } of giving) {
    if (organisationId === null) return 'whole';
    organisations.add(organisationId);
  }
  return organisations;
}

function common(one: Where, other: Where): Where {
  if (one === 'whole') return other;
  if (other === 'whole') return one;
  return new Set([...one].filter((id) => other.has(id)));
}

function rolesWith(permission: Permission): Role[] {
  const roles = Object.keys(ROLE_PERMISSIONS) as Role[];
  return roles.filter((role) => ROLE_PERMISSIONS[role].includes(permission));
}
