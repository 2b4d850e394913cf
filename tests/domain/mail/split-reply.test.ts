import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { splitReply } from '../../../server/domain/mail/split-reply.ts';

const lines = (...text: string[]) => text.join('\n');
const visible = (...text: string[]) => splitReply(lines(...text)).visible;

describe('the header above a quotation', () => {
  test.each([
    'Le lun. 23 nov. 2026 à 10:12, Karim Diallo <karim@alize.example> a écrit :',
    'Le 23/11/2026 à 10:12, Karim Diallo a écrit :',
    'Le 23 nov. 2026 à 10:12, Karim Diallo <karim@alize.example>\na écrit :',
    'On Mon, Nov 23, 2026 at 10:12 AM Karim Diallo <karim@alize.example> wrote:',
    'On 23 Nov 2026, at 10:12, Karim Diallo <\nkarim@alize.example>\nwrote:',
    'Am 23.11.2026 um 10:12 schrieb Karim Diallo <karim@alize.example>:',
    'El lun, 23 nov 2026 a las 10:12, Karim Diallo (<karim@alize.example>) escribió:',
    'Il giorno lun 23 nov 2026 alle ore 10:12 Karim Diallo <karim@alize.example> ha scritto:',
    'Em seg., 23 de nov. de 2026 às 10:12, Karim Diallo <karim@alize.example> escreveu:',
    'Op ma 23 nov. 2026 om 10:12 schreef Karim Diallo <karim@alize.example>:',
    'Den mån 23 nov. 2026 kl 10:12 skrev Karim Diallo <karim@alize.example>:',
    'W dniu 23.11.2026 o 10:12, Karim Diallo pisze:',
    '23.11.2026, 10:12, "Karim Diallo" <karim@alize.example>:',
    'Karim Diallo <karim@alize.example> schrieb am Mo., 23. Nov. 2026, 10:12:',
    'Karim Diallo <karim@alize.example> wrote:',
    'ma 23. marrask. 2026 klo 10.12 Karim Diallo <karim@alize.example> kirjoitti:',
    'po 23. 11. 2026 v 10:12 odesílatel Karim Diallo <karim@alize.example> napsal:',
    'пн, 23 нояб. 2026 г. в 10:12, Karim Diallo <karim@alize.example>:',
    '在 2026年11月23日 上午10:12，Karim Diallo <karim@alize.example> 写道：',
    '2026年11月23日(月) 10:12 Karim Diallo <karim@alize.example>:',
    '2026년 11월 23일 (월) 오전 10:12, Karim Diallo <karim@alize.example>님이 작성:',
    '23 Kas 2026 Pzt, saat 10:12 tarihinde Karim Diallo <karim@alize.example> şunu yazdı:',
    'Karim Diallo <karim@alize.example> ezt írta (időpont: 2026. nov. 23., H, 10:12):',
    'Quoting Karim Diallo <karim@alize.example>:',
    '2026-11-23 10:12 GMT+01:00 Karim Diallo <karim@alize.example>:',
    '---- Le lun., 23 nov. 2026 10:12:00 +0100 karim@alize.example a écrit ----',
    '-----Message d’origine-----'.replace('’', "'"),
    '---------- Forwarded message ---------',
    '-----Ursprüngliche Nachricht-----',
  ])('%s', (header) => {
    const quoted = lines('> Bonjour Jean,', '>', '> le serveur a redémarré.');
    expect(splitReply(lines('Merci, tout marche.', '', header, '', quoted))).toEqual({
      visible: 'Merci, tout marche.',
      quoted: expect.stringContaining('le serveur a redémarré.'),
    });
  });

  test('Outlook repeats the header of the mail, in French or in English', () => {
    const french = [
      'De : Karim Diallo <karim@alize.example>',
      'Envoyé : lundi 23 novembre 2026 10:12',
      'À : Jean Moreau',
      'Objet : RE: Site hors ligne',
      '',
      'Bonjour Jean,',
    ];
    expect(visible('Merci.', '', '________________________________', ...french)).toBe('Merci.');
    const english = [
      '*From:* Karim Diallo',
      '*Sent:* Monday, November 23, 2026',
      '*To:* Jean Moreau',
      '*Subject:* RE: Site down',
    ];
    expect(visible('Thanks.', '', ...english)).toBe('Thanks.');
  });

  test('a header at the end of the line that the author wrote', () => {
    expect(
      visible('Merci Le lun. 23 nov. 2026 à 10:12, karim@alize.example a écrit :', '> Bonjour'),
    ).toBe('Merci');
  });

  test.each([
    'Le 23 novembre nous avons écrit à votre service.',
    'On Monday I wrote to you: no answer.',
    'Rendez-vous le 23 novembre à 10:12 : merci de confirmer par écrit.',
    'Le 23 nov. à 10:12 le serveur a écrit dans son journal :',
    'Voici le message que j’ai reçu de : mon fournisseur',
    'La notification a été envoyée de mon iPhone à tous les clients.',
  ])('words that look like one: %s', (line) => {
    expect(visible(line, '', 'Le site est toujours lent.')).toBe(
      `${line}\n\nLe site est toujours lent.`,
    );
  });
});

describe('where the answer stands', () => {
  test('below the quotation', () => {
    expect(
      visible(
        'Le 23/11/2026 à 10:12, Karim Diallo a écrit :',
        '> Est-ce résolu ?',
        '',
        'Oui, merci.',
      ),
    ).toBe('Oui, merci.');
  });

  test('above and below', () => {
    expect(
      visible(
        'Oui.',
        '',
        'Le 23/11/2026, Karim Diallo a écrit :',
        '> Est-ce résolu ?',
        '',
        'Marie',
      ),
    ).toBe('Oui.\n\n\nMarie');
  });

  test('between the lines: what it answers stays', () => {
    const text = lines(
      '> Quel domaine ?',
      '',
      'boulangerie-moule.example',
      '',
      '> Depuis quand ?',
      '',
      'Ce matin.',
    );
    expect(splitReply(text)).toEqual({ visible: text, quoted: '' });
  });

  test('what the author chose to cite stays; the mail that it answers is folded', () => {
    const words = lines('Votre page dit :', '> ouvert le lundi', '');
    const mail = lines('Le 23 nov. 2026 à 10:12, Karim a écrit :', '> Est-ce résolu ?');
    expect(splitReply(lines(words, mail))).toEqual({ visible: words.trimEnd(), quoted: mail });
  });

  test('a line that a program wrapped belongs to the quotation', () => {
    expect(
      visible('Merci.', '', '> une ligne bien trop longue pour ce', 'programme', '> et la suite'),
    ).toBe('Merci.');
  });

  test('nothing of one’s own: the whole stays visible', () => {
    const text = lines(
      '---------- Message transféré ---------',
      'De : Marie Hoarau',
      '',
      'Bonjour',
    );
    expect(splitReply(text).visible).toBe(text);
    expect(splitReply('').visible).toBe('');
  });
});

describe('signatures', () => {
  test.each([
    lines('-- ', 'Jean Moreau', 'Boulangerie du Moule'),
    lines('--', 'Jean Moreau'),
    'Envoyé de mon iPhone',
    'Envoyé depuis mon appareil Android',
    'Sent from my iPhone',
    'Sent from my Galaxy, please excuse typos.',
    'Télécharger Outlook pour iOS',
    'Von meinem iPhone gesendet',
    lines('Cordialement,', 'Jean Moreau', 'Boulangerie du Moule', '0590 00 00 00'),
    lines('______________', 'Boulangerie du Moule'),
  ])('%s', (signature) => {
    expect(splitReply(lines('Le site marche.', '', signature))).toEqual({
      visible: 'Le site marche.',
      quoted: signature.trimEnd(),
    });
  });

  test.each([
    lines('Merci,', 'Jean'),
    lines('Cordialement,', 'Jean Moreau'),
    lines('Deux points :', '-- le premier', '-- le second'),
    lines('Service      Date', '----------------------', 'Domaine      27 juin'),
    lines('```', '--', 'du code', '```'),
  ])('words that look like one: %s', (words) => {
    expect(visible('Bonjour,', words)).toBe(lines('Bonjour,', words));
  });

  test('above the quotation', () => {
    expect(
      visible(
        'Oui.',
        '',
        'Envoyé de mon iPhone',
        '',
        '> Le 23 nov. 2026 à 10:12, Karim a écrit :',
        '>',
        '> Est-ce résolu ?',
      ),
    ).toBe('Oui.');
  });

  test('the line under which a helpdesk asks not to write', () => {
    expect(visible('Oui.', '', '##- Répondre au-dessus de cette ligne -##', '', 'Bonjour')).toBe(
      'Oui.',
    );
  });
});

test('nothing is lost: every word is on one side or the other', () => {
  const word = fc.constantFrom(
    'mot',
    '> cité',
    '-- ',
    'On 1 Jan 2026, x <a@b.example> wrote:',
    'De : a@b.example',
    'Envoyé : lundi 2026',
    '',
    '```',
    'Envoyé de mon iPhone',
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 30 }), (body) => {
      const { visible: shown, quoted } = splitReply(body.join('\n'));
      const letters = (text: string) => [...text.replace(/[\s>]/g, '')].sort().join('');
      expect(letters(shown + quoted)).toBe(letters(body.join('')));
    }),
  );
});
