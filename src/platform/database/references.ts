import { InUse } from '../errors.js';

/** A row that others refer to cannot be deleted (MySQL and MariaDB). */
const ROW_IS_REFERENCED = 1451;

/**
 * Runs a removal that foreign keys may forbid.
 *
 * @throws {InUse} where they do
 */
export async function refuseWhenReferenced<T>(
  what: string,
  by: string,
  path: string,
  remove: () => Promise<T>,
): Promise<T> {
  try {
    return await remove();
  } catch (error) {
    if (error instanceof Error && 'errno' in error && error.errno === ROW_IS_REFERENCED) {
      throw new InUse(what, by, path);
    }
    throw error;
  }
}
