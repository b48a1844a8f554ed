import { accessSync, constants, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Throws where a file of that name could not be written, so that this is known before the work is done. */
export function ensureWritable(file: string): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found?.isDirectory()) throw new Error(`${file} is a directory`);
  if (found && !found.isFile()) accessSync(file, constants.W_OK);
  else accessSync(dirname(file), constants.W_OK);
}

/** Writes all of a file or nothing: whoever reads it meanwhile sees the old one. */
export function writeWhole(file: string, text: string): void {
  // A device or a pipe must stay what it is.
  if (statSync(file, { throwIfNoEntry: false })?.isFile() === false) {
    writeFileSync(file, text);
    return;
  }
  const draft = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, text);
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
