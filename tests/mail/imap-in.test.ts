import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { ImapFlow } from 'imapflow';
import { createTransport } from 'nodemailer';
import type { Pace } from '../../mail-gateway/imap/watch-mailbox.ts';
import { type MailboxWatch, openMailboxes } from '../../mail-gateway/imap-in.ts';
import type { Run } from '../../server/commands/command.ts';
import { holdMailbox } from '../../server/commands/hold-mailbox.ts';
import { type Mailbox, parseMailbox } from '../../server/config/mailbox.ts';
import { createLog } from '../../server/log.ts';
import { describeWith } from '../support/describe-with.ts';
import { startDovecot, type TestDovecot } from '../support/dovecot.ts';
import { createMailroom, type Mailroom, mail, SIZE_LIMIT } from '../support/mailroom.ts';
import { DOVECOT } from '../support/parts.ts';
import { until } from '../support/processes.ts';

const PACE: Pace = { backOff: { first: 40, most: 200 }, leaseEvery: 50, lookEvery: 60_000 };
/** Stands before an IMAP server and breaks off whenever it would say `marker`. */
async function startCuttingProxy(target: number, marker: string) {
  let cuts = 0;
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    for (const socket of [near, far]) sockets.add(socket.on('error', () => {}));
    near.pipe(far);
    far.on('data', (said) => {
      if (!said.includes(marker)) return near.write(said);
      cuts += 1;
      near.destroy();
      return far.destroy();
    });
    far.on('close', () => near.destroy());
    near.on('close', () => far.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    cuts: () => cuts,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

const KEYWORD = '$GuichetTaken';

describeWith(DOVECOT, 'mail comes in over IMAP', () => {
  let dovecot: TestDovecot;
  let room: Mailroom;
  let watches: MailboxWatch[] = [];
  let proxy: Awaited<ReturnType<typeof startCuttingProxy>> | null = null;
  beforeAll(async () => {
    [dovecot, room] = await Promise.all([startDovecot(), createMailroom()]);
  });
  afterEach(async () => {
    await Promise.all(watches.map((watch) => watch.close()));
    watches = [];
    await proxy?.close();
    proxy = null;
  });
  afterAll(async () => {
    await Promise.all([dovecot.stop(), room.close()]);
  });

  const mailboxOf = (user: string, folder?: string): Mailbox => {
    const mailbox = parseMailbox(dovecot.imapUrl(`${user}@alize.example`, folder));
    if (!mailbox) throw new Error('no mailbox');
    return mailbox;
  };
  const watch = (mailboxes: readonly Mailbox[], run: Run = room.run) => {
    const opened = openMailboxes({
      mailboxes,
      run,
      database: room.knex,
      wake: room.intake.wake,
      clock: () => room.clock.now,
      log: createLog('silent'),
      sizeLimit: SIZE_LIMIT,
      pace: PACE,
    });
    watches.push(opened);
    return opened;
  };
  const client = async (mailbox: Mailbox) => {
    const { host, port, user, password: pass } = mailbox;
    const imap = new ImapFlow({ host, port, secure: false, auth: { user, pass }, logger: false });
    await imap.connect();
    return imap;
  };
  /** What a person would see who looks into the mailbox. */
  const look = async (mailbox: Mailbox) => {
    const imap = await client(mailbox);
    await imap.mailboxOpen(mailbox.folder);
    const found = await imap.fetchAll('1:*', { uid: true, flags: true });
    await imap.logout();
    return found.map(({ flags }) => [...(flags ?? [])].filter((flag) => flag !== '\\Recent'));
  };
  const post = async (mailbox: Mailbox, ...messages: string[]) => {
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
  };
  const append = async (mailbox: Mailbox, raw: string, flags: string[], date: Date) => {
    const imap = await client(mailbox);
    await imap.append(mailbox.folder, raw, flags, date);
    await imap.logout();
  };
  const taken = (mailbox: Mailbox) =>
    room.knex('inbound_emails').where({ mailbox: mailbox.name }).orderBy('id');
  const arrives = async (mailbox: Mailbox, count: number) => {
    await until(async () => {
      const rows = await taken(mailbox);
      return rows.length >= count && rows.every((row) => row.outcome !== null);
    });
    return await taken(mailbox);
  };
  const marked = (mailbox: Mailbox) =>
    until(async () => (await look(mailbox)).every((flags) => flags.includes(KEYWORD)));

  test('what waited there is taken, however old, read or not, dated by the server', async () => {
    const box = mailboxOf('attente');
    const old = new Date('2019-07-14T10:30:00.000Z');
    await append(box, mail({ Subject: 'Vieux et lu' }), ['\\Seen'], old);
    await append(box, mail({ Subject: 'Récent' }), [], new Date('2026-03-01T23:10:00.000Z'));
    watch([box]);
    const rows = await arrives(box, 2);
    expect(rows.map((row) => [row.outcome, row.received_at, row.route])).toEqual([
      ['ticket_opened', old, 'imap'],
      ['ticket_opened', new Date('2026-03-01T23:10:00.000Z'), 'imap'],
    ]);
    const opened = await room.knex('tickets').where({ id: rows[0].ticket_id }).first();
    expect(opened).toMatchObject({ number: expect.stringMatching(/^2019-/), received_at: old });
    await marked(box);
    expect(await look(box)).toEqual([['\\Seen', KEYWORD], [KEYWORD]]);
  });

  test('what arrives is told by IDLE, and is a ticket within a second', async () => {
    const box = mailboxOf('idle');
    watch([box]);
    await until(async () => {
      const row = await room.knex('mailboxes').where({ name: box.name }).first();
      return Boolean(row?.last_contact_at);
    });
    await sleep(100);
    const at = performance.now();
    await post(box, mail({ Subject: 'À l’instant' }));
    await arrives(box, 1);
    expect(performance.now() - at).toBeLessThan(1_500);
    await post(box, mail({ Subject: 'Encore' }), mail({ Subject: 'Et encore' }));
    expect(await arrives(box, 3)).toHaveLength(3);
  });

  test('the flag comes after the commit; a fall between the two is made good', async () => {
    const box = mailboxOf('panne');
    await post(box, mail({ Subject: 'Un' }), mail({ Subject: 'Deux' }));
    let refused = 0;
    const first = watch([box], async (command, actor, input) => {
      if ((input as { uid?: number } | null)?.uid === 2) {
        refused += 1;
        throw new Error('the database went away');
      }
      return await room.run(command, actor, input);
    });
    await until(() => refused >= 2);
    await first.close();
    expect((await taken(box)).map((row) => row.uid)).toEqual([1]);
    expect((await look(box))[1]).toEqual([]);
    expect((await room.knex('mailboxes').where({ name: box.name }).first()).last_error).toBe(
      'the database went away',
    );
    watch([box]);
    expect((await arrives(box, 2)).map((row) => row.uid)).toEqual([1, 2]);
    await marked(box);
  });

  test('the server goes away and comes back: what came meanwhile is found', async () => {
    const box = mailboxOf('redemarrage');
    watch([box]);
    await post(box, mail({ Subject: 'Avant' }));
    await arrives(box, 1);
    await dovecot.restart(() => sleep(300));
    await post(box, mail({ Subject: 'Après' }));
    const rows = await arrives(box, 2);
    expect(rows.map((row) => row.outcome)).toEqual(['ticket_opened', 'ticket_opened']);
  });

  test('a mailbox numbered anew gives duplicates, and no ticket', async () => {
    const box = mailboxOf('renumerotation', 'Support');
    const raw = mail({ Subject: 'Une seule fois' });
    const imap = await client(box);
    await imap.mailboxCreate('Support');
    await append(box, raw, [], new Date('2026-03-01T08:00:00.000Z'));
    const first = watch([box]);
    await arrives(box, 1);
    await first.close();
    await imap.mailboxDelete('Support');
    await sleep(1_100); // UIDVALIDITY is a count of seconds
    await imap.mailboxCreate('Support');
    await imap.logout();
    await append(box, raw, [], new Date('2026-03-01T08:00:00.000Z'));
    await append(box, mail({ Subject: 'Nouveau' }), [], new Date('2026-03-01T09:00:00.000Z'));
    watch([box]);
    const rows = await arrives(box, 3);
    expect(rows.map((row) => row.outcome)).toEqual(['ticket_opened', 'duplicate', 'ticket_opened']);
    expect(new Set(rows.map((row) => row.uid_validity)).size).toBe(2);
  });

  test('the same message by IMAP and by SMTP is one ticket', async () => {
    const box = mailboxOf('deux-chemins');
    const raw = mail({ Subject: 'Par deux chemins' });
    watch([box]);
    await Promise.all([post(box, raw), room.deliver(raw)]);
    const [row] = await arrives(box, 1);
    await room.intake.idle();
    const all = await room.knex('inbound_emails').where('identity', row.identity);
    expect(all.map(({ outcome }) => outcome).sort()).toEqual(['duplicate', 'ticket_opened']);
    expect(await room.knex('tickets').where({ subject: 'Par deux chemins' })).toHaveLength(1);
  });

  test('one that is too large stays there; the person who sent it is told', async () => {
    const box = mailboxOf('trop-gros');
    const large = `${'x'.repeat(76)}\n`.repeat(SIZE_LIMIT / 76);
    const machine = { From: 'nagios@supervision.example', 'Auto-Submitted': 'auto-generated' };
    await post(
      box,
      mail({ From: 'Marie Hoarau <marie.hoarau@courriel.example>' }, large),
      mail(machine, large),
      mail({ Subject: 'Le suivant' }),
    );
    watch([box]);
    const rows = await arrives(box, 3);
    const small = rows.find((row) => row.uid === 3);
    expect(small).toMatchObject({ outcome: 'ticket_opened' });
    const tooLarge = rows.filter((row) => row.uid !== 3);
    expect(tooLarge).toMatchObject([
      { outcome: 'quarantined', reasons: ['unreadable:too_large'] },
      { outcome: 'quarantined', reasons: ['unreadable:too_large'] },
    ]);
    expect(tooLarge[0].raw).toHaveLength(0);
    expect(tooLarge[0].size).toBeGreaterThan(SIZE_LIMIT);
    const letters = await room.knex('outbound_emails').where({ letter: 'mail_too_large' });
    expect(letters).toMatchObject([{ to_address: 'marie.hoarau@courriel.example' }]);
    await marked(box);
  });

  test('one that breaks every fetch holds no other, and is left there in the end', async () => {
    const box = mailboxOf('casse');
    const poison = mail({ Subject: 'Casse', 'X-Marker': 'CUT-HERE' });
    await post(box, mail({ Subject: 'Devant' }), poison, mail({ Subject: 'Derrière' }));
    proxy = await startCuttingProxy(box.port, 'CUT-HERE');
    watch([{ ...box, port: proxy.port }]);
    const rows = await arrives(box, 3);
    expect(
      new Map(rows.map(({ uid, outcome, reasons }) => [uid, [outcome, reasons.at(-1)]])),
    ).toEqual(
      new Map([
        [1, ['ticket_opened', 'thread:none']],
        [2, ['quarantined', 'unreadable:not_fetched']],
        [3, ['ticket_opened', 'thread:none']],
      ]),
    );
    expect(proxy.cuts()).toBeGreaterThanOrEqual(5);
    expect(proxy.cuts()).toBeLessThanOrEqual(10);
  });

  test('two gateways: one reads, and the other takes over when it is gone', async () => {
    const box = mailboxOf('deux-passerelles');
    const first = watch([box]);
    await until(async () =>
      Boolean(await room.knex('mailboxes').where({ name: box.name }).first()),
    );
    let asked = 0;
    watch([box], async (command, actor, input) => {
      if ((command as unknown) === holdMailbox) asked += 1;
      return await room.run(command, actor, input);
    });
    await until(() => asked >= 3);
    const holder = async () =>
      (await room.knex('mailboxes').where({ name: box.name }).first()).holder;
    const before = await holder();
    await post(box, mail({ Subject: 'Pour un seul' }));
    expect(await arrives(box, 1)).toHaveLength(1);
    expect(await holder()).toBe(before);
    await first.close();
    await until(async () => ![null, before].includes(await holder()));
    await post(box, mail({ Subject: 'Pour l’autre' }));
    expect(await arrives(box, 2)).toHaveLength(2);
  });

  test('a gateway that was killed is replaced once its lease is over', async () => {
    const box = mailboxOf('lease');
    const dead = { name: box.name, holder: 'killed' };
    await room.run(holdMailbox, { kind: 'system', name: 'intake' }, { ...dead, seconds: 60 });
    await post(box, mail({ Subject: 'En attente' }));
    watch([box]);
    await sleep(300);
    expect(await taken(box)).toHaveLength(0);
    room.clock.now = new Date(room.clock.now.getTime() + 60_000);
    expect(await arrives(box, 1)).toHaveLength(1);
  });

  test('a mailbox that refuses our password holds no other, and keeps its secret', async () => {
    const wrong = { ...mailboxOf('mot-de-passe'), password: 'not the right one' };
    const box = mailboxOf('voisin');
    await post(box, mail({ Subject: 'Voisin' }));
    watch([wrong, box]);
    await arrives(box, 1);
    const error = async () =>
      (await room.knex('mailboxes').where({ name: wrong.name }).first())?.last_error;
    await until(async () => Boolean(await error()));
    expect(await error()).toMatch(/authenticat/i);
    expect(await error()).not.toContain('not the right one');
  });
});
