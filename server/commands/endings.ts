import type { TicketEventData } from '../domain/ticket/event.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { CommandContext } from './command.ts';
import type { Ending } from './ending.ts';
import { stopTimers } from './stop-timers.ts';
import { wipeSecrets } from './wipe-secrets.ts';

const ENDINGS: readonly Ending[] = [stopTimers, wipeSecrets];

/** Everything that what happened puts an end to. */
export async function endingsOf(
  context: CommandContext,
  ticket: Ticket,
  happened: readonly TicketEventData[],
): Promise<TicketEventData[]> {
  const ended: TicketEventData[] = [];
  for (const ending of ENDINGS) ended.push(...(await ending(context, ticket, happened)));
  return ended;
}
