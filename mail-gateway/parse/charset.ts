import iconv from 'iconv-lite';

/** Names met in real mail that neither the platform's decoder nor iconv-lite knows. */
const ALIASES: Readonly<Record<string, string>> = {
  'ansi_x3.110-1983': 'windows-1252',
  'cp-850': 'cp850',
  default: 'windows-1252',
  'iso-8859-8-e': 'iso-8859-8',
  'iso-10646-ucs-2': 'utf-16be',
  ks_c_5601: 'euc-kr',
  'ks_c_5601-1987': 'euc-kr',
  cp949: 'euc-kr',
  ms949: 'euc-kr',
  cp932: 'shift_jis',
  ms932: 'shift_jis',
  cp936: 'gbk',
  cp51932: 'euc-jp',
  cp50220: 'iso-2022-jp',
  cp50221: 'iso-2022-jp',
  'iso-2022-jp-ms': 'iso-2022-jp',
  'iso-2022-jp-1': 'iso-2022-jp',
  'iso-2022-jp-2': 'iso-2022-jp',
  'unicode-1-1-utf-7': 'utf-7',
  'x-unicode-2-0-utf-7': 'utf-7',
  utf8mb4: 'utf-8',
  'unicode-1-1-utf-8': 'utf-8',
  'x-mac-roman': 'macroman',
  'x-mac-ce': 'maccenteuro',
  'latin-1': 'windows-1252',
  'latin-9': 'iso-8859-15',
};

/** Labels that senders put on anything: worth a second look at the bytes. */
const UNSURE = new Set([
  '',
  'us-ascii',
  'ascii',
  'windows-1252',
  'iso-8859-1',
  'unknown-8bit',
  '8bit',
  'x-unknown',
  'unknown',
  'binary',
  'none',
]);

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });
const looseUtf8 = new TextDecoder('utf-8');
const decoders = new Map<string, TextDecoder | null>();

export interface Decoded {
  readonly text: string;
  readonly note: string | null;
}

/**
 * Text of some bytes under the charset that the sender names, or the one they visibly are in where
 * the label is missing, unknown or wrong. `hint` is a second label to try on unlabelled bytes.
 */
export function decodeText(
  bytes: Uint8Array,
  label: string | null,
  hint: string | null = null,
): Decoded {
  const charset = normalise(label);
  const marked = byteOrder(bytes);
  if (marked && !charset.startsWith('utf-16')) {
    return { text: decodeAs(bytes, marked), note: charset === '' ? null : 'charset:mislabelled' };
  }
  // two bytes a character, and none of them zero: whatever it is, it is not that
  if (charset.startsWith('utf-16') && isAscii(bytes) && !bytes.includes(0)) {
    return { text: latin1(bytes), note: 'charset:mislabelled' };
  }
  if (
    isAscii(bytes) &&
    !charset.startsWith('iso-2022') &&
    !charset.startsWith('utf-') &&
    !charset.startsWith('hz')
  ) {
    return { text: latin1(bytes), note: null };
  }
  if (charset === 'utf-8' || charset === 'utf8') return decodeUtf8(bytes, hint);
  if (UNSURE.has(charset)) {
    const utf8 = tryUtf8(bytes);
    if (utf8 !== null) return { text: utf8, note: charset === '' ? null : 'charset:mislabelled' };
    if (/^(?:windows-1252|iso-8859-1)$/.test(charset))
      return { text: decodeAs(bytes, 'windows-1252'), note: null };
    const hinted = normalise(hint);
    if (!UNSURE.has(hinted) && !hinted.startsWith('utf') && known(hinted)) {
      return { text: decodeAs(bytes, hinted), note: 'charset:guessed' };
    }
    return { text: decodeAs(bytes, 'windows-1252'), note: 'charset:guessed' };
  }
  if (!known(charset)) {
    const utf8 = tryUtf8(bytes);
    return { text: utf8 ?? decodeAs(bytes, 'windows-1252'), note: 'charset:unknown' };
  }
  const text = decodeAs(bytes, charset);
  if (text.includes('\ufffd')) {
    const utf8 = tryUtf8(bytes);
    if (utf8 !== null) return { text: utf8, note: 'charset:mislabelled' };
  }
  return { text, note: null };
}

/** The mark that UTF-16 begins with; Latin-1 would never say `ÿþ`. */
function byteOrder(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
}

/** Declared UTF-8 that is not: a damaged character is shown as such, Latin-1 is read as Latin-1. */
function decodeUtf8(bytes: Uint8Array, hint: string | null): Decoded {
  const strict = tryUtf8(bytes);
  if (strict !== null) return { text: strict, note: null };
  const loose = looseUtf8.decode(bytes);
  let damaged = 0;
  let sound = 0;
  for (let i = 0; i < loose.length; i += 1) {
    const code = loose.charCodeAt(i);
    if (code === 0xfffd) damaged += 1;
    else if (code > 0x7f) sound += 1;
  }
  if (sound >= damaged) return { text: loose, note: 'charset:damaged' };
  const hinted = normalise(hint);
  const other =
    !hinted.startsWith('utf') && !UNSURE.has(hinted) && known(hinted) ? hinted : 'windows-1252';
  return { text: decodeAs(bytes, other), note: 'charset:mislabelled' };
}

function normalise(label: string | null): string {
  if (label === null) return '';
  const name = label
    .toLowerCase()
    .replace(/^[\s"'=]*(?:charset\s*=)?[\s"']*/, '')
    .replace(/[\s"';,(].*$/s, '')
    .replace(/\*.*$/, '');
  const alias = ALIASES[name];
  if (alias !== undefined) return alias;
  const numbered = /^(?:cp-?|x-cp-?|win-?|windows_?|ibm-?)(125\d|874)$/.exec(name);
  if (numbered) return `windows-${numbered[1]}`;
  const latin = /^iso[-_ ]?8859[-_ ]?(\d{1,2})$/.exec(name);
  return latin ? `iso-8859-${latin[1]}` : name;
}

function known(charset: string): boolean {
  return platformDecoder(charset) !== null || iconv.encodingExists(charset);
}

/** None for windows-1252, which Node 20 decodes as ISO-8859-1: smart quotes and € would be lost. */
function platformDecoder(charset: string): TextDecoder | null {
  let decoder = decoders.get(charset);
  if (decoder === undefined) {
    try {
      decoder = new TextDecoder(charset);
    } catch {
      decoder = null;
    }
    if (decoder?.encoding === 'windows-1252') decoder = null;
    if (decoders.size < 500) decoders.set(charset, decoder);
  }
  return decoder;
}

function decodeAs(bytes: Uint8Array, label: string): string {
  // What senders call ISO-8859-1 is Windows' superset of it.
  const charset = /^iso-8859-1$|^latin-?1$|^l1$/.test(label) ? 'windows-1252' : label;
  const decoder = platformDecoder(charset);
  return decoder ? decoder.decode(bytes) : iconv.decode(Buffer.from(bytes), charset).toWellFormed();
}

function tryUtf8(bytes: Uint8Array): string | null {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return null;
  }
}

function isAscii(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i += 1) if (bytes[i]! > 0x7f) return false;
  return true;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
