/** Pictures that a browser draws and that can't carry a script: an SVG can. */
const DRAWN = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** Whether a file may be drawn within a page; anything else is only ever downloaded. */
export function isDrawn({ contentType }: { contentType: string }): boolean {
  return DRAWN.has(contentType.toLowerCase());
}
