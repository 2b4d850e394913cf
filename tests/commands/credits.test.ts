import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { settleSerenitePlus } from '../../seeds/settle-plans.ts';
import { changeStatus } from '../../server/commands/change-status.ts';
import { choosePlan } from '../../server/commands/choose-plan.ts';
import { approveCredit, rejectCredit } from '../../server/commands/decide-credit.ts';
import { mergeTickets } from '../../server/commands/merge-tickets.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { replyToTicket } from '../../server/commands/reply-to-ticket.ts';
import { saveService } from '../../server/commands/save-service.ts';
import { sweepDeadlines } from '../../server/jobs/handlers/sweep-deadlines.ts';
import { listTicketsWithDue } from '../../server/store/deadlines.ts';
import { listEvents } from '../../server/store/events.ts';
import { listPlans } from '../../server/store/plans.ts';
import { listCreditsOf } from '../../server/store/service-credits.ts';
import { findTicket } from '../../server/store/tickets.ts';
import { createWorld, type World } from '../support/world.ts';

describe('a missed commitment proposes a credit, and a manager decides', () => {
  let world: World;
  /** By customer: a service at 49.90 a month, and Marie's at 49.90 too. */
  const services: Partial<Record<'tiare' | 'marie', number>> = {};
  beforeAll(async () => {
    world = await createWorld();
    const [base] = await listPlans(world.knex);
    if (!base) throw new Error('no base plan');
    const planId = await settleSerenitePlus(world.run, new Date(0), base.definition.calendars);
    const { nadia } = world.cast;
    for (const who of ['tiare', 'marie'] as const) {
      const customerId = world.cast[who].customerId as number;
      await world.run(choosePlan, nadia, { customerId, planId });
      const saved = await world.run(saveService, nadia, {
        serviceId: null,
        customerId,
        name: 'agence-lagon.example',
        planId: null,
        conditions: null,
        monthlyPriceCents: 4990,
      });
      if (!saved.ok) throw new Error(saved.reason);
      services[who] = saved.value.serviceId;
    }
  });
  afterAll(() => world.drop());

  const at = (iso: string) => {
    world.clock.now = new Date(iso);
  };
  const sweep = async (iso: string) => {
    at(iso);
    await sweepDeadlines(world.knex, world.run, () => world.clock.now);
  };
  const open = async (who: 'tiare' | 'marie', serviceId = services[who] ?? null) => {
    const said = {
      kind: 'incident',
      subject: 'Site hors ligne',
      body: 'Rien.',
      files: [],
    } as const;
    const outcome = await world.run(openTicket, world.cast[who], { ...said, serviceId });
    if (!outcome.ok) throw new Error(outcome.reason);
    return outcome.value.number;
  };
  const answer = (number: string) =>
    world.run(replyToTicket, world.cast.karim, {
      number,
      body: 'Voici.',
      files: [],
      statusAfter: null,
    });
  const idOf = async (number: string) => (await findTicket(world.knex, number))?.id ?? 0;
  const credits = async (number: string) =>
    (await listCreditsOf(world.knex, await idOf(number))).map((credit) =>
      [
        credit.target,
        credit.breachedAt.toISOString().slice(5, 16),
        credit.computation.lateMinutes,
        credit.amountCents,
        credit.state,
      ].join(' '),
    );
  const types = async (number: string) =>
    (await listEvents(world.knex, await idOf(number)))
      .map(({ type }) => type)
      .filter((type) => type.startsWith('credit') || type === 'commitment_breached');
  /** An incident answered 61 minutes late: two started hours. */
  const answeredLate = async (who: 'tiare' | 'marie') => {
    at('2026-03-03T09:00:00.000Z');
    const number = await open(who);
    at('2026-03-03T12:01:00.000Z');
    await answer(number);
    await sweep('2026-03-03T12:05:00.000Z');
    const [credit] = await listCreditsOf(world.knex, await idOf(number));
    if (!credit) throw new Error('no credit');
    return { number, credit };
  };
  const letterTo = async (number: string) => {
    const rows = await world
      .knex('outbound_emails')
      .where({ ticket_id: await idOf(number), letter: 'credit_granted' });
    return rows.map(({ text }) => text.replaceAll(/[\u00a0\u202f]/g, ' ').replaceAll('’', "'"));
  };

  test('once the clock is met, for as long as it was late, once', async () => {
    const { number } = await answeredLate('tiare');
    expect(await credits(number)).toEqual(['first_response 03-03T11:00 61 499 proposed']);
    expect(await types(number)).toEqual(['commitment_breached', 'credit_proposed']);
    await sweep('2026-03-03T12:06:00.000Z');
    expect(await credits(number)).toHaveLength(1);
  });

  test('not while it runs, until it grows no more', async () => {
    at('2026-04-01T00:00:00.000Z');
    const number = await open('tiare');
    await sweep('2026-04-01T12:00:00.000Z');
    expect(await credits(number)).toEqual([]);
    // the twentieth hour begins
    await sweep('2026-04-01T21:00:00.000Z');
    expect(await credits(number)).toEqual([]);
    await sweep('2026-04-01T21:00:01.000Z');
    expect(await credits(number)).toEqual(['first_response 04-01T02:00 1141 4990 proposed']);
  });

  test('a resolution in time owes nothing; without a price nothing is proposed', async () => {
    at('2026-05-01T00:00:00.000Z');
    const [kept, free] = [await open('tiare'), await open('tiare', null)];
    at('2026-05-01T01:00:00.000Z');
    await answer(kept);
    await world.run(changeStatus, world.cast.karim, { number: kept, status: 'resolved' });
    await sweep('2026-05-04T00:00:00.000Z');
    expect(await types(kept)).toEqual([]);
    expect(await credits(free)).toEqual([]);
    expect(await types(free)).toContain('commitment_breached');
  });

  test('tickets that were merged owe one credit between them', async () => {
    at('2026-05-11T00:00:00.000Z');
    const first = await open('tiare');
    at('2026-05-11T01:00:00.000Z');
    const second = await open('tiare');
    at('2026-05-11T02:30:00.000Z');
    await world.run(mergeTickets, world.cast.karim, { number: first, into: second });
    at('2026-05-11T03:00:00.000Z');
    await answer(second);
    await sweep('2026-05-11T03:01:00.000Z');
    expect(await credits(first)).toEqual([]);
    expect(await credits(second)).toEqual(['first_response 05-11T02:00 60 250 proposed']);
    at('2026-05-11T03:02:00.000Z');
    expect(await listTicketsWithDue(world.knex, world.clock.now, 10)).toEqual([]);
  });

  test('granted: the professional is told what it is, once, whoever decides at the same time', async () => {
    const { number, credit } = await answeredLate('tiare');
    const { nadia, karim } = world.cast;
    const decision = { creditId: credit.id };
    expect(await world.run(approveCredit, karim, decision)).toMatchObject({ reason: 'forbidden' });
    const outcomes = await Promise.all([
      world.run(approveCredit, nadia, decision),
      world.run(rejectCredit, nadia, { ...decision, reason: 'Force majeure.' }),
      world.run(approveCredit, nadia, decision),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.reason]))).toEqual([
      'already_decided',
      'already_decided',
    ]);
    expect(await types(number)).toEqual([
      'commitment_breached',
      'credit_proposed',
      'credit_decided',
    ]);
  });

  test('the professional is told that it is the whole compensation', async () => {
    const { number, credit } = await answeredLate('tiare');
    await world.run(approveCredit, world.cast.nadia, { creditId: credit.id });
    const [mail] = await letterTo(number);
    expect(mail).toContain('We grant you a credit of €4.99.');
    expect(mail).toContain('the fixed compensation provided for this commitment');
  });

  test('a consumer never is: the credit settles and limits nothing (R212-1)', async () => {
    const { number, credit } = await answeredLate('marie');
    await world.run(approveCredit, world.cast.nadia, { creditId: credit.id });
    const [mail] = await letterTo(number);
    expect(mail).toContain('Nous vous accordons un avoir de 4,99 €.');
    expect(mail).toContain('ne règle et ne limite rien');
    expect(mail).not.toMatch(/forfaitaire|plafond|indemnisation/);
  });

  test('turned down with a reason, which the history does not repeat', async () => {
    const { number, credit } = await answeredLate('tiare');
    const { nadia } = world.cast;
    const creditId = credit.id;
    expect(await world.run(rejectCredit, nadia, { creditId, reason: ' ' })).toMatchObject({
      reason: 'required',
      field: 'reason',
    });
    await world.run(rejectCredit, nadia, { creditId, reason: 'Panne du client lui-même.' });
    const [rejected] = await listCreditsOf(world.knex, await idOf(number));
    expect(rejected).toMatchObject({
      state: 'rejected',
      reason: 'Panne du client lui-même.',
      decidedBy: 'Nadia Benali',
    });
    expect(await letterTo(number)).toEqual([]);
    const events = await listEvents(world.knex, await idOf(number));
    expect(JSON.stringify(events)).not.toContain('Panne');
    expect(await world.run(approveCredit, nadia, { creditId: 999_999 })).toMatchObject({
      reason: 'not_found',
    });
  });
});
