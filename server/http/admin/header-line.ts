import libmime from 'libmime';

/**
 * A field of the header of a message that could not be read, decoded where it can be; null where
 * there is none.
 *
 * @param head the beginning of the raw message
 */
export function headerLine(head: Buffer, name: string): string | null {
  const [header = ''] = head.toString('utf8').split(/\r?\n\r?\n/, 1);
  const unfolded = header.replace(/\r?\n[ \t]+/g, ' ');
  const found = new RegExp(`^${name}:(.*)$`, 'im').exec(unfolded)?.[1];
  if (!found) return null;
  try {
    return libmime.decodeWords(found);
  } catch {
    return found;
  }
}
