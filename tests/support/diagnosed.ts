import { done } from '../../seeds/done.ts';
import { changeVerdict } from '../../server/commands/change-verdict.ts';
import { concludeDiagnosis } from '../../server/commands/conclude-diagnosis.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { createRunner } from '../../server/commands/runner.ts';
import { startTimer } from '../../server/commands/start-timer.ts';
import { stopTimer } from '../../server/commands/stop-timer.ts';
import { tariffMark } from '../../server/domain/billing/recall.ts';
import type { DiagnosisOutcome } from '../../server/domain/diagnosis/outcome.ts';
import { findCustomer } from '../../server/store/customers.ts';
import { tariffInForce } from '../../server/store/tariffs.ts';
import { findTicket } from '../../server/store/tickets.ts';
import { findVerdict } from '../../server/store/verdicts.ts';
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

/** Nadia pronounces a verdict on the time that was spent, or changes the one that stands. */
export async function conclude(
  { run, cast, knex }: World,
  number: string,
  outcome: DiagnosisOutcome,
): Promise<void> {
  const ticket = await findTicket(knex, number);
  const before = ticket && (await findVerdict(knex, ticket.id));
  const said = { number, outcome, reasons: `Le DNS du domaine (${outcome}).` };
  if (!before) {
    done(await run(concludeDiagnosis, cast.nadia, said));
    return;
  }
  const change = { ...said, replaces: before.id, why: 'Relu avec le client.' };
  done(await run(changeVerdict, cast.nadia, change));
}

/** The same helpdesk with documents of one line: drawing them is slow, and tested elsewhere. */
export function withoutPaper(world: World): World {
  const run = createRunner({
    database: world.knex,
    clock: () => world.clock.now,
    house: { ...world.house, renderDocument: async () => Buffer.from('%PDF-1.7') },
    publish: (committed) => world.published.push(committed),
  });
  return { ...world, run };
}
