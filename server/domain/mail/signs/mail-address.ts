/** A mailbox as it stands in running text. Bounded on purpose: these texts come from anyone. */
const ADDRESS =
  /[^\s<>()[\]{},;:"'`=|\u3000-\u3002\u3008-\u3011\uff08\uff09\uff0c\uff1a\uff1b\uff1c\uff1e«»“”‘’]{1,128}@[a-z0-9_](?:[a-z0-9_.-]{0,253}[a-z0-9_])?/gi;

/** The first mailbox in some text, or null. */
export function cleanAddress(text: string): string | null {
  return addressesIn(text)[0] ?? null;
}

/** The mailboxes in some text, in order, each once. */
export function addressesIn(text: string): string[] {
  const found = new Set<string>();
  for (const match of text.matchAll(ADDRESS))
    found.add(match[0].replace(/^(?:mailto:|rfc822;)/i, ''));
  return [...found];
}
