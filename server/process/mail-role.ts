import type { Intake } from '../../mail-gateway/intake.ts';
import { openSmtpListener } from '../../mail-gateway/smtp-in.ts';
import type { Parts } from './parts.ts';

/** Takes mail in: the receiver, and the mailboxes. */
export async function openMailRole({
  config,
  run,
  clock,
  log,
  intake,
}: Parts & { intake: Intake }): Promise<{ address: string | null; close(): Promise<void> }> {
  const { mailListen, mailDomain, mailSizeLimit } = config;
  const listener =
    mailListen &&
    (await openSmtpListener({
      listen: mailListen,
      name: mailDomain,
      sizeLimit: mailSizeLimit,
      run,
      wake: intake.wake,
      clock,
      log,
    }));
  return {
    address: mailListen && listener && `${mailListen.host}:${listener.port}`,
    async close() {
      await listener?.close();
    },
  };
}
