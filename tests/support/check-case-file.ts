import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';

type Link = { seq: number; prev_hash: string; hash: string; canonical?: string; withheld?: true };
type History = {
  reference: string;
  up_to: { seq: number; at: string; hash: string };
  events: Link[];
  words: { event: number; of: string; id: number; salt: string; canonical: string }[];
  erased: { event: number; of: string; id: number; erased_at: string }[];
  documents: { event: number | null; path: string; salt: string; digest: string }[];
  files: { path: string; size: number; sha256: string }[];
};

/**
 * Checks a case file's archive as its VERIFY.txt says: with SHA-256 and JSON, and none of the
 * product's code.
 *
 * @returns what does not hold, in words; nothing where all does
 */
export function checkCaseFile(zip: Uint8Array): { faults: string[]; history: History } {
  const files = unzipSync(zip);
  const history: History = JSON.parse(text(files['history.json']));
  const faults: string[] = [];
  const expect = (holds: boolean, fault: string) => holds || faults.push(fault);

  for (const { path, size, sha256 } of history.files) {
    expect(files[path]?.byteLength === size, `${path} is not ${size} bytes`);
    expect(digest(files[path]) === sha256, `${path} is not what it was`);
  }
  const listed = ['VERIFY.txt', 'history.json', ...history.files.map(({ path }) => path)];
  expect(Object.keys(files).sort().join() === listed.sort().join(), 'a file is not listed');

  let previous = '0'.repeat(64);
  history.events.forEach(({ seq, prev_hash, hash, canonical }, index) => {
    expect(seq === index + 1, `event ${seq} is out of its place`);
    expect(prev_hash === previous, `event ${seq} does not follow`);
    if (canonical !== undefined) {
      expect(digest(Buffer.from(prev_hash, 'hex'), canonical) === hash, `event ${seq} was changed`);
    }
    previous = hash;
  });
  expect(previous === history.up_to.hash, 'the head is another');

  const data = (event: number) => JSON.parse(history.events[event - 1]?.canonical ?? '{}').data;
  for (const { event, id, of, salt, canonical } of history.words) {
    const found = digest(Buffer.from(salt, 'hex'), canonical);
    expect(found === data(event)?.digest, `${of} ${id} says something else`);
    for (const { digest: file } of JSON.parse(canonical).attachments ?? []) {
      expect(
        history.files.some(({ sha256 }) => sha256 === file),
        `a file of ${of} ${id} is missing`,
      );
    }
  }
  const told = [...history.words, ...history.erased].map(({ event }) => event);
  for (const { seq, canonical } of history.events) {
    const holds = canonical === undefined || data(seq).digest === undefined || told.includes(seq);
    expect(holds, `the words of event ${seq} are missing`);
  }
  for (const { path, salt, digest: given } of history.documents) {
    expect(digest(Buffer.from(salt, 'hex'), files[path]) === given, `${path} is another`);
  }
  return { faults, history };
}

export function textsOf(zip: Uint8Array): Record<string, string> {
  return Object.fromEntries(
    Object.entries(unzipSync(zip)).map(([path, bytes]) => [path, text(bytes)]),
  );
}

function digest(...parts: (Uint8Array | string | undefined)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part ?? 'missing');
  return hash.digest('hex');
}

function text(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString('utf8');
}
