import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { type HistoryFault, verifyHistories } from '../../server/cli/audit/verify-histories.ts';
import { changeStatus } from '../../server/commands/change-status.ts';
import { correctTime } from '../../server/commands/correct-time.ts';
import { mergeTickets } from '../../server/commands/merge-tickets.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { recordTime } from '../../server/commands/record-time.ts';
import { settleDiagnosis } from '../../server/commands/settle-diagnosis.ts';
import { startTimer } from '../../server/commands/start-timer.ts';
import { stopTimer } from '../../server/commands/stop-timer.ts';
import { warnOfTimers } from '../../server/commands/sweep-timers.ts';
import type { UserActor } from '../../server/domain/user/actor.ts';
import { listEvents } from '../../server/store/events.ts';
import { findTicket } from '../../server/store/tickets.ts';
import { listTimeEntries, liveSeconds } from '../../server/store/time-entries.ts';
import { findTimer } from '../../server/store/timers.ts';
import { createWorld, type World } from '../support/world.ts';

const SWEEP = { kind: 'system', name: 'sweep' } as const;

describe('time on a ticket', () => {
  let world: World;
  let number: string;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world.drop());
  let days = 0;
  /** Each test has a day of its own: nothing of one overlaps another's. */
  beforeEach(async () => {
    days += 1;
    at('08:00:00.000');
    number = await open();
  });

  const iso = (time: string) => `2026-04-${String(days).padStart(2, '0')}T${time}Z`;
  const at = (time: string) => {
    world.clock.now = new Date(iso(time));
  };
  const span = (from: string, to: string) => ({
    startedAt: new Date(iso(from)),
    endedAt: new Date(iso(to)),
  });
  async function open(kind: 'incident' | 'information_request' = 'incident'): Promise<string> {
    const said = { kind, subject: 'Site hors ligne', body: 'Erreur 500.', files: [] } as const;
    return done(await world.run(openTicket, world.cast.jean, said)).number;
  }
  const idOf = async (ticket = number) => (await findTicket(world.knex, ticket))?.id ?? 0;
  const told = async (ticket = number) =>
    (await listEvents(world.knex, await idOf(ticket))).filter(({ type }) =>
      ['timer_started', 'time_recorded', 'status_changed'].includes(type),
    );
  const types = async (ticket = number) => (await told(ticket)).map(({ type }) => type);
  const entries = async (ticket = number) =>
    (await listTimeEntries(world.knex, await idOf(ticket))).map(
      ({ name, origin, seconds, work, correctsId, supersededById }) =>
        `${name} ${origin} ${seconds} ${work}${correctsId ? ' corrects' : ''}${supersededById ? ' superseded' : ''}`,
    );
  const start = (who: UserActor, ticket = number) => world.run(startTimer, who, { number: ticket });
  const stop = (who: UserActor, work = '', ticket = number) =>
    world.run(stopTimer, who, { number: ticket, work });
  const write = (who: UserActor, from: string, to: string, ticket = number) =>
    world.run(recordTime, who, { number: ticket, span: span(from, to), work: 'Journaux lus.' });

  test('Karim starts a timer, stops it, and says what was done', async () => {
    const { karim } = world.cast;
    done(await start(karim));
    at('08:14:32.900');
    expect(await stop(karim, ' Certificat relu. ')).toEqual({ ok: true, value: { seconds: 872 } });
    expect(await entries()).toEqual(['Karim Diallo timer 872 Certificat relu.']);
    const [started, recorded] = await told();
    expect(started).toMatchObject({ type: 'timer_started', actor: { user: karim.id }, data: {} });
    expect(recorded?.data).toMatchObject({
      user: karim.id,
      origin: 'timer',
      started_at: iso('08:00:00.000'),
      ended_at: iso('08:14:32.900'),
      seconds: 872,
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(JSON.stringify(recorded)).not.toContain('Certificat');
    expect(await liveSeconds(world.knex, await idOf())).toEqual([872]);
    expect(await stop(karim)).toMatchObject({ ok: false, reason: 'no_timer' });
  });

  test('less than a second leaves nothing, not even an event', async () => {
    done(await start(world.cast.karim));
    at('08:00:00.999');
    expect(await stop(world.cast.karim)).toEqual({ ok: true, value: { seconds: 0 } });
    expect(await entries()).toEqual([]);
    expect(await types()).toEqual(['timer_started']);
    expect(await findTimer(world.knex, world.cast.karim.id)).toBeNull();
  });

  test('started in two browsers at once, it runs once: the primary key decides', async () => {
    const { karim, lea } = world.cast;
    const other = await open();
    const outcomes = await Promise.all([start(karim), start(karim, other), start(lea, other)]);
    const refusals = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome]));
    expect(refusals).toHaveLength(1);
    const timer = await findTimer(world.knex, karim.id);
    const running = timer?.ticketId === (await idOf()) ? number : other;
    expect(refusals[0]).toMatchObject({ reason: 'timer_elsewhere', details: { number: running } });
    const started = [...(await told()), ...(await told(other))].map(({ actor }) => actor);
    expect(started).toHaveLength(2);
    await Promise.all([stop(karim, '', running), stop(lea, '', other)]);
  });

  test('started twice on the same ticket, it is the same timer', async () => {
    const { karim } = world.cast;
    const outcomes = await Promise.all([start(karim), start(karim), start(karim)]);
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, true, true]);
    expect(await types()).toEqual(['timer_started']);
    at('08:01:00.000');
    const stopped = await Promise.all([stop(karim), stop(karim)]);
    expect(stopped.map((outcome) => (outcome.ok ? outcome.value.seconds : outcome.reason))).toEqual(
      expect.arrayContaining([60, 'no_timer']),
    );
    expect(await types()).toEqual(['timer_started', 'time_recorded']);
  });

  test('of overlapping entries written at once, one stands: the database refuses the other', async () => {
    const { karim, lea } = world.cast;
    at('12:00:00.000');
    const outcomes = await Promise.all([
      write(karim, '09:00:00', '10:00:00'),
      write(karim, '09:59:59.999', '10:30:00', await open()),
      write(lea, '09:00:00', '10:00:00'),
    ]);
    const reasons = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.reason]));
    expect(reasons).toEqual(['time_overlaps']);
    expect(outcomes[2]?.ok).toBe(true);
    // one that begins as the other ends is beside it
    done(await write(karim, '10:30:00', '11:00:00'));
    expect(await write(karim, '10:45:00', '11:15:00')).toMatchObject({ field: 'start' });
    await expect(
      world.ownerKnex('time_entries').insert({
        ticket_id: await idOf(),
        user_id: karim.id,
        origin: 'manual',
        started_at: iso('10:59:00'),
        ended_at: iso('11:01:00'),
        work: '',
        salt: Buffer.alloc(16),
        recorded_by: karim.id,
        recorded_at: world.clock.now,
      }),
    ).rejects.toMatchObject({ code: '23P01' });
  });

  test('by hand: not to come, not over a day, not over the running timer, never without a word', async () => {
    const { karim } = world.cast;
    at('12:00:00.000');
    expect(await write(karim, '11:30:00', '12:00:01')).toMatchObject({ reason: 'time_in_future' });
    const long = {
      startedAt: new Date('2026-03-20T00:00:00Z'),
      endedAt: new Date('2026-03-21T00:00:01Z'),
    };
    const longest = { number, span: long, work: 'Nuit blanche.' };
    expect(await world.run(recordTime, karim, longest)).toMatchObject({ reason: 'time_too_long' });
    const silent = { number, span: span('09:00:00', '09:10:00'), work: ' ' };
    expect(await world.run(recordTime, karim, silent)).toMatchObject({
      reason: 'required',
      field: 'work',
    });
    at('11:00:00.000');
    done(await start(karim));
    at('12:00:00.000');
    expect(await write(karim, '10:30:00', '11:30:00')).toMatchObject({ reason: 'timer_running' });
    done(await write(karim, '10:30:00', '11:00:00'));
    done(await stop(karim));
    expect(await liveSeconds(world.knex, await idOf())).toEqual([1_800, 3_600]);
  });

  test('a correction names what it corrects; both stay, and only the last one counts', async () => {
    const { karim } = world.cast;
    done(await start(karim));
    at('10:00:00.000');
    done(await stop(karim));
    const [first] = await listTimeEntries(world.knex, await idOf());
    const entryId = first?.id ?? 0;
    const correct = (id: number, to: ReturnType<typeof span> | null, work: string) =>
      world.run(correctTime, karim, { number, entryId: id, span: to, work });
    const shorter = done(
      await correct(entryId, span('08:00:00', '08:30:00'), 'Oublié de l’arrêter.'),
    );
    expect(await entries()).toEqual([
      'Karim Diallo timer 7200  superseded',
      'Karim Diallo timer 1800 Oublié de l’arrêter. corrects',
    ]);
    expect((await told()).at(-1)?.data).toMatchObject({ corrects: entryId, seconds: 1_800 });
    expect(await liveSeconds(world.knex, await idOf())).toEqual([1_800]);
    expect(await correct(entryId, null, 'Encore.')).toMatchObject({ reason: 'already_corrected' });
    const same = span('08:00:00', '08:30:00');
    expect(await correct(shorter.entryId, same, 'Oublié de l’arrêter.')).toMatchObject({
      reason: 'unchanged',
    });
    done(await correct(shorter.entryId, null, 'Ce n’était pas pour ce ticket.'));
    expect(await liveSeconds(world.knex, await idOf())).toEqual([]);
    expect((await entries()).at(-1)).toBe(
      'Karim Diallo timer 0 Ce n’était pas pour ce ticket. corrects',
    );
    // what was taken back is free again
    done(await write(karim, '08:10:00', '08:20:00'));
  });

  test('two corrections of one entry at once: one is told that it came second', async () => {
    const { karim, nadia, lea } = world.cast;
    at('12:00:00.000');
    const { entryId } = done(await write(karim, '09:00:00', '10:00:00'));
    const to = (end: string, work: string) => ({
      number,
      entryId,
      span: span('09:00:00', end),
      work,
    });
    expect(await world.run(correctTime, lea, to('09:10:00', 'Non.'))).toMatchObject({
      reason: 'forbidden',
    });
    const outcomes = await Promise.all([
      world.run(correctTime, karim, to('09:30:00', 'Pause déduite.')),
      world.run(correctTime, nadia, to('09:40:00', 'Selon les journaux.')),
    ]);
    expect(outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.reason]))).toEqual([
      'already_corrected',
    ]);
    expect(await entries()).toHaveLength(2);
  });

  test('a correction may not lie over other time, and the entry then stands as it was', async () => {
    const { karim } = world.cast;
    at('12:00:00.000');
    const { entryId } = done(await write(karim, '09:00:00', '10:00:00'));
    done(await write(karim, '10:00:00', '11:00:00'));
    const over = { number, entryId, span: span('09:30:00', '10:30:00'), work: 'Plus tard.' };
    expect(await world.run(correctTime, karim, over)).toMatchObject({ reason: 'time_overlaps' });
    expect(await liveSeconds(world.knex, await idOf())).toEqual([3_600, 3_600]);
    // over the very time it corrects it may
    done(await world.run(correctTime, karim, { ...over, span: span('08:30:00', '09:30:00') }));
  });

  test('the database lets nobody change or delete an entry', async () => {
    at('12:00:00.000');
    const { entryId } = done(await write(world.cast.karim, '09:00:00', '10:00:00'));
    const entry = () => world.knex('time_entries').where({ id: entryId });
    await expect(entry().update({ work: 'Rien.' })).rejects.toThrow(/append-only/);
    await expect(entry().delete()).rejects.toThrow(/permission denied/);
    await expect(
      world
        .ownerKnex('time_entries')
        .where({ id: entryId })
        .update({ ended_at: iso('11:00:00') }),
    ).rejects.toThrow(/append-only/);
  });

  test('resolved by a colleague, the ticket stops every timer on it, before the status', async () => {
    const { karim, lea, nadia } = world.cast;
    done(await start(karim));
    at('08:10:00.000');
    done(await start(lea));
    at('08:30:00.000');
    done(await world.run(changeStatus, nadia, { number, status: 'resolved' }));
    expect(await types()).toEqual([
      'timer_started',
      'timer_started',
      'time_recorded',
      'time_recorded',
      'status_changed',
    ]);
    expect((await entries()).sort()).toEqual([
      'Karim Diallo timer 1800 ',
      'Léa Fontaine timer 1200 ',
    ]);
    expect(await start(karim)).toMatchObject({ reason: 'not_in_progress' });
    done(await write(karim, '07:00:00', '07:30:00'));
  });

  test('so does a merger, after which nothing more is written on it', async () => {
    const { karim } = world.cast;
    const into = await open();
    done(await start(karim));
    at('08:05:00.000');
    done(await world.run(mergeTickets, karim, { number, into }));
    expect(await entries()).toEqual(['Karim Diallo timer 300 ']);
    expect(await write(karim, '07:00:00', '07:30:00')).toMatchObject({ reason: 'ticket_merged' });
    expect(await start(karim)).toMatchObject({ reason: 'ticket_merged' });
  });

  test('on an information request time is recorded as well (D3)', async () => {
    const { karim } = world.cast;
    const request = await open('information_request');
    done(await start(karim, request));
    at('08:20:00.000');
    done(await stop(karim, 'Question de facturation.', request));
    expect(await entries(request)).toEqual(['Karim Diallo timer 1200 Question de facturation.']);
  });

  test('who may not: a customer, an administrator, somebody else’s timer', async () => {
    const { jean, odile, karim, lea } = world.cast;
    expect(await start(jean)).toMatchObject({ reason: 'forbidden' });
    expect(await start(odile)).toMatchObject({ reason: 'forbidden' });
    done(await start(karim));
    expect(await stop(lea)).toMatchObject({ reason: 'no_timer' });
    done(await stop(karim));
  });

  test('past two hours its owner is told once, in its own words; the setting moves that', async () => {
    const { karim, nadia, lea } = world.cast;
    done(await start(karim));
    const warn = async () => done(await world.run(warnOfTimers, SWEEP, null)).warned;
    at('09:59:59.999');
    expect(await warn()).toBe(0);
    at('10:00:00.000');
    expect(await Promise.all([warn(), warn()])).toContain(1);
    expect(await warn()).toBe(0);
    const mails = await world.knex('outbound_emails').where({ letter: 'timer_running' });
    expect(mails).toMatchObject([{ to_address: 'karim@alize.example', user_id: karim.id }]);
    expect(mails[0].text).toContain(`tourne sur le ticket ${number} depuis le`);
    expect(mails[0].text).toContain('à 10:00 (heure de Paris)');
    const rule = { timerWarningMinutes: 30 };
    expect(await world.run(settleDiagnosis, karim, rule)).toMatchObject({ reason: 'forbidden' });
    expect(await world.run(settleDiagnosis, nadia, { timerWarningMinutes: 0 })).toMatchObject({
      reason: 'timer_warning_out_of_range',
    });
    done(await world.run(settleDiagnosis, nadia, rule));
    done(await start(lea));
    at('10:30:00.000');
    expect(await warn()).toBe(1);
    expect(await world.run(warnOfTimers, karim, null)).toMatchObject({ reason: 'forbidden' });
    await Promise.all([stop(karim), stop(lea)]);
  });

  test('the audit finds an entry that was changed behind the database’s back', async () => {
    const { karim } = world.cast;
    at('12:00:00.000');
    const { entryId } = done(await write(karim, '09:00:00', '10:00:00'));
    const faults = async () => {
      const found: HistoryFault[] = [];
      await verifyHistories(world.knex, (fault) => found.push(fault));
      return found;
    };
    expect(await faults()).toEqual([]);
    const seq = (await told()).at(-1)?.seq;
    const behind = (changes: object) =>
      world.ownerKnex.transaction(async (tx) => {
        await tx.raw(`set local session_replication_role = 'replica'`);
        await tx('time_entries').where({ id: entryId }).update(changes);
      });
    await behind({ ended_at: iso('11:00:00') });
    expect(await faults()).toEqual([{ number, seq, fault: 'words_altered' }]);
    await behind({ ended_at: iso('10:00:00'), work: 'Autre chose.' });
    expect(await faults()).toEqual([{ number, seq, fault: 'words_altered' }]);
    await behind({ work: 'Journaux lus.' });
    expect(await faults()).toEqual([]);
  });
});
