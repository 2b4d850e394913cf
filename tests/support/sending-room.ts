import { createTransmitter, type Transmitter } from '../../mail-gateway/smtp-out.ts';
import { createLog } from '../../server/log.ts';
import { createMailroom, type Mailroom } from './mailroom.ts';
import { type SmtpSink, startSmtpSink } from './smtp-sink.ts';

export type SendingRoom = {
  room: Mailroom;
  sink: SmtpSink;
  transmitter: Transmitter;
  close(): Promise<void>;
};

/** A mail room whose letters really leave, to a server of the test's own. */
export async function createSendingRoom(): Promise<SendingRoom> {
  const [room, sink] = await Promise.all([createMailroom(), startSmtpSink()]);
  const { mailAddress, mailDomain, publicUrl, secret, previousSecrets } = room.house;
  const transmitter = createTransmitter({
    run: room.run,
    database: room.knex,
    config: {
      smtpUrl: sink.url,
      environment: 'test',
      mailAddress,
      mailDomain,
      publicUrl,
      secret,
      previousSecrets,
    },
    clock: () => room.clock.now,
    log: createLog('silent'),
  });
  return {
    room,
    sink,
    transmitter,
    async close() {
      transmitter.close();
      await sink.close();
      await room.close();
    },
  };
}
