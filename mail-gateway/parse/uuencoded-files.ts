import { decodeUuencode } from './transfer-encoding.ts';

const BEGIN = /^begin [0-7]{3,4} ([^\n]{1,200})\n/gm;
const END = /\nend[ \t]*(?:\n|$)/g;
const LONGEST_LINE = 86;
const MOST_FILES = 50;

export interface UuencodedFile {
  readonly name: string;
  readonly content: Buffer;
}

/** Files that old programs paste into the very text, and the text without them. */
export function takeUuencodedFiles(text: string): { text: string; files: UuencodedFile[] } {
  const files: UuencodedFile[] = [];
  let kept = '';
  let from = 0;
  BEGIN.lastIndex = 0;
  while (files.length < MOST_FILES) {
    const begin = BEGIN.exec(text);
    if (!begin) break;
    END.lastIndex = BEGIN.lastIndex - 1;
    const end = END.exec(text);
    if (!end) break;
    const block = text.slice(begin.index, end.index + 1);
    // By the line: as a pattern, a long file would exhaust the stack.
    if (!block.slice(begin[0].length).split('\n').every(isDataLine)) continue;
    const content = decodeUuencode(`${block}end`);
    if (!content || content.length === 0) continue;
    files.push({ name: begin[1]!.trim(), content });
    kept += text.slice(from, begin.index);
    from = END.lastIndex;
    BEGIN.lastIndex = from;
  }
  return { text: kept + text.slice(from), files };
}

/** Sixty-one characters of text at most, none of them lowercase. */
function isDataLine(line: string): boolean {
  return line.length <= LONGEST_LINE && !/[^ -`]/.test(line);
}
