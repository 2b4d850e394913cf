import { Zip, ZipDeflate } from 'fflate';

export type ZipEntry = {
  readonly path: string;
  /** Files that people sent mostly are compressed already. */
  readonly compress: boolean;
  bytes(): AsyncIterable<Uint8Array>;
};

/**
 * An archive, piece by piece: of the same entries and instant, the same bytes, in whatever zone and
 * on whatever day it is made.
 */
export async function* zipOf(entries: readonly ZipEntry[], at: Date): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  const take = () => {
    const taken = ready;
    ready = [];
    return taken;
  };
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    ready.push(piece);
  });
  // the format holds a wall clock without a zone: that day, at an hour that every zone has
  const mtime = new Date(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate(), 12);
  for (const { path, compress, bytes } of entries) {
    const file = new ZipDeflate(path, { level: compress ? 9 : 0 });
    file.mtime = mtime;
    zip.add(file);
    for await (const piece of bytes()) {
      file.push(piece);
      yield* take();
    }
    file.push(new Uint8Array(0), true);
    yield* take();
  }
  zip.end();
  yield* take();
}

/** The same bytes in pieces of that size, but for the last. */
export async function* inPieces(
  source: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const piece of source) {
    held.push(piece);
    length += piece.byteLength;
    if (length < size) continue;
    const whole = Buffer.concat(held);
    const full = whole.length - (whole.length % size);
    for (let from = 0; from < full; from += size) yield whole.subarray(from, from + size);
    held = full === whole.length ? [] : [whole.subarray(full)];
    length = whole.length - full;
  }
  if (length > 0) yield Buffer.concat(held);
}
