/** 1.2.840.113549.1.7.2 and .1: signed data, and the data it holds. */
const SIGNED_DATA = Buffer.from('2a864886f70d010702', 'hex');
const DATA = Buffer.from('2a864886f70d010701', 'hex');

interface Element {
  readonly tag: number;
  readonly start: number;
  /** Index after the element, its end marker included. */
  readonly end: number;
  readonly contentEnd: number;
}

/**
 * The mail inside an opaque S/MIME signature (`application/pkcs7-mime`, RFC 8551), or null where it
 * is encrypted or no signature at all. The signature is not verified here: the words are shown, and
 * a note says that they came signed.
 */
export function signedContent(der: Buffer): Buffer | null {
  try {
    const info = read(der, 0, der.length);
    const [kind, explicit] = children(der, info);
    if (!kind || !explicit || !SIGNED_DATA.equals(der.subarray(kind.start, kind.contentEnd)))
      return null;
    const signed = children(der, explicit)[0];
    const encapsulated = signed && children(der, signed)[2];
    const [type, holder] = encapsulated ? children(der, encapsulated) : [];
    if (!type || !holder || !DATA.equals(der.subarray(type.start, type.contentEnd))) return null;
    const octets = children(der, holder)[0];
    return octets ? Buffer.concat(strings(der, octets, 0)) : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** An octet string may come in pieces, which may come in pieces. */
function strings(der: Buffer, element: Element, depth: number): Buffer[] {
  if (depth > 8) throw new RangeError('nested too deep');
  if ((element.tag & 0x20) === 0) return [der.subarray(element.start, element.contentEnd)];
  return children(der, element).flatMap((piece) => strings(der, piece, depth + 1));
}

function children(der: Buffer, parent: Element): Element[] {
  const found: Element[] = [];
  let at = parent.start;
  while (at < parent.contentEnd && found.length < 100_000) {
    const child = read(der, at, parent.contentEnd);
    found.push(child);
    at = child.end;
  }
  return found;
}

/** One element of BER: tag, then a length that is short, long, or open until two zero bytes. */
function read(der: Buffer, at: number, limit: number, depth = 0): Element {
  if (at + 2 > limit || depth > 30) throw new RangeError('cut short');
  const tag = der[at]!;
  const first = der[at + 1]!;
  if (first < 0x80) return bounded(tag, at + 2, first, limit);
  if (first > 0x80) {
    const size = first & 0x7f;
    if (size > 4 || at + 2 + size > limit) throw new RangeError('length');
    return bounded(tag, at + 2 + size, der.readUIntBE(at + 2, size), limit);
  }
  const start = at + 2;
  let end = start;
  while (end + 2 <= limit && (der[end] !== 0 || der[end + 1] !== 0)) {
    end = read(der, end, limit, depth + 1).end;
  }
  return { tag, start, contentEnd: end, end: Math.min(end + 2, limit) };
}

function bounded(tag: number, start: number, length: number, limit: number): Element {
  if (start + length > limit) throw new RangeError('cut short');
  return { tag, start, contentEnd: start + length, end: start + length };
}
