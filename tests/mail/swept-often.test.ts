import { expect, test } from '@jest/globals';
import { createIntake } from '../../mail-gateway/intake.ts';
import type { Run } from '../../server/commands/command.ts';
import { receiveMail } from '../../server/commands/receive-mail.ts';
import { recordInboundEmail } from '../../server/commands/record-inbound-email.ts';
import { createLog } from '../../server/log.ts';
import { mail, SIZE_LIMIT } from '../support/mailroom.ts';
import { createWorld } from '../support/world.ts';

test('a database that breaks down again and again sets no mail aside', async () => {
  const world = await createWorld();
  let breakdowns = 8;
  const run: Run = async (command, actor, input) => {
    if ((command as unknown) === receiveMail && breakdowns > 0) {
      breakdowns -= 1;
      throw Object.assign(new Error('the database system is shutting down'), { code: '57P01' });
    }
    return world.run(command, actor, input);
  };
  const clock = () => world.clock.now;
  const intake = createIntake({
    run,
    database: world.knex,
    log: createLog('silent'),
    mailSizeLimit: SIZE_LIMIT,
    mailDomain: world.house.mailDomain,
    clock,
  });
  const raw = Buffer.from(mail({ Subject: 'Patience' }));
  await world.run(
    recordInboundEmail,
    { kind: 'system', name: 'intake' },
    {
      route: 'smtp',
      mailbox: 'smtp',
      uidValidity: null,
      uid: null,
      envelopeFrom: 'jean@boulangerie-moule.example',
      envelopeTo: ['support@alize.example'],
      raw,
      size: raw.byteLength,
      receivedAt: clock(),
    },
  );
  world.clock.now = new Date(world.clock.now.getTime() + 60_000);
  // one process lives through it all: it is no suspect that any message ended it
  for (let sweeps = 0; sweeps < 8; sweeps += 1) await intake.sweep();
  expect(await world.knex('inbound_emails').pluck('outcome')).toEqual([null]);
  await intake.sweep();
  expect(await world.knex('inbound_emails').pluck('outcome')).toEqual(['ticket_opened']);
  await intake.stop();
  await world.drop();
}, 60_000);
