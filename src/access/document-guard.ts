import {
  TypeInfo,
  getNamedType,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
} from 'graphql';
import { confineTo, type Scope } from '../platform/database/confinement/scope.js';
import { currentCaller, type Caller } from './caller.js';
import { permissionOf } from './field-rules.js';
import { demand, scopeOf } from './may.js';
import type { Permission } from './permissions.js';

/**
 * Refuses a document that asks for a field which its caller may not use, before any of it runs. It looks at every
 * field of the document, whatever operation is to be run, so that nothing depends on a resolver. What runs then is
 * confined to the rows of the organisations in which its caller may use all of these fields.
 *
 * @throws {Forbidden} naming the first such field
 * @throws {NowhereTogether} where the fields are the caller's in no organisation together
 */
export function guardDocument(schema: GraphQLSchema, document: DocumentNode): void {
  confineTo(scopeOfDocument(currentCaller(), schema, document));
}

/**
 * Whose rows a caller may see with a document.
 *
 * @throws as {@link guardDocument} does
 */
export function scopeOfDocument(caller: Caller, schema: GraphQLSchema, document: DocumentNode): Scope {
  const types = new TypeInfo(schema);
  const allowed = new Map<string, Permission>();
  visit(
    document,
    visitWithTypeInfo(types, {
      Field({ name }: FieldNode) {
        const parent = getNamedType(types.getParentType() ?? undefined);
        // Of the contract itself, which every caller may know where the edge lets it be asked.
        if (name.value.startsWith('__') || parent?.name.startsWith('__')) return;
        const what = `${parent?.name ?? ''}.${name.value}`;
        if (allowed.has(what)) return;
        const permission = parent ? permissionOf(parent.name, name.value) : undefined;
        demand(caller, permission, what);
        if (permission) allowed.set(what, permission);
      },
    }),
  );
  return scopeOf(caller, allowed.values());
}
