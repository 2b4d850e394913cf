import { decodeHeaderValue } from './encoded-words.ts';
import type { MimePart } from './mime-tree.ts';

const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/msword': 'doc',
  'application/ms-tnef': 'dat',
  'application/octet-stream': 'bin',
  'application/pdf': 'pdf',
  'application/pgp-signature': 'asc',
  'application/pkcs7-mime': 'p7m',
  'application/pkcs7-signature': 'p7s',
  'application/zip': 'zip',
  'image/gif': 'gif',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/svg+xml': 'svg',
  'image/webp': 'webp',
  'message/global': 'eml',
  'message/rfc822': 'eml',
  'text/calendar': 'ics',
  'text/csv': 'csv',
  'text/html': 'html',
  'text/plain': 'txt',
  'text/vcard': 'vcf',
  'text/x-vcard': 'vcf',
};

/** The name that the sender gave a file, or null. */
export function nameOf(part: MimePart): string | null {
  for (const name of [part.dispositionParams.get('filename'), part.params.get('name')]) {
    const trimmed = name?.trim() ?? '';
    if (trimmed !== '') return trimmed;
  }
  return null;
}

/** A name for a file without one: what it is about for a mail, `attachment` for the rest. */
export function nameWithoutName(part: MimePart): string {
  const extension = EXTENSIONS[part.type] ?? 'bin';
  if (part.type === 'message/rfc822' || part.type === 'message/global') {
    const subject = part.children[0]?.fields.get('subject')?.[0];
    const title = subject ? decodeHeaderValue(subject).trim().slice(0, 100) : '';
    return `${title === '' ? 'message' : title}.${extension}`;
  }
  if (part.type === 'text/calendar') return `invite.${extension}`;
  if (part.type === 'application/ms-tnef') return 'winmail.dat';
  if (part.type === 'application/pgp-signature') return 'signature.asc';
  return `attachment.${extension}`;
}

/** The type that a name's ending tells, for files that came without one. */
export function typeOfName(name: string): string {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  const found = Object.entries(EXTENSIONS).find(([, extension]) => extension === ending);
  return found?.[0] ?? (ending === 'jpeg' ? 'image/jpeg' : 'application/octet-stream');
}
