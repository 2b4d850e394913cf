import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { sfntOf } from './sfnt.ts';

/** `text` and `strong` for words, `figures` for amounts and durations. */
export type Face = 'text' | 'strong' | 'figures';

/** A stretch of text that one font file can draw. */
export type Run = { readonly font: string; readonly text: string };

const FAMILIES: Record<Face, readonly [family: string, weight: number]> = {
  text: ['atkinson-hyperlegible-next', 400],
  strong: ['atkinson-hyperlegible-next', 700],
  figures: ['atkinson-hyperlegible-mono', 400],
};
/** In the order in which they are tried: the second holds what the first lacks. */
const SUBSETS = ['latin', 'latin-ext'] as const;

/** What stands for a character that no font of ours has. */
export const UNWRITABLE = '¤';

/** Signs that our fonts lack, by those that say the same. */
const SAME: Readonly<Record<string, string>> = {
  '\u202f': '\u00a0',
  '\u2009': ' ',
  '\u2010': '-',
  '\u2011': '-',
  '→': '->',
  '←': '<-',
  '✓': 'v',
  '✔': 'v',
};

const require = createRequire(import.meta.url);
const files = new Map<string, Buffer>();

function fileOf(face: Face, subset: (typeof SUBSETS)[number]): Buffer {
  const [family, weight] = FAMILIES[face];
  const name = `@fontsource/${family}/files/${family}-${subset}-${weight}-normal.woff`;
  const known = files.get(name) ?? sfntOf(readFileSync(require.resolve(name)));
  files.set(name, known);
  return known;
}

/**
 * Tells which font draws what, in one document. Letters our fonts lack are written by their nearest
 * equal where there is one, and by a mark otherwise: no text stops a document.
 */
export function createFonts(doc: PDFKit.PDFDocument) {
  const coverage = new Map<string, (codePoint: number) => boolean>();
  const segmenter = new Intl.Segmenter('fr', { granularity: 'grapheme' });
  const known = new Map<string, Run>();
  let unwritable = false;

  function covers(font: string, face: Face, subset: (typeof SUBSETS)[number]) {
    const known = coverage.get(font);
    if (known) return known;
    doc.registerFont(font, fileOf(face, subset));
    doc.font(font);
    // what PDFKit opened; it has no public way to ask whether a font has a letter
    const { _font } = doc as unknown as {
      _font: { font: { hasGlyphForCodePoint(c: number): boolean } };
    };
    const { font: opened } = _font;
    const found = (codePoint: number) => opened.hasGlyphForCodePoint(codePoint);
    coverage.set(font, found);
    return found;
  }

  function fontFor(text: string, face: Face): string | null {
    for (const subset of SUBSETS) {
      const font = `${face}-${subset}`;
      const has = covers(font, face, subset);
      if ([...text].every((letter) => has(letter.codePointAt(0) as number))) return font;
    }
    return null;
  }

  function runOf(letter: string, face: Face): Run {
    const key = `${face} ${letter}`;
    const run = known.get(key) ?? chooseRun(letter, face);
    known.set(key, run);
    return run;
  }

  function chooseRun(letter: string, face: Face): Run {
    for (const text of [letter, SAME[letter] ?? letter, letter.normalize('NFKC'), bare(letter)]) {
      const font = text === '' ? null : fontFor(text, face);
      if (font !== null) return { font, text };
    }
    unwritable = true;
    return { font: `${face}-latin`, text: UNWRITABLE };
  }

  return {
    /** The text as runs; control characters are dropped. */
    runsOf(text: string, face: Face): Run[] {
      fontFor(' ', face);
      const runs: Run[] = [];
      for (const { segment } of segmenter.segment(text.normalize('NFC'))) {
        if (/^[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u.test(segment)) continue;
        const { font, text: drawn } = runOf(segment, face);
        const last = runs.at(-1);
        if (last?.font === font) runs[runs.length - 1] = { font, text: last.text + drawn };
        else runs.push({ font, text: drawn });
      }
      return runs;
    },
    /** Whether a mark had to stand for something. */
    leftSomethingOut: () => unwritable,
  };
}
export type Fonts = ReturnType<typeof createFonts>;

/** A letter without the accents that no font of ours has. */
function bare(letter: string): string {
  return letter.normalize('NFKD').replaceAll(/\p{M}+/gu, '');
}
