import { createTransport } from 'nodemailer';
import { claimDelivery } from '../server/commands/claim-delivery.ts';
import type { Run } from '../server/commands/command.ts';
import { type DeliveryResult, recordDelivery } from '../server/commands/record-delivery.ts';
import type { Config } from '../server/config.ts';
import type { Log } from '../server/log.ts';
import { listAttachments } from '../server/store/attachments.ts';
import type { Database } from '../server/store/connect.ts';
import { listDocumentsOfMails } from '../server/store/documents.ts';
import type { OutboundEmail } from '../server/store/outbound-emails.ts';
import { loadProvider } from '../server/store/settings.ts';
import { attachmentToSend, composeMail, documentToSend } from './smtp/compose-mail.ts';
import { readDeliveryError } from './smtp/delivery-error.ts';

const DELIVERY_ACTOR = { kind: 'system', name: 'delivery' } as const;

const SECOND = 1000;
/** All of them end before the lease of a claimed mail does (five minutes). */
const LIMITS = {
  connectionTimeout: 30 * SECOND,
  greetingTimeout: 30 * SECOND,
  socketTimeout: 120 * SECOND,
};
const WHOLE_ATTEMPT = 240 * SECOND;

export type Transmitter = {
  /** One attempt at one mail, if it is due and nobody else makes it. */
  transmit(outboundEmailId: number): Promise<void>;
  close(): void;
};

type Settings = Pick<Config, 'smtpUrl' | 'environment' | 'mailAddress' | 'mailDomain'>;

/**
 * Sends what is queued. Without SMTP_URL mails are captured, to be read in the browser; in
 * production they wait until there is one.
 */
export function createTransmitter({
  run,
  database,
  config,
  clock,
  log,
}: {
  run: Run;
  database: Database;
  config: Settings;
  clock: () => Date;
  log: Log;
}): Transmitter {
  const { smtpUrl } = config;
  if (smtpUrl === null && config.environment === 'production') {
    log.warn('SMTP_URL is not set: mails wait in the queue until it is');
    return { transmit: async () => {}, close: () => {} };
  }
  const server = smtpUrl === null ? null : openServer(smtpUrl);
  server?.on('error', (error) => log.debug({ err: error }, 'smtp connection'));

  async function attempt(email: OutboundEmail): Promise<DeliveryResult> {
    if (server === null) return { accepted: true, captured: true };
    try {
      const { name: providerName } = await loadProvider(database);
      const files =
        email.messageId === null ? [] : await listAttachments(database, [email.messageId]);
      const documents = await listDocumentsOfMails(database, [email.id]);
      const carried = [
        ...files.filter((file) => !file.inline).map((file) => attachmentToSend(database, file)),
        ...(await Promise.all(documents.map((document) => documentToSend(database, document)))),
      ];
      const sender = { providerName, ...config };
      const message = composeMail(email, carried, { sender, date: clock() });
      await server.sendMail({ ...message, signal: AbortSignal.timeout(WHOLE_ATTEMPT) });
      return { accepted: true, captured: false };
    } catch (error) {
      return { accepted: false, ...readDeliveryError(error) };
    }
  }

  return {
    async transmit(outboundEmailId) {
      const claimed = await run(claimDelivery, DELIVERY_ACTOR, { id: outboundEmailId });
      if (!claimed.ok) return;
      const result = await attempt(claimed.value);
      if (!result.accepted) {
        const { permanent, error } = result;
        log.warn({ outboundEmail: outboundEmailId, permanent, reason: error }, 'mail not sent');
      }
      await run(recordDelivery, DELIVERY_ACTOR, { id: outboundEmailId, result });
    },
    close: () => server?.close(),
  };
}

function openServer(url: string) {
  return createTransport({
    url,
    pool: true,
    maxConnections: 4,
    // a mail that may have been taken is not sent again behind our back: retries are ours
    maxRequeues: 0,
    ...LIMITS,
  });
}
