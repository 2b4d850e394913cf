import { randomUUID } from 'node:crypto';

const SENTENCES = [
  'Bonjour, depuis ce matin le site affiche une erreur 502 quand on ouvre la page de commande.',
  'Nous avons vidé le cache et essayé avec deux navigateurs, sans changement.',
  'Pouvez-vous regarder ce qui se passe et nous dire quand ce sera rétabli ?',
  'Le journal de la boutique montre une expiration vers 02:10, juste après la sauvegarde.',
];
/** Known customers: enough that none gets past what is acknowledged at once in an hour. */
export const KNOWN = 600;
const PICTURE = Buffer.alloc(20_000, 'guichet').toString('base64').replace(/.{76}/g, '$&\r\n');

/**
 * The mails of the benchmark, a mixture of what comes in: three quarters plain, the rest HTML, one
 * in ten with an attachment of 20 kB; nine in ten from somebody known.
 */
export function mailNumber(index: number): { from: string; raw: string } {
  const from =
    index % 10 === 9
      ? `inconnu${index}@courriel.example`
      : `client${index % KNOWN}@courriel.example`;
  const words = Array.from({ length: 12 }, (_, i) => SENTENCES[(index + i) % SENTENCES.length]);
  const headers = [
    `From: Client ${index} <${from}>`,
    'To: Support <support@alize.example>',
    `Subject: =?utf-8?Q?Panne_num=C3=A9ro_${index}?=`,
    `Message-ID: <${randomUUID()}@courriel.example>`,
    'Date: Mon, 02 Mar 2026 09:00:00 +0100',
    'MIME-Version: 1.0',
  ];
  if (index % 10 === 0) return { from, raw: withAttachment(headers, words.join('\r\n')) };
  const html = index % 4 === 1;
  const type = `Content-Type: text/${html ? 'html' : 'plain'}; charset=utf-8`;
  const body = html ? words.map((line) => `<p>${line}</p>`).join('\r\n') : words.join('\r\n');
  return { from, raw: [...headers, type, '', body, ''].join('\r\n') };
}

function withAttachment(headers: readonly string[], text: string): string {
  return [
    ...headers,
    'Content-Type: multipart/mixed; boundary="=-limite"',
    '',
    '--=-limite',
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
    '--=-limite',
    'Content-Type: image/png; name="capture.png"',
    'Content-Disposition: attachment; filename="capture.png"',
    'Content-Transfer-Encoding: base64',
    '',
    PICTURE,
    '--=-limite--',
    '',
  ].join('\r\n');
}
