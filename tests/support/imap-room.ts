import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { ImapFlow } from 'imapflow';
import { createTransport } from 'nodemailer';
import { TAKEN } from '../../mail-gateway/imap/mark-taken.ts';
import type { Pace } from '../../mail-gateway/imap/watch-mailbox.ts';
import { type MailboxWatch, openMailboxes } from '../../mail-gateway/imap-in.ts';
import type { Run } from '../../server/commands/command.ts';
import { type Mailbox, parseMailbox } from '../../server/config/mailbox.ts';
import { createLog } from '../../server/log.ts';
import { startDovecot, type TestDovecot } from './dovecot.ts';
import { createMailroom, type Mailroom, SIZE_LIMIT } from './mailroom.ts';
import { until } from './processes.ts';

const PACE: Pace = { backOff: { first: 40, most: 200 }, leaseEvery: 50, lookEvery: 60_000 };

export type ImapRoom = Awaited<ReturnType<typeof createImapRoom>>;

/** A mail room with an IMAP server beside it, any user of which has a mailbox. */
export async function createImapRoom() {
  const [dovecot, room]: [TestDovecot, Mailroom] = await Promise.all([
    startDovecot(),
    createMailroom(),
  ]);
  let watches: MailboxWatch[] = [];

  const mailboxOf = (user: string, folder?: string): Mailbox => {
    const mailbox = parseMailbox(dovecot.imapUrl(`${user}@alize.example`, folder));
    if (!mailbox) throw new Error('no mailbox');
    return mailbox;
  };
  const client = async ({ host, port, user, password: pass }: Mailbox) => {
    const imap = new ImapFlow({ host, port, secure: false, auth: { user, pass }, logger: false });
    await imap.connect();
    return imap;
  };
  const look = async (mailbox: Mailbox) => {
    const imap = await client(mailbox);
    await imap.mailboxOpen(mailbox.folder);
    const found = await imap.fetchAll('1:*', { uid: true, flags: true });
    await imap.logout();
    return found.map(({ flags }) => [...(flags ?? [])].filter((flag) => flag !== '\\Recent'));
  };
  const taken = (mailbox: Mailbox) =>
    room.knex('inbound_emails').where({ mailbox: mailbox.name }).orderBy('id');

  return {
    dovecot,
    room,
    mailboxOf,
    client,
    /** The flags that a person would see who looks into the mailbox, a list a message. */
    look,
    /** A gateway of its own, until the test ends. */
    watch(mailboxes: readonly Mailbox[], run: Run = room.run, pace: Partial<Pace> = {}) {
      const opened = openMailboxes({
        mailboxes,
        run,
        database: room.knex,
        wake: room.intake.wake,
        peek: room.intake.peek,
        clock: () => room.clock.now,
        log: createLog('silent'),
        sizeLimit: SIZE_LIMIT,
        pace: { ...PACE, ...pace },
      });
      watches.push(opened);
      return opened;
    },
    /** Delivers into the mailbox, as another mail server would. */
    async post(mailbox: Mailbox, ...messages: string[]) {
      const lmtp = createTransport({
        host: '127.0.0.1',
        port: dovecot.lmtpPort,
        lmtp: true,
        ignoreTLS: true,
      });
      for (const raw of messages) {
        await lmtp.sendMail({
          envelope: { from: 'jean@boulangerie-moule.example', to: mailbox.user },
          raw,
        });
      }
      lmtp.close();
    },
    /** Puts a message there, as a person would. */
    async append(mailbox: Mailbox, raw: string, flags: string[], date: Date) {
      const imap = await client(mailbox);
      await imap.append(mailbox.folder, raw, flags, date);
      await imap.logout();
    },
    taken,
    /** Waits until so many messages of the mailbox are taken and decided. */
    async arrives(mailbox: Mailbox, count: number) {
      await until(async () => {
        const rows = await taken(mailbox);
        return rows.length >= count && rows.every((row) => row.outcome !== null);
      });
      return await taken(mailbox);
    },
    marked: (mailbox: Mailbox) =>
      until(async () => (await look(mailbox)).every((flags) => flags.includes(TAKEN))),
    /** Ends the gateways. */
    async closeWatches() {
      await Promise.all(watches.map((watch) => watch.close()));
      watches = [];
    },
    async close() {
      await Promise.all([dovecot.stop(), room.close()]);
    },
  };
}

export type ImapProxy = Awaited<ReturnType<typeof startImapProxy>>;

/**
 * Stands before an IMAP server and changes what it says.
 *
 * @param change what is said instead; null to break off
 */
export async function startImapProxy(target: number, change: (said: Buffer) => Buffer | null) {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    for (const socket of [near, far]) sockets.add(socket.on('error', () => {}));
    near.pipe(far);
    far.on('data', (said: Buffer) => {
      const instead = change(said);
      if (instead !== null) return near.write(instead);
      near.destroy();
      return far.destroy();
    });
    far.on('close', () => near.destroy());
    near.on('close', () => far.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
