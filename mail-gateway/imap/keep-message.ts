import type { ImapFlow } from 'imapflow';
import type { Run } from '../../server/commands/command.ts';
import { recordInboundEmail } from '../../server/commands/record-inbound-email.ts';
import { recordUnreadEmail } from '../../server/commands/record-unread-email.ts';
import { INTAKE_ACTOR, type Intake } from '../intake.ts';
import type { Waiting } from './batches.ts';
import { readHeaderSender } from './header-sender.ts';

/** The mailbox that messages are taken from, as it was opened. */
export type OpenMailbox = {
  client: ImapFlow;
  name: string;
  uidValidity: number;
  run: Run;
  wake: Intake['wake'];
  peek: Intake['peek'];
  clock: () => Date;
};

type InternalDate = Date | string | undefined;

/** Keeps a message whole; once it is committed, intake is woken. */
export async function keepMessage(
  mailbox: OpenMailbox,
  { uid, source, internalDate }: { uid: number; source: Buffer; internalDate: InternalDate },
): Promise<void> {
  const where = whereFrom(mailbox, uid, internalDate);
  const recorded = await mailbox.run(recordInboundEmail, INTAKE_ACTOR, {
    ...where,
    envelopeFrom: '',
    raw: source,
    size: source.byteLength,
  });
  if (recorded.ok && recorded.value.id !== null) {
    mailbox.wake(recorded.value.id, {
      raw: source,
      envelopeTo: [],
      receivedAt: where.receivedAt,
    });
  }
}

/** Sets a message aside without its bytes; a person who sent one that is too large is told. */
export async function leaveMessage(
  mailbox: OpenMailbox,
  { uid, size, internalDate }: Waiting,
  { reason, limitBytes }: { reason: 'too_large' | 'not_fetched'; limitBytes: number },
): Promise<void> {
  const sender =
    reason === 'too_large' ? await readHeaderSender(mailbox.client, uid, mailbox.peek) : null;
  await mailbox.run(recordUnreadEmail, INTAKE_ACTOR, {
    email: {
      ...whereFrom(mailbox, uid, internalDate),
      envelopeFrom: sender?.address ?? '',
      size,
    },
    reason: `unreadable:${reason}`,
    sender: sender?.person ? sender : null,
    limitBytes,
  });
}

function whereFrom({ name, uidValidity, clock }: OpenMailbox, uid: number, at: InternalDate) {
  // I6: the server's date; a server that has none to tell leaves us ours
  const told = new Date(at ?? Number.NaN);
  return {
    route: 'imap' as const,
    mailbox: name,
    uidValidity,
    uid,
    envelopeTo: [],
    receivedAt: Number.isNaN(told.getTime()) ? clock() : told,
  };
}
