/**
 * Hides passwords in URLs, so that neither a terminal nor a CI log keeps one.
 *
 * @param {string} text
 * @returns {string}
 */
export function redact(text) {
  return text.replace(/([a-z][a-z0-9+.-]*:\/\/[^\s:@/]*):[^\s@/]+@/gi, '$1:***@');
}
