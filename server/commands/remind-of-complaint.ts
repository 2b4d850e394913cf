import { remindersDue } from '../domain/complaint/owed.ts';
import { stageOf } from '../domain/complaint/path.ts';
import type { TicketEventData } from '../domain/ticket/event.ts';
import { complaintLevelOpenLetter, complaintReminderLetter } from '../letters/complaint.ts';
import { listOfficers } from '../store/complaint-officers.ts';
import { findCustomer } from '../store/customers.ts';
import { nextOutboundEmailId } from '../store/outbound-emails.ts';
import { loadComplaintBodies, loadProvider } from '../store/settings.ts';
import { findUser, type User } from '../store/users.ts';
import type { CommandContext } from './command.ts';
import { escalationUrl } from './complaint-links.ts';
import type { Fired, Firing } from './firing.ts';
import { postLetter, recipientOf, ticketUrl } from './post-letter.ts';

/**
 * Reminds the officers of a complaint's level ten, five and one days before its last, and alerts
 * them and the managers past it. The customer is then told that the next level is open: silence is
 * never the provider's escape (P5).
 */
export async function remindOfComplaint(context: CommandContext, firing: Firing): Promise<Fired> {
  const { tx, now, house } = context;
  const { legal, ticket, owed } = firing;
  if (!legal?.path) return { events: [] };
  const { path, timeZone } = legal;
  const level = path.stages.length;
  const name = level === 1 ? 'complaint_level_1' : 'complaint_level_2';
  const stage = stageOf(path, level);
  const own = owed.find((each) => each.name === name);
  const due = stage && own ? remindersDue(stage, own, timeZone, now) : [];
  if (!stage || due.length === 0) return { events: [] };

  const days = Math.min(...due);
  const officers = await listOfficers(tx, ticket.id, level, { managers: days <= 1 });
  const events: TicketEventData[] = [
    { type: 'complaint_reminded', data: { level, days, to: officers.map(({ id }) => id) } },
  ];
  const opens = days === 0 ? nextLevel(level, path.quality) : null;
  const letterId = opens === null ? null : await nextOutboundEmailId(tx);
  if (opens !== null && letterId !== null) {
    const data = { level: opens, outbound_email: letterId };
    events.push({ type: 'complaint_level_told', data });
  }
  const url = ticketUrl(house.publicUrl, ticket.number);
  return {
    events,
    said: [[name, due]],
    post: async () => {
      const customer = await findCustomer(tx, ticket.customerId);
      for (const officer of officers) {
        const letter = complaintReminderLetter(recipientOf(officer), {
          number: ticket.number,
          level,
          days,
          lastDay: stage.limit.lastDay,
          customerName: customer?.name ?? '',
          ticketUrl: url,
        });
        await postLetter(context, letter, { id: await nextOutboundEmailId(tx), ticket });
      }
      if (opens === null || letterId === null) return;
      const [requester, provider, bodies] = await Promise.all([
        findUser(tx, ticket.requesterId),
        loadProvider(tx),
        loadComplaintBodies(tx),
      ]);
      const told = complaintLevelOpenLetter(recipientOf(requester as User), {
        number: ticket.number,
        level: opens,
        path,
        provider,
        bodies,
        ticketUrl: url,
        nextUrl: escalationUrl(house, ticket.number, now),
      });
      await postLetter(context, told, { id: letterId, ticket });
    },
  };
}

/** Which level the silence of this one opens; a professional has no third (P4). */
function nextLevel(level: 1 | 2, quality: 'consumer' | 'professional'): 2 | 3 | null {
  if (level === 1) return 2;
  return quality === 'consumer' ? 3 : null;
}
