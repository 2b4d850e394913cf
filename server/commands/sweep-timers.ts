import { accept, refuse } from '../domain/outcome.ts';
import { timerRunningLetter } from '../letters/timer-running.ts';
import { nextOutboundEmailId } from '../store/outbound-emails.ts';
import { loadDiagnosisRule, loadProvider } from '../store/settings.ts';
import { lockUnwarnedTimers, recordTimersWarned } from '../store/timer-warnings.ts';
import type { Command } from './command.ts';
import { postLetter, recipientOf } from './post-letter.ts';

const MINUTE = 60_000;
const AT_ONCE = 50;

/** Tells agents, once each, that their timer has run for long: it may have been forgotten. */
export const warnOfTimers: Command<null, { warned: number }> = async (context) => {
  const { actor, tx, now, house } = context;
  if (actor.kind !== 'system') return refuse('forbidden');
  const { timerWarningMinutes } = await loadDiagnosisRule(tx);
  const before = new Date(now.getTime() - timerWarningMinutes * MINUTE);
  const long = await lockUnwarnedTimers(tx, before, AT_ONCE);
  if (long.length === 0) return accept({ warned: 0 });
  const { name: providerName } = await loadProvider(tx);
  for (const { user, ticket, startedAt } of long) {
    const letter = timerRunningLetter(recipientOf(user), ticket, {
      startedAt,
      providerName,
      ticketUrl: `${house.publicUrl}/desk/tickets/${ticket.number}/diagnosis`,
    });
    await postLetter(context, letter, { id: await nextOutboundEmailId(tx), ticket });
  }
  await recordTimersWarned(
    tx,
    long.map(({ user }) => user.id),
    now,
  );
  return accept({ warned: long.length });
};
