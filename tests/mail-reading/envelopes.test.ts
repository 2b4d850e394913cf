import { describe, expect, test } from '@jest/globals';
import { parseMail } from '../../mail-gateway/parse/parse-mail.ts';
import { parts, rawMail, readMail } from './write-mail.ts';

/** A tag-length-value of DER. */
function der(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const length = body.length < 128 ? [body.length] : [0x82, body.length >> 8, body.length & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}
const signedData = der(6, Buffer.from('2a864886f70d010702', 'hex'));
const plainData = der(6, Buffer.from('2a864886f70d010701', 'hex'));
const signed = (mail: string) => {
  const held = der(0x30, plainData, der(0xa0, der(4, Buffer.from(mail))));
  return der(0x30, signedData, der(0xa0, der(0x30, der(2, Buffer.from([1])), der(0x31), held)));
};

/** An attribute of winmail.dat: level, identifier, length, value, checksum. */
function attribute(id: number, value: Buffer): Buffer {
  const head = Buffer.alloc(9);
  head.writeUInt8(1, 0);
  head.writeUInt32LE(id, 1);
  head.writeUInt32LE(value.length, 5);
  return Buffer.concat([head, value, Buffer.alloc(2)]);
}
function properties(...pairs: readonly [number, Buffer][]): Buffer {
  const count = Buffer.alloc(4);
  count.writeUInt32LE(pairs.length);
  return Buffer.concat([
    count,
    ...pairs.flatMap(([tag, value]) => {
      const head = Buffer.alloc(12);
      head.writeUInt32LE(tag, 0);
      head.writeUInt32LE(1, 4);
      head.writeUInt32LE(value.length, 8);
      return [head, value, Buffer.alloc((4 - (value.length % 4)) % 4)];
    }),
  ]);
}
const winmail = Buffer.concat([
  Buffer.from('789f3e220100', 'hex'),
  attribute(0x69003, properties([0x1000001f, Buffer.from('Voici le devis.', 'utf16le')])),
  attribute(0x69002, Buffer.alloc(14)),
  attribute(0x18010, Buffer.from('DEVIS~1.PDF\0')),
  attribute(0x6800f, Buffer.from('%PDF')),
  attribute(0x69005, properties([0x3707001f, Buffer.from('devis été.pdf\0', 'utf16le')])),
]);

describe("Outlook's winmail.dat", () => {
  const header = ['Content-Type: multipart/mixed; boundary=x'];
  const part = (bytes: Buffer) =>
    `Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n${bytes.toString('base64')}`;

  test('is opened: its files, and its words where the mail has none', async () => {
    const mail = await readMail(header, parts('x', part(winmail)));
    expect(mail.text).toBe('Voici le devis.');
    expect(mail.attachments.map(({ name, type, size }) => [name, type, size])).toEqual([
      ['winmail.dat', 'application/ms-tnef', winmail.length],
      ['devis été.pdf', 'application/pdf', 4],
    ]);
  });

  test('damaged, it stays a file and what could be read of it comes out', async () => {
    for (let length = 0; length < winmail.length; length += 7) {
      const mail = await readMail(header, parts('x', part(winmail.subarray(0, length))));
      expect(mail.attachments[0]?.name).toBe('winmail.dat');
    }
  });
});

describe('an opaque S/MIME signature', () => {
  const header = [
    'Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m',
    'Content-Transfer-Encoding: base64',
  ];

  test('is opened: the words are shown, and that they were signed', async () => {
    const inner = signed('Content-Type: text/plain; charset=utf-8\r\n\r\nC’est signé.');
    const mail = await readMail(header, inner.toString('base64'));
    expect(mail.text).toBe('C’est signé.');
    expect(mail.notes).toEqual(['signed:smime']);
    expect(mail.attachments.map(({ name }) => name)).toEqual(['smime.p7m']);
  });

  test('what cannot be opened is noted as encrypted', async () => {
    const mail = await readMail(header, Buffer.from('rien de tel').toString('base64'));
    expect(mail.notes).toEqual(['encrypted:smime']);
  });
});

describe('a file pasted into the text', () => {
  test('comes out of it', async () => {
    const mail = await readMail(
      [],
      "Voici.\r\n\r\nbegin 644 note.txt\r\n'0F]N:F]U<@  \r\n`\r\nend\r\nJean\r\n",
    );
    expect(mail.text).toBe('Voici.\n\nJean\n');
    expect(mail.attachments[0]).toMatchObject({ name: 'note.txt', type: 'text/plain' });
    expect(Buffer.from(mail.attachments[0]!.content).toString()).toBe('Bonjour');
  });

  test('however long, and whatever only looks like one', async () => {
    const long = `begin 644 x.bin\n${`M${'A'.repeat(60)}\n`.repeat(100_000)}\`\nend\n`;
    const mail = await parseMail(rawMail([], `Bonjour\n${long}`));
    expect(mail.attachments[0]?.size).toBe(4_500_000);
    expect(
      (await readMail([], 'À faire :\nbegin 644 rien\nencore du texte\nend\n')).attachments,
    ).toEqual([]);
  });
});
