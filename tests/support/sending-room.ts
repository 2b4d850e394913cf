import { createTransmitter, type Transmitter } from '../../mail-gateway/smtp-out.ts';
import type { House } from '../../server/commands/command.ts';
import { createLog } from '../../server/log.ts';
import { createMailroom, type Mailroom } from './mailroom.ts';
import { type SmtpSink, startSmtpSink } from './smtp-sink.ts';

export type SendingRoom = {
  room: Mailroom;
  sink: SmtpSink;
  transmitter: Transmitter;
  close(): Promise<void>;
};

/** The settings by which a house of the tests sends to a server of the tests. */
export function sendingBy(smtpUrl: string, house: House) {
  const { mailAddress, mailDomain, publicUrl, secret, previousSecrets } = house;
  return {
    smtpUrl,
    environment: 'test' as const,
    mailAddress,
    mailDomain,
    publicUrl,
    secret,
    previousSecrets,
  };
}

/** A mail room whose letters really leave, to a server of the test's own. */
export async function createSendingRoom(): Promise<SendingRoom> {
  const [room, sink] = await Promise.all([createMailroom(), startSmtpSink()]);
  const transmitter = createTransmitter({
    run: room.run,
    database: room.knex,
    config: sendingBy(sink.url, room.house),
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
