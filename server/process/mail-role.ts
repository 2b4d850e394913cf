import { createKeyRing } from '../../mail-gateway/accounts/key-ring.ts';
import { openMailboxes } from '../../mail-gateway/imap-in.ts';
import type { Intake } from '../../mail-gateway/intake.ts';
import { openSmtpListener } from '../../mail-gateway/smtp-in.ts';
import type { Parts } from './parts.ts';

/** Takes mail in: the receiver, and the mailboxes. */
export async function openMailRole({
  config,
  database,
  run,
  clock,
  log,
  intake,
}: Parts & { intake: Intake }): Promise<{ address: string | null; close(): Promise<void> }> {
  const { mailListen, mailDomain, mailSizeLimit, mailboxes } = config;
  const parts = { run, clock, log, wake: intake.wake, sizeLimit: mailSizeLimit };
  const listener =
    mailListen && (await openSmtpListener({ ...parts, listen: mailListen, name: mailDomain }));
  const secrets = [config.secret, ...config.previousSecrets];
  const keys = createKeyRing({ run, database, clock, keys: secrets });
  const watch = openMailboxes({ ...parts, peek: intake.peek, database, mailboxes, keys });
  return {
    address: mailListen && listener && `${mailListen.host}:${listener.port}`,
    async close() {
      await Promise.all([listener?.close(), watch.close()]);
    },
  };
}
