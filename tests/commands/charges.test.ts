import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Knex } from 'knex';
import { done } from '../../seeds/done.ts';
import { type HistoryFault, verifyHistories } from '../../server/cli/audit/verify-histories.ts';
import { approveCharge } from '../../server/commands/approve-charge.ts';
import { exportStatement } from '../../server/commands/export-statement.ts';
import { requalifyTicket } from '../../server/commands/requalify-ticket.ts';
import { saveTariff } from '../../server/commands/save-tariff.ts';
import { saveVatRate } from '../../server/commands/save-vat-rate.ts';
import { waiveCharge } from '../../server/commands/waive-charge.ts';
import type { ChargeState } from '../../server/domain/billing/charge-course.ts';
import { ledgerOf } from '../../server/domain/billing/ledger.ts';
import type { DiagnosisOutcome } from '../../server/domain/diagnosis/outcome.ts';
import { listChargesOf } from '../../server/store/charges.ts';
import { listEvents } from '../../server/store/events.ts';
import { findStatement, listStatementLines } from '../../server/store/statements.ts';
import { findTicket } from '../../server/store/tickets.ts';
import { conclude, incidentOf, spend, withoutPaper } from '../support/diagnosed.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = withoutPaper(await createWorld());
});
afterAll(() => world.drop());

const AN_HOUR_AND_ONE_MINUTE = 3_660;

const chargesOf = async (number: string) =>
  listChargesOf(world.knex, (await findTicket(world.knex, number))?.id ?? 0);
const eventsOf = async (number: string) =>
  listEvents(world.knex, (await findTicket(world.knex, number))?.id ?? 0);
/** Units, net, VAT, gross, and where the line stands. */
const lines = async (number: string) =>
  (await chargesOf(number)).map(({ units, netCents, vatCents, grossCents, state }) =>
    [units, netCents, vatCents, grossCents, state].join(' '),
  );
const idOfLine = async (number: string, index = 0) => (await chargesOf(number))[index]?.id ?? 0;

async function diagnosed(
  who: 'jean' | 'marie' | 'tiare',
  outcome: DiagnosisOutcome,
  { seconds = AN_HOUR_AND_ONE_MINUTE, accepted = true } = {},
): Promise<string> {
  const number = await incidentOf(world, who, { accepted });
  await spend(world, number, seconds);
  await conclude(world, number, outcome);
  return number;
}
const approve = async (number: string, index = 0) =>
  world.run(approveCharge, world.cast.nadia, { chargeId: await idOfLine(number, index) });
const waive = async (
  number: string,
  { reason = 'Premier incident.', seen = 'draft' }: { reason?: string; seen?: ChargeState } = {},
) => world.run(waiveCharge, world.cast.nadia, { chargeId: await idOfLine(number), seen, reason });
const exported = (who: 'jean' | 'marie' | 'tiare', from = '2026-03-01', to = '2026-03-31') =>
  world.run(exportStatement, world.cast.nadia, {
    customerId: world.cast[who].customerId as number,
    from,
    to,
  });

describe('a verdict drafts what it charges', () => {
  test.each([
    ['jean', 'not_confirmed', ['3 8700 740 9440 draft']],
    ['jean', 'service_healthy', ['3 8700 740 9440 draft']],
    ['jean', 'not_provider_responsibility', ['3 8700 740 9440 draft']],
    ['jean', 'provider_responsible', []],
    ['jean', 'refused', []],
    ['marie', 'not_confirmed', ['3 9622 818 10440 draft']],
    ['marie', 'service_healthy', ['3 9622 818 10440 draft']],
    ['marie', 'not_provider_responsibility', ['3 9622 818 10440 draft']],
    ['marie', 'provider_responsible', []],
    ['marie', 'refused', []],
    ['tiare', 'service_healthy', ['3 8700 0 8700 draft']],
  ] as const)('%s, %s, 61 minutes: %j', async (who, outcome, expected) => {
    const number = await diagnosed(who, outcome);
    expect(await lines(number)).toEqual(expected);
  });

  test('from the raw seconds of every entry together', async () => {
    const number = await incidentOf(world, 'jean');
    for (const seconds of [900, 899, 1]) await spend(world, number, seconds);
    await conclude(world, number, 'service_healthy');
    expect(await lines(number)).toEqual(['1 2900 247 3147 draft']);
    expect(await lines(await diagnosed('jean', 'service_healthy', { seconds: 1 }))).toEqual([
      '1 2900 247 3147 draft',
    ]);
    expect(await lines(await diagnosed('jean', 'service_healthy', { seconds: 1_801 }))).toEqual([
      '2 5800 493 6293 draft',
    ]);
  });

  test('without time nothing, and nothing that was not told beforehand', async () => {
    expect(await lines(await diagnosed('jean', 'service_healthy', { seconds: 0 }))).toEqual([]);
    const number = await incidentOf(world, 'jean');
    await world.ownerKnex('tickets').where({ number }).update({ tariff_version_id: null });
    await spend(world, number, 60);
    await conclude(world, number, 'service_healthy');
    expect(await lines(number)).toEqual([]);
  });

  test('who may be a consumer pays what was shown with tax', async () => {
    const { tiare } = world.cast;
    const customer = world.ownerKnex('customers').where({ id: tiare.customerId as number });
    await customer.clone().update({ quality: 'unknown', territory: 'metropole' });
    const number = await diagnosed('tiare', 'service_healthy');
    await customer.clone().update({ quality: 'professional', territory: 'nouvelle_caledonie' });
    expect(await lines(number)).toEqual(['3 8700 1740 10440 draft']);
    // known since: the line was still computed for a consumer, whose form was accepted
    expect(await approve(number)).toMatchObject({ ok: true });
  });

  test('the history says the same as the row', async () => {
    const number = await diagnosed('jean', 'not_confirmed');
    const [charge] = await chargesOf(number);
    expect((await eventsOf(number)).at(-1)).toMatchObject({
      type: 'charge_drafted',
      actor: { user: world.cast.nadia.id },
      data: {
        charge: charge?.id,
        verdict: charge?.verdictId,
        tariff: 1,
        seconds: 3_660,
        units: 3,
        net_cents: 8_700,
        vat_cents: 740,
        gross_cents: 9_440,
      },
    });
    expect(charge).toMatchObject({
      quality: 'professional',
      territory: 'guadeloupe',
      vatBasisPoints: 850,
      outcome: 'not_confirmed',
      acceptance: { means: 'form', by: 'Jean Moreau' },
    });
  });
});

describe('a changed verdict takes back what the one before charged, by a new line', () => {
  test('a draft never left: both are void', async () => {
    const number = await diagnosed('jean', 'service_healthy');
    await conclude(world, number, 'provider_responsible');
    expect(await lines(number)).toEqual(['3 8700 740 9440 void', '-3 -8700 -740 -9440 void']);
    expect((await eventsOf(number)).at(-1)?.type).toBe('charge_reversed');
  });

  test('nor did what was only approved', async () => {
    const number = await diagnosed('marie', 'service_healthy');
    await approve(number);
    await conclude(world, number, 'refused');
    expect(await lines(number)).toEqual(['3 9622 818 10440 void', '-3 -9622 -818 -10440 void']);
  });

  test('what was exported is given back with the next statement', async () => {
    const number = await diagnosed('tiare', 'not_confirmed');
    await approve(number);
    expect(await exported('tiare')).toMatchObject({ ok: true });
    await conclude(world, number, 'provider_responsible');
    expect(await lines(number)).toEqual(['3 8700 0 8700 exported', '-3 -8700 0 -8700 approved']);
    const [original, reversal] = await chargesOf(number);
    expect(original?.reversedById).toBe(reversal?.id);
    expect(reversal).toMatchObject({ reversesId: original?.id, decidedBy: 'Nadia Benali' });
    const next = done(await exported('tiare'));
    const left = await listStatementLines(world.knex, next.statementId);
    expect(left.map(({ grossCents }) => grossCents)).toEqual([-8_700]);
  });

  test('a zero is a zero, in the history too', async () => {
    const number = await diagnosed('tiare', 'not_confirmed');
    await conclude(world, number, 'refused');
    const reversed = JSON.stringify((await eventsOf(number)).at(-1)?.data);
    expect(reversed).toContain('"vat_cents":0');
    expect(await lines(number)).toEqual(['3 8700 0 8700 void', '-3 -8700 0 -8700 void']);
  });

  test('what was given up has nothing to give back', async () => {
    const number = await diagnosed('jean', 'not_confirmed');
    await waive(number);
    await conclude(world, number, 'provider_responsible');
    expect(await lines(number)).toEqual(['3 8700 740 9440 waived']);
  });

  test('another billable outcome is charged anew, on the time as it then stands', async () => {
    const number = await diagnosed('jean', 'not_confirmed', { seconds: 1_800 });
    await spend(world, number, 1);
    await conclude(world, number, 'service_healthy');
    expect(await lines(number)).toEqual([
      '1 2900 247 3147 void',
      '-1 -2900 -247 -3147 void',
      '2 5800 493 6293 draft',
    ]);
  });
});

describe('approved by a manager, or given up', () => {
  test('by nobody else', async () => {
    const number = await diagnosed('jean', 'not_confirmed');
    const chargeId = await idOfLine(number);
    for (const actor of [world.cast.karim, world.cast.odile, world.cast.jean]) {
      expect(await world.run(approveCharge, actor, { chargeId })).toMatchObject({
        reason: 'forbidden',
      });
      expect(
        await world.run(waiveCharge, actor, { chargeId, seen: 'draft', reason: 'Non.' }),
      ).toMatchObject({
        reason: 'forbidden',
      });
    }
    expect(await world.run(approveCharge, world.cast.nadia, { chargeId: 999_999 })).toMatchObject({
      reason: 'not_found',
    });
  });

  test('a consumer’s only with a recorded acceptance; a professional’s without (D5)', async () => {
    const unaccepted = await diagnosed('marie', 'not_confirmed', { accepted: false });
    expect(await approve(unaccepted)).toMatchObject({ reason: 'acceptance_missing' });
    expect(await lines(unaccepted)).toEqual(['3 9622 818 10440 draft']);
    expect(await waive(unaccepted)).toMatchObject({ ok: true });
    const accepted = await diagnosed('marie', 'not_confirmed');
    expect(await approve(accepted)).toMatchObject({ ok: true });
    expect(await lines(accepted)).toEqual(['3 9622 818 10440 approved']);
    const professional = await diagnosed('jean', 'not_confirmed', { accepted: false });
    expect(await approve(professional)).toMatchObject({ ok: true });
  });

  test('who turned out to be a consumer is one', async () => {
    const number = await diagnosed('jean', 'not_confirmed', { accepted: false });
    const customer = world
      .ownerKnex('customers')
      .where({ id: world.cast.jean.customerId as number });
    await customer.clone().update({ quality: 'consumer' });
    expect(await approve(number)).toMatchObject({ reason: 'acceptance_missing' });
    await customer.clone().update({ quality: 'professional' });
  });

  test('not on what is no incident any more: that would take a quotation (D3)', async () => {
    const number = await diagnosed('jean', 'not_confirmed');
    const kind = 'information_request' as const;
    done(await world.run(requalifyTicket, world.cast.karim, { number, kind }));
    expect(await approve(number)).toMatchObject({ reason: 'not_an_incident' });
    expect(await waive(number)).toMatchObject({ ok: true });
  });

  test('of several at once, the database lets one through', async () => {
    const number = await diagnosed('jean', 'not_confirmed');
    const outcomes = await Promise.all([approve(number), waive(number), approve(number)]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.reason]))).toEqual([
      'charge_moved',
      'charge_moved',
    ]);
    const decided = (await eventsOf(number)).filter(({ type }) =>
      ['charge_approved', 'charge_waived'].includes(type),
    );
    expect(decided).toHaveLength(1);
  });

  test('given up with a reason that stays in the house; the customer is told in its own price', async () => {
    const number = await diagnosed('marie', 'not_confirmed');
    expect(await waive(number, { reason: ' ' })).toMatchObject({
      reason: 'required',
      field: 'reason',
    });
    await waive(number, { reason: 'Cliente de longue date.' });
    const mail = await world
      .knex('outbound_emails')
      .where({ letter: 'charge_waived' })
      .orderBy('id', 'desc')
      .first();
    const text = mail.text.replaceAll(/[\u00a0\u202f]/g, ' ');
    expect(mail.to_address).toBe('marie.hoarau@courriel.example');
    expect(text).toContain('soit 104,40 € TTC, ne vous est finalement pas facturé');
    expect(text).not.toContain('longue date');
    const [charge] = await chargesOf(number);
    expect(charge).toMatchObject({ state: 'waived', waiverReason: 'Cliente de longue date.' });
    expect(JSON.stringify(await eventsOf(number))).not.toContain('longue date');
    expect(await approve(number)).toMatchObject({ reason: 'charge_moved' });
    expect(await waive(number)).toMatchObject({ reason: 'charge_moved' });
  });

  test('what was approved by mistake, too, until it leaves the house; a reversal never', async () => {
    const number = await diagnosed('tiare', 'not_confirmed');
    await approve(number);
    expect(await waive(number, { seen: 'approved' })).toMatchObject({ ok: true });
    const gone = await diagnosed('tiare', 'not_confirmed');
    await approve(gone);
    await exported('tiare');
    expect(await waive(gone, { seen: 'exported' })).toMatchObject({ reason: 'charge_moved' });
    await conclude(world, gone, 'refused');
    const chargeId = await idOfLine(gone, 1);
    const waived = { chargeId, seen: 'approved', reason: 'Non.' } as const;
    expect(await world.run(waiveCharge, world.cast.nadia, waived)).toMatchObject({
      reason: 'charge_moved',
    });
  });
});

describe('a statement takes each approved line once', () => {
  test('a second one of the period takes what is new, then nothing', async () => {
    const [first, second, draft] = [
      await diagnosed('marie', 'not_confirmed'),
      await diagnosed('marie', 'service_healthy', { seconds: 60 }),
      await diagnosed('marie', 'service_healthy', { seconds: 60 }),
    ];
    await approve(first);
    await exported('marie');
    expect(await lines(first)).toEqual(['3 9622 818 10440 exported']);
    await approve(second);
    const { statementId } = done(await exported('marie'));
    const taken = await listStatementLines(world.knex, statementId);
    expect(taken.map((line) => [line.ticketNumber, line.grossCents])).toEqual([[second, 3_480]]);
    expect(await findStatement(world.knex, statementId)).toMatchObject({
      customer: { name: 'Marie Hoarau' },
      period: { from: '2026-03-01', to: '2026-03-31' },
      exportedBy: 'Nadia Benali',
    });
    expect(await exported('marie')).toMatchObject({ reason: 'nothing_to_export' });
    expect(await lines(draft)).toEqual(['1 3207 273 3480 draft']);
    expect((await eventsOf(second)).at(-1)).toMatchObject({
      type: 'charge_exported',
      data: { charge: await idOfLine(second), statement: statementId },
    });
  });

  test('of two exports at once, never a line twice', async () => {
    const numbers = [
      await diagnosed('jean', 'not_confirmed'),
      await diagnosed('jean', 'not_confirmed'),
    ];
    for (const number of numbers) await approve(number);
    const outcomes = await Promise.all([exported('jean'), exported('jean'), exported('jean')]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    const told = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.reason]));
    expect(told).toEqual(['nothing_to_export', 'nothing_to_export']);
    for (const number of numbers) {
      const events = (await eventsOf(number)).filter(({ type }) => type === 'charge_exported');
      expect(events).toHaveLength(1);
    }
  });

  test('exported and taken back at once: it leaves with its reversal to come, or not at all', async () => {
    const number = await diagnosed('jean', 'not_confirmed');
    await approve(number);
    const [statement] = await Promise.all([
      exported('jean'),
      conclude(world, number, 'provider_responsible'),
    ]);
    expect(await lines(number)).toEqual(
      statement.ok
        ? ['3 8700 740 9440 exported', '-3 -8700 -740 -9440 approved']
        : ['3 8700 740 9440 void', '-3 -8700 -740 -9440 void'],
    );
    if (statement.ok) await exported('jean');
  });

  test('days are those of the provider; nothing of another customer’s', async () => {
    // 1 April 00:30 in Paris
    world.clock.now = new Date('2026-03-31T21:29:59.000Z');
    const april = await diagnosed('jean', 'not_confirmed');
    expect(world.clock.now.toISOString()).toBe('2026-03-31T22:30:59.000Z');
    await approve(april);
    expect(await exported('jean')).toMatchObject({ reason: 'nothing_to_export' });
    expect(await exported('tiare', '2026-04-01', '2026-04-01')).toMatchObject({
      reason: 'nothing_to_export',
    });
    expect(await exported('jean', '2026-04-01', '2026-04-01')).toMatchObject({
      value: { lines: 1 },
    });
  });

  test('asked for what makes no sense, it says so', async () => {
    expect(await exported('jean', '', '2026-03-31')).toMatchObject({
      reason: 'required',
      field: 'from',
    });
    expect(await exported('jean', '2026-03-01', '2026-02-30')).toMatchObject({
      reason: 'invalid_choice',
      field: 'to',
    });
    expect(await exported('jean', '2026-03-02', '2026-03-01')).toMatchObject({
      reason: 'end_before_start',
      field: 'to',
    });
    const karim = { customerId: world.cast.jean.customerId as number, from: 'x', to: 'y' };
    expect(await world.run(exportStatement, world.cast.karim, karim)).toMatchObject({
      reason: 'forbidden',
    });
    expect(
      await world.run(exportStatement, world.cast.nadia, { ...karim, customerId: 999_999 }),
    ).toMatchObject({ reason: 'not_found' });
  });
});

describe('the ledger', () => {
  test('a ticket’s is what its history tells', async () => {
    const tickets = await world.knex('tickets').select('number');
    let seen = 0;
    for (const { number } of tickets) {
      const told = ledgerOf(await eventsOf(number));
      const rows = (await chargesOf(number)).map((row) => ({
        charge: row.id,
        reverses: row.reversesId,
        amounts: {
          units: row.units,
          net_cents: row.netCents,
          vat_cents: row.vatCents,
          gross_cents: row.grossCents,
        },
        state: row.state,
        statement: row.statementId,
        invoice: row.invoiceId,
      }));
      expect(told).toEqual(rows);
      seen += rows.length;
    }
    expect(seen).toBeGreaterThan(30);
  });

  test('the database keeps its amounts, whoever asks', async () => {
    const [{ id }] = await world.knex('charges').limit(1).select('id');
    for (const db of [world.knex, world.ownerKnex]) {
      const line = () => db('charges').where({ id });
      for (const change of [
        { gross_cents: 1 },
        { net_cents: 0, gross_cents: 0, vat_cents: 0 },
        { seconds: 1 },
        { vat_basis_points: 0 },
        { customer_id: world.cast.tiare.customerId },
        { drafted_at: new Date(0) },
      ]) {
        await expect(line().update(change)).rejects.toMatchObject({ code: '42501' });
      }
      await expect(line().delete()).rejects.toMatchObject({ code: '42501' });
      await expect(db.raw('truncate charges cascade')).rejects.toMatchObject({ code: '42501' });
    }
    const [original] = await world.knex('charges').where({ state: 'draft' }).limit(1);
    const { id: _, ...columns } = original;
    const reversal = { ...columns, reverses_id: original.id, state: 'void' };
    const short = { units: -1, net_cents: -1, vat_cents: 0, gross_cents: -1 };
    await expect(world.knex('charges').insert({ ...reversal, ...short })).rejects.toMatchObject({
      code: '23514',
    });
    const left = await world.ownerKnex('charges').whereNotNull('statement_id').first();
    await expect(
      world
        .ownerKnex('charges')
        .where({ id: left.id })
        .update({ state: 'approved', statement_id: null }),
    ).rejects.toMatchObject({ code: '42501' });
  });
});

describe('the tariff told at the declaration, the VAT of the verdict’s day', () => {
  test('a later tariff changes nothing; a later rate does, from its first day in Paris', async () => {
    const { run, cast, clock } = world;
    const number = await incidentOf(world, 'jean', { accepted: true });
    const dearer = {
      unitMinutes: 15,
      minimumUnits: 2,
      netUnitCents: 9_900,
      grossUnitCents: 11_880,
    };
    done(await run(saveTariff, cast.nadia, { ...dearer, effectiveFrom: clock.now }));
    const rate = { territory: 'guadeloupe', basisPoints: 1_000 } as const;
    done(await run(saveVatRate, cast.nadia, { ...rate, effectiveFrom: '2026-05-01' }));
    await spend(world, number, 60);
    clock.now = new Date('2026-04-30T21:59:59.999Z');
    await conclude(world, number, 'not_confirmed');
    clock.now = new Date('2026-04-30T22:00:00.000Z');
    await conclude(world, number, 'service_healthy');
    expect(await lines(number)).toEqual([
      '1 2900 247 3147 void',
      '-1 -2900 -247 -3147 void',
      '1 2900 290 3190 draft',
    ]);
    const since = await diagnosed('jean', 'not_confirmed', { seconds: 60 });
    expect(await lines(since)).toEqual(['2 19800 1980 21780 draft']);
  });
});

describe('the audit reads the ledger against the histories', () => {
  const verify = async () => {
    const faults: HistoryFault[] = [];
    await verifyHistories(world.knex, (fault) => faults.push(fault));
    return faults;
  };
  /** What somebody who holds the database can do. */
  const behindItsBack = (work: (tx: Knex.Transaction) => Promise<unknown>) =>
    world.ownerKnex.transaction(async (tx) => {
      await tx.raw(`set local session_replication_role = 'replica'`);
      await work(tx);
    });

  test('it holds, until somebody changes an amount, brings a line back, or takes one out', async () => {
    const number = await diagnosed('jean', 'not_confirmed');
    const id = await idOfLine(number);
    const begun = (await eventsOf(number)).find(({ type }) => type === 'charge_drafted');
    const fault = { number, seq: begun?.seq, fault: 'ledger_altered' };
    expect(await verify()).toEqual([]);
    const line = await world.knex('charges').where({ id }).first();
    const cheaper = { net_cents: 2_900, vat_cents: 247, gross_cents: 3_147 };
    await behindItsBack((tx) => tx('charges').where({ id }).update(cheaper));
    expect(await verify()).toEqual([fault]);
    await behindItsBack((tx) => tx('charges').where({ id }).delete());
    expect(await verify()).toEqual([fault]);
    await behindItsBack((tx) => tx('charges').insert({ ...line, state: 'approved' }));
    expect(await verify()).toEqual([fault]);
    await behindItsBack((tx) => tx('charges').where({ id }).update({ state: 'draft' }));
    expect(await verify()).toEqual([]);
  });
});
