import { done } from '../../seeds/done.ts';
import { chargeVerdict } from '../../server/commands/charge-verdict.ts';
import type { Command } from '../../server/commands/command.ts';
import { continueHistory } from '../../server/commands/history.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { startTimer } from '../../server/commands/start-timer.ts';
import { stopTimer } from '../../server/commands/stop-timer.ts';
import { tariffMark } from '../../server/domain/billing/recall.ts';
import type { DiagnosisOutcome } from '../../server/domain/diagnosis/outcome.ts';
import { accept, refuse } from '../../server/domain/outcome.ts';
import { findCustomer } from '../../server/store/customers.ts';
import { insertDocument } from '../../server/store/documents.ts';
import { tariffInForce } from '../../server/store/tariffs.ts';
import { lockTicket } from '../../server/store/tickets.ts';
import { liveSeconds } from '../../server/store/time-entries.ts';
import type { World } from './world.ts';

type Customer = 'jean' | 'marie' | 'tiare';

/** An incident; `accepted`: by the portal's form, which asks for the tariff to be accepted. */
export async function incidentOf(
  { run, knex, cast, clock }: World,
  who: Customer,
  { accepted = false }: { accepted?: boolean } = {},
): Promise<string> {
  const tariff = await tariffInForce(knex, clock.now);
  const customer = await findCustomer(knex, cast[who].customerId as number);
  if (!tariff || !customer) throw new Error('no tariff, or no customer');
  const said = { kind: 'incident', subject: 'Site hors ligne', body: 'Rien.', files: [] } as const;
  const shown = { shown: tariffMark(tariff, customer.quality), accepted };
  const opened = await run(openTicket, cast[who], accepted ? { ...said, tariff: shown } : said);
  return done(opened).number;
}

/** Karim's timer runs that long on a ticket; the clock moves on by as much. */
export async function spend(world: World, number: string, seconds: number): Promise<void> {
  const { run, cast, clock } = world;
  if (seconds === 0) return;
  done(await run(startTimer, cast.karim, { number }));
  clock.now = new Date(clock.now.getTime() + seconds * 1_000);
  done(await run(stopTimer, cast.karim, { number, work: 'Relevé DNS.' }));
}

/** Nadia pronounces, or changes, a verdict on the time that was spent. */
export async function conclude(
  { run, cast }: World,
  number: string,
  outcome: DiagnosisOutcome,
): Promise<void> {
  done(await run(pronounce, cast.nadia, { number, outcome }));
}

const pronounce: Command<{ number: string; outcome: DiagnosisOutcome }, null> = async (
  context,
  { number, outcome },
) => {
  const { tx, now, actor } = context;
  const ticket = await lockTicket(tx, number);
  if (!ticket || actor.kind !== 'user') return refuse('not_found');
  const seconds = (await liveSeconds(tx, ticket.id)).reduce((sum, one) => sum + one, 0);
  const document = await insertDocument(
    tx,
    {
      kind: 'diagnosis_report',
      customerId: ticket.customerId,
      ticketId: ticket.id,
      name: 'a.pdf',
      contentType: 'application/pdf',
      bytes: Buffer.from('%PDF-'),
    },
    now,
  );
  const before = await tx('verdicts').where({ ticket_id: ticket.id }).orderBy('id', 'desc').first();
  const message = await tx('messages').where({ ticket_id: ticket.id }).first('id');
  const [{ id }] = await tx('verdicts')
    .insert({
      ticket_id: ticket.id,
      outcome,
      reasons: 'Le DNS.',
      salt: Buffer.alloc(16),
      seconds,
      document_id: document,
      replaces_id: before?.id ?? null,
      change_message_id: before ? message.id : null,
      pronounced_by: actor.id,
      pronounced_at: now,
    })
    .returning('id');
  const replaced = before ? { id: before.id } : null;
  const events = await chargeVerdict(context, ticket, { id, outcome, seconds }, replaced);
  const report = { document, digest: '' };
  await continueHistory(context, ticket, [
    {
      type: 'diagnosis_concluded',
      data: {
        verdict: id,
        outcome,
        seconds,
        digest: '',
        report,
        ...(before ? { replaces: before.id } : {}),
      },
    },
    ...events,
  ]);
  return accept(null);
};
