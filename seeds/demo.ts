import { addNote } from '../server/commands/add-note.ts';
import { assignTicket } from '../server/commands/assign-ticket.ts';
import { changeStatus } from '../server/commands/change-status.ts';
import type { Run } from '../server/commands/command.ts';
import { openTicket } from '../server/commands/open-ticket.ts';
import { postMessage } from '../server/commands/post-message.ts';
import { recordCall } from '../server/commands/record-call.ts';
import { replyToTicket } from '../server/commands/reply-to-ticket.ts';
import type { Database } from '../server/store/connect.ts';
import { listPlans } from '../server/store/plans.ts';
import { CONTACTS, STAFF } from './cast.ts';
import { DEMO_TICKETS, type DemoStep, type DemoTicket } from './demo-tickets.ts';
import { done } from './done.ts';
import { type Cast, populate } from './populate.ts';
import { settleServices } from './services.ts';

export type DemoAccount = { name: string; email: string; role: string };

/** Who can sign in to the demonstration. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  ...Object.values(STAFF).map(({ name, email, roles }) => ({
    name,
    email,
    role: roles.at(-1) ?? 'agent',
  })),
  ...Object.values(CONTACTS).map(({ name, email }) => ({ name, email, role: 'customer' })),
];

/**
 * Fills an empty database with the cast and a few days of its history, through the same commands
 * as people, at the times they would have acted.
 *
 * @param runAt a runner of commands at a given time
 */
export async function seedDemo(
  runAt: (at: Date) => Run,
  database: Database,
  now: Date,
): Promise<void> {
  const earliest = Math.max(...DEMO_TICKETS.map((ticket) => ticket.minutesAgo));
  const begun = minutesBefore(now, earliest + 60);
  const cast = await populate(runAt(begun), database);
  const base = (await listPlans(database)).find((plan) => plan.base);
  if (base) await settleServices(runAt(begun), cast, base.definition.calendars, begun);
  for (const ticket of DEMO_TICKETS) await tell(ticket, cast, runAt, now);
}

async function tell(ticket: DemoTicket, cast: Cast, runAt: (at: Date) => Run, now: Date) {
  let at = minutesBefore(now, ticket.minutesAgo);
  const number = await open(ticket, cast, runAt(at));
  for (const step of ticket.steps) {
    at = minutesBefore(at, -step.after);
    await take(step, number, cast, runAt(at));
  }
}

async function open(ticket: DemoTicket, cast: Cast, run: Run): Promise<string> {
  const { kind, subject, body } = ticket;
  if (ticket.calledTo === undefined) {
    return done(await run(openTicket, cast[ticket.by], { kind, subject, body, files: [] })).number;
  }
  const caller = CONTACTS[ticket.by];
  return done(await run(recordCall, cast[ticket.calledTo], { kind, subject, body, caller })).number;
}

async function take(step: DemoStep, number: string, cast: Cast, run: Run): Promise<void> {
  const actor = cast[step.by];
  if ('message' in step) {
    done(await run(postMessage, actor, { number, body: step.message, files: [] }));
  } else if ('reply' in step) {
    const statusAfter = step.statusAfter ?? null;
    done(await run(replyToTicket, actor, { number, body: step.reply, files: [], statusAfter }));
  } else if ('note' in step) {
    done(await run(addNote, actor, { number, body: step.note }));
  } else if ('assign' in step) {
    done(await run(assignTicket, actor, { number, assigneeId: cast[step.assign].id }));
  } else {
    done(await run(changeStatus, actor, { number, status: step.status }));
  }
}

function minutesBefore(at: Date, minutes: number): Date {
  return new Date(at.getTime() - minutes * 60_000);
}
