import type { IncomingMail } from '../../../server/domain/mail/incoming-mail.ts';

type Headers = Readonly<Record<string, string | readonly string[]>>;

/** A mail from Jean Moreau to support, as the parser would hand it over, but for what is given. */
export function aMail(
  more: Partial<Omit<IncomingMail, 'headers'>> & { headers?: Headers } = {},
): IncomingMail {
  const { headers = {}, ...fields } = more;
  const text = fields.text ?? 'Bonjour, notre site est hors ligne.';
  return {
    messageId: 'panne-1@boulangerie-moule.example',
    inReplyTo: [],
    references: [],
    date: new Date('2026-11-23T08:00:00Z'),
    from: { name: 'Jean Moreau', address: 'jean@boulangerie-moule.example' },
    sender: null,
    replyTo: [],
    to: [{ name: '', address: 'support@alize.example' }],
    cc: [],
    returnPath: 'jean@boulangerie-moule.example',
    subject: 'Site hors ligne',
    text,
    html: null,
    bodyText: text,
    attachments: [],
    headers: new Map(
      Object.entries(headers).map(([name, value]) => [
        name,
        typeof value === 'string' ? [value] : value,
      ]),
    ),
    contentType: 'text/plain',
    deliveryStatus: [],
    feedbackReport: null,
    dispositionNotification: null,
    original: null,
    notes: [],
    ...fields,
  };
}

/** Fields of a report, as the parser would hand them over. */
export function fields(pairs: Readonly<Record<string, string>>): Map<string, string[]> {
  return new Map(Object.entries(pairs).map(([name, value]) => [name, [value]]));
}
