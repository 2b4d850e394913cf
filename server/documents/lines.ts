import type { Face, Fonts, Run } from './fonts.ts';

export type Style = { readonly face: Face; readonly size: number };
/** One line as it is drawn; its width is in points. */
export type Line = { readonly runs: readonly Run[]; readonly width: number };

/**
 * Breaks a text into lines no wider than `width`: at spaces, never at no-break ones, and within a
 * word only where it is wider than a line by itself. PDFKit's own wrapping knows one font at a time.
 */
export function linesOf(
  doc: PDFKit.PDFDocument,
  fonts: Fonts,
  text: string,
  { face, size }: Style,
  width: number,
): Line[] {
  const measure = (runs: readonly Run[]) =>
    runs.reduce((sum, run) => sum + doc.font(run.font).fontSize(size).widthOfString(run.text), 0);
  const lines: Line[] = [];
  for (const paragraph of text.replaceAll('\r\n', '\n').replaceAll('\t', ' ').split('\n')) {
    let held: Run[] = [];
    let wide = 0;
    const finish = () => {
      lines.push({ runs: held, width: measure(held) });
      held = [];
      wide = 0;
    };
    for (const word of paragraph.split(/ +/)) {
      const runs = fonts.runsOf(held.length === 0 ? word : ` ${word}`, face);
      const added = measure(runs);
      if (wide + added <= width) {
        held = joined(held, runs);
        wide += added;
        continue;
      }
      if (held.length > 0) finish();
      const parts = cut(fonts.runsOf(word, face), width, measure);
      for (const part of parts.slice(0, -1)) lines.push({ runs: part, width: measure(part) });
      held = parts.at(-1) ?? [];
      wide = measure(held);
    }
    finish();
  }
  return lines;
}

/** A word in as many parts as it takes, each no wider than a line. */
function cut(runs: Run[], width: number, measure: (runs: readonly Run[]) => number): Run[][] {
  const parts: Run[][] = [];
  let part: Run[] = [];
  let wide = 0;
  for (const { font, text } of runs) {
    for (const letter of text) {
      const drawn = [{ font, text: letter }];
      const added = measure(drawn);
      if (part.length > 0 && wide + added > width) {
        parts.push(part);
        part = drawn;
        wide = added;
      } else {
        part = joined(part, drawn);
        wide += added;
      }
    }
  }
  return [...parts, part];
}

function joined(left: readonly Run[], right: readonly Run[]): Run[] {
  const [first, ...rest] = right;
  const last = left.at(-1);
  if (!first || !last || first.font !== last.font) return [...left, ...right];
  return [...left.slice(0, -1), { font: last.font, text: last.text + first.text }, ...rest];
}
