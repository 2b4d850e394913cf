import type { Pen } from './draw.ts';
import { linesOf } from './lines.ts';
import { INK, PAPER, TEXT_WIDTH } from './sheet.ts';

const FOOT = { face: 'text', size: 8.5 } as const;

/** The foot of each page: what it belongs to, and which of how many it is. */
export function drawFeet(
  { doc, fonts }: Pen,
  left: string,
  numbered: (page: number, pages: number) => string,
): void {
  const { count } = doc.bufferedPageRange();
  for (let page = 1; page <= count; page += 1) {
    doc.switchToPage(page - 1);
    doc.markContent('Artifact', { type: 'Pagination', attached: ['Bottom'] });
    for (const [text, right] of [
      [left, false],
      [numbered(page, count), true],
    ] as const) {
      const [line] = linesOf(doc, fonts, text, FOOT, TEXT_WIDTH - (right ? 0 : 90));
      let x: number = right && line ? PAPER.width - PAPER.side - line.width : PAPER.side;
      for (const run of line?.runs ?? []) {
        doc.font(run.font).fontSize(FOOT.size).fillColor(INK.soft);
        doc.text(run.text, x, PAPER.height - 48, { lineBreak: false });
        x += doc.widthOfString(run.text);
      }
    }
    doc.endMarkedContent();
  }
}
