const LIMIT_MS = 10_000;

/**
 * Ends Jest where a test that failed in its set-up left a connection open: Jest would say so and wait for ever.
 * The exit code stays the one that the tests gave.
 */
export default function endAnyway() {
  setTimeout(() => process.exit(), LIMIT_MS).unref();
}
