import { parseMail } from '../../mail-gateway/parse/parse-mail.ts';
import type { IncomingMail } from '../../server/domain/mail/incoming-mail.ts';

const JEAN = [
  'From: Jean Moreau <jean@boulangerie-moule.example>',
  'To: support@alize.example',
  'Subject: Site hors ligne',
];

/** A raw mail of Jean's: header lines, then a body; bytes where the characters are not ASCII. */
export function rawMail(header: readonly string[], body: string | Uint8Array = ''): Uint8Array {
  const names = new Set(header.map((line) => line.split(':')[0]!.toLowerCase()));
  const kept = JEAN.filter((line) => !names.has(line.split(':')[0]!.toLowerCase()));
  const head = Buffer.from(`${[...kept, ...header].join('\r\n')}\r\n\r\n`, 'utf8');
  return Buffer.concat([head, typeof body === 'string' ? Buffer.from(body, 'utf8') : body]);
}

/** The same, read. */
export function readMail(
  header: readonly string[],
  body: string | Uint8Array = '',
): Promise<IncomingMail> {
  return parseMail(rawMail(header, body));
}

/** A multipart body: each part is its header lines, a blank line and its content. */
export function parts(boundary: string, ...contents: readonly string[]): string {
  const opened = contents.map((content) => `--${boundary}\r\n${content}\r\n`);
  return `${opened.join('')}--${boundary}--\r\n`;
}
