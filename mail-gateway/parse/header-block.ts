import type { Fields } from '../../server/domain/mail/incoming-mail.ts';
import { decodeHeaderValue } from './encoded-words.ts';

/** Header fields as they came: lowercase names, unfolded raw values (one character per byte). */
export type RawFields = Map<string, string[]>;

/**
 * The fields of a header block. Lines that are no field (an mbox `From ` line, a stray line) are
 * passed over; a continuation belongs to the field before it. The first field of a name comes first.
 */
export function readHeaderBlock(block: string): RawFields {
  const fields: RawFields = new Map();
  let values: string[] | null = null;
  for (const line of block.split(/\r\n|\n|\r/)) {
    const first = line.charCodeAt(0);
    if (first === 0x20 || first === 0x09) {
      if (values && values.length > 0) values[values.length - 1] += `\n${line}`;
      continue;
    }
    const colon = line.indexOf(':');
    const name = colon > 0 ? line.slice(0, colon).trimEnd() : '';
    if (!isFieldName(name)) {
      if (line !== '') values = null;
      continue;
    }
    const key = name.toLowerCase();
    values = fields.get(key) ?? [];
    values.push(line.slice(colon + 1));
    fields.set(key, values);
  }
  for (const list of fields.values()) {
    for (let i = 0; i < list.length; i += 1) {
      const value = list[i]!;
      list[i] = value.includes('\n') ? value.replace(/[\r\n]+/g, '').trim() : value.trim();
    }
  }
  return fields;
}

/** Whether a line could begin a header block: used to tell headers from a body without any. */
export function isFieldLine(line: string): boolean {
  const colon = line.indexOf(':');
  return colon > 0 && isFieldName(line.slice(0, colon).trimEnd());
}

/** Values for people: RFC 2047 decoded, no control characters. */
export function decodeFields(raw: RawFields, hint: string | null): Fields {
  const fields = new Map<string, string[]>();
  for (const [name, values] of raw) {
    fields.set(
      name,
      values.map((value) => decodeHeaderValue(value, hint)),
    );
  }
  return fields;
}

function isFieldName(name: string): boolean {
  if (name.length === 0 || name.length > 200) return false;
  for (let i = 0; i < name.length; i += 1) {
    const code = name.charCodeAt(i);
    if (code <= 0x20 || code >= 0x7f) return false;
  }
  return true;
}
