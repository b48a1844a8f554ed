import { Kind, visit, type DocumentNode, type FieldNode } from 'graphql';
import { BadInput } from '../errors.js';
import { pathOf } from '../input.js';

/** Four times the longest text that any input takes: what is longer is no input, whatever field it is for. */
export const LONGEST_TEXT = 2_000;
export const MOST_ITEMS = 1_000;
/** Inputs are four deep. */
const DEEPEST_VALUE = 20;

/**
 * Refuses values that no input of the contract can mean, before anything reads them: inputs have bounds of their own
 * beside it, and one that forgets them is bounded still.
 *
 * @param wholeFiles the arguments that hold a file, as `field.argument`: they are bounded by the body alone
 * @throws {BadInput} naming the text or list
 */
export function refuseLargeValues(
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
  wholeFiles: readonly string[],
): void {
  const files = new Set<string>();
  let field: FieldNode | undefined;
  visit(document, {
    Field: (node) => void (field = node),
    Argument(node) {
      if (!wholeFiles.includes(`${field?.name.value}.${node.name.value}`)) return undefined;
      if (node.value.kind === Kind.VARIABLE) files.add(node.value.name.value);
      return false;
    },
    StringValue: ({ value }) => refuseLongText(value, 'document'),
    ListValue: ({ values }) => refuseLongList(values, 'document'),
  });
  for (const [name, value] of Object.entries(variables)) {
    if (!files.has(name)) refuseLarge(value, [name]);
  }
}

function refuseLarge(value: unknown, path: PropertyKey[]): void {
  if (path.length > DEEPEST_VALUE)
    throw new BadInput([
      { path: pathOf('', path.slice(0, 1)), message: `expected at most ${DEEPEST_VALUE} levels` },
    ]);
  if (typeof value === 'string') refuseLongText(value, pathOf('', path));
  else if (Array.isArray(value)) {
    refuseLongList(value, pathOf('', path));
    value.forEach((item, index) => refuseLarge(item, [...path, index]));
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) refuseLarge(item, [...path, key]);
  }
}

function refuseLongText({ length }: string, path: string): void {
  if (length > LONGEST_TEXT)
    throw new BadInput([{ path, message: `expected at most ${LONGEST_TEXT} characters, but got ${length}` }]);
}

function refuseLongList({ length }: readonly unknown[], path: string): void {
  if (length > MOST_ITEMS)
    throw new BadInput([{ path, message: `expected at most ${MOST_ITEMS} items, but got ${length}` }]);
}
