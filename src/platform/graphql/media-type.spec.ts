import { describe, expect, it } from '@jest/globals';
import { mediaTypeFor } from './media-type.js';

const PLAIN = 'application/json';
const RESPONSE = 'application/graphql-response+json';

describe('the media type of an answer', () => {
  it.each([
    [undefined, PLAIN],
    ['', PLAIN],
    ['*/*', PLAIN],
    ['application/*', PLAIN],
    [PLAIN, PLAIN],
    [RESPONSE, RESPONSE],
    ['Application/GraphQL-Response+JSON; charset=utf-8', RESPONSE],
    [`${PLAIN}, ${RESPONSE}`, RESPONSE],
    [`${RESPONSE};q=0.5, ${PLAIN}`, PLAIN],
    [`${RESPONSE};q=0, */*`, PLAIN],
    [`${RESPONSE}, */*;q=0.1`, RESPONSE],
    ['text/html, */*;q=0.8', PLAIN],
    ['text/html', null],
    [`${PLAIN};q=0`, null],
    [`${PLAIN};q=many`, null],
  ])('for Accept: %s is %s', (accept, expected) => {
    expect(mediaTypeFor(accept)).toBe(expected);
  });
});
