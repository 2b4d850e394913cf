import type { Random } from '../faults/random.ts';

/** A mutated message stays below this: what is larger only measures copying. */
const LARGEST = 400_000;

/** What readers of mail stumble over. */
const HOSTILE: readonly string[] = [
  '\0',
  '\r',
  '\n\n',
  '\r\n\r\n',
  '\x1b$B',
  '\xff\xfe',
  '\xf0\x9f\x98',
  '\xed\xa0\x80',
  '\\ud800',
  '=?utf-8?B?',
  '=?utf-8?Q?=ED=A0=80=00?=',
  '=?iso-2022-jp?B?GyRC?=',
  '=?x?q?=?=',
  '?=',
  '=3D=\r\n',
  '=ZZ',
  '--',
  '<<<>>>',
  '((((',
  '"\\"',
  ',,;:;',
  '@@',
  'a@b@c',
  '\u202e'.normalize(),
  '&#x110000;&#0;&amp;amp;',
  '<!--',
  '<![CDATA[',
  '<style><div>',
  '<a href="javascript:x">',
  '<blockquote type=cite>',
  '<table><tr><td>',
  '%00%ff',
  "*0*=utf-8''%",
  'begin 644 a\n',
  '> > > >',
  'On Mon, Mar 2, 2026 at 9:00, ',
  'Le 2 mars 2026 \xe0 9:00, ',
  ' a \xe9crit :\n',
  '-----Original Message-----\n',
  'From: \nSent: \nTo: ',
  '550 5.1.1 <a@b.example>',
  'Final-Recipient: rfc822; ',
  '@'.repeat(300),
  '>'.repeat(300),
  '-'.repeat(300),
  ' '.repeat(2_000),
  'a'.repeat(5_000),
  '9'.repeat(400),
];

const HEADERS: readonly string[] = [
  'Content-Type: multipart/mixed; boundary=""',
  'Content-Type: multipart/alternative; boundary=a',
  'Content-Type: message/rfc822',
  'Content-Type: multipart/report; report-type=delivery-status; boundary=a',
  'Content-Type: text/html; charset=utf-16',
  'Content-Type: text/plain; charset=utf-7; format=flowed; delsp=yes',
  'Content-Type: application/ms-tnef; name=winmail.dat',
  'Content-Type: application/pkcs7-mime',
  "Content-Disposition: attachment; filename*0*=utf-8''%00; filename*1=../../x",
  'Content-Transfer-Encoding: base64',
  'Content-Transfer-Encoding: x-uuencode',
  'Content-Transfer-Encoding: quoted-printable',
  'From: <>',
  'From: "\\',
  'Reply-To: ,,,',
  'Message-ID: <>',
  'References: <a> <b> <c',
  'Date: Mon, 99 Foo 99999 99:99:99 +9999',
  'Date: Sat, 31 Dec 275760 23:59:59 +0000',
  'Subject:',
  'Auto-Submitted: \0',
  'X-Failed-Recipients: @,@',
];

type Change = (raw: string, random: Random, others: readonly string[]) => string;

const CHANGES: readonly Change[] = [
  // single bytes, as bad lines and bad disks change them
  (raw, random) =>
    Array.from({ length: random.between(1, 12) }).reduce<string>(
      (text) => put(text, at(text, random), 1, String.fromCharCode(random.between(0, 255))),
      raw,
    ),
  (raw, random) => put(raw, at(raw, random), 0, random.pick(HOSTILE)),
  (raw, random) => put(raw, at(raw, random), random.between(1, 200), ''),
  (raw, random) => raw.slice(0, at(raw, random)),
  (raw, random) => raw.slice(at(raw, random)),
  // a stretch, many times over
  (raw, random) => {
    const from = at(raw, random);
    const stretch = raw.slice(from, from + random.between(1, 120));
    return put(raw, from, 0, stretch.repeat(random.between(2, 1_500)));
  },
  (raw, random) =>
    put(raw, at(raw, random), 0, random.pick(HOSTILE).repeat(random.between(2, 400))),
  // one mail's beginning, another's end
  (raw, random, others) => {
    const other = random.pick(others);
    return raw.slice(0, at(raw, random)) + other.slice(at(other, random));
  },
  // a mail in the middle of another
  (raw, random, others) => put(raw, at(raw, random), 0, random.pick(others)),
  (raw, random) => put(raw, lineStart(raw, random), 0, `${random.pick(HEADERS)}\r\n`),
  (raw, random) => `${random.pick(HEADERS)}\r\n${raw}`,
  (raw, random) => {
    const from = lineStart(raw, random);
    const end = raw.indexOf('\n', from) + 1 || raw.length;
    return put(raw, at(raw, random), 0, raw.slice(from, end));
  },
  (raw, random) => {
    const from = lineStart(raw, random);
    return put(raw, from, raw.indexOf('\n', from) + 1 - from, '');
  },
  (raw) => raw.replaceAll('\r\n', '\n'),
  (raw) => raw.replaceAll('\r\n', '\r'),
  (raw) => raw.replaceAll('\n', ''),
  (raw, random) => raw.replaceAll('--', random.pick(['-', '---', '--\r\n--'])),
  (raw, random) =>
    raw.replace(
      /charset="?[\w-]+"?/gi,
      `charset=${random.pick(['utf-16', 'utf-7', 'x', 'gb18030', 'iso-2022-jp', 'big5', 'utf-32'])}`,
    ),
  (raw, random) =>
    raw.replace(
      /(content-transfer-encoding: *)\S+/gi,
      `$1${random.pick(['base64', 'quoted-printable', '7bit', 'x-uuencode', 'binary'])}`,
    ),
];

/** One message out of `seeds`, changed one to five times; bytes as characters. */
export function mutate(seeds: readonly string[], random: Random): string {
  const seed = random.pick(seeds);
  // a ruined header hides what a ruined body does
  const kept = random.happens(0.5) ? Math.max(0, seed.search(/\r?\n\r?\n/)) : 0;
  let raw = seed.slice(kept);
  for (let changes = random.between(1, 5); changes > 0; changes -= 1) {
    raw = random.pick(CHANGES)(raw, random, seeds).slice(0, LARGEST);
  }
  return seed.slice(0, kept) + raw;
}

function put(text: string, at: number, taken: number, given: string): string {
  return text.slice(0, at) + given + text.slice(at + Math.max(0, taken));
}

/** Half the time in the first lines, where the header is. */
function at(text: string, random: Random): number {
  return random.between(0, random.happens(0.5) ? Math.min(text.length, 1_500) : text.length);
}

function lineStart(text: string, random: Random): number {
  return text.lastIndexOf('\n', at(text, random)) + 1;
}
