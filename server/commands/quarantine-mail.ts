import { LATELY_MS } from '../domain/mail/brakes.ts';
import { accept, refuse } from '../domain/outcome.ts';
import { normaliseAddress } from '../domain/user/email-address.ts';
import { mailTooLargeLetter } from '../letters/mail-too-large.ts';
import { claimInboundEmail, settleInboundEmail } from '../store/inbound-emails.ts';
import { loadMailRules } from '../store/mail-rules.ts';
import { countToldTooLarge, nextOutboundEmailId } from '../store/outbound-emails.ts';
import { loadProvider } from '../store/settings.ts';
import type { Command, CommandContext } from './command.ts';
import { postLetter } from './post-letter.ts';

export type QuarantineInput = {
  inboundEmailId: number;
  reasons: readonly string[];
  /** Whom to tell that the message was too large, and the limit it passed. */
  tooLarge?: { sender: { address: string }; limitBytes: number };
};

/** Sets aside a message that can't be read, where staff see it; the next one goes on (I6). */
export const quarantineMail: Command<QuarantineInput, null> = async (context, input) => {
  const { tx, now } = context;
  const email = await claimInboundEmail(tx, input.inboundEmailId);
  if (!email) return refuse('already_decided');
  await settleInboundEmail(tx, email.id, {
    outcome: 'quarantined',
    reasons: input.reasons,
    identity: null,
    rfcMessageId: null,
    ticketId: null,
    messageId: null,
    decidedAt: now,
  });
  if (input.tooLarge) await tellTooLarge(context, input.tooLarge);
  return accept(null);
};

/** Whoever is named may not have written: without a name, and no more often than a stranger is told. */
async function tellTooLarge(
  context: CommandContext,
  { sender, limitBytes }: NonNullable<QuarantineInput['tooLarge']>,
): Promise<void> {
  const { tx, now, house } = context;
  const address = normaliseAddress(sender.address);
  const [rules, told] = await Promise.all([
    loadMailRules(tx),
    countToldTooLarge(tx, address, new Date(now.getTime() - LATELY_MS)),
  ]);
  if (told >= rules.strangerAcknowledgements) return;
  const [provider, id] = await Promise.all([loadProvider(tx), nextOutboundEmailId(tx)]);
  const to = {
    userId: null,
    name: '',
    address,
    locale: 'fr' as const,
    timeZone: provider.timeZone,
  };
  const letter = mailTooLargeLetter(to, {
    providerName: provider.name,
    limitMegabytes: Math.floor(limitBytes / 1024 / 1024),
    portalUrl: house.publicUrl,
  });
  await postLetter(context, letter, { id, ticket: null });
}
