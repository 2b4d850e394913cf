import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createIntake, type Intake } from '../../mail-gateway/intake.ts';
import type { Run } from '../../server/commands/command.ts';
import { receiveMail } from '../../server/commands/receive-mail.ts';
import { recordInboundEmail } from '../../server/commands/record-inbound-email.ts';
import { createLog } from '../../server/log.ts';
import { mail } from '../support/mailroom.ts';
import { createWorld, type World } from '../support/world.ts';

const gateway = { kind: 'system', name: 'intake' } as const;

describe('one message never holds the next', () => {
  let world: World;
  let intake: Intake;
  /** What receiving does, when a test wants it to go wrong. */
  let trouble: (subject: string) => Error | null = () => null;
  let tried: string[] = [];

  const record = async (raw: string | Buffer) => {
    const recorded = await world.run(recordInboundEmail, gateway, {
      route: 'smtp',
      mailbox: 'smtp',
      uidValidity: null,
      uid: null,
      envelopeFrom: 'jean@boulangerie-moule.example',
      envelopeTo: ['support@alize.example'],
      raw: Buffer.from(raw),
      size: raw.length,
      receivedAt: world.clock.now,
    });
    if (!recorded.ok || recorded.value.id === null) throw new Error('not recorded');
    return recorded.value.id;
  };
  const fate = (id: number) =>
    world.knex('inbound_emails').where({ id }).first('outcome', 'reasons', 'attempts');

  beforeAll(async () => {
    world = await createWorld();
    const run: Run = async (command, actor, input) => {
      if ((command as unknown) === receiveMail) {
        const { subject } = (input as Parameters<typeof receiveMail>[1]).reading.mail;
        tried.push(subject);
        const error = trouble(subject);
        if (error) throw error;
      }
      return await world.run(command, actor, input);
    };
    intake = createIntake({
      run,
      database: world.knex,
      log: createLog('silent'),
      mailSizeLimit: 256 * 1024,
      mailDomain: 'alize.example',
      clock: () => world.clock.now,
    });
    // the threads that read are started by the first that come: here is told what comes after
    await Promise.all(
      [await record(mail({})), await record(mail({}))].map((id) => intake.decide(id)),
    );
    tried = [];
  });
  afterAll(async () => {
    await intake.stop();
    await world.drop();
  });

  test('what our own code fails on is tried three times, behind the others, then set aside', async () => {
    trouble = (subject) => (subject === 'Poison' ? new TypeError('a bug of ours') : null);
    const poison = await record(mail({ Subject: 'Poison' }));
    const good = await record(mail({ Subject: 'Bonjour' }));
    const decided = await Promise.all([intake.decide(poison), intake.decide(good)]);
    expect(decided).toEqual(['quarantined', 'ticket_opened']);
    expect(tried.filter((subject) => subject === 'Poison')).toHaveLength(3);
    expect(tried.at(-1)).toBe('Poison');
    expect(await fate(poison)).toEqual({
      outcome: 'quarantined',
      reasons: ['error:TypeError'],
      attempts: 3,
    });
  });

  test('the database being away is no fault of the message: the sweep comes back to it', async () => {
    trouble = () => Object.assign(new Error('the database is stopping'), { code: '57P01' });
    const id = await record(mail({ Subject: 'Patience' }));
    expect(await intake.decide(id)).toBe('left');
    expect(await fate(id)).toMatchObject({ outcome: null, attempts: 0 });
    trouble = () => null;
    world.clock.now = new Date(world.clock.now.getTime() + 6_000);
    expect(await intake.sweep()).toBe(1);
    expect(await fate(id)).toMatchObject({ outcome: 'ticket_opened' });
  });

  test('a twin settled at the same moment makes one ticket and one duplicate', async () => {
    const raw = mail({ Subject: 'Deux fois' });
    const ids = [await record(raw), await record(raw), await record(raw)];
    const decided = await Promise.all(ids.map((id) => intake.decide(id)));
    expect(decided.sort()).toEqual(['duplicate', 'duplicate', 'ticket_opened']);
    expect(await world.knex('tickets').where({ subject: 'Deux fois' })).toHaveLength(1);
  });

  test("a stranger's two first mails at once make one contact", async () => {
    const from = 'Paul Ledoux <paul@ledoux.example>';
    const ids = [
      await record(mail({ From: from, Subject: 'Un' })),
      await record(mail({ From: from, Subject: 'Deux' })),
    ];
    const decided = await Promise.all(ids.map((id) => intake.decide(id)));
    expect(decided).toEqual(['ticket_opened', 'ticket_opened']);
    expect(await world.knex('users').where({ email: 'paul@ledoux.example' })).toHaveLength(1);
    expect(await world.knex('customers').where({ name: 'Paul Ledoux' })).toHaveLength(1);
  });

  test('a message that ended ten processes is the suspect', async () => {
    const id = await record(mail({ Subject: 'Assommoir' }));
    await world.knex('inbound_emails').where({ id }).update({ attempts: 10 });
    world.clock.now = new Date(world.clock.now.getTime() + 6_000);
    await intake.sweep();
    expect(await fate(id)).toMatchObject({
      outcome: 'quarantined',
      reasons: ['error:process_ended'],
    });
  });

  test('5,000 parts are not read, but kept where staff see them', async () => {
    const part = '--x\r\nContent-Type: text/plain\r\n\r\nune partie\r\n';
    const raw = `${mail({ 'Content-Type': 'multipart/mixed; boundary=x' }, '')}${part.repeat(5_000)}--x--\r\n`;
    const id = await record(raw);
    expect(await intake.decide(id)).toBe('quarantined');
    expect(await fate(id)).toMatchObject({ reasons: ['unreadable:too_many_parts'] });
  });

  test('asked twice at once, it decides once; asked again, it says so', async () => {
    tried = [];
    const id = await record(mail({ Subject: 'Une fois' }));
    const decided = await Promise.all([intake.decide(id), intake.decide(id)]);
    expect(decided).toEqual(['ticket_opened', 'ticket_opened']);
    expect(tried).toEqual(['Une fois']);
    expect(await intake.decide(id)).toBe('already_decided');
  });

  test('once stopped, it leaves what comes to the next process', async () => {
    const id = await record(mail({ Subject: 'Trop tard' }));
    await intake.stop();
    expect(await intake.decide(id)).toBe('left');
    expect(await fate(id)).toMatchObject({ outcome: null });
  });
});
