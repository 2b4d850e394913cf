import { compileCalendar } from '../domain/calendar/compile.ts';
import {
  type Audiences,
  type Colleague,
  neverCloses,
  stepsReached,
  whomToTell,
} from '../domain/sla/escalation.ts';
import { escalationLetter } from '../letters/escalation.ts';
import { findCalendar } from '../store/calendars.ts';
import type { Db } from '../store/connect.ts';
import { findCustomer } from '../store/customers.ts';
import { listEscalationAudiences } from '../store/escalation-audiences.ts';
import type { Judgement } from '../store/judgement.ts';
import { nextOutboundEmailId } from '../store/outbound-emails.ts';
import type { User } from '../store/users.ts';
import type { CommandContext } from './command.ts';
import type { Fired, Firing } from './firing.ts';
import { postLetter, recipientOf, ticketUrl } from './post-letter.ts';

/**
 * Tells the shares of the time that are used up, once each: live by the event, and by mail. Several
 * of a clock at once, after a while without a worker, are told as the highest, and all of a ticket
 * in one letter to each.
 */
export async function announceShares(context: CommandContext, firing: Firing): Promise<Fired> {
  const { ticket, owed, judgement } = firing;
  const { now } = context;
  const reached = owed
    .map((each) => ({ each, steps: stepsReached(each, judgement.definition.escalation, now) }))
    .filter(({ steps }) => steps.length > 0);
  if (reached.length === 0) return { events: [] };

  const { audiences, users } = await loadAudiences(context.tx, ticket.assigneeId, judgement);
  const dayAndNight = ticket.kind === 'incident' && neverCloses(judgement.compiled.incident);
  const decided = reached.map(({ each, steps }) => {
    const told = each.name === 'update_reminder' ? onlyAssignee(audiences) : audiences;
    const shares = steps.map(({ share }) => share);
    return { each, shares, announcing: whomToTell(steps, told, { dayAndNight, now }) };
  });
  const notices = decided.flatMap(({ each, shares, announcing }) =>
    announcing.kind === 'tell'
      ? [{ each, shares, share: Math.max(...shares), to: announcing.to }]
      : [],
  );
  return {
    events: notices.map(({ each, share, to }) => ({
      type: 'escalation_announced',
      data: { deadline: each.name, share, to: [...to] },
    })),
    said: notices.map(({ each, shares }) => [each.name, shares]),
    quiet: decided.flatMap(({ each, announcing }) =>
      announcing.kind === 'wait' ? [[each.name, announcing.until] as const] : [],
    ),
    post: async () => {
      const told = [...new Set(notices.flatMap(({ to }) => to))];
      if (told.length === 0) return;
      const customer = await findCustomer(context.tx, ticket.customerId);
      for (const id of told) {
        const letter = escalationLetter(recipientOf(users.get(id) as User), ticket, {
          notices: notices
            .filter(({ to }) => to.includes(id))
            .map(({ each, share }) => ({
              deadline: each.name,
              share,
              dueAt: each.dueAt,
              since: each.startedAt,
            })),
          customerName: customer?.name ?? '',
          ticketUrl: ticketUrl(context.house.publicUrl, ticket.number),
        });
        await postLetter(context, letter, { id: await nextOutboundEmailId(context.tx), ticket });
      }
    },
  };
}

/** Who may be told, and when they work: by their team's calendar, else in business hours. */
async function loadAudiences(
  tx: Db,
  assigneeId: number | null,
  { compiled }: Judgement,
): Promise<{ audiences: Audiences; users: ReadonlyMap<number, User> }> {
  const found = await listEscalationAudiences(tx, assigneeId);
  const teams = new Set(found.flatMap(({ calendarId }) => calendarId ?? []));
  const calendars = await Promise.all([...teams].map((id) => findCalendar(tx, id)));
  const works = (calendarId: number | null) => {
    const calendar = calendars.find((own) => own && own.calendarId === calendarId);
    return calendar ? compileCalendar(calendar.definition) : compiled.information_request;
  };
  const colleagues = (such: (told: (typeof found)[number]) => boolean): Colleague[] =>
    found.filter(such).map(({ user, calendarId }) => ({ id: user.id, works: works(calendarId) }));
  return {
    audiences: {
      assignee: colleagues(({ isAssignee }) => isAssignee),
      team_lead: colleagues(({ isLead }) => isLead),
      manager: colleagues(({ isManager }) => isManager),
    },
    users: new Map(found.map(({ user }) => [user.id, user])),
  };
}

function onlyAssignee({ assignee }: Audiences): Audiences {
  return { assignee, team_lead: [], manager: [] };
}
