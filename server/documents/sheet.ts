import type { Line } from './lines.ts';

/** Points, as PDF counts: A4, with room for a footer below the bottom margin. */
export const PAPER = { width: 595.28, height: 841.89, side: 56, top: 56, bottom: 76 } as const;
export const TEXT_WIDTH = PAPER.width - 2 * PAPER.side;
export const INK = {
  text: '#1b2428',
  soft: '#566269',
  accent: '#00677c',
  rule: '#c9d1d4',
} as const;

/** What a piece of text is to somebody who hears the document rather than sees it. */
export type Tag = { readonly type: string; readonly element: PDFKit.PDFStructureElement };
/** Lines side by side on one row; those of a cell stay in their tag wherever a page ends. */
export type Cell = {
  readonly lines: readonly Line[];
  readonly tag: Tag | null;
  readonly x: number;
  readonly width: number;
  readonly size: number;
  readonly color: string;
  readonly right?: boolean;
};

/** The paper: where the pen stands, when a page is full, and what is drawn is what. */
export function createSheet(doc: PDFKit.PDFDocument) {
  let y: number = PAPER.top;
  /** Drawn again at the head of each page, while a table goes on. */
  let onNewPage: (() => void) | null = null;
  const foot = PAPER.height - PAPER.bottom;

  const turn = () => {
    doc.addPage();
    y = PAPER.top;
    onNewPage?.();
  };
  const room = () => foot - y;

  function drawLine(cell: Cell, line: Line, top: number): void {
    const content = cell.tag && doc.markStructureContent(cell.tag.type);
    if (content === null) doc.markContent('Artifact', { type: 'Layout' });
    let x = cell.right ? cell.x + cell.width - line.width : cell.x;
    for (const { font, text } of line.runs) {
      doc.font(font).fontSize(cell.size).fillColor(cell.color);
      doc.text(text, x, top, { lineBreak: false });
      x += doc.widthOfString(text);
    }
    doc.endMarkedContent();
    if (content) cell.tag?.element.add(content);
  }

  const root = doc.struct('Document');
  doc.addStructure(root);

  return {
    tag(type: string, parent: Tag | null = null, scope?: 'Column'): Tag {
      const element = doc.struct(type, scope ? ({ scope } as object) : {});
      (parent?.element ?? root).add(element);
      return { type, element };
    },
    /** Moves on, but never onto a page of its own. */
    gap(height: number): void {
      y = Math.min(y + height, foot);
    },
    /** Turns the page where less than that is left. */
    keep(height: number): void {
      if (room() < height && y > PAPER.top) turn();
    },
    repeat(draw: (() => void) | null): void {
      onNewPage = draw;
    },
    /** One row; it is cut only where it is longer than a whole page. */
    row(cells: readonly Cell[], leading = 1.35): void {
      const height = Math.max(...cells.map(({ size }) => size)) * leading;
      const count = Math.max(...cells.map(({ lines }) => lines.length));
      let from = 0;
      if (room() < height * count && height * count <= foot - PAPER.top - 60) turn();
      while (from < count) {
        if (room() < height) turn();
        const fitting = Math.max(1, Math.floor(room() / height));
        for (const cell of cells) {
          for (const [index, line] of cell.lines.slice(from, from + fitting).entries()) {
            drawLine(cell, line, y + index * height);
          }
        }
        y += Math.min(fitting, count - from) * height;
        from += fitting;
      }
    },
    /** Lines that may be parted by a page's end, though never one from its paragraph. */
    flow(cell: Cell, leading = 1.4): void {
      const height = cell.size * leading;
      for (const [index, line] of cell.lines.entries()) {
        const left = cell.lines.length - index;
        const needed = (index === 0 && left > 1) || left === 2 ? 2 * height : height;
        if (room() < needed) turn();
        drawLine(cell, line, y);
        y += height;
      }
    },
    rule(color: string = INK.rule): void {
      doc.markContent('Artifact', { type: 'Layout' });
      doc
        .moveTo(PAPER.side, y)
        .lineTo(PAPER.width - PAPER.side, y)
        .lineWidth(0.6)
        .strokeColor(color)
        .stroke();
      doc.endMarkedContent();
    },
    where: () => y,
    /** Puts the pen somewhere else on the page. */
    move(top: number): void {
      y = top;
    },
  };
}
export type Sheet = ReturnType<typeof createSheet>;
