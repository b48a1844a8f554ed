import {
  Kind,
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** Of all operations of a document together; fragments count wherever they are spread, but directives as written. */
export interface DocumentMeasures {
  operations: number;
  depth: number;
  rootFields: number;
  fields: number;
  aliases: number;
  directives: number;
  fragments: number;
}

interface SelectionMeasures {
  depth: number;
  own: number;
  fields: number;
  aliases: number;
}

const NOTHING: SelectionMeasures = { depth: 0, own: 0, fields: 0, aliases: 0 };

/**
 * Measures a document that may be wrong in any way but its grammar. Each fragment is measured once, so that the time
 * is that of reading the text; fragments that spread one another in a circle count as nothing there, because the
 * validation refuses them.
 */
export function measureDocument(document: DocumentNode): DocumentMeasures {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const known = new Map<string, SelectionMeasures>();
  let directives = 0;
  const countDirectives = (node: { readonly directives?: readonly DirectiveNode[] | undefined }) => {
    directives += node.directives?.length ?? 0;
  };

  const measureFragment = (name: string): SelectionMeasures => {
    const measured = known.get(name);
    if (measured) return measured;
    known.set(name, NOTHING);
    const fragment = fragments.get(name);
    if (fragment) {
      countDirectives(fragment);
      known.set(name, measure(fragment.selectionSet));
    }
    return known.get(name) ?? NOTHING;
  };

  const measure = ({ selections }: SelectionSetNode): SelectionMeasures => {
    const sum = { ...NOTHING };
    for (const selection of selections) {
      countDirectives(selection);
      if (selection.kind === Kind.FIELD) {
        const below = selection.selectionSet ? measure(selection.selectionSet) : NOTHING;
        sum.own += 1;
        sum.fields += 1 + below.fields;
        sum.aliases += (selection.alias ? 1 : 0) + below.aliases;
        sum.depth = Math.max(sum.depth, 1 + below.depth);
      } else {
        const spread =
          selection.kind === Kind.INLINE_FRAGMENT
            ? measure(selection.selectionSet)
            : measureFragment(selection.name.value);
        sum.own += spread.own;
        sum.fields += spread.fields;
        sum.aliases += spread.aliases;
        sum.depth = Math.max(sum.depth, spread.depth);
      }
    }
    return sum;
  };

  const whole = { operations: 0, depth: 0, rootFields: 0, fields: 0, aliases: 0 };
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    countDirectives(definition);
    for (const variable of definition.variableDefinitions ?? []) countDirectives(variable);
    const { own, depth, fields, aliases } = measure(definition.selectionSet);
    whole.operations += 1;
    whole.rootFields += own;
    whole.depth = Math.max(whole.depth, depth);
    whole.fields += fields;
    whole.aliases += aliases;
  }
  // What no operation reaches is read all the same.
  for (const name of fragments.keys()) measureFragment(name);
  return { ...whole, directives, fragments: fragments.size };
}
