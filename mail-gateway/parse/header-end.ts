import { isFieldLine } from './header-block.ts';

/**
 * Index after the blank line that ends a header; at a line that is no header, or a boundary; past
 * `longest` bytes, wherever that is.
 */
export function endOfHeader(
  source: string,
  start: number,
  longest: number,
  isBoundary: (line: string) => boolean,
): number {
  let at = start;
  let previousWasField = false;
  while (at < source.length && at - start <= longest) {
    let end = source.indexOf('\n', at);
    if (end === -1) end = source.length;
    const line = source.slice(at, source[end - 1] === '\r' ? end - 1 : end);
    if (line === '') return Math.min(end + 1, source.length);
    const continues = line[0] === ' ' || line[0] === '\t';
    if (continues && line.trim() === '' && !previousWasField)
      return Math.min(end + 1, source.length);
    if (line.startsWith('--') && isBoundary(line)) return at;
    if (!continues && !isFieldLine(line) && !isStrayHeaderLine(source, end + 1, previousWasField)) {
      return at;
    }
    previousWasField = true;
    at = end + 1;
  }
  return Math.min(at, source.length);
}

/** A line that is no field inside a header is passed over when fields go on right after it. */
function isStrayHeaderLine(source: string, next: number, previousWasField: boolean): boolean {
  if (!previousWasField) return false;
  let at = next;
  for (let looked = 0; looked < 3 && at < source.length; looked += 1) {
    let end = source.indexOf('\n', at);
    if (end === -1) end = source.length;
    const line = source.slice(at, end).trimEnd();
    if (line === '') return looked === 0;
    if (/^(?:[A-Za-z]+-[A-Za-z-]+|From|To|Cc|Date|Subject|Received|Sender)\s*:/.test(line))
      return true;
    at = end + 1;
  }
  return false;
}

/** Where the header begins: mbox's `From …` line and blank lines before it are no part of it. */
export function skipEnvelopeLine(source: string): number {
  let at = 0;
  if (source.startsWith('\u00ef\u00bb\u00bf')) at = 3;
  while (at < source.length && ' \t\r\n'.includes(source[at]!)) at += 1;
  if (/^>?From /.test(source.slice(at, at + 6))) {
    const end = source.indexOf('\n', at);
    return end === -1 ? source.length : end + 1;
  }
  return at;
}
