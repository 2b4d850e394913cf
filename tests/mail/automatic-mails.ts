import type { Envelope } from '../support/mailroom.ts';
import { mail } from '../support/mailroom.ts';

/** A mail of ours that machines answer. */
export type Ours = { reply_to: string; rfc_message_id: string };

export type AutomaticMail = {
  what: string;
  outcome: string;
  raw: string;
  envelope: Envelope;
};

/** What machines send back about a mail of ours to Jean, one of each nature. */
export function automaticMails(ours: Ours): AutomaticMail[] {
  const about = { 'In-Reply-To': `<${ours.rfc_message_id}>` };
  const back: Envelope = { from: '', to: ours.reply_to };
  return [
    {
      what: 'an out-of-office',
      outcome: 'auto_reply_recorded',
      raw: mail({ ...about, Subject: 'Absence du bureau', 'Auto-Submitted': 'auto-replied' }),
      envelope: back,
    },
    {
      what: 'an out-of-office that only its subject tells',
      outcome: 'auto_reply_recorded',
      raw: mail({ ...about, Subject: 'Réponse automatique : Site hors ligne' }, 'En congés.'),
      envelope: { from: 'jean@boulangerie-moule.example', to: ours.reply_to },
    },
    {
      what: 'a receipt of reading',
      outcome: 'auto_reply_recorded',
      raw: report('disposition-notification', [
        'Reporting-UA: moule.example; Courriel',
        'Final-Recipient: rfc822; jean@boulangerie-moule.example',
        `Original-Message-ID: <${ours.rfc_message_id}>`,
        'Disposition: manual-action/MDN-sent-manually; displayed',
      ]),
      envelope: back,
    },
    { what: 'a hard bounce', outcome: 'bounce_recorded', raw: bounceOf(ours), envelope: back },
    {
      what: 'a full mailbox',
      outcome: 'bounce_recorded',
      raw: bounceOf(ours, { status: '5.2.2', says: '552 5.2.2 mailbox full' }),
      envelope: back,
    },
    {
      what: 'a warning of delay',
      outcome: 'delay_recorded',
      raw: bounceOf(ours, { action: 'delayed', status: '4.4.1', says: '451 4.4.1 no answer' }),
      envelope: back,
    },
    {
      what: 'a receipt of delivery',
      outcome: 'auto_reply_recorded',
      raw: bounceOf(ours, { action: 'delivered', status: '2.0.0', says: '250 2.0.0 ok' }),
      envelope: back,
    },
    {
      what: 'a complaint of a mailbox provider',
      outcome: 'feedback_recorded',
      raw: report(
        'feedback-report',
        ['Feedback-Type: abuse', 'User-Agent: moule/1', 'Version: 1'],
        ours,
      ),
      envelope: { from: 'fbl@boites.example', to: ours.reply_to },
    },
    {
      what: 'a challenge',
      outcome: 'challenge_recorded',
      raw: mail(
        {
          ...about,
          From: 'Verification <verify@boites.example>',
          Subject: 'Please verify your message',
          'Auto-Submitted': 'auto-replied',
        },
        'Sender verification required. To deliver your message, click the following link once.',
      ),
      envelope: back,
    },
    {
      what: 'an alert of a machine',
      outcome: 'auto_reply_recorded',
      raw: mail({
        From: 'Supervision <nagios@boulangerie-moule.example>',
        Subject: 'DISK CRITICAL',
        'Auto-Submitted': 'auto-generated',
      }),
      envelope: { from: 'nagios@boulangerie-moule.example', to: ours.reply_to },
    },
  ];
}

type Told = { action?: string; status?: string; says?: string; recipient?: string };

/** What a mail server reports of a mail of ours, as RFC 3464 has it. */
export function bounceOf(
  ours: Pick<Ours, 'rfc_message_id'>,
  {
    action = 'failed',
    status = '5.1.1',
    says = '550 5.1.1 User unknown',
    recipient = 'jean@boulangerie-moule.example',
  }: Told = {},
): string {
  return report(
    'delivery-status',
    [
      'Reporting-MTA: dns; relais.example',
      '',
      `Final-Recipient: rfc822; ${recipient}`,
      `Action: ${action}`,
      `Status: ${status}`,
      `Diagnostic-Code: smtp; ${says}`,
    ],
    ours,
  );
}

function report(
  type: string,
  fields: readonly string[],
  ours: Pick<Ours, 'rfc_message_id'> | null = null,
): string {
  const original =
    ours === null
      ? []
      : [
          '--r',
          'Content-Type: message/rfc822-headers',
          '',
          `Message-ID: <${ours.rfc_message_id}>`,
          'From: support@alize.example',
          'Subject: Votre demande',
          '',
        ];
  return mail(
    {
      From: 'Mail Delivery System <MAILER-DAEMON@relais.example>',
      To: 'support@alize.example',
      Subject: 'Report on a mail of yours',
      'Content-Type': `multipart/report; report-type=${type}; boundary=r`,
    },
    [
      '--r',
      'Content-Type: text/plain',
      '',
      'This is a report on a mail of yours.',
      '--r',
      `Content-Type: message/${type}`,
      '',
      ...fields,
      '',
      ...original,
      '--r--',
    ].join('\n'),
  );
}
