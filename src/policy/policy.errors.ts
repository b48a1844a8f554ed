import { Refusal } from '../platform/errors.js';

/** A version of a directive is what devices were assessed against: it is never changed, a change is a new version. */
export class DirectiveVersionExists extends Refusal {
  constructor(key: string, version: number, path: string) {
    super(
      'DIRECTIVE_VERSION_EXISTS',
      `Directive "${key}" has a version ${version} already, and it says something else. Give the change a version of its own.`,
      [{ path, message: `version ${version} is stored with other content` }],
    );
  }
}
