import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerAddress, type SMTPServerSession } from 'smtp-server';
import type { Run } from '../server/commands/command.ts';
import { recordInboundEmail } from '../server/commands/record-inbound-email.ts';
import type { MailListen } from '../server/config.ts';
import type { Log } from '../server/log.ts';
import { INTAKE_ACTOR, type Intake } from './intake.ts';
import { collectData } from './smtp/collect-data.ts';
import { traceHeaders } from './smtp/trace-headers.ts';

/** Each may hold a message in memory; the next one is told to come back (421). */
const MAX_CLIENTS = 20;
const MAX_RECIPIENTS = 100;
/** How long clients may finish what they are saying when we close. */
const CLOSE_WITHIN = 5_000;

export type SmtpListener = { port: number; close(): Promise<void> };

/** An answer to an SMTP client: `responseCode` is what it acts upon. */
function answer(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}

/**
 * Receives mail from other mail servers over SMTP or LMTP. A message is answered with 250 only once
 * it is committed; where it can't be kept now, with 451, and the sender keeps it and comes back.
 * Any recipient is taken: the server that relays to us has decided who is ours.
 */
export async function openSmtpListener({
  listen,
  name,
  sizeLimit,
  run,
  wake,
  clock,
  log,
}: {
  listen: MailListen;
  /** What it calls itself: the mail domain. */
  name: string;
  /** Bytes: announced (RFC 1870), and refused with 552 beyond. */
  sizeLimit: number;
  run: Run;
  wake: Intake['wake'];
  clock: () => Date;
  log: Log;
}): Promise<SmtpListener> {
  const { protocol } = listen;

  async function keep(raw: Buffer, session: SMTPServerSession): Promise<void> {
    const { mailFrom, rcptTo } = session.envelope;
    const envelopeFrom = mailFrom ? mailFrom.address : '';
    const envelopeTo = rcptTo.map(({ address }) => address);
    const receivedAt = clock();
    const trace = traceHeaders({
      from: envelopeFrom,
      helo: session.hostNameAppearsAs,
      ip: session.remoteAddress,
      by: name,
      protocol,
      at: receivedAt,
    });
    const whole = Buffer.concat([Buffer.from(trace), raw]);
    // over LMTP it is our own server that hands it in: whom it had it from, it alone knows
    const handedBy =
      protocol === 'smtp'
        ? { client: { ip: session.remoteAddress, helo: session.hostNameAppearsAs || '' } }
        : {};
    const recorded = await run(recordInboundEmail, INTAKE_ACTOR, {
      route: 'smtp',
      mailbox: protocol,
      uidValidity: null,
      uid: null,
      envelopeFrom,
      envelopeTo,
      raw: whole,
      size: raw.byteLength,
      receivedAt,
      ...handedBy,
    });
    if (recorded.ok && recorded.value.id !== null) {
      wake(recorded.value.id, {
        raw: whole,
        envelopeTo,
        envelopeFrom,
        receivedAt,
        ...handedBy,
      });
    }
  }

  const server = new SMTPServer({
    name,
    banner: 'Guichet',
    lmtp: protocol === 'lmtp',
    size: sizeLimit,
    maxClients: MAX_CLIENTS,
    maxRecipients: MAX_RECIPIENTS,
    closeTimeout: CLOSE_WITHIN,
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onRcptTo(address, _session, callback) {
      callback(isPlausible(address) ? null : answer(553, '5.1.3 This is not a mail address'));
    },
    onData(stream, session, callback) {
      collectData(stream)
        .then((raw) => {
          if (raw === null) throw answer(552, '5.3.4 The message is over the size limit');
          return keep(raw, session);
        })
        .then(
          () => callback(null, 'Kept'),
          (error) => {
            if ('responseCode' in error) return callback(error);
            log.error({ err: error }, 'mail not kept: the sender is asked to come back');
            callback(answer(451, '4.3.0 Not kept, please try again'));
          },
        );
    },
  });
  // a client that breaks off is no trouble of ours; a port in use is told by listening
  server.on('error', (error) => log.debug({ err: error }, 'smtp client'));
  const socket = server.listen(listen.port, listen.host);
  await Promise.race([
    once(socket, 'listening'),
    once(server, 'error').then(([error]) => {
      throw error;
    }),
  ]);
  return {
    port: (socket.address() as AddressInfo).port,
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}

function isPlausible({ address }: SMTPServerAddress): boolean {
  return address.length <= 254 && /^[^\s@]+@[^\s@]+$|^postmaster$/i.test(address);
}
