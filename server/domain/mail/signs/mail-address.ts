/** A mailbox as it stands in running text. Bounded on purpose: these texts come from anyone. */
const ADDRESS = /[^\s<>()[\]{},;:"'`=|]{1,128}@[a-z0-9_](?:[a-z0-9_.-]{0,253}[a-z0-9_])?/gi;

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
