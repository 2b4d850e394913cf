import { createHash } from 'node:crypto';
import type { IncomingMail } from '../../server/domain/mail/incoming-mail.ts';
import type { CorpusCase } from './cases.ts';
import type { Explained, Verdict } from './compare.ts';

type Check = (wanted: never, mail: Explained, parsed: IncomingMail, test: CorpusCase) => boolean;

interface WantedFile {
  readonly name?: string;
  readonly type?: string;
  readonly size?: number;
  readonly sha256?: string;
  readonly disposition?: string;
  readonly content_id?: string;
  readonly contains?: string;
  readonly contains_count?: number;
}

interface WantedAddress {
  readonly name: string;
  readonly address: string;
}

const checks: Readonly<Record<string, Check>> = {
  parses: () => true,
  subject: (wanted: string, mail) => fold(mail.subject) === fold(wanted),
  subject_contains: (wanted: string, mail) => mail.subject.includes(wanted),
  message_id: (wanted: string, mail) => mail.message_id === wanted,
  in_reply_to: (wanted: string[], mail) => same(wanted, mail.in_reply_to),
  references: (wanted: string[], mail) => same(wanted, mail.references),
  references_include: (wanted: string[], mail) =>
    wanted.every((id) => mail.references.includes(id)),
  date: (wanted: string, mail) =>
    mail.date !== null && Date.parse(mail.date) === Date.parse(wanted),
  from: (wanted: WantedAddress[], mail) => sameAddresses(wanted, mail.from ? [mail.from] : []),
  to: (wanted: WantedAddress[], mail) => sameAddresses(wanted, mail.to),
  from_address: (wanted: string, mail) => lower(mail.from?.address) === lower(wanted),
  from_addresses: (wanted: string[], mail) => lower(mail.from?.address) === lower(wanted[0]),
  from_name: (wanted: string, mail) => mail.from?.name === wanted,
  to_addresses: (wanted: string[], mail) =>
    same(
      wanted.map(lower),
      mail.to.map((to) => lower(to.address)),
    ),
  to_addresses_include: (wanted: string[], mail) => includesAll(mail.to, wanted),
  cc_addresses: (wanted: string[], mail) =>
    same(
      wanted.map(lower),
      mail.cc.map((cc) => lower(cc.address)),
    ),
  cc_addresses_include: (wanted: string[], mail) => includesAll(mail.cc, wanted),
  resent_from: (wanted: string[], _, parsed) => headerHas(parsed, 'resent-from', wanted),
  resent_to: (wanted: string[], _, parsed) => headerHas(parsed, 'resent-to', wanted),
  resent_message_id: (wanted: string, _, parsed) =>
    headerHas(parsed, 'resent-message-id', [wanted]),
  content_type: (wanted: string, _, parsed) => parsed.contentType === wanted,
  multipart: (wanted: boolean, _, parsed) => parsed.contentType.startsWith('multipart/') === wanted,
  text_equals: (wanted: string, mail) => fold(mail.text).replaceAll('\ufffd', '?') === fold(wanted),
  text_trimmed: (wanted: string, mail) => mail.text.trim() === wanted,
  text_contains: (wanted: string[], mail, _, test) =>
    wanted.every((words) =>
      fold(test.expect.text_from === 'html' ? mail.html_text : mail.text).includes(fold(words)),
    ),
  text_not_contains: (wanted: string[], mail) =>
    wanted.every((words) => !mail.text.includes(words)),
  text_contains_count: (wanted: number, mail, _, test) =>
    (test.expect.text_contains as string[]).every((words) => count(mail.text, words) === wanted),
  text_empty: (wanted: boolean, mail) => (mail.text.trim() === '') === wanted,
  html_empty: (wanted: boolean, mail) => ((mail.html ?? '').trim() === '') === wanted,
  html_equals: (wanted: string, mail) => (mail.html ?? '').trim() === wanted.trim(),
  html_contains: (wanted: string[], mail) =>
    wanted.every((words) => (mail.html ?? '').includes(words)),
  html_contains_count: (wanted: number, mail, _, test) =>
    (test.expect.html_contains as string[]).every(
      (words) => count(mail.html ?? '', words) === wanted,
    ),
  html_ends_with: (wanted: string, mail) => (mail.html ?? '').trim().endsWith(wanted),
  attachments: (wanted: WantedFile[], mail, parsed) =>
    wanted.length === mail.attachments.length &&
    wanted.every((file, index) => fits(file, mail, parsed, index)),
  attachments_include: (wanted: WantedFile[], mail, parsed) =>
    wanted.every((file) => mail.attachments.some((_, index) => fits(file, mail, parsed, index))),
  attachments_stored: (wanted: unknown[], mail) =>
    mail.attachments.filter((file) => file.size > 0).length === wanted.length,
  attachment_count: (wanted: number, mail) => mail.attachments.length === wanted,
  attachment_names: (wanted: string[], mail) =>
    same(
      wanted,
      mail.attachments.map((file) => file.name),
    ),
  attachment_names_safe: (_: string[], mail) =>
    mail.attachments.every((file) => !/[/\\]/.test(file.name)),
  visible_contains: (wanted: string[], mail) =>
    wanted.every((words) => fold(mail.visible_reply).includes(fold(words))),
  visible_not_contains: (wanted: string[], mail) =>
    wanted.every((words) => !fold(mail.visible_reply).includes(fold(words))),
};

/** What the origin asserts about headers, words and files, one verdict per assertion. */
export function compareReading(test: CorpusCase, mail: Explained, parsed: IncomingMail): Verdict[] {
  const verdicts: Verdict[] = [];
  for (const [what, wanted] of Object.entries(test.expect)) {
    const check = checks[what];
    if (!check || (what === 'in_reply_to' && test.source === 'auto_headers' && !wanted)) continue;
    verdicts.push({
      aim: what.startsWith('visible_') ? 'reply' : 'reading',
      what,
      right: check(wanted as never, mail, parsed, test),
      expected: wanted,
      actual: actualOf(what, mail),
    });
  }
  return verdicts;
}

/** Where another reader agrees with us; it is wrong on some malformed mails, so it is no aim. */
export function compareRef(test: CorpusCase, mail: Explained): Verdict[] {
  const { ref } = test;
  const verdicts: Verdict[] = [];
  const add = (what: string, expected: unknown, actual: unknown, right: boolean) =>
    verdicts.push({ aim: 'ref', what, right, expected, actual });
  if (typeof ref.subject === 'string')
    add('subject', ref.subject, mail.subject, fold(ref.subject) === fold(mail.subject));
  if (typeof ref.from === 'string') {
    const address = mail.from?.address ?? '';
    add(
      'from',
      ref.from,
      address,
      ref.from.toLowerCase().includes(address.toLowerCase()) && (address !== '' || ref.from === ''),
    );
  }
  if (typeof ref.message_id === 'string') {
    add(
      'message_id',
      ref.message_id,
      mail.message_id,
      ref.message_id.includes(mail.message_id ?? '\0'),
    );
  }
  if (typeof ref.text_head === 'string' && ref.text_head !== '') {
    add(
      'text',
      ref.text_head,
      mail.text.slice(0, 250),
      squeeze(mail.text).startsWith(squeeze(ref.text_head).slice(0, 150)),
    );
  }
  if (Array.isArray(ref.attachments)) {
    const wanted = (ref.attachments as WantedFile[]).map((file) => `${file.name}:${file.size}`);
    const got = mail.attachments.map((file) => `${file.name}:${file.size}`);
    add('attachments', wanted, got, same(wanted, got));
  }
  return verdicts;
}

function actualOf(what: string, mail: Explained): unknown {
  if (what.startsWith('attachment')) return mail.attachments;
  if (what.startsWith('html')) return mail.html?.slice(0, 300);
  if (what.startsWith('text')) return mail.text.slice(0, 300);
  if (what.startsWith('visible')) return mail.visible_reply;
  const { from, to, cc, subject, date, message_id, references } = mail;
  return JSON.stringify({ from, to, cc, subject, date, message_id, references });
}

function fits(wanted: WantedFile, mail: Explained, parsed: IncomingMail, index: number): boolean {
  const file = mail.attachments[index];
  const content = Buffer.from(parsed.attachments[index]?.content ?? []);
  if (!file) return false;
  return (
    (wanted.name === undefined || wanted.name.normalize('NFC') === file.name) &&
    (wanted.type === undefined || wanted.type === file.type) &&
    (wanted.size === undefined || wanted.size === file.size) &&
    (wanted.disposition === undefined || wanted.disposition === file.disposition) &&
    (wanted.content_id === undefined || wanted.content_id === file.content_id) &&
    (wanted.sha256 === undefined ||
      wanted.sha256 === createHash('sha256').update(content).digest('hex')) &&
    (wanted.contains === undefined ||
      count(content.toString('latin1'), wanted.contains) === wanted.contains_count)
  );
}

/** Some origins put the address where there is no name. */
function sameAddresses(wanted: readonly WantedAddress[], got: readonly WantedAddress[]): boolean {
  return (
    wanted.length === got.length &&
    wanted.every((one, index) => {
      const other = got[index]!;
      const name = other.name === '' ? other.address : other.name;
      return lower(one.address) === lower(other.address) && one.name === name;
    })
  );
}

function includesAll(got: readonly WantedAddress[], wanted: readonly string[]): boolean {
  const addresses = got.map((one) => lower(one.address));
  return wanted.every((address) => addresses.includes(lower(address)));
}

function headerHas(parsed: IncomingMail, name: string, wanted: readonly string[]): boolean {
  const value = (parsed.headers.get(name) ?? []).join(' ');
  return wanted.every((part) => value.includes(part));
}

function same(one: readonly unknown[], other: readonly unknown[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function lower(text: string | undefined): string {
  return (text ?? '').toLowerCase();
}

/** White space folded, as the sources count. */
export function fold(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function squeeze(text: string): string {
  return text.replace(/[\s\ufeff>]+/g, '');
}

function count(text: string, words: string): number {
  return text.split(words).length - 1;
}
