import { readMailboxRefusal } from '../../server/domain/mail/mailbox-refusal.ts';

/** Why a mail was not taken, whether asking again could help, and what it says of the address. */
export type DeliveryError = {
  permanent: boolean;
  error: string;
  /** The server's enhanced code; null where it gave none. */
  status: string | null;
  /** The address takes no mail at all. */
  unreachable: boolean;
};

/** What nodemailer puts on its errors. */
type SendingError = {
  message?: unknown;
  code?: unknown;
  command?: unknown;
  response?: unknown;
  responseCode?: unknown;
};

/** Commands whose refusal is about this mail. AUTH, EHLO and the like are about our settings. */
const ABOUT_THE_MAIL = /^(?:MAIL FROM|RCPT TO|DATA)/;

/**
 * Reads an error of nodemailer's. What the server said counts before the library's own code: it
 * says EENVELOPE of a mailbox that is busy for a minute and of one that never was. A server that
 * refuses *us* (password, TLS, sequence) is a fault of the settings, which somebody mends: the mail
 * waits. 503 speaks of the session, not of the mail.
 */
export function readDeliveryError(thrown: unknown): DeliveryError {
  const { message, code, command, response, responseCode } = (thrown ?? {}) as SendingError;
  const step = typeof command === 'string' ? command : '';
  const said =
    typeof response === 'string' && response !== '' ? response : String(message ?? thrown);
  const prefix = typeof responseCode === 'number' || typeof code !== 'string' ? '' : `${code}: `;
  const error = `${prefix}${said}`.replace(/\s+/g, ' ').slice(0, 500);
  if (typeof responseCode === 'number') {
    const refused = responseCode >= 500 && responseCode !== 503 && responseCode !== 530;
    const permanent = refused && ABOUT_THE_MAIL.test(step);
    // what a server has against the sender comes at MAIL FROM
    const ofRecipient = permanent && /^(?:RCPT TO|DATA)/.test(step);
    if (ofRecipient) return { permanent, error, ...readMailboxRefusal(error) };
    return { permanent, error, status: null, unreachable: false };
  }
  // said by the library before the server was asked: an address that no mail can be sent to, or a
  // mail larger than the server announced
  const impossible =
    (code === 'EENVELOPE' && step === 'API') || (code === 'EMESSAGE' && step === 'MAIL FROM');
  return { permanent: impossible, error, status: null, unreachable: false };
}
