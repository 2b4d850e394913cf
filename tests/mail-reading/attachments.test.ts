import { describe, expect, test } from '@jest/globals';
import { safeFileName } from '../../server/domain/mail/safe-file-name.ts';
import { parts, readMail } from './write-mail.ts';

const MIXED = ['Content-Type: multipart/mixed; boundary=x'];
const words = 'Content-Type: text/plain\r\n\r\nBonjour';
const named = (...header: string[]) => [...header, '', 'QUJD'].join('\r\n');

const read = async (...contents: string[]) =>
  (await readMail(MIXED, parts('x', words, ...contents))).attachments;

describe('names', () => {
  test.each([
    ['filename="facture.pdf"', 'facture.pdf'],
    ["filename*=utf-8''facture%20%C3%A9t%C3%A9.pdf", 'facture été.pdf'],
    ["filename*0*=utf-8''fact; filename*1*=ur%C3%A9; filename*2=.pdf", 'facturé.pdf'],
    ['filename="=?utf-8?Q?factur=C3=A9.pdf?="', 'facturé.pdf'],
    ['filename=facture de mai.pdf', 'facture de mai.pdf'],
    ['filename="a;b.pdf"', 'a;b.pdf'],
    ['filename="sans fin.pdf', 'sans fin.pdf'],
    ['filename="factur\u00e9.pdf"', 'facturé.pdf'],
  ])('%s', async (parameter, name) => {
    const [file] = await read(
      named('Content-Type: application/pdf', `Content-Disposition: attachment; ${parameter}`),
    );
    expect(file).toMatchObject({ name, type: 'application/pdf', size: 4, inline: false });
  });

  test('one is made up where there is none', async () => {
    const files = await read(
      named('Content-Type: image/png', 'Content-Disposition: attachment; filename=""'),
      named('Content-Type: text/calendar; method=REQUEST'),
      named('Content-Type: application/x-etrange'),
    );
    expect(files.map(({ name }) => name)).toEqual([
      'attachment.png',
      'invite.ics',
      'attachment.bin',
    ]);
  });

  test('a path is read as it came, and made safe where it is used', async () => {
    const [file] = await read(
      named(
        'Content-Type: image/svg+xml',
        'Content-Disposition: attachment; filename="../../x.svg"',
      ),
    );
    expect(file?.name).toBe('../../x.svg');
    expect(safeFileName(file!.name)).toBe('.._.._x.svg');
  });
});

describe('kinds', () => {
  test('a picture shown in the text', async () => {
    const [file] = await read(
      named(
        'Content-Type: image/png; name=capture.png',
        'Content-ID: <c1@x>',
        'Content-Transfer-Encoding: base64',
      ),
    );
    expect(file).toMatchObject({ name: 'capture.png', contentId: 'c1@x', inline: true, size: 3 });
    expect(Buffer.from(file!.content).toString()).toBe('ABC');
  });

  test('a forwarded mail is a file, named after its subject; its own files stay in it', async () => {
    const forwarded = [
      'From: marie.hoarau@courriel.example',
      'Subject: Ma panne',
      'Content-Type: multipart/mixed; boundary=y',
      '',
      parts('y', words, named('Content-Type: image/png')),
    ].join('\r\n');
    const mail = await readMail(
      MIXED,
      parts('x', words, `Content-Type: message/rfc822\r\n\r\n${forwarded}`),
    );
    expect(mail.text).toBe('Bonjour');
    expect(mail.attachments.map(({ name, type }) => [name, type])).toEqual([
      ['Ma panne.eml', 'message/rfc822'],
    ]);
    expect(Buffer.from(mail.attachments[0]!.content).toString()).toBe(forwarded);
  });

  test('a text with a name is a file, a bare one is words', async () => {
    const mail = await readMail(
      MIXED,
      parts(
        'x',
        words,
        'Content-Type: text/plain; name=journal.txt\r\n\r\nligne',
        'Content-Type: text/plain\r\n\r\nJean',
      ),
    );
    expect(mail.text).toBe('Bonjour\nJean');
    expect(mail.attachments.map(({ name }) => name)).toEqual(['journal.txt']);
  });

  test('a signed mail shows its words and keeps its signature', async () => {
    const header = [
      'Content-Type: multipart/signed; protocol="application/pgp-signature"; boundary=x',
    ];
    const mail = await readMail(
      header,
      parts('x', words, named('Content-Type: application/pgp-signature')),
    );
    expect(mail.text).toBe('Bonjour');
    expect(mail.notes).toEqual(['signed:pgp']);
    expect(mail.attachments.map(({ name }) => name)).toEqual(['signature.asc']);
  });

  test('a report of delivery is read, not kept as files', async () => {
    const body = parts(
      'x',
      words,
      'Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; a@b.example\r\nAction: failed\r\nStatus: 5.1.1\r\n',
      'Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: <n1@alize.example>\r\nSubject: Votre ticket\r\n',
    );
    const mail = await readMail(
      ['Content-Type: multipart/report; report-type=delivery-status; boundary=x'],
      body,
    );
    expect(mail.attachments).toEqual([]);
    expect(mail.deliveryStatus.map((block) => [...block.keys()])).toEqual([
      ['reporting-mta'],
      ['final-recipient', 'action', 'status'],
    ]);
    expect(mail.original?.messageId).toBe('n1@alize.example');
  });
});
