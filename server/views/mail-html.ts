/** What is done, when a page is made, to mail HTML that was sanitised when it came in. */

/** How many remote images wait to be asked for. */
export function countRemoteImages(html: string): number {
  return html.match(/<img\b[^>]*?\sdata-remote-src="/gi)?.length ?? 0;
}

/** Gives remote images back their address, once the reader asked for them. */
export function showRemoteImages(html: string): string {
  return html.replace(/(<img\b[^>]*?\s)data-remote-src="([^"]*)"/gi, '$1src="$2"');
}

/** Puts an address in place of each `cid:` image; null leaves it without one. */
export function replaceCids(html: string, addressOf: (cid: string) => string | null): string {
  return html.replace(/(<img\b[^>]*?\s)src="cid:([^"]*)"/gi, (_, before: string, cid: string) => {
    const address = addressOf(decodeCid(cid));
    return address === null ? before : `${before}src="${escapeAttribute(address)}"`;
  });
}

function decodeCid(cid: string): string {
  const text = cid.replaceAll('&amp;', '&');
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function escapeAttribute(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
