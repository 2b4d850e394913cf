import { describe, expect, test } from '@jest/globals';
import { splitReply } from '../../../server/domain/mail/split-reply.ts';
import { REPLY_HEADERS } from './reply-headers.ts';

const ANSWER = 'Bonjour,\n\nMerci, cela fonctionne.';
const MAIL = ['Bonjour,', '', 'Nous avons relancé le serveur.', 'Karim'];

describe.each(REPLY_HEADERS)('%s', (_, header) => {
  test('what is quoted under it is folded', () => {
    const quotation = MAIL.map((line) => `> ${line}`).join('\n');
    const { visible, quoted } = splitReply(`${ANSWER}\n\n${header}\n${quotation}\n`);
    expect(visible).toBe(ANSWER);
    expect(quoted).toContain('relancé le serveur');
  });

  test('so is what stands under it unmarked', () => {
    const { visible } = splitReply(`${ANSWER}\n\n${header}\n\n${MAIL.join('\n')}\n`);
    expect(visible).toBe(ANSWER);
  });
});

test.each([
  'Le 2 mars 2026 à 09:12, le site est tombé.\nVoici ce que j’ai écrit :\n\n> erreur 502\n\nMerci de regarder.',
  'On Monday at 9:12 the site went down. The log says:\n\nerror 502\n\nPlease have a look.',
  'De : Pointe-à-Pitre à : Nouméa, le transfert prend deux heures.\nEst-ce normal ?',
  'Date : 2 mars 2026\nObjet : site hors ligne\n\nMadame, Monsieur,\n\nNotre site ne répond plus.',
  'From: field is wrong in our form.\nTo fix it we changed the header.',
  'Il y a 2 messages :\n- le premier\n- le second',
  'Am 2. März war die Seite weg:\nFehler 502.',
])('a person’s own words stay: %s', (text) => {
  expect(splitReply(text)).toEqual({ visible: text, quoted: '' });
});

test.each([
  [
    'Bonjour,\n\nVoici.\n\n_____________________________\nFrom: Support <support@alize.example>\nSent: Monday, March 2, 2026 9:12 AM\nSubject: x\nTo: <jean@x.example>\n\n\nhello',
    'Bonjour,\n\nVoici.',
  ],
  [
    'Voici.\n\n---\nReply to this email directly or view it on GitHub:\nhttps://x.example/1',
    'Voici.',
  ],
  [
    'Voici.\n\n> On Mar 2, 2026, at 9:12 AM, Support <s@alize.example> wrote:\n> \n> Bonjour\n> Karim',
    'Voici.',
  ],
  [
    '> On Mar 2, 2026, at 9:12 AM, Support <s@alize.example> wrote:\n> \n> Bonjour\n> Karim\n\nVoici.',
    'Voici.',
  ],
  [
    'Voici. \n\nOn Mon, Mar 2, 2026 at 9:12 AM, Support <s@alize.example> wrote: Bonjour Jean, tout va bien ?',
    'Voici.',
  ],
  ['Voici.\nKarim Diallo wrote:\n> Bonjour\n> Karim', 'Voici.'],
  [
    'Voici.\n\n\n*Jean Moreau*\n*Boulangerie du Moule*\n\nOn 2 Mar 2026 09:12, "Support" <s@alize.example> wrote:\n\n> Bonjour',
    'Voici.\n\n\n*Jean Moreau*\n*Boulangerie du Moule*',
  ],
  [
    'In-Reply-To the mail, see below\n\n-------- Original Message --------\nSubject: Re: x\nFrom: Support <s@alize.example>\nDate: Mon, March 02, 2026 9:12 am\nTo: jean@x.example\n\nBonjour',
    'In-Reply-To the mail, see below',
  ],
  ['Oui\n\n-----Original Message-----\nFrom: Support\n\n> Bonjour', 'Oui'],
  ['Oui\n\n> -----Original Message-----\n> From: Support\n> Bonjour', 'Oui'],
  [
    'Oui\n\nBegin forwarded message:\n\nFrom: Support <s@x.example>\nSubject: x\nDate: 2 March 2026\n\nBonjour',
    'Oui',
  ],
  [
    'Oui\n\n---------- Message transféré ---------\nDe : Support <s@x.example>\nDate: lun. 2 mars 2026 à 09:12\nSubject: x\nTo: <jean@x.example>\n\nBonjour',
    'Oui',
  ],
  ['Oui\n\n* Support <s@x.example>:\n> Bonjour', 'Oui'],
  ['Oui\n\nAm 2. März 2026 09:12:33 MEZ schrieb Support <s@x.example>:\n>Bonjour', 'Oui'],
  [
    'Oui\n\nDatum: Mon, 2 Mar 2026 09:12\nVan: Support <s@x.example>\nAan: jean@x.example\nOnderwerp: x\n\nBonjour',
    'Oui',
  ],
  [
    'Oui\r\n\r\n\r\nLe lun. 2 mars 2026 à 09:12, Support <\r\ns@alize.example> a écrit :\r\n\r\n> Bonjour\r\n>\r\n> Karim\r\n',
    'Oui',
  ],
  ['Oui\n\n##- Please type your reply above this line -##\n\nBonjour', 'Oui'],
  ['Oui\n\n=-=-= Répondez au-dessus de cette ligne =-=-=\n\nBonjour', 'Oui'],
  ['Oui\n\n--- Merci de répondre au-dessus de cette ligne ---\nBonjour', 'Oui'],
  ['Oui\n\nÀ 09:12 02/03/2026, vous avez écrit :\n>Bonjour', 'Oui'],
  ['Oui\n\n02/03/2026 09:12, Support a écrit :\n> Bonjour', 'Oui'],
  ['Oui\n\nLe 02/03/2026 à 09:12, support@alize.example a écrit :\n>\n> Bonjour', 'Oui'],
  ['Oui\n\nSupport Alizé a écrit le 02/03/2026 09:12 :\n> Bonjour', 'Oui'],
  ['Oui\n\n"Support" <s@x.example> schreef op 02-03-2026 9:12:\n> Bonjour', 'Oui'],
  ['Oui\n\n[Quoted text hidden]', 'Oui'],
  [
    'Oui\n\nFrom:\tSupport <s@x.example>\nTo:\tjean@x.example\nDate:\t02/03/2026 09:12\nSubject:\tx\n\n\n\nBonjour',
    'Oui',
  ],
  [
    'Oui\n\nExpéditeur: Support <s@x.example>\nDestinataire: jean@x.example\nDate: 2 mars 2026\nObjet: x\n\nBonjour',
    'Oui',
  ],
  [
    'Oui\n\nde: "Support"<s@x.example>\nEnvoyé: 02/03/2026 09:12:33\nA: jean@x.example\nObjet: x\n\nBonjour',
    'Oui',
  ],
  [
    'Oui\n\n\n-------- Courriel original --------\nObjet: x\nDate: 02-03-2026 09:12\nDe: Support <s@x.example>\nÀ: jean@x.example\n\nBonjour',
    'Oui',
  ],
  ['Oui\n\n\n-------- Message initial --------\nDe : Support\n\nBonjour', 'Oui'],
  [
    'Oui\n\n____________________________________________________________\nDe : Support <s@x.example>\nEnvoyé : 2 mars 2026\nBonjour',
    'Oui',
  ],
])('a whole mail: %j', (text, answer) => {
  expect(splitReply(text).visible).toBe(answer);
});
