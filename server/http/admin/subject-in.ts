import libmime from 'libmime';
import { cleanLine } from '../../domain/text-field.ts';

const LONGEST = 200;

/**
 * What can be made out of the subject of a message that could not be read; null where nothing can.
 *
 * @param head the beginning of the raw message
 */
export function subjectIn(head: Buffer): string | null {
  const [header = ''] = head.toString('utf8').split(/\r?\n\r?\n/, 1);
  const unfolded = header.replace(/\r?\n[ \t]+/g, ' ');
  const found = /^subject:(.*)$/im.exec(unfolded);
  if (!found?.[1]) return null;
  try {
    return cleanLine(libmime.decodeWords(found[1])).slice(0, LONGEST) || null;
  } catch {
    return cleanLine(found[1]).slice(0, LONGEST) || null;
  }
}
