type Named = { readonly domain: string; readonly selector: string };

/** What a domain's DNS says of a key: it is there, not there, another one, or given up. */
export type DkimRecordState = 'found' | 'absent' | 'different' | 'revoked';

/** Where a key's record is published (RFC 6376, 3.6.2.1). */
export function dkimRecordName({ domain, selector }: Named): string {
  return `${selector}._domainkey.${domain}`;
}

/** What is to be published there. @param publicKey the bytes of the key's DER, in base64 */
export function dkimRecordValue(publicKey: string): string {
  return `v=DKIM1; k=rsa; p=${publicKey}`;
}

/** The same as a zone file writes it: a string of a TXT record holds 255 bytes at most. */
export function dkimZoneLine(key: Named & { readonly publicKey: string }): string {
  const strings = dkimRecordValue(key.publicKey).match(/.{1,255}/g) ?? [];
  return `${dkimRecordName(key)}. IN TXT ( ${strings.map((part) => `"${part}"`).join(' ')} )`;
}

/**
 * Whether what DNS answered publishes this key. White space within the key means nothing, and a
 * record of something else at that name is no record of ours.
 *
 * @param records the texts found there, the strings of each put together
 */
export function judgeDkimRecord(records: readonly string[], publicKey: string): DkimRecordState {
  const published = records.map(tagsOf).filter((tags) => tags.has('p') && isOfDkim(tags));
  if (published.length === 0) return 'absent';
  const keys = published.map((tags) => (tags.get('p') ?? '').replace(/\s/g, ''));
  if (keys.includes(publicKey)) return published.length === 1 ? 'found' : 'different';
  return keys.every((key) => key === '') ? 'revoked' : 'different';
}

function isOfDkim(tags: ReadonlyMap<string, string>): boolean {
  return (tags.get('v') ?? 'DKIM1') === 'DKIM1' && (tags.get('k') ?? 'rsa') === 'rsa';
}

function tagsOf(record: string): Map<string, string> {
  const tags = record.split(';').flatMap((tag) => {
    const at = tag.indexOf('=');
    return at < 0 ? [] : [[tag.slice(0, at).trim(), tag.slice(at + 1).trim()] as const];
  });
  return new Map(tags);
}
