import { decodeText } from './charset.ts';

/** What a `winmail.dat` holds that people need: its files, and its words where the mail has none. */
export interface TnefContents {
  readonly files: readonly TnefFile[];
  readonly text: string | null;
  readonly html: string | null;
}

export interface TnefFile {
  readonly name: string;
  readonly type: string | null;
  readonly contentId: string | null;
  readonly content: Buffer;
}

const SIGNATURE = 0x223e9f78;
const ATTRIBUTE = {
  body: 0x800c,
  attachData: 0x800f,
  attachTitle: 0x8010,
  attachRendering: 0x9002,
  messageProperties: 0x9003,
  attachProperties: 0x9005,
  codePage: 0x9007,
};
const PROPERTY = {
  body: 0x1000,
  bodyHtml: 0x1013,
  attachData: 0x3701,
  attachFileName: 0x3704,
  attachLongName: 0x3707,
  attachMimeType: 0x370e,
  attachContentId: 0x3712,
};
const MOST_FILES = 500;

type Writable = { -readonly [K in keyof TnefFile]: TnefFile[K] };

/**
 * Opens Outlook's envelope (MS-OXTNEF): attributes one after the other, MAPI properties in some of
 * them. Returns null where it is not one; a damaged one gives what stands before the damage.
 * Own code: the one package for it is unmaintained and reads no long file names.
 */
export function readTnef(data: Buffer): TnefContents | null {
  if (data.length < 6 || data.readUInt32LE(0) !== SIGNATURE) return null;
  const files: Writable[] = [];
  let text: string | null = null;
  let html: string | null = null;
  let codePage = 'windows-1252';
  const decode = (bytes: Buffer) => decodeText(bytes, codePage).text.replaceAll('\0', '');

  for (const { id, value } of attributes(data)) {
    const file = files.at(-1);
    if (id === ATTRIBUTE.codePage && value.length >= 4)
      codePage = `windows-${value.readUInt32LE(0)}`;
    else if (id === ATTRIBUTE.body) text ??= decode(value);
    else if (id === ATTRIBUTE.attachRendering && files.length < MOST_FILES) {
      files.push({ name: '', type: null, contentId: null, content: Buffer.alloc(0) });
    } else if (id === ATTRIBUTE.attachTitle && file) file.name ||= decode(value);
    else if (id === ATTRIBUTE.attachData && file) file.content = value;
    else if (id === ATTRIBUTE.messageProperties) {
      for (const { tag, bytes, unicode } of properties(value)) {
        const words = unicode ? utf16(bytes) : decode(bytes);
        if (tag === PROPERTY.body) text = words;
        if (tag === PROPERTY.bodyHtml) html = words;
      }
    } else if (id === ATTRIBUTE.attachProperties && file) {
      for (const { tag, bytes, unicode } of properties(value)) {
        if (tag === PROPERTY.attachData) {
          // An embedded object begins with the identifier of its kind.
          if (file.content.length === 0) file.content = bytes;
          continue;
        }
        const words = unicode ? utf16(bytes) : decode(bytes);
        if (tag === PROPERTY.attachLongName) file.name = words;
        if (tag === PROPERTY.attachFileName) file.name ||= words;
        if (tag === PROPERTY.attachMimeType) file.type = words.toLowerCase();
        if (tag === PROPERTY.attachContentId) file.contentId = words.replace(/^<|>$/g, '');
      }
    }
  }
  return { files: files.filter(({ content }) => content.length > 0), text, html };
}

function* attributes(data: Buffer): Generator<{ id: number; value: Buffer }> {
  let at = 6;
  while (at + 9 <= data.length) {
    const id = data.readUInt16LE(at + 1);
    const length = data.readUInt32LE(at + 5);
    const start = at + 9;
    if (start + length > data.length) return;
    yield { id, value: data.subarray(start, start + length) };
    at = start + length + 2;
  }
}

/** Fixed-size property types, in bytes; all others are counted, measured and padded to four. */
const FIXED: Readonly<Record<number, number>> = {
  2: 4,
  3: 4,
  4: 4,
  5: 8,
  6: 8,
  7: 8,
  10: 4,
  11: 4,
  20: 8,
  64: 8,
  72: 16,
};

function* properties(data: Buffer): Generator<{ tag: number; bytes: Buffer; unicode: boolean }> {
  if (data.length < 4) return;
  const count = data.readUInt32LE(0);
  let at = 4;
  for (let index = 0; index < count && at + 4 <= data.length; index += 1) {
    const kind = data.readUInt16LE(at);
    const tag = data.readUInt16LE(at + 2);
    at += 4;
    if (tag >= 0x8000) at = afterPropertyName(data, at);
    const multiple = (kind & 0x1000) !== 0;
    const type = kind & 0xfff;
    const size = FIXED[type];
    const measured = size === undefined;
    let values = 1;
    if (multiple || measured) {
      if (at + 4 > data.length) return;
      values = data.readUInt32LE(at);
      at += 4;
    }
    for (let value = 0; value < values; value += 1) {
      let length = size ?? 0;
      if (measured) {
        if (at + 4 > data.length) return;
        length = data.readUInt32LE(at);
        at += 4;
      }
      if (at + length > data.length) return;
      if (value === 0) yield { tag, bytes: data.subarray(at, at + length), unicode: type === 0x1f };
      at += measured ? Math.ceil(length / 4) * 4 : length;
    }
  }
}

/** Named properties carry their name before their value: a number, or measured text. */
function afterPropertyName(data: Buffer, at: number): number {
  if (at + 24 > data.length) return data.length;
  if (data.readUInt32LE(at + 16) === 0) return at + 24;
  return at + 24 + Math.ceil(data.readUInt32LE(at + 20) / 4) * 4;
}

function utf16(bytes: Buffer): string {
  return bytes.toString('utf16le').replaceAll('\0', '').toWellFormed();
}
