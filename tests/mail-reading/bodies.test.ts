import { describe, expect, test } from '@jest/globals';
import { parseMail } from '../../mail-gateway/parse/parse-mail.ts';
import { parts, readMail } from './write-mail.ts';

const latin1 = (text: string) => Buffer.from(text, 'latin1');

describe('charsets', () => {
  test.each([
    ['iso-8859-1', latin1('d\xe9j\xe0'), 'déjà'],
    ['"utf-8"', Buffer.from('déjà'), 'déjà'],
    ['iso-8859-1', Buffer.from('déjà mal étiqueté'), 'déjà mal étiqueté'],
    ['utf-8', latin1('d\xe9j\xe0 mal \xe9tiquet\xe9'), 'déjà mal étiqueté'],
    ['us-ascii', Buffer.from('déjà'), 'déjà'],
    ['n-existe-pas', latin1('d\xe9j\xe0'), 'déjà'],
    ['windows-1252', latin1('l\x92h\xe9bergement \x80'), 'l’hébergement €'],
    ['ks_c_5601-1987', latin1('\xbd\xba'), '스'],
    ['utf-7', latin1('caf+AOk-'), 'café'],
  ])('%s', async (charset, body, text) => {
    expect((await readMail([`Content-Type: text/plain; charset=${charset}`], body)).text).toBe(
      text,
    );
  });

  test('one damaged character damages nothing else', async () => {
    const body = Buffer.concat([
      Buffer.from('Hébergé à La R'),
      Buffer.from([0xc3]),
      Buffer.from('union, été'),
    ]);
    const mail = await readMail(['Content-Type: text/plain; charset=utf-8'], body);
    expect(mail.text).toBe('Hébergé à La R\ufffdunion, été');
    expect(mail.notes).toContain('charset:damaged');
  });

  test('NUL characters are dropped, wherever they hide', async () => {
    const mail = await readMail(['Subject: a\0b', 'Return-Path: <je\0an@x.example>'], 'Bon\0jour');
    expect([mail.subject, mail.returnPath, mail.text]).toEqual(['ab', 'jean@x.example', 'Bonjour']);
  });
});

describe('encodings and line ends', () => {
  test('quoted-printable and base64, however broken', async () => {
    const quoted = await readMail(
      ['Content-Transfer-Encoding: quoted-printable'],
      'caf=C3=A9 =\r\nau lait =ZZ  \r\nfin=',
    );
    expect(quoted.text).toBe('café au lait =ZZ\nfin');
    const base64 = await readMail(
      ['Content-Transfer-Encoding: base64'],
      'Qm9u\r\nam91\r\n*cg==QSBi\r\n',
    );
    expect(base64.text).toBe('BonjourA b');
  });

  test('CRLF, LF and a lone CR read alike', async () => {
    const text = 'From: jean@x.example\nSubject: Panne\n\nUn\nDeux\n';
    for (const end of ['\r\n', '\n', '\r']) {
      const mail = await parseMail(Buffer.from(text.replaceAll('\n', end)));
      expect([mail.subject, mail.text]).toEqual(['Panne', 'Un\nDeux\n']);
    }
  });

  test('format=flowed joins its lines, not the signature', async () => {
    const body = 'Une phrase \r\ncoupée.\r\n> citée \r\n> aussi\r\n-- \r\nJean\r\n';
    const mail = await readMail(['Content-Type: text/plain; format=flowed'], body);
    expect(mail.text).toBe('Une phrase coupée.\n> citée aussi\n-- \nJean\n');
  });
});

describe('parts', () => {
  test('text and HTML of an alternative', async () => {
    const body = parts(
      'x',
      'Content-Type: text/plain\r\n\r\nBonjour',
      'Content-Type: text/html\r\n\r\n<p>Bonjour</p>',
    );
    const mail = await readMail(['Content-Type: multipart/alternative; boundary=x'], body);
    expect([mail.text, mail.html, mail.bodyText]).toEqual(['Bonjour', '<p>Bonjour</p>', 'Bonjour']);
  });

  test('HTML alone is made readable', async () => {
    const html =
      '<style>p{}</style><p>Bonjour,<br>le <a href="https://moule.example/">site</a> est lent.</p><blockquote>Avant</blockquote>';
    const mail = await readMail(['Content-Type: text/html'], html);
    expect(mail.text).toBe('');
    expect(mail.bodyText.trim()).toBe(
      'Bonjour,\nle site <https://moule.example/> est lent.\n\n> Avant',
    );
  });

  test('words around a picture are all kept, in text and in HTML', async () => {
    const body = parts(
      'x',
      'Content-Type: text/plain\r\n\r\nAvant',
      'Content-Type: text/html\r\n\r\n<b>Milieu</b>',
      'Content-Type: text/plain\r\n\r\nAprès <3',
    );
    const mail = await readMail(['Content-Type: multipart/mixed; boundary=x'], body);
    expect(mail.text).toBe('Avant\nMilieu\nAprès <3');
    expect(mail.html).toContain('<b>Milieu</b>');
    expect(mail.html).toContain('Après &lt;3');
  });

  test.each([
    ['whose end is missing', '--x\r\n\r\nBonjour\r\n'],
    ['with blanks after its boundaries', '--x  \r\n\r\nBonjour\r\n--x--  \r\n'],
    ['with words before and after', 'préambule\r\n--x\r\n\r\nBonjour\r\n--x--\r\népilogue'],
  ])('a multipart %s', async (_, body) => {
    const mail = await readMail(['Content-Type: multipart/mixed; boundary="x"'], body);
    expect(mail.text.trim()).toBe('Bonjour');
  });

  test('a boundary that is not the one announced', async () => {
    const body = parts('vrai', 'Content-Type: text/plain\r\n\r\nBonjour');
    expect((await readMail(['Content-Type: multipart/mixed; boundary=faux'], body)).text).toBe(
      'Bonjour',
    );
    expect((await readMail(['Content-Type: multipart/mixed'], body)).text).toBe('Bonjour');
  });
});
