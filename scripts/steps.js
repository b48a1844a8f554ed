/**
 * The step list that every command prints: what is being done, how long it took, and, when it fails, one
 * sentence that says what to do next.
 *
 * @typedef {object} Step
 * @property {(text: string) => void} progress Replaces the detail shown while the step runs: one line that is
 *   rewritten on a terminal, a line every five seconds elsewhere.
 * @property {(text: string) => void} note Sets the detail kept on the finished line, such as "up to date".
 *
 * @typedef {object} Steps
 * @property {<T>(label: string, work: (step: Step) => Promise<T> | T) => Promise<T>} run Runs one step and
 *   returns what it returns; what it throws is marked as failed and thrown on.
 * @property {(text?: string) => void} say Prints text of its own between steps: a table, an address.
 */
import { isStopping } from './lifetime.js';
import { redact } from './redact.js';

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MS = 100;
const SPARSE_MS = 5_000;

/** A failure that the user can act on: `message` says what happened and what to do; `details` are log lines. */
export class StepError extends Error {
  /**
   * @param {string} message
   * @param {{ details?: string, cause?: unknown }} [more]
   */
  constructor(message, more = {}) {
    super(message, { cause: more.cause });
    this.name = 'StepError';
    this.details = more.details ?? '';
  }
}

/**
 * A time span as people read it: `0.4 s`, `12.3 s`, `2 min 05 s`.
 *
 * @param {number} durationMs
 * @returns {string}
 */
export function formatDuration(durationMs) {
  if (durationMs < 60_000) return `${(durationMs / 1000).toFixed(1)} s`;
  const seconds = Math.round(durationMs / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/**
 * Makes the printer. Commands whose standard output is a document pass `process.stderr`.
 *
 * @param {{ stream?: NodeJS.WriteStream, quiet?: boolean }} [options] `quiet` leaves out steps that find
 *   nothing to do, which are those that report no progress.
 * @returns {Steps}
 */
export function createSteps({ stream = process.stdout, quiet = false } = {}) {
  const rewrites = Boolean(stream.isTTY);
  /** @param {string} text */
  const line = (text) => stream.write(`${redact(text)}\n`);

  return {
    say(text = '') {
      line(text);
    },
    async run(label, work) {
      const startedAt = performance.now();
      const elapsed = () => formatDuration(performance.now() - startedAt);
      let isShown = !quiet;
      let detail = '';
      let kept = '';
      let frame = 0;
      const state = () => `${label} … ${detail ? `${detail} ` : ''}${elapsed()}`;
      const show = () => {
        if (!isShown || isStopping()) return;
        if (!rewrites) return line(`  ${state()}`);
        const text = redact(`${FRAMES[frame++ % FRAMES.length]} ${state()}`);
        stream.write(`\r\u001b[2K${[...text].slice(0, Math.max(20, stream.columns ?? 80) - 1).join('')}`);
      };
      const clear = () => {
        clearInterval(timer);
        if (rewrites) stream.write('\r\u001b[2K');
      };
      const timer = setInterval(show, rewrites ? FRAME_MS : SPARSE_MS);
      try {
        const result = await work({
          progress(text) {
            detail = text;
            isShown = true;
          },
          note(text) {
            kept = text;
          },
        });
        clear();
        if (isShown) line(`✔ ${label}${kept ? `: ${kept}` : ''} … ${elapsed()}`);
        return result;
      } catch (error) {
        clear();
        if (!isStopping()) line(`✖ ${label} … ${elapsed()}`);
        throw error;
      }
    },
  };
}
