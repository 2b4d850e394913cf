import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { readAttachmentPart } from '../store/attachments.ts';
import type { Database } from '../store/connect.ts';

const PART = 512 * 1024;

/** Sends a file part by part, as fast as it is taken: a large one is never whole in memory. */
export async function sendBytes(
  database: Database,
  response: Response,
  { id, size }: { id: number; size: number },
): Promise<void> {
  async function* parts() {
    for (let offset = 0; offset < size; offset += PART) {
      const part = await readAttachmentPart(database, id, offset, PART);
      if (part.length === 0) throw new Error(`Attachment ${id} is shorter than its ${size} bytes`);
      yield part;
    }
  }
  response.set('Content-Length', String(size));
  if (response.req.method === 'HEAD') return void response.end();
  try {
    await pipeline(Readable.from(parts(), { objectMode: false }), response);
  } catch (error) {
    // who stops a download is not a failure of ours
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}
