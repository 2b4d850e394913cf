import type { Run } from '../server/commands/command.ts';
import { openTicket } from '../server/commands/open-ticket.ts';
import { recordCall } from '../server/commands/record-call.ts';
import { tariffMark } from '../server/domain/billing/recall.ts';
import type { Role } from '../server/domain/user/role.ts';
import type { Database } from '../server/store/connect.ts';
import { findCustomer } from '../server/store/customers.ts';
import { listPlans } from '../server/store/plans.ts';
import { listServices } from '../server/store/services.ts';
import { tariffInForce } from '../server/store/tariffs.ts';
import { CONTACTS, STAFF } from './cast.ts';
import { lodge } from './complain.ts';
import { DEMO_COMPLAINTS } from './demo-complaints.ts';
import { DEMO_DIAGNOSES } from './demo-diagnoses.ts';
import { take } from './demo-steps.ts';
import { DEMO_TICKETS, type DemoTicket } from './demo-tickets.ts';
import { done } from './done.ts';
import { type Cast, populate } from './populate.ts';
import { settleTests } from './recommended-tests.ts';
import { settleServices } from './services.ts';

export type DemoAccount = { name: string; email: string; role: Role };

/** Who can sign in to the demonstration. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  ...Object.values(STAFF).map(({ name, email, roles }) => ({
    name,
    email,
    role: roles.at(-1) ?? 'agent',
  })),
  ...Object.values(CONTACTS).map(({ name, email }) => ({ name, email, role: 'customer' as const })),
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
  const tickets = [...DEMO_COMPLAINTS, ...DEMO_DIAGNOSES, ...DEMO_TICKETS].sort(
    (a, b) => b.minutesAgo - a.minutesAgo,
  );
  const earliest = tickets[0]?.minutesAgo ?? 0;
  const begun = minutesBefore(now, earliest + 60);
  const cast = await populate(runAt(begun), database);
  const base = (await listPlans(database)).find((plan) => plan.base);
  if (base) await settleServices(runAt(begun), cast, base.definition.calendars, begun);
  await settleTests(runAt(begun), cast, database);
  const numbers = new Map<string, string>();
  for (const ticket of tickets) await tell(ticket, { cast, runAt, now, database, numbers });
}

type Stage = {
  cast: Cast;
  runAt: (at: Date) => Run;
  now: Date;
  database: Database;
  /** Of the tickets that were told, by their subject. */
  numbers: Map<string, string>;
};

async function tell(
  ticket: DemoTicket,
  { cast, runAt, now, database, numbers }: Stage,
): Promise<void> {
  let at = minutesBefore(now, ticket.minutesAgo);
  const number = await open(ticket, { cast, run: runAt(at), at, database, numbers });
  numbers.set(ticket.subject, number);
  for (const step of ticket.steps) {
    at = minutesBefore(at, -step.after);
    await take(step, { number, at, cast, run: runAt(at), database });
  }
}

async function open(
  ticket: DemoTicket,
  { cast, run, at, database, numbers }: Omit<Stage, 'runAt' | 'now'> & { run: Run; at: Date },
): Promise<string> {
  const { kind, subject, body } = ticket;
  if (kind === 'complaint') return lodge(ticket, cast[ticket.by], { run, database, numbers });
  if (ticket.calledTo !== undefined) {
    const caller = CONTACTS[ticket.by];
    const call = { kind, subject, body, caller };
    return done(await run(recordCall, cast[ticket.calledTo], call)).number;
  }
  const contact = cast[ticket.by];
  const customerId = contact.customerId as number;
  const services = await listServices(database, customerId);
  const service = services.find(({ name }) => name === ticket.service);
  const said = { kind, subject, body, files: [], serviceId: service?.id ?? null };
  const shown = ticket.acceptsTariff ? await shownMark(database, customerId, at) : null;
  const tariff = shown ? { tariff: { shown, accepted: true } } : {};
  return done(await run(openTicket, contact, { ...said, ...tariff })).number;
}

/** What an incident's form showed of the tariff. */
async function shownMark(database: Database, customerId: number, at: Date): Promise<string | null> {
  const [tariff, customer] = await Promise.all([
    tariffInForce(database, at),
    findCustomer(database, customerId),
  ]);
  return tariff && customer ? tariffMark(tariff, customer.quality) : null;
}

function minutesBefore(at: Date, minutes: number): Date {
  return new Date(at.getTime() - minutes * 60_000);
}
