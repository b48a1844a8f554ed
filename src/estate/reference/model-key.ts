/**
 * The form in which model names are compared: upper case, letters and digits only.
 * Registers differ in hyphens, slashes and spaces more often than in the rest.
 */
export function modelKey(model: string): string {
  return model.toUpperCase().replace(/[^A-Z0-9]/g, '');
}
