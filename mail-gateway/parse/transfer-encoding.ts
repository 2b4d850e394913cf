/** Bytes of a part's body under its Content-Transfer-Encoding; what cannot be decoded is kept. */
export function decodeTransfer(body: Buffer, encoding: string): Buffer {
  switch (encoding) {
    case 'base64':
      return decodeBase64(body);
    case 'quoted-printable':
      return decodeQuotedPrintable(body);
    case 'x-uuencode':
    case 'x-uue':
    case 'uuencode':
      return decodeUuencode(body.toString('latin1')) ?? body;
    default:
      return body;
  }
}

/** Base64 as found: line ends, stray bytes, and padded blocks one after the other are allowed. */
export function decodeBase64(body: Buffer): Buffer {
  const text = body.toString('latin1');
  const padding = text.indexOf('=');
  return padding === -1 || !/[A-Za-z0-9+/]/.test(text.slice(padding))
    ? Buffer.from(text, 'base64')
    : decodeBase64Blocks(body);
}

/** Byte by byte, each padding beginning a new block; the platform's decoder stops at the first. */
function decodeBase64Blocks(body: Buffer): Buffer {
  const out = Buffer.allocUnsafe(Math.ceil((body.length * 3) / 4));
  let length = 0;
  let held = 0;
  let bits = 0;
  for (const byte of body) {
    if (byte === 0x3d) {
      bits = 0;
      held = 0;
      continue;
    }
    const value = sixBits(byte);
    if (value < 0) continue;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[length++] = (held >> bits) & 255;
    }
  }
  return out.subarray(0, length);
}

function sixBits(byte: number): number {
  if (byte >= 65 && byte <= 90) return byte - 65;
  if (byte >= 97 && byte <= 122) return byte - 71;
  if (byte >= 48 && byte <= 57) return byte + 4;
  if (byte === 0x2b || byte === 0x2d) return 62;
  return byte === 0x2f || byte === 0x5f ? 63 : -1;
}

/** Quoted-printable; an `=` that starts nothing valid stays as it is. */
export function decodeQuotedPrintable(body: Buffer): Buffer {
  const out = Buffer.allocUnsafe(body.length);
  let length = 0;
  const size = body.length;
  let protectedTo = 0;
  for (let i = 0; i < size; i += 1) {
    const byte = body[i]!;
    if (byte === 0x0a || byte === 0x0d) {
      // Blanks before a line end were added on the way (RFC 2045 6.7 rule 3).
      while (length > 0 && (out[length - 1] === 0x20 || out[length - 1] === 0x09)) {
        if (protectedTo >= length) break;
        length -= 1;
      }
      out[length++] = byte;
      continue;
    }
    if (byte !== 0x3d) {
      out[length++] = byte;
      continue;
    }
    const high = hex(body[i + 1]);
    const low = hex(body[i + 2]);
    if (high >= 0 && low >= 0) {
      out[length++] = high * 16 + low;
      protectedTo = length;
      i += 2;
      continue;
    }
    let next = i + 1;
    while (next < size && (body[next] === 0x20 || body[next] === 0x09)) next += 1;
    if (next >= size) break;
    if (body[next] === 0x0d) {
      i = body[next + 1] === 0x0a ? next + 1 : next;
      protectedTo = length;
    } else if (body[next] === 0x0a) {
      i = next;
      protectedTo = length;
    } else {
      out[length++] = byte;
    }
  }
  return out.subarray(0, length);
}

/** The Q encoding of RFC 2047: an underscore is a blank. */
export function decodeQWord(payload: string): Buffer {
  const out = Buffer.allocUnsafe(payload.length);
  let length = 0;
  for (let i = 0; i < payload.length; i += 1) {
    const code = payload.charCodeAt(i);
    const high = code === 0x3d ? hex(payload.charCodeAt(i + 1)) : -1;
    const low = code === 0x3d ? hex(payload.charCodeAt(i + 2)) : -1;
    if (high >= 0 && low >= 0) {
      out[length++] = high * 16 + low;
      i += 2;
    } else {
      out[length++] = code === 0x5f ? 0x20 : code & 0xff;
    }
  }
  return out.subarray(0, length);
}

/** The first `begin … end` block of a text, or null where there is none. */
export function decodeUuencode(text: string): Buffer | null {
  const begin = /^begin [0-7]{3,4} [^\r\n]*\r?\n/m.exec(text);
  if (!begin) return null;
  const rows: Buffer[] = [];
  for (const line of text.slice(begin.index + begin[0].length).split(/\r?\n/)) {
    if (line === 'end' || line === '`' || line === '') break;
    const count = (line.charCodeAt(0) - 32) & 63;
    const row = Buffer.alloc(Math.ceil((line.length - 1) / 4) * 3);
    for (let i = 1, at = 0; i < line.length; i += 4, at += 3) {
      const bits =
        (uu(line, i) << 18) | (uu(line, i + 1) << 12) | (uu(line, i + 2) << 6) | uu(line, i + 3);
      row[at] = bits >> 16;
      row[at + 1] = (bits >> 8) & 255;
      row[at + 2] = bits & 255;
    }
    rows.push(row.subarray(0, count));
  }
  return Buffer.concat(rows);
}

function uu(line: string, at: number): number {
  return at < line.length ? (line.charCodeAt(at) - 32) & 63 : 0;
}

function hex(code: number | undefined): number {
  if (code === undefined) return -1;
  if (code >= 48 && code <= 57) return code - 48;
  if (code >= 65 && code <= 70) return code - 55;
  if (code >= 97 && code <= 102) return code - 87;
  return -1;
}
