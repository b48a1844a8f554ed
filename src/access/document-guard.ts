import {
  TypeInfo,
  getNamedType,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
} from 'graphql';
import { currentCaller } from './caller.js';
import { permissionOf } from './field-rules.js';
import { demand } from './may.js';

/**
 * Refuses a document that asks for a field which its caller may not use, before any of it runs. It looks at every
 * field of the document, whatever operation is to be run, so that nothing depends on a resolver.
 *
 * @throws {Forbidden} naming the first such field
 */
export function guardDocument(schema: GraphQLSchema, document: DocumentNode): void {
  const caller = currentCaller();
  const types = new TypeInfo(schema);
  const allowed = new Set<string>();
  visit(
    document,
    visitWithTypeInfo(types, {
      Field({ name }: FieldNode) {
        const parent = getNamedType(types.getParentType() ?? undefined);
        // Of the contract itself, which every caller may know where the edge lets it be asked.
        if (name.value.startsWith('__') || parent?.name.startsWith('__')) return;
        const what = `${parent?.name ?? ''}.${name.value}`;
        if (allowed.has(what)) return;
        demand(caller, parent ? permissionOf(parent.name, name.value) : undefined, what);
        allowed.add(what);
      },
    }),
  );
}
