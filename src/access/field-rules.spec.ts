import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, isIntrospectionType, isObjectType } from 'graphql';
import { projectRoot } from '../platform/project-root.js';
import { ROLES, type Role } from './caller.js';
import { ROOT_RULES, TYPE_RULES, permissionOf } from './field-rules.js';
import { PERMISSIONS, ROLE_PERMISSIONS } from './permissions.js';

const schema = buildSchema(readFileSync(join(projectRoot, 'graphql/generated/schema.graphql'), 'utf8'));
const types = Object.values(schema.getTypeMap())
  .filter(isObjectType)
  .filter((type) => !isIntrospectionType(type));
const fields = types.flatMap((type) =>
  Object.keys(type.getFields()).map((field) => [type.name, field] as const),
);

describe('the policy', () => {
  it('has a rule for every field of the API', () => {
    expect(fields.length).toBeGreaterThan(300);
    const ruleless = fields.filter(([type, field]) => permissionOf(type, field) === undefined);
    expect(ruleless.map((names) => names.join('.'))).toEqual([]);
  });

  it('has no rule for what is not there', () => {
    const known = new Set(fields.map((names) => names.join('.')));
    const rules = Object.keys(ROOT_RULES).concat(
      Object.entries(TYPE_RULES).flatMap(([type, rule]) =>
        typeof rule === 'string' ? [] : Object.keys(rule).map((field) => `${type}.${field}`),
      ),
    );
    expect(rules.filter((name) => !known.has(name) && !name.endsWith('.else'))).toEqual([]);
    const names = new Set(types.map(({ name }) => name));
    expect(Object.keys(TYPE_RULES).filter((type) => !names.has(type))).toEqual([]);
  });

  it('lets only those change something who have a role for it', () => {
    const changes = Object.entries(ROOT_RULES).filter(([name]) => name.startsWith('Mutation.'));
    expect(changes.length).toBeGreaterThan(20);
    for (const [, permission] of changes) expect(permission).not.toMatch(/\.read$/);
    const writesOf = (role: Role) =>
      ROLE_PERMISSIONS[role].filter((permission) => !permission.endsWith('.read'));
    for (const role of ['AUDITOR', 'CLIENT'] as const) expect(writesOf(role)).toEqual([]);
    expect(writesOf('INSTALLER')).toEqual(['works.carryOut']);
    expect(writesOf('APPROVER').sort()).toEqual([
      'exemptions.write',
      'needtoknow.write',
      'plans.approveWorks',
      'plans.withdraw',
    ]);
  });

  it('gives who manages people nothing of the estate', () => {
    expect([...ROLE_PERMISSIONS.ADMIN].sort()).toEqual(['people.read', 'people.write']);
    const others = ROLES.filter((role) => role !== 'ADMIN');
    expect(others.filter((role) => ROLE_PERMISSIONS[role].includes('people.write'))).toEqual([]);
  });

  it('has no permission that nobody has', () => {
    const given = new Set(['self.read', ...ROLES.flatMap((role) => ROLE_PERMISSIONS[role])]);
    expect(PERMISSIONS.filter((permission) => !given.has(permission))).toEqual([]);
  });
});
