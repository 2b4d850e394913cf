import { claimDelivery } from '../server/commands/claim-delivery.ts';
import type { Run } from '../server/commands/command.ts';
import type { DeliveryResult } from '../server/commands/record-delivery.ts';
import type { Config } from '../server/config.ts';
import type { Log } from '../server/log.ts';
import { mailChoicesUrl } from '../server/security/mail-choices-link.ts';
import { listAttachments } from '../server/store/attachments.ts';
import type { Database } from '../server/store/connect.ts';
import { isDatabaseTrouble } from '../server/store/database-trouble.ts';
import { listDocumentsOfMails } from '../server/store/documents.ts';
import { findAccountOfMail, type OutboundEmail } from '../server/store/outbound-emails.ts';
import { createKeyRing } from './accounts/key-ring.ts';
import { attachmentToSend, composeMail, documentToSend } from './smtp/compose-mail.ts';
import { readDeliveryError } from './smtp/delivery-error.ts';
import { keepResult } from './smtp/keep-result.ts';
import { createLanes } from './smtp/lanes.ts';
import { findKeyFor } from './smtp/signing-key.ts';
import { createWays } from './smtp/ways.ts';

const DELIVERY_ACTOR = { kind: 'system', name: 'delivery' } as const;

/** Less than the lease of a claimed mail (five minutes). */
const WHOLE_ATTEMPT = 240_000;

/** Mails at a time to one server: fewer than a worker's, so that one that hangs holds no other. */
const WIDTH = 4;
const PATIENCE = 5_000;

export type Transmitter = {
  /** One attempt at one mail, if it is due and nobody else makes it. */
  transmit(outboundEmailId: number): Promise<void>;
  close(): void;
};

type Settings = Pick<
  Config,
  | 'smtpUrl'
  | 'environment'
  | 'mailAddress'
  | 'mailDomain'
  | 'publicUrl'
  | 'secret'
  | 'previousSecrets'
>;

/**
 * Sends what is queued. What no server takes is captured, to be read in the browser, where there is
 * no SMTP_URL; in production it waits until there is one.
 */
export function createTransmitter({
  run,
  database,
  config,
  clock,
  log,
  wholeAttempt = WHOLE_ATTEMPT,
  patience = PATIENCE,
}: {
  run: Run;
  database: Database;
  config: Settings;
  clock: () => Date;
  log: Log;
  /** Milliseconds after which an attempt is given up, however slowly it goes on. */
  wholeAttempt?: number;
  /** Milliseconds that a mail waits for a server that is busy with others. */
  patience?: number;
}): Transmitter {
  const { smtpUrl, mailAddress } = config;
  const secrets = [config.secret, ...config.previousSecrets];
  const mayWait = smtpUrl === null && config.environment === 'production';
  if (mayWait) log.warn('SMTP_URL is not set: mails wait in the queue until it is');
  const keys = createKeyRing({ run, database, clock, keys: secrets });
  const ways = createWays({ database, smtpUrl, mailAddress, keys, log });
  const lanes = createLanes<number | null>({ width: WIDTH, patience });

  async function prepare(email: OutboundEmail) {
    const { server, name, address, rerouted } = await ways.wayFor(email.mailAccountId);
    if (server === null) return null;
    const files =
      email.messageId === null ? [] : await listAttachments(database, [email.messageId]);
    const documents = await listDocumentsOfMails(database, [email.id]);
    const carried = [
      ...files.filter((file) => !file.inline).map((file) => attachmentToSend(database, file)),
      ...(await Promise.all(documents.map((document) => documentToSend(database, document)))),
    ];
    const dkim = await findKeyFor(database, address, secrets);
    const { mailDomain } = config;
    const sender = { providerName: name, mailAddress: address, mailDomain, rerouted, dkim };
    const choicesUrl = email.userId === null ? null : mailChoicesUrl(config, email.userId);
    return { server, message: composeMail(email, carried, { sender, choicesUrl, date: clock() }) };
  }

  async function attempt(email: OutboundEmail): Promise<DeliveryResult> {
    try {
      const prepared = await prepare(email).catch((error) => {
        throw isDatabaseTrouble(error) ? new DatabaseAway(error) : error;
      });
      if (prepared === null) return { accepted: true, captured: true };
      const { server, message } = prepared;
      await server.sendMail({ ...message, signal: AbortSignal.timeout(wholeAttempt) });
      return { accepted: true, captured: false };
    } catch (error) {
      // nothing to tell of the mail nor of its server: its lease ends, and it is tried again
      if (error instanceof DatabaseAway) throw error.cause;
      return { accepted: false, ...readDeliveryError(error) };
    }
  }

  /** Asked before a mail is claimed: an attempt that nobody could make is not counted. */
  async function hasWay(accountId: number | null): Promise<boolean> {
    if (accountId === null) return false;
    return ways.wayFor(accountId).then(
      ({ server }) => server !== null,
      () => true,
    );
  }

  async function transmit(outboundEmailId: number): Promise<void> {
    const claimed = await run(claimDelivery, DELIVERY_ACTOR, { id: outboundEmailId });
    if (!claimed.ok) return;
    const result = await attempt(claimed.value);
    if (!result.accepted) {
      const { permanent, error } = result;
      log.warn({ outboundEmail: outboundEmailId, permanent, reason: error }, 'mail not sent');
    }
    const to = claimed.value.toAddress;
    await keepResult(run, DELIVERY_ACTOR, { id: outboundEmailId, result, to });
  }

  return {
    async transmit(outboundEmailId) {
      const accountId = await findAccountOfMail(database, outboundEmailId);
      if (mayWait && !(await hasWay(accountId))) return;
      // what its server holds up is asked for again by the sweep
      const leave = await lanes.enter(accountId);
      if (!leave) return;
      try {
        await transmit(outboundEmailId);
      } finally {
        leave();
      }
    },
    close: () => ways.close(),
  };
}

/** Said before the mail's server was asked anything. */
class DatabaseAway extends Error {
  constructor(cause: unknown) {
    super('The database is away', { cause });
  }
}
