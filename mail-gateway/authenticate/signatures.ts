/** More signatures than this are no honest sender's, and each costs a reading of the whole mail. */
const MOST = 5;

/** The tags of a signature (RFC 6376, 3.2), their names in lower case, without white space. */
export function readTags(value: string): ReadonlyMap<string, string> {
  const tags = new Map<string, string>();
  for (const part of value.split(';')) {
    const at = part.indexOf('=');
    if (at <= 0) continue;
    tags.set(part.slice(0, at).trim().toLowerCase(), part.slice(at + 1).replace(/\s+/g, ''));
  }
  return tags;
}

/** The domain that a signature names as its own. */
export function signingDomain(value: string): string {
  return (readTags(value).get('d') ?? '').toLowerCase();
}

/**
 * Whether a signature can vouch for the whole of a mail: one that leaves the author out, or the end
 * of the body (`l=`), vouches for what anybody may have added.
 */
export function vouchesForAll(value: string): boolean {
  const tags = readTags(value);
  const signed = (tags.get('h') ?? '').toLowerCase().split(':');
  return !tags.has('l') && signed.includes('from');
}

/**
 * The message with only those of its signatures that are wanted, the first few of them. What the
 * others claim is neither read nor asked about: whoever writes could have us wait for servers of
 * his own, until time is up and nothing is known.
 */
export function withSignatures(
  raw: Uint8Array,
  wanted: (name: 'dkim-signature' | 'arc', value: string) => boolean,
): Buffer {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const end = headerEnd(bytes);
  const fields = bytes.toString('latin1', 0, end).split(/(?<=\n)(?![ \t])/);
  let kept = 0;
  const left = fields.filter((field) => {
    const [, name = '', value = ''] = /^([^\s:]+)[ \t]*:(.*)$/s.exec(field) ?? [];
    const known = name.toLowerCase();
    if (known.startsWith('arc-')) return wanted('arc', value);
    if (known !== 'dkim-signature') return true;
    if (kept >= MOST || !wanted('dkim-signature', value)) return false;
    kept += 1;
    return true;
  });
  if (left.length === fields.length) return bytes;
  return Buffer.concat([Buffer.from(left.join(''), 'latin1'), bytes.subarray(end)]);
}

function headerEnd(bytes: Buffer): number {
  const ends = [bytes.indexOf('\n\r\n'), bytes.indexOf('\n\n')].filter((at) => at !== -1);
  return ends.length === 0 ? bytes.length : Math.min(...ends) + 1;
}
