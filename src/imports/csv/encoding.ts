import { isUtf8 } from 'node:buffer';

/** Encodings in which registers come, under the names that TextDecoder takes. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** So many of the first bytes are looked at for the noughts that UTF-16 has in every second place. */
const SAMPLE_BYTES = 4_096;
const LEAST_NOUGHTS = 0.3;

/**
 * Tells the encoding of a file by all of its bytes: by its byte order mark, by the noughts of UTF-16, or by
 * whether what is not ASCII in it is UTF-8. A UTF-8 file with a few broken bytes is still one.
 */
export class EncodingDetector {
  private sample = Buffer.alloc(0);
  private unfinished = Buffer.alloc(0);
  private sequences = 0;
  private broken = 0;

  push(chunk: Buffer): void {
    if (this.sample.length < SAMPLE_BYTES)
      this.sample = Buffer.concat([this.sample, chunk.subarray(0, SAMPLE_BYTES - this.sample.length)]);
    const bytes = this.unfinished.length > 0 ? Buffer.concat([this.unfinished, chunk]) : chunk;
    const whole = bytes.length - unfinishedLength(bytes);
    this.count(bytes.subarray(0, whole));
    this.unfinished = Buffer.from(bytes.subarray(whole));
  }

  /** The encoding of the bytes pushed so far. */
  encoding(): Encoding {
    const { sample } = this;
    if (sample[0] === 0xff && sample[1] === 0xfe) return 'utf-16le';
    if (sample[0] === 0xfe && sample[1] === 0xff) return 'utf-16be';
    const pairs = Math.floor(sample.length / 2);
    let even = 0;
    let odd = 0;
    for (let index = 0; index < pairs * 2; index += 2) {
      if (sample[index] === 0) even += 1;
      if (sample[index + 1] === 0) odd += 1;
    }
    if (odd > pairs * LEAST_NOUGHTS && odd > even) return 'utf-16le';
    if (even > pairs * LEAST_NOUGHTS && even > odd) return 'utf-16be';
    const broken = this.broken + (this.unfinished.length > 0 ? 1 : 0);
    return broken === 0 || this.sequences > broken ? 'utf-8' : 'windows-1252';
  }

  private count(bytes: Buffer): void {
    if (isUtf8(bytes)) {
      for (const byte of bytes) if (byte >= 0xc0) this.sequences += 1;
      return;
    }
    for (let at = 0; at < bytes.length;) {
      const byte = bytes[at] ?? 0;
      if (byte < 0x80) {
        at += 1;
        continue;
      }
      const length = sequenceLength(byte);
      if (length > 1 && at + length <= bytes.length && isUtf8(bytes.subarray(at, at + length))) {
        this.sequences += 1;
        at += length;
      } else {
        this.broken += 1;
        at += 1;
      }
    }
  }
}

/** How many bytes at the end begin a UTF-8 sequence that they do not finish. */
function unfinishedLength(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return sequenceLength(byte) > back ? back : 0;
  }
  return 0;
}

/** By its first byte; 1 where that begins none. */
function sequenceLength(byte: number): number {
  if (byte >= 0xc2 && byte <= 0xdf) return 2;
  if (byte >= 0xe0 && byte <= 0xef) return 3;
  if (byte >= 0xf0 && byte <= 0xf4) return 4;
  return 1;
}

/** The text of the bytes, in parts, without a byte order mark. Bytes that mean nothing become U+FFFD. */
export async function* decode(bytes: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}
