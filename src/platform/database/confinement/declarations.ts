/** What entities say of whose their rows are. One that says nothing is refused at start. */
import type { EntityMetadata } from 'typeorm';

/**
 * - `by`: the property with the row id of the organisation. Null there: of no single one.
 * - `byPerson`: the property with what the token of the person calls them who brought the row.
 * - `through`: relations to what has a confinement of its own; each has to be within reach.
 * - `nobody`: no request reads them, the program itself does.
 */
export type Confinement =
  { by: string } | { byPerson: string } | { through: string | readonly string[] } | 'nobody';

type Declaration = Confinement | 'shared';

const declarations = new WeakMap<object, Declaration>();

/** Says whose the rows of an entity are. */
export function Confined(confinement: Confinement): ClassDecorator {
  return (entity) => void declarations.set(entity, confinement);
}

/** Says that the rows of an entity are the whole programme's: whoever may ask for their kind sees them all. */
export function Shared(): ClassDecorator {
  return (entity) => void declarations.set(entity, 'shared');
}

/** @throws {Error} for an entity that does not say whose its rows are */
export function declarationOf({ target, name }: EntityMetadata): Declaration {
  const declaration = typeof target === 'function' ? declarations.get(target) : undefined;
  if (!declaration) throw new Error(`${name} does not say whose its rows are: @Confined(…) or @Shared()`);
  return declaration;
}
