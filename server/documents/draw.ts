import { setImmediate } from 'node:timers/promises';
import type { Block, Table, Written } from './blocks.ts';
import type { Document } from './document.ts';
import { type Fonts, UNWRITABLE } from './fonts.ts';
import { linesOf, type Style } from './lines.ts';
import { type Cell, INK, PAPER, type Sheet, type Tag, TEXT_WIDTH } from './sheet.ts';

const TEXT: Style = { face: 'text', size: 10.5 };
const STRONG: Style = { face: 'strong', size: 10.5 };
const SMALL: Style = { face: 'text', size: 9 };
const HEADING: Style = { face: 'strong', size: 12.5 };
const TITLE: Style = { face: 'strong', size: 20 };
const HEAD: Style = { face: 'strong', size: 9 };
const FIGURES: Style = { face: 'figures', size: 9.5 };
const GUTTER = 12;

/** What drawing needs: the paper, and how to break lines on it. */
export type Pen = {
  readonly doc: PDFKit.PDFDocument;
  readonly sheet: Sheet;
  readonly fonts: Fonts;
};
type Place = { tag: Tag | null; x?: number; width?: number; color?: string; right?: boolean };

function cellOf({ doc, fonts }: Pen, text: string, style: Style, place: Place): Cell {
  const { tag, x = PAPER.side, width = TEXT_WIDTH, color = INK.text, right = false } = place;
  const lines = linesOf(doc, fonts, text, style, width);
  return { lines, tag, x, width, size: style.size, color, right };
}

/** The provider at the left, whom it is for at the right, then what it is. */
export function drawHead(pen: Pen, { provider, to }: Document, title: string, dated: string): void {
  const { sheet } = pen;
  const half = TEXT_WIDTH / 2 - GUTTER;
  const from = sheet.tag('P');
  sheet.flow(
    cellOf(
      pen,
      provider.name,
      { face: 'strong', size: 13 },
      { tag: from, width: half, color: INK.accent },
    ),
  );
  const facts = [provider.postalAddress, provider.phone, provider.website];
  const address = facts.filter(Boolean).join('\n');
  sheet.flow(cellOf(pen, address, SMALL, { tag: from, width: half, color: INK.soft }));
  const below = sheet.where();
  sheet.move(PAPER.top);
  const place = { tag: sheet.tag('P'), x: PAPER.side + TEXT_WIDTH / 2, width: TEXT_WIDTH / 2 };
  const [name = '', ...rest] = to;
  sheet.flow(cellOf(pen, name, STRONG, place));
  if (rest.length > 0) sheet.flow(cellOf(pen, rest.join('\n'), TEXT, place));
  sheet.move(Math.max(below, sheet.where()) + 18);
  sheet.rule(INK.accent);
  sheet.gap(20);
  sheet.flow(cellOf(pen, title, TITLE, { tag: sheet.tag('H1') }), 1.2);
  sheet.gap(4);
  sheet.flow(cellOf(pen, dated, SMALL, { tag: sheet.tag('P'), color: INK.soft }));
  sheet.gap(8);
}

/** Milliseconds after which others have their turn: a long document would hold every page up. */
const TURN = 20;

export async function drawBlocks(pen: Pen, { blocks }: Written): Promise<void> {
  let since = performance.now();
  for (const block of blocks) {
    drawBlock(pen, block);
    if (performance.now() - since < TURN) continue;
    await setImmediate();
    since = performance.now();
  }
}

/** Says what a mark stands for, where one had to be used. */
export function drawLegend(pen: Pen, legend: (mark: string) => string): void {
  if (!pen.fonts.leftSomethingOut()) return;
  drawBlock(pen, { kind: 'paragraph', style: 'small', text: legend(UNWRITABLE) });
}

function drawBlock(pen: Pen, block: Block): void {
  const { sheet } = pen;
  switch (block.kind) {
    case 'heading':
      sheet.gap(10);
      // a heading stays with what it heads
      sheet.keep(70);
      sheet.flow(cellOf(pen, block.text, HEADING, { tag: sheet.tag('H2') }));
      sheet.gap(3);
      return;
    case 'subheading':
      sheet.gap(6);
      sheet.keep(56);
      sheet.flow(cellOf(pen, block.text, STRONG, { tag: sheet.tag('H3') }));
      sheet.gap(2);
      return;
    case 'page':
      sheet.keep(PAPER.height);
      return;
    case 'paragraph': {
      const style = { strong: STRONG, small: SMALL, plain: TEXT }[block.style ?? 'plain'];
      const color = block.style === 'small' ? INK.soft : INK.text;
      sheet.flow(cellOf(pen, block.text, style, { tag: sheet.tag('P'), color }));
      sheet.gap(6);
      return;
    }
    case 'facts':
      drawFacts(pen, block.rows);
      return;
    case 'table':
      drawTable(pen, block);
      return;
  }
}

function drawFacts(pen: Pen, rows: readonly (readonly [string, string])[]): void {
  const { sheet } = pen;
  const label = TEXT_WIDTH * 0.34;
  const list = sheet.tag('L');
  for (const [name, value] of rows) {
    const item = sheet.tag('LI', list);
    const said = { tag: sheet.tag('Lbl', item), width: label - GUTTER, color: INK.soft };
    const place = {
      tag: sheet.tag('LBody', item),
      x: PAPER.side + label,
      width: TEXT_WIDTH - label,
    };
    sheet.row([cellOf(pen, name, TEXT, said), cellOf(pen, value, TEXT, place)]);
    sheet.gap(3);
  }
  sheet.gap(5);
}

/** Its heads stand again at the top of each page that it goes on over. */
function drawTable(pen: Pen, { columns, rows, total }: Table): void {
  const { sheet } = pen;
  const whole = columns.reduce((sum, { share }) => sum + share, 0);
  const free = TEXT_WIDTH - GUTTER * (columns.length - 1);
  let x: number = PAPER.side;
  const places = columns.map(({ share, figures = false }) => {
    const width = (free * share) / whole;
    const place = { x, width, right: figures };
    x += width + GUTTER;
    return { ...place, style: figures ? FIGURES : TEXT };
  });
  const table = sheet.tag('Table');

  const heads = (row: Tag | null) => {
    const cells = places.map((place, index) => {
      const tag = row && sheet.tag('TH', row, 'Column');
      return cellOf(pen, columns[index]?.head ?? '', HEAD, { ...place, tag, color: INK.soft });
    });
    sheet.row(cells);
    sheet.gap(4);
    sheet.rule();
    sheet.gap(5);
  };
  const body = (texts: readonly string[], strong: boolean) => {
    const row = sheet.tag('TR', table);
    const cells = places.map(({ style, ...place }, index) =>
      cellOf(pen, texts[index] ?? '', strong && !place.right ? STRONG : style, {
        ...place,
        tag: sheet.tag('TD', row),
      }),
    );
    sheet.row(cells);
    sheet.gap(4);
    sheet.rule();
    sheet.gap(5);
  };

  sheet.keep(70);
  heads(sheet.tag('TR', table));
  sheet.repeat(() => heads(null));
  for (const [index, texts] of rows.entries()) {
    // a total is never alone on a page
    if (total && index === rows.length - 1) sheet.keep(56);
    body(texts, false);
  }
  if (total) body(total, true);
  sheet.repeat(null);
  sheet.gap(6);
}
