/** The one decision: whether a caller may do something. */
import type { Caller, Role } from './caller.js';
import { Forbidden } from './access.errors.js';
import { ROLE_PERMISSIONS, type Permission } from './permissions.js';

/**
 * Whether the caller may do that in every organisation. A role that is held in some organisations only gives
 * nothing yet: rows are not confined to organisations, so it would give too much.
 */
export function may({ grants, scopes }: Caller, permission: Permission): boolean {
  if (permission === 'self.read') return true;
  if (scopes && !scopes.includes(permission)) return false;
  return grants.some(
    ({ role, organisationId }) => organisationId === null && ROLE_PERMISSIONS[role].includes(permission),
  );
}

/** @throws {Forbidden} naming what was asked for, what that takes and who has it */
export function demand(caller: Caller, permission: Permission | undefined, what: string): void {
  if (permission && may(caller, permission)) return;
  throw new Forbidden(what, permission, permission ? rolesWith(permission) : []);
}

function rolesWith(permission: Permission): Role[] {
  const roles = Object.keys(ROLE_PERMISSIONS) as Role[];
  return roles.filter((role) => ROLE_PERMISSIONS[role].includes(permission));
}
