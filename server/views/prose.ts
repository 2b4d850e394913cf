const LINK = /\bhttps?:\/\/[^\s<>"'’»]+[^\s<>"'’».,;:!?)\]]/g;
const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string) => text.replace(/[&<>"']/g, (c) => ENTITIES[c] as string);

/**
 * What somebody wrote, as safe HTML: everything escaped, web addresses made into links that tell
 * the other site nothing. Line breaks are kept by the stylesheet, not by tags.
 */
export function proseToHtml(text: string): string {
  let html = '';
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    html += escaped(text.slice(from, match.index));
    html += `<a href="${escaped(match[0])}" rel="nofollow noopener noreferrer" target="_blank">${escaped(match[0])}</a>`;
    from = match.index + match[0].length;
  }
  return html + escaped(text.slice(from));
}
