import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createTransmitter } from '../../mail-gateway/smtp-out.ts';
import { claimDelivery } from '../../server/commands/claim-delivery.ts';
import type { Run } from '../../server/commands/command.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { recordDelivery } from '../../server/commands/record-delivery.ts';
import { createLog } from '../../server/log.ts';
import { connect, type Database } from '../../server/store/connect.ts';
import { sendingBy } from '../support/sending-room.ts';
import { type SmtpSink, startSmtpSink } from '../support/smtp-sink.ts';
import { createWorld, type World } from '../support/world.ts';

describe('the database goes away while a mail goes out', () => {
  let world: World;
  let sink: SmtpSink;
  beforeAll(async () => {
    world = await createWorld();
    sink = await startSmtpSink();
  });
  afterAll(async () => {
    await sink.close();
    await world.drop();
  });

  const transmit = async (id: number, { run = world.run, database = world.knex as Database }) => {
    const transmitter = createTransmitter({
      run,
      database,
      config: sendingBy(sink.url, world.house),
      clock: () => world.clock.now,
      log: createLog('silent'),
    });
    try {
      await transmitter.transmit(id);
    } finally {
      transmitter.close();
    }
  };
  const acknowledgement = async () => {
    const problem = { kind: 'incident', subject: 'Panne', body: 'Rien ne va plus.', files: [] };
    await world.run(openTicket, world.cast.jean, { ...problem, kind: 'incident' });
    return world.published.at(-1)?.outboundEmailIds[0] ?? Number.NaN;
  };
  const row = (id: number) => world.knex('outbound_emails').where({ id }).first();

  test('after it was taken: that is put on record once the database is back', async () => {
    const id = await acknowledgement();
    let refusals = 2;
    const run: Run = async (command, actor, input) => {
      if ((command as unknown) === recordDelivery && refusals > 0) {
        refusals -= 1;
        throw Object.assign(new Error('the database system is starting up'), { code: '57P03' });
      }
      return world.run(command, actor, input);
    };
    await transmit(id, { run });
    expect(await row(id)).toMatchObject({ status: 'sent', attempts: 1, last_error: null });
    expect(sink.received).toHaveLength(1);
  });

  test('before it leaves: no fault of the mail nor of its server, and it is not told as one', async () => {
    const id = await acknowledgement();
    const database = connect(world.url);
    const run: Run = async (command, actor, input) => {
      const outcome = await world.run(command, actor, input);
      if ((command as unknown) === claimDelivery) await database.destroy();
      return outcome;
    };
    await expect(transmit(id, { run, database })).rejects.toThrow('Unable to acquire a connection');
    expect(await row(id)).toMatchObject({ status: 'queued', attempts: 1, last_error: null });
  });
});
