import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { done } from '../../seeds/done.ts';
import { approveCharge } from '../../server/commands/approve-charge.ts';
import type { Command } from '../../server/commands/command.ts';
import { exportStatement } from '../../server/commands/export-statement.ts';
import { holdCharge } from '../../server/commands/held-charge.ts';
import { continueHistory } from '../../server/commands/history.ts';
import { reverseCharge } from '../../server/commands/reverse-charge.ts';
import { waiveCharge } from '../../server/commands/waive-charge.ts';
import { billedCents, ledgerOf } from '../../server/domain/billing/ledger.ts';
import { totalsOf } from '../../server/domain/billing/statement.ts';
import { isBillable, OUTCOMES } from '../../server/domain/diagnosis/outcome.ts';
import { accept } from '../../server/domain/outcome.ts';
import { type Charge, listChargesOf } from '../../server/store/charges.ts';
import { listEvents } from '../../server/store/events.ts';
import { listStatementLines, listStatements } from '../../server/store/statements.ts';
import { findTicket } from '../../server/store/tickets.ts';
import { findVerdict } from '../../server/store/verdicts.ts';
import { conclude, incidentOf, spend, withoutPaper } from '../support/diagnosed.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = withoutPaper(await createWorld());
});
afterAll(() => world.drop());

const WHO = ['jean', 'marie', 'tiare'] as const;
type Who = (typeof WHO)[number];

/** What an upheld dispute does to a line, whatever became of it since. */
const takeBack: Command<{ chargeId: number }, null> = async (context, { chargeId }) => {
  const held = await holdCharge(context, chargeId);
  if (!held.ok) return held;
  const { ticket } = held.value;
  await continueHistory(context, ticket, await reverseCharge(context, ticket, chargeId));
  return accept(null);
};

const spending = fc.record({
  does: fc.constant('spend'),
  seconds: fc.integer({ min: 1, max: 9_000 }),
}) as fc.Arbitrary<Step>;
const verdict = fc.record({
  does: fc.constant('conclude'),
  outcome: fc.constantFrom(...OUTCOMES),
}) as fc.Arbitrary<Step>;
const deed = (does: 'approve' | 'waive' | 'takeBack' | 'export') =>
  fc.record({ does: fc.constant(does), which: fc.nat({ max: 5 }) }) as fc.Arbitrary<Step>;
/** What is done most in a line's life is drawn most, so that lines get far. */
const step = fc.oneof(
  { weight: 1, arbitrary: spending },
  { weight: 3, arbitrary: verdict },
  { weight: 3, arbitrary: deed('approve') },
  { weight: 3, arbitrary: deed('export') },
  { weight: 1, arbitrary: deed('waive') },
  { weight: 1, arbitrary: deed('takeBack') },
);
const steps = fc
  .tuple(spending, verdict, fc.array(step, { minLength: 3, maxLength: 10 }))
  .map(([first, second, rest]) => [first, second, ...rest]);
type Step =
  | { does: 'spend'; seconds: number }
  | { does: 'conclude'; outcome: (typeof OUTCOMES)[number] }
  | { does: 'approve' | 'waive' | 'takeBack' | 'export'; which: number };

const idOf = async (number: string) => (await findTicket(world.knex, number))?.id ?? 0;
const exportAll = (who: Who) =>
  world.run(exportStatement, world.cast.nadia, {
    customerId: world.cast[who].customerId as number,
    from: '2026-01-01',
    to: '2099-12-31',
  });

/** One step of somebody's; what is refused has changed nothing, which is as good. */
async function take(who: Who, number: string, next: Step): Promise<void> {
  const { run, cast, knex } = world;
  if (next.does === 'spend') return spend(world, number, next.seconds);
  const ticketId = await idOf(number);
  if (next.does === 'conclude') {
    const before = await findVerdict(knex, ticketId);
    if (before?.outcome !== next.outcome) await conclude(world, number, next.outcome);
    return;
  }
  if (next.does === 'export') {
    await exportAll(who);
    return;
  }
  const lines = await listChargesOf(knex, ticketId);
  const drafts = lines.filter(({ state }) => state === 'draft');
  const among = next.does === 'approve' ? drafts : lines;
  const line = among[next.which % Math.max(1, among.length)];
  if (!line) return;
  const charge = { chargeId: line.id };
  if (next.does === 'approve') await run(approveCharge, cast.nadia, charge);
  if (next.does === 'takeBack') await run(takeBack, cast.nadia, charge);
  if (next.does === 'waive') {
    await run(waiveCharge, cast.nadia, { ...charge, seen: line.state, reason: 'Geste.' });
  }
}

/** Each line with the one that takes it back comes to nothing, in every amount. */
function expectReversalsToCancel(lines: readonly Charge[]): void {
  for (const reversal of lines.filter(({ reversesId }) => reversesId !== null)) {
    const original = lines.find(({ id }) => id === reversal.reversesId) as Charge;
    expect([
      original.units + reversal.units,
      original.netCents + reversal.netCents,
      original.vatCents + reversal.vatCents,
      original.grossCents + reversal.grossCents,
    ]).toEqual([0, 0, 0, 0]);
    expect(original.reversedById).toBe(reversal.id);
  }
}

/** The rows are what the history tells; nothing is owed but for a billable verdict (D3, D5). */
async function expectLedgerToHold(
  number: string,
  { consumerWithout }: { consumerWithout: boolean },
): Promise<void> {
  const ticketId = await idOf(number);
  const [lines, events, standing] = await Promise.all([
    listChargesOf(world.knex, ticketId),
    listEvents(world.knex, ticketId),
    findVerdict(world.knex, ticketId),
  ]);
  expectReversalsToCancel(lines);
  const ledger = ledgerOf(events);
  expect(ledger.map(({ charge, state, amounts }) => [charge, state, amounts.gross_cents])).toEqual(
    lines.map(({ id, state, grossCents }) => [id, state, grossCents]),
  );
  if (standing === null || !isBillable(standing.outcome)) expect(billedCents(ledger)).toBe(0);
  if (consumerWithout) {
    expect(lines.map(({ state }) => state)).not.toContain('exported');
    expect(lines.map(({ state }) => state)).not.toContain('approved');
  }
}

test('no sequence of commands bills what is not billable; histories tell the rows', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...WHO),
      fc.constantFrom(true, true, true, false),
      steps,
      async (who, accepted, taken) => {
        const number = await incidentOf(world, who, { accepted });
        for (const next of taken) await take(who, number, next);
        await expectLedgerToHold(number, { consumerWithout: who === 'marie' && !accepted });
        await take(who, number, { does: 'conclude', outcome: 'provider_responsible' });
        await expectLedgerToHold(number, { consumerWithout: who === 'marie' && !accepted });
      },
    ),
    // a sequence is short as it is: shrinking it would take minutes
    { numRuns: 30, endOnFailure: true },
  );
}, 120_000);

test('what was exported in all is the ledger, cent by cent, for each customer', async () => {
  for (const who of WHO) {
    for (const seconds of [1, 1_801, 9_000]) {
      const number = await incidentOf(world, who, { accepted: true });
      await spend(world, number, seconds);
      await conclude(world, number, 'service_healthy');
    }
  }
  const tickets = await world.knex('tickets').select('id', 'number', 'customer_id');
  for (const who of WHO) {
    const { customerId } = world.cast[who];
    const ids = tickets.filter((ticket) => ticket.customer_id === customerId);
    for (const { id } of ids) {
      for (const line of await listChargesOf(world.knex, id)) {
        const charge = { chargeId: line.id };
        const approved = await world.run(approveCharge, world.cast.nadia, charge);
        if (approved.ok || line.state !== 'draft') continue;
        const waiver = { ...charge, seen: 'draft', reason: 'Sans accord.' } as const;
        done(await world.run(waiveCharge, world.cast.nadia, waiver));
      }
    }
    await exportAll(who);
    expect(await exportAll(who)).toMatchObject({ reason: 'nothing_to_export' });

    const all = { customerId, limit: 10_000, before: null };
    const statements = await listStatements(world.knex, all);
    const left = await Promise.all(statements.map(({ id }) => listStatementLines(world.knex, id)));
    const ledgers = await Promise.all(
      ids.map(async ({ id }) => billedCents(ledgerOf(await listEvents(world.knex, id)))),
    );
    expect(totalsOf(left.flat()).grossCents).toBe(ledgers.reduce((sum, one) => sum + one, 0));
    // 1, 2 and 5 units, and what the sequences left, which comes to nothing
    const owed = { jean: 25_173, marie: 27_840, tiare: 23_200 }[who];
    expect(totalsOf(left.flat()).grossCents).toBe(owed);
    const once = left.flat().map(({ id }) => id);
    expect(new Set(once).size).toBe(once.length);
  }
}, 120_000);
