/** How a file leaves: with its marking in the header and in its name. */
import { StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/**
 * @param name of the file, without its ending
 * @param content text for CSV, or bytes
 */
export function answerFile(
  reply: FastifyReply,
  name: string,
  ending: keyof typeof TYPES,
  { handling, content }: { handling: string; content: AsyncIterable<string> | Readable },
): StreamableFile {
  void reply.header('handling-marking', handling);
  const stream = content instanceof Readable ? content : Readable.from(content, { objectMode: false });
  return new StreamableFile(stream, {
    type: TYPES[ending],
    disposition: `attachment; filename="${name}-${handling.replace(/ /g, '-')}.${ending}"`,
  });
}
