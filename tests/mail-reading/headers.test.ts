import { describe, expect, test } from '@jest/globals';
import { parseMail } from '../../mail-gateway/parse/parse-mail.ts';
import { readMail } from './write-mail.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');

describe('Message-IDs', () => {
  test.each([
    ['<panne-1@boulangerie-moule.example>', 'panne-1@boulangerie-moule.example'],
    ['panne-1@boulangerie-moule.example', 'panne-1@boulangerie-moule.example'],
    ['<mal@@forme@x.example>', 'mal@@forme@x.example'],
    ['<>', null],
    ['', null],
    ['   ', null],
  ])('%j', async (value, id) => {
    expect((await readMail([`Message-ID: ${value}`])).messageId).toBe(id);
  });

  test('an empty one is nowhere among what is looked up', async () => {
    const mail = await readMail([
      'In-Reply-To: <>',
      'References: <> <a@x.example>\r\n\t<b@x.example> <>',
    ]);
    expect(mail.inReplyTo).toEqual([]);
    expect(mail.references).toEqual(['a@x.example', 'b@x.example']);
  });
});

describe('subjects', () => {
  test.each([
    ['=?utf-8?Q?Probl=C3=A8me_de_certificat?=', 'Problème de certificat'],
    ['=?UTF-8?B?w4k=?= =?UTF-8?B?dMOp?=', 'Été'],
    ['=?utf-8?Q?Boulangerie_du_Mo=C3?= =?utf-8?Q?=BBle?=', 'Boulangerie du Moûle'],
    ['=?iso-8859-1?Q?r=E9ponse?= en retard', 'réponse en retard'],
    ['=?windows-1252?Q?50_=80?=', '50 €'],
    ['=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=', '日本'],
    ['=?inconnu-9?Q?caf=C3=A9?=', 'café'],
    ['=?utf-8?X?abc?=', '=?utf-8?X?abc?='],
    ['déjà en UTF-8', 'déjà en UTF-8'],
  ])('%s', async (value, subject) => {
    expect((await readMail([`Subject: ${value}`])).subject).toBe(subject);
  });

  test('bytes without a label are read by the charset of the body, else as Western', async () => {
    const western = await parseMail(bytes('From: a@b.example\nSubject: Pi\xe8ce jointe\n\nx'));
    expect(western.subject).toBe('Pièce jointe');
    const russian = await parseMail(
      bytes(
        'From: a@b.example\nSubject: \xcf\xf0\xe8\xe2\xe5\xf2\nContent-Type: text/plain; charset=windows-1251\n\nx',
      ),
    );
    expect(russian.subject).toBe('Привет');
  });

  test('no value makes a second line', async () => {
    const mail = await readMail([
      'Subject: =?utf-8?Q?Bonjour=0D=0ABcc:_tous@alize.example?=',
      'From: =?utf-8?Q?Jean=0D=0AX-Guichet:_1?= <jean@boulangerie-moule.example>',
      'X-Note: un\r\n\tdeux',
    ]);
    expect(mail.subject).toBe('Bonjour Bcc: tous@alize.example');
    expect(mail.from?.name).toBe('Jean X-Guichet: 1');
    expect(mail.headers.get('x-note')).toEqual(['un\tdeux'.replace('\t', ' ')]);
    expect(mail.headers.has('bcc')).toBe(false);
    expect(mail.headers.has('x-guichet')).toBe(false);
  });
});

describe('addresses', () => {
  test.each([
    ['jean@boulangerie-moule.example', '', 'jean@boulangerie-moule.example'],
    ['"Moreau, Jean" <jean@x.example>', 'Moreau, Jean', 'jean@x.example'],
    ['Moreau, Jean <jean@x.example>', 'Moreau, Jean', 'jean@x.example'],
    ['jean@x.example (Jean Moreau)', 'Jean Moreau', 'jean@x.example'],
    ['=?utf-8?Q?L=C3=A9a?= <lea@x.example>', 'Léa', 'lea@x.example'],
    ['<@relais.example:jean@x.example>', '', 'jean@x.example'],
    ['MAILER-DAEMON <>', 'MAILER-DAEMON', ''],
    [
      '=?utf-8?Q?patron=40banque.example=2C_x?= <jean@x.example>',
      'patron@banque.example, x',
      'jean@x.example',
    ],
  ])('%s', async (value, name, address) => {
    expect((await readMail([`From: ${value}`])).from).toEqual({ name, address });
  });

  test('several, in groups too', async () => {
    const mail = await readMail([
      'To: Clients: marie.hoarau@courriel.example, Tiare <tiare@agence-lagon.example>;, jean@x.example',
    ]);
    expect(mail.to.map(({ address }) => address)).toEqual([
      'marie.hoarau@courriel.example',
      'tiare@agence-lagon.example',
      'jean@x.example',
    ]);
  });
});

describe('dates', () => {
  test.each([
    ['Mon, 23 Nov 2026 10:12:13 +0400', '2026-11-23T06:12:13.000Z'],
    ['23 Nov 26 10:12 GMT', '2026-11-23T10:12:00.000Z'],
    ['Mon, 23 Nov 2026 10:12:13 -0400 (heure de Guadeloupe)', '2026-11-23T14:12:13.000Z'],
  ])('%s', async (value, date) => {
    expect((await readMail([`Date: ${value}`])).date?.toISOString()).toBe(date);
  });

  test('none', async () => {
    expect((await readMail(['Date: hier soir'])).date).toBeNull();
  });
});
