import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RegisterTooLarge } from './imports.errors.js';

const BYTES_AT_A_TIME = 65_536;

/**
 * A file of its own kept while it is worked on, because a register is read more than once. It has no name from
 * the moment it is open, so that nothing of it stays behind whatever happens to the process.
 */
export class SpooledFile {
  private constructor(private readonly handle: FileHandle) {}

  /**
   * Takes all bytes in, as fast as they come.
   *
   * @param look sees every part as it passes
   * @throws {RegisterTooLarge} as soon as there are more than allowed; then nothing is kept
   */
  static async take(
    bytes: AsyncIterable<Uint8Array>,
    mostBytes: number,
    look: (part: Buffer) => void,
  ): Promise<SpooledFile> {
    const folder = await mkdtemp(join(tmpdir(), 'phaseout-import-'));
    let handle: FileHandle | null = null;
    try {
      handle = await open(join(folder, 'register.csv'), 'wx+', 0o600);
      await rm(folder, { recursive: true });
      let size = 0;
      for await (const part of bytes) {
        size += part.byteLength;
        if (size > mostBytes) throw new RegisterTooLarge(mostBytes);
        const buffer = Buffer.from(part.buffer, part.byteOffset, part.byteLength);
        look(buffer);
        await handle.writeFile(buffer);
      }
      return new SpooledFile(handle);
    } catch (error) {
      await handle?.close();
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** All bytes, from the beginning. */
  async *read(): AsyncGenerator<Buffer> {
    for (let position = 0; ;) {
      const { bytesRead, buffer } = await this.handle.read(
        Buffer.alloc(BYTES_AT_A_TIME),
        0,
        undefined,
        position,
      );
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
      position += bytesRead;
    }
  }

  /** Lets go of it. */
  close(): Promise<void> {
    return this.handle.close();
  }
}
