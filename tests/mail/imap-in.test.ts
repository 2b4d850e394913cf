import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { TAKEN } from '../../mail-gateway/imap/mark-taken.ts';
import { holdMailbox } from '../../server/commands/hold-mailbox.ts';
import { describeWith } from '../support/describe-with.ts';
import {
  createImapRoom,
  type ImapProxy,
  type ImapRoom,
  startImapProxy,
} from '../support/imap-room.ts';
import { mail, SIZE_LIMIT } from '../support/mailroom.ts';
import { DOVECOT } from '../support/parts.ts';
import { until } from '../support/processes.ts';

describeWith(DOVECOT, 'mail comes in over IMAP', () => {
  let imap: ImapRoom;
  let proxy: ImapProxy | null = null;
  beforeAll(async () => {
    imap = await createImapRoom();
  });
  afterEach(async () => {
    await imap.closeWatches();
    await proxy?.close();
    proxy = null;
  });
  afterAll(() => imap.close());

  test('what waited there is taken, however old, read or not, dated by the server', async () => {
    const box = imap.mailboxOf('attente');
    const old = new Date('2019-07-14T10:30:00.000Z');
    await imap.append(box, mail({ Subject: 'Vieux et lu' }), ['\\Seen'], old);
    await imap.append(box, mail({ Subject: 'Récent' }), [], new Date('2026-03-01T23:10:00.000Z'));
    imap.watch([box]);
    const rows = await imap.arrives(box, 2);
    expect(rows.map((row) => [row.outcome, row.received_at, row.route])).toEqual([
      ['ticket_opened', old, 'imap'],
      ['ticket_opened', new Date('2026-03-01T23:10:00.000Z'), 'imap'],
    ]);
    const opened = await imap.room.knex('tickets').where({ id: rows[0].ticket_id }).first();
    expect(opened).toMatchObject({ number: expect.stringMatching(/^2019-/), received_at: old });
    await imap.marked(box);
    expect(await imap.look(box)).toEqual([['\\Seen', TAKEN], [TAKEN]]);
  });

  test('what arrives is told by IDLE, and is a ticket within a second', async () => {
    const box = imap.mailboxOf('idle');
    imap.watch([box]);
    await until(async () => {
      const row = await imap.room.knex('mailboxes').where({ name: box.name }).first();
      return Boolean(row?.last_contact_at);
    });
    await sleep(100);
    const at = performance.now();
    await imap.post(box, mail({ Subject: 'À l’instant' }));
    await imap.arrives(box, 1);
    expect(performance.now() - at).toBeLessThan(1_500);
    await imap.post(box, mail({ Subject: 'Encore' }), mail({ Subject: 'Et encore' }));
    expect(await imap.arrives(box, 3)).toHaveLength(3);
  });

  test('the flag comes after the commit; a fall between the two is made good', async () => {
    const box = imap.mailboxOf('panne');
    await imap.post(box, mail({ Subject: 'Un' }), mail({ Subject: 'Deux' }));
    let refused = 0;
    const first = imap.watch([box], async (command, actor, input) => {
      if ((input as { uid?: number } | null)?.uid === 2) {
        refused += 1;
        throw new Error('the database went away');
      }
      return await imap.room.run(command, actor, input);
    });
    await until(() => refused >= 2);
    await first.close();
    expect((await imap.taken(box)).map((row) => row.uid)).toEqual([1]);
    expect((await imap.look(box))[1]).toEqual([]);
    expect((await imap.room.knex('mailboxes').where({ name: box.name }).first()).last_error).toBe(
      'the database went away',
    );
    imap.watch([box]);
    expect((await imap.arrives(box, 2)).map((row) => row.uid)).toEqual([1, 2]);
    await imap.marked(box);
  });

  test('the server goes away and comes back: what came meanwhile is found', async () => {
    const box = imap.mailboxOf('redemarrage');
    imap.watch([box]);
    await imap.post(box, mail({ Subject: 'Avant' }));
    await imap.arrives(box, 1);
    await imap.dovecot.restart(() => sleep(300));
    await imap.post(box, mail({ Subject: 'Après' }));
    const rows = await imap.arrives(box, 2);
    expect(rows.map((row) => row.outcome)).toEqual(['ticket_opened', 'ticket_opened']);
  });

  test('a mailbox numbered anew gives duplicates, and no ticket', async () => {
    const box = imap.mailboxOf('renumerotation', 'Support');
    const raw = mail({ Subject: 'Une seule fois' });
    const person = await imap.client(box);
    await person.mailboxCreate('Support');
    await imap.append(box, raw, [], new Date('2026-03-01T08:00:00.000Z'));
    const first = imap.watch([box]);
    await imap.arrives(box, 1);
    await first.close();
    await person.mailboxDelete('Support');
    await sleep(1_100); // UIDVALIDITY is a count of seconds
    await person.mailboxCreate('Support');
    await person.logout();
    await imap.append(box, raw, [], new Date('2026-03-01T08:00:00.000Z'));
    await imap.append(box, mail({ Subject: 'Nouveau' }), [], new Date('2026-03-01T09:00:00.000Z'));
    imap.watch([box]);
    const rows = await imap.arrives(box, 3);
    expect(rows.map((row) => row.outcome)).toEqual(['ticket_opened', 'duplicate', 'ticket_opened']);
    expect(new Set(rows.map((row) => row.uid_validity)).size).toBe(2);
  });

  test('the same message by IMAP and by SMTP is one ticket', async () => {
    const box = imap.mailboxOf('deux-chemins');
    const raw = mail({ Subject: 'Par deux chemins' });
    imap.watch([box]);
    await Promise.all([imap.post(box, raw), imap.room.deliver(raw)]);
    const [row] = await imap.arrives(box, 1);
    await imap.room.intake.idle();
    const all = await imap.room.knex('inbound_emails').where('identity', row.identity);
    expect(all.map(({ outcome }) => outcome).sort()).toEqual(['duplicate', 'ticket_opened']);
    expect(await imap.room.knex('tickets').where({ subject: 'Par deux chemins' })).toHaveLength(1);
  });

  test('one that is too large stays there; the person who sent it is told', async () => {
    const box = imap.mailboxOf('trop-gros');
    const large = `${'x'.repeat(76)}\n`.repeat(SIZE_LIMIT / 76);
    const machine = { From: 'nagios@supervision.example', 'Auto-Submitted': 'auto-generated' };
    await imap.post(
      box,
      mail({ From: 'Marie Hoarau <marie.hoarau@courriel.example>' }, large),
      mail(machine, large),
      mail({ Subject: 'Le suivant' }),
    );
    imap.watch([box]);
    const rows = await imap.arrives(box, 3);
    const small = rows.find((row) => row.uid === 3);
    expect(small).toMatchObject({ outcome: 'ticket_opened' });
    const tooLarge = rows.filter((row) => row.uid !== 3);
    expect(tooLarge).toMatchObject([
      { outcome: 'quarantined', reasons: ['unreadable:too_large'] },
      { outcome: 'quarantined', reasons: ['unreadable:too_large'] },
    ]);
    expect(tooLarge[0].raw).toHaveLength(0);
    expect(tooLarge[0].size).toBeGreaterThan(SIZE_LIMIT);
    const letters = await imap.room.knex('outbound_emails').where({ letter: 'mail_too_large' });
    expect(letters).toMatchObject([{ to_address: 'marie.hoarau@courriel.example' }]);
    await imap.marked(box);
  });

  test('one that breaks every fetch holds no other, and is left there in the end', async () => {
    const box = imap.mailboxOf('casse');
    const poison = mail({ Subject: 'Casse', 'X-Marker': 'CUT-HERE' });
    await imap.post(box, mail({ Subject: 'Devant' }), poison, mail({ Subject: 'Derrière' }));
    let cuts = 0;
    proxy = await startImapProxy(box.port, (said) => {
      if (!said.includes('CUT-HERE')) return said;
      cuts += 1;
      return null;
    });
    imap.watch([{ ...box, port: proxy.port }]);
    const rows = await imap.arrives(box, 3);
    expect(
      new Map(rows.map(({ uid, outcome, reasons }) => [uid, [outcome, reasons.at(-1)]])),
    ).toEqual(
      new Map([
        [1, ['ticket_opened', 'thread:none']],
        [2, ['quarantined', 'unreadable:not_fetched']],
        [3, ['ticket_opened', 'thread:none']],
      ]),
    );
    expect(cuts).toBeGreaterThanOrEqual(5);
    expect(cuts).toBeLessThanOrEqual(10);
  });

  test('two gateways: one reads, and the other takes over when it is gone', async () => {
    const box = imap.mailboxOf('deux-passerelles');
    const first = imap.watch([box]);
    await until(async () =>
      Boolean(await imap.room.knex('mailboxes').where({ name: box.name }).first()),
    );
    let asked = 0;
    imap.watch([box], async (command, actor, input) => {
      if ((command as unknown) === holdMailbox) asked += 1;
      return await imap.room.run(command, actor, input);
    });
    await until(() => asked >= 3);
    const holder = async () =>
      (await imap.room.knex('mailboxes').where({ name: box.name }).first()).holder;
    const before = await holder();
    await imap.post(box, mail({ Subject: 'Pour un seul' }));
    expect(await imap.arrives(box, 1)).toHaveLength(1);
    expect(await holder()).toBe(before);
    await first.close();
    await until(async () => ![null, before].includes(await holder()));
    await imap.post(box, mail({ Subject: 'Pour l’autre' }));
    expect(await imap.arrives(box, 2)).toHaveLength(2);
  });

  test('a gateway that was killed is replaced once its lease is over', async () => {
    const box = imap.mailboxOf('lease');
    const dead = { name: box.name, holder: 'killed' };
    await imap.room.run(holdMailbox, { kind: 'system', name: 'intake' }, { ...dead, seconds: 60 });
    await imap.post(box, mail({ Subject: 'En attente' }));
    imap.watch([box]);
    await sleep(300);
    expect(await imap.taken(box)).toHaveLength(0);
    imap.room.clock.now = new Date(imap.room.clock.now.getTime() + 60_000);
    expect(await imap.arrives(box, 1)).toHaveLength(1);
  });

  test('a mailbox that refuses our password holds no other, and keeps its secret', async () => {
    const wrong = { ...imap.mailboxOf('mot-de-passe'), password: 'not the right one' };
    const box = imap.mailboxOf('voisin');
    await imap.post(box, mail({ Subject: 'Voisin' }));
    imap.watch([wrong, box]);
    await imap.arrives(box, 1);
    const error = async () =>
      (await imap.room.knex('mailboxes').where({ name: wrong.name }).first())?.last_error;
    await until(async () => Boolean(await error()));
    expect(await error()).toMatch(/authenticat/i);
    expect(await error()).not.toContain('not the right one');
  });
});
