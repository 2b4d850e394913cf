import { makeReplyAddress } from '../../server/domain/mail/thread-token.ts';
import type { Conversation, PlannedMail } from './conversations.ts';

export const OUR_ADDRESS = 'support@alize.example';
export const SECRET = 'a secret of thirty-two characters';
/** Above what the helpdesk under test takes (256 KB). */
const LARGE = 300 * 1024;
/** Above what intake reads in one mail. */
const PARTS = 1_200;
/** Names the mail in every copy of it. */
export const TAG_HEADER = 'X-Essai';

/** What a sender knows of his ticket by the time he writes again. */
export type Thread = { number: string; acknowledgement: string | null };
export type Letter = { from: string; to: string; raw: string };

export const messageIdOf = (tag: string) => `${tag}@essai.courriel.example`;

/** A mail as it travels. What follows on a ticket needs its thread. */
export function writeMail(
  { from, mails }: Conversation,
  mail: PlannedMail,
  thread: Thread | null,
): Letter {
  const root = messageIdOf(mails[0]?.tag ?? mail.tag);
  const headers: Record<string, string> = {
    [TAG_HEADER]: mail.tag,
    From: `Correspondant <${from}>`,
    To: OUR_ADDRESS,
    Subject: `Panne ${mail.tag}`,
    Date: 'Mon, 02 Mar 2026 09:00:00 +0100',
    'Message-ID': `<${messageIdOf(mail.tag)}>`,
    'MIME-Version': '1.0',
    'Content-Type': 'text/plain; charset=utf-8',
  };
  const letter = (more: Record<string, string>, text = words(mail.tag)): Letter => ({
    from,
    to: more.To ?? OUR_ADDRESS,
    raw: assemble({ ...headers, ...more }, text),
  });
  const answered = thread?.acknowledgement ?? root;
  switch (mail.nature) {
    case 'opening':
      return letter({});
    case 'reply':
      return mail.proof === 'references' || thread === null
        ? letter({ Subject: 'Re: Panne', 'In-Reply-To': `<${root}>`, References: `<${root}>` })
        : letter({
            Subject: 'Re: Panne',
            To: makeReplyAddress(OUR_ADDRESS, thread.number, SECRET),
          });
    case 'auto_reply':
      return {
        ...letter({
          Subject: 'Absence du bureau',
          'Auto-Submitted': 'auto-replied',
          'In-Reply-To': `<${answered}>`,
        }),
        from: '',
      };
    case 'bounce':
      return { ...letter(...bounce(from, answered)), from: '' };
    case 'alert':
      return letter({ Subject: `Sonde ${mail.tag}`, 'Auto-Submitted': 'auto-generated' });
    case 'unreadable':
      return letter({ 'Content-Type': 'multipart/mixed; boundary=b' }, manyParts());
    case 'too_large':
      return letter({}, `${'Un journal bien trop long.\r\n'.repeat(LARGE / 28)}`);
    case 'loop':
      return letter({ 'X-Guichet': 'alize.example' });
  }
}

function assemble(headers: Record<string, string>, text: string): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [...lines, '', text, ''].join('\r\n');
}

function words(tag: string): string {
  return [
    'Bonjour,',
    '',
    `Depuis ce matin la boutique affiche une erreur 502 (essai ${tag}).`,
    'Nous avons vidé le cache et essayé avec deux navigateurs, sans changement.',
  ].join('\r\n');
}

function manyParts(): string {
  const part = '--b\r\nContent-Type: text/plain\r\n\r\nx\r\n';
  return `${part.repeat(PARTS)}--b--`;
}

/** As Postfix says it (RFC 3464). */
function bounce(recipient: string, messageId: string): [Record<string, string>, string] {
  const text = [
    '--limite',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    `<${recipient}>: host mx.courriel.example said: 550 5.1.1 User unknown`,
    '--limite',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.courriel.example',
    '',
    `Final-Recipient: rfc822; ${recipient}`,
    'Action: failed',
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 5.1.1 User unknown',
    '',
    '--limite',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: <${messageId}>`,
    'Subject: Votre demande',
    '',
    '--limite--',
  ].join('\r\n');
  const headers = {
    From: 'MAILER-DAEMON@mx.courriel.example',
    Subject: 'Undelivered Mail Returned to Sender',
    'Auto-Submitted': 'auto-replied',
    'Content-Type': 'multipart/report; report-type=delivery-status; boundary=limite',
  };
  return [headers, text];
}
