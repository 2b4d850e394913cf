import type { SMTPServerDataStream } from 'smtp-server';

/**
 * The bytes of a DATA command once its final dot came, or null where they passed the limit: the
 * rest is then read and thrown away, for the client listens only at the end. Rejects where the
 * client went away before the dot, so that half a message is never taken for a whole.
 */
export function collectData(stream: SMTPServerDataStream): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => {
      if (stream.sizeExceeded) chunks = [];
      else chunks.push(chunk);
    });
    stream.once('end', () => resolve(stream.sizeExceeded ? null : Buffer.concat(chunks)));
    stream.once('error', reject);
    stream.once('close', () => reject(new Error('The client went away before the end')));
  });
}
