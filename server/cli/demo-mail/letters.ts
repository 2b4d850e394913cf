import type { SendMailOptions } from 'nodemailer';
import { CONTACTS, type ContactName } from '../../../seeds/cast.ts';

/** A screenshot of an error page, much reduced. */
const SCREENSHOT = [
  'iVBORw0KGgoAAAANSUhEUgAAAKAAAAAwCAIAAAAZy+Y5AAAAlUlEQVR42u3YsQmAMBBA0YyTSRwiQ6R2EidxHIewSR',
  '9sRLAS1EDyjt9d+ZrjwpTy2Tane69s1aoAGDBgwIABC7AAC7AAAwbcDXApuzoOMGABFmABFmABFmDAAny0xqhrgAED',
  'BgwYMGDAgAEDHh1YHh0CLMACrA+AF/PXAAYMGDBgwHJFC7AAC7AACzBgARZgARZgPa0C3xE1X2QbsJsAAAAASUVORK',
  '5CYII=',
].join('');

const LOG = [
  '2026-03-02 02:10:04 php[2817]: PHP Fatal error: Allowed memory size exhausted',
  '2026-03-02 02:10:05 nginx: upstream prematurely closed connection, GET /commande',
  '2026-03-02 02:10:09 nginx: upstream prematurely closed connection, GET /commande',
].join('\n');

/** A mail as somebody would write it, and what is said of it on the terminal. */
export type DemoLetter = SendMailOptions & {
  about: string;
  from: { name: string; address: string };
};

const contact = (name: ContactName) => ({
  name: CONTACTS[name].name,
  address: CONTACTS[name].email,
});

/** The first is the one that is answered to. */
export const LETTERS: readonly [DemoLetter, ...DemoLetter[]] = [
  {
    about: 'plain text, French, an incident',
    from: contact('jean'),
    subject: 'Site hors ligne depuis cette nuit',
    text: [
      'Bonjour,',
      '',
      'Depuis 2 h 10 environ notre site de commande ne répond plus : une page blanche,',
      'puis « 502 Bad Gateway ». La boutique ouvre à 5 h et les commandes passent par là.',
      '',
      'Nous avons vidé le cache et redémarré la box, sans effet.',
      '',
      'Jean Moreau',
      'Boulangerie du Moule',
    ].join('\n'),
  },
  {
    about: 'HTML with an inline image and an attached log, French',
    from: contact('marie'),
    subject: 'Erreur à la commande : capture jointe',
    text: 'Bonjour,\n\nvoici ce que je vois quand je valide mon panier.\n\nMarie Hoarau',
    html: [
      '<p>Bonjour,</p>',
      '<p>voici ce que je vois quand je <b>valide mon panier</b> :</p>',
      '<p><img src="cid:capture@courriel.example" alt="Page d’erreur" width="160" height="48"></p>',
      '<p>Le journal que donne mon hébergement est joint.</p>',
      '<p>Marie Hoarau</p>',
    ].join('\n'),
    attachments: [
      {
        cid: 'capture@courriel.example',
        filename: 'capture.png',
        contentType: 'image/png',
        contentDisposition: 'inline',
        content: Buffer.from(SCREENSHOT, 'base64'),
      },
      { filename: 'journal du 2 mars.txt', contentType: 'text/plain', content: LOG },
    ],
  },
  {
    about: 'plain text, English, a question',
    from: contact('tiare'),
    subject: 'Pricing of a second mailbox',
    text: [
      'Hello,',
      '',
      'Could you tell me how much a second mailbox on agence-lagon.example would cost,',
      'and whether it can be opened before Friday?',
      '',
      'Thanks,',
      'Tiare Wamytan',
    ].join('\n'),
  },
  {
    about: 'somebody nobody knows yet, French',
    from: { name: 'Élise Payet', address: 'elise.payet@fleurs-du-volcan.example' },
    subject: 'Renseignement avant transfert de mon site',
    text: [
      'Bonjour,',
      '',
      'Est-il possible de transférer chez vous un site WordPress avec ses trois boîtes aux',
      'lettres ? Mon contrat actuel se termine à la fin du mois.',
      '',
      'Cordialement,',
      'Élise Payet — Fleurs du Volcan',
    ].join('\n'),
  },
  {
    about: 'an alert that a machine wrote: it opens a ticket and is not acknowledged',
    from: { name: 'Supervision', address: 'nagios@supervision.example' },
    subject: 'PROBLEM: web-07/disk is CRITICAL',
    headers: { 'Auto-Submitted': 'auto-generated' },
    text: 'DISK CRITICAL - free space: /var 312 MB (1% inode=84%)',
  },
];

/** What Jean answers to the acknowledgement of his mail. */
export function answerTo(quoted: string): string {
  return [
    'Bonjour,',
    '',
    'Précision : la page revient par moments, puis retombe au bout d’une minute.',
    '',
    'Jean',
    '',
    'Le lun. 2 mars 2026 à 06:10, Alizé Hébergement a écrit :',
    ...quoted
      .split('\n')
      .slice(0, 6)
      .map((line) => `> ${line}`),
  ].join('\n');
}
