/** Pictures that a browser draws and that can't carry a script: an SVG can. */
const DRAWN = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

export function isShownInline({ contentType }: { contentType: string }): boolean {
  return DRAWN.has(contentType.toLowerCase());
}
