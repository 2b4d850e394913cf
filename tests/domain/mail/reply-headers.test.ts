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
