import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import {
  acceptTariff,
  acceptTariffByLink,
  noteAcceptance,
} from '../../server/commands/accept-tariff.ts';
import { changeStatus } from '../../server/commands/change-status.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { recordCall } from '../../server/commands/record-call.ts';
import { requalifyTicket } from '../../server/commands/requalify-ticket.ts';
import { saveTariff } from '../../server/commands/save-tariff.ts';
import { acceptanceOf } from '../../server/store/acceptances.ts';
import { listEvents } from '../../server/store/events.ts';
import { findTicket } from '../../server/store/tickets.ts';
import { conclude, withoutPaper } from '../support/diagnosed.ts';
import { createMailroom, type Mailroom, mail } from '../support/mailroom.ts';
import { MONDAY } from '../support/world.ts';

const visitor = { kind: 'visitor' } as const;
const BROKEN = { subject: 'Site hors ligne', body: 'Erreur 502.', files: [] };

let room: Mailroom;
beforeEach(async () => {
  await room?.close();
  room = await createMailroom();
});
afterAll(() => room.close());

/** What a ticket's history says of the tariff, without what stands beside it. */
async function toldOn(number: string) {
  const ticket = await findTicket(room.knex, number);
  if (!ticket) throw new Error(`there is no ${number}`);
  const events = await listEvents(room.knex, ticket.id);
  return {
    ticket,
    events: events
      .filter(({ type }) => type.startsWith('tariff_'))
      .map(({ type, actor, data }) => ({ type, actor, data })),
    acceptance: await acceptanceOf(room.knex, ticket.id),
  };
}

/** The newest letter as plain text, its spaces as people type them. */
async function letter(): Promise<string> {
  const row = await room.knex('outbound_emails').orderBy('id', 'desc').first('text');
  return row.text.replace(/[\u00a0\u202f]/g, ' ');
}

const tokenIn = (text: string) => /https:\/\/aide\.alize\.example\/tariff\/(\S+)/.exec(text)?.[1];

async function lastNumber(): Promise<string> {
  return (await room.knex('tickets').orderBy('id', 'desc').first('number')).number;
}

describe('by the form', () => {
  test('a consumer is shown 34.80 with tax, and its acceptance is on record', async () => {
    const tariff = { shown: '1-gross', accepted: true };
    const opened = await room.run(openTicket, room.cast.marie, {
      ...BROKEN,
      kind: 'incident',
      tariff,
    });
    const { ticket, events, acceptance } = await toldOn(done(opened).number);
    expect(ticket.tariffVersionId).toBe(1);
    const marie = { user: room.cast.marie.id };
    expect(events).toEqual([
      {
        type: 'tariff_recalled',
        actor: { system: 'intake' },
        data: {
          tariff: 1,
          price: 'gross',
          unit_cents: 3480,
          unit_minutes: 30,
          minimum_units: 1,
          by: 'form',
        },
      },
      { type: 'tariff_accepted', actor: marie, data: { acceptance: 1, tariff: 1, means: 'form' } },
    ]);
    expect(acceptance).toEqual({
      id: 1,
      ticketId: ticket.id,
      tariffVersionId: 1,
      means: 'form',
      by: { id: room.cast.marie.id, name: 'Marie Hoarau' },
      acceptedAt: MONDAY,
    });
    const text = await letter();
    expect(text).toContain('il coûte 34,80 € TTC par tranche de 30 minutes commencée.');
    expect(text).toContain('Vous avez accepté ce tarif en déclarant l’incident.');
    expect(tokenIn(text)).toBeUndefined();
  });

  test('a professional is shown 29.00 without tax', async () => {
    const tariff = { shown: '1-net', accepted: true };
    const incident = { ...BROKEN, kind: 'incident', tariff } as const;
    const { events } = await toldOn(
      done(await room.run(openTicket, room.cast.jean, incident)).number,
    );
    expect(events[0]?.data).toMatchObject({ price: 'net', unit_cents: 2900 });
    expect(await letter()).toContain('il coûte 29,00 € HT par tranche de 30 minutes commencée.');
    await room.run(openTicket, room.cast.tiare, incident);
    expect(await letter()).toContain('it costs €29.00 without tax (HT) per started 30 minutes.');
  });

  test('nothing opens under a tariff that was not the one shown, or not accepted', async () => {
    const { run, cast } = room;
    const declare = (shown: string | null, accepted: boolean) =>
      run(openTicket, cast.marie, {
        ...BROKEN,
        kind: 'incident',
        tariff: { shown, accepted },
      });
    const changed = { ok: false, reason: 'tariff_changed', field: 'tariff_accepted' };
    expect(await declare('1-gross', false)).toEqual({
      ok: false,
      reason: 'acceptance_required',
      field: 'tariff_accepted',
    });
    expect(await declare(null, true)).toEqual(changed);
    // a professional's price, shown to a consumer
    expect(await declare('1-net', true)).toEqual(changed);
    const next = { unitMinutes: 30, minimumUnits: 1, netUnitCents: 3_000, grossUnitCents: 3_599 };
    done(await run(saveTariff, cast.nadia, { ...next, effectiveFrom: MONDAY }));
    expect(await declare('1-gross', true)).toEqual(changed);
    expect((await declare('2-gross', true)).ok).toBe(true);
    expect(await room.knex('tickets')).toHaveLength(1);
  });

  test('a question costs nothing and is told nothing', async () => {
    const question = { ...BROKEN, kind: 'information_request' } as const;
    const { ticket, events } = await toldOn(
      done(await room.run(openTicket, room.cast.marie, question)).number,
    );
    expect(ticket.tariffVersionId).toBeNull();
    expect(events).toEqual([]);
    expect(await letter()).not.toMatch(/diagnostic|€|\/tariff\//);
  });
});

describe('by telephone', () => {
  const call = (acceptedTariffId: number | null) =>
    room.run(recordCall, room.cast.karim, {
      kind: 'incident',
      subject: 'Site hors ligne',
      body: 'Plus rien ne répond.',
      caller: {
        email: 'marie.hoarau@courriel.example',
        name: 'Marie Hoarau',
        organisation: '',
        quality: 'unknown',
        locale: 'fr',
        timeZone: 'Indian/Reunion',
      },
      acceptedTariffId,
    });

  test('the agent notes that the caller accepted, and the letter says so', async () => {
    const { events, acceptance } = await toldOn(done(await call(1)).number);
    expect(events.map(({ data }) => data)).toMatchObject([
      { by: 'letter', unit_cents: 3480 },
      { means: 'call' },
    ]);
    expect(acceptance?.by.name).toBe('Karim Diallo');
    expect(await letter()).toContain('Vous avez accepté ce tarif au téléphone.');
  });

  test('without that, the letter asks', async () => {
    const { events, acceptance } = await toldOn(done(await call(null)).number);
    expect(events.map(({ type }) => type)).toEqual(['tariff_recalled']);
    expect(acceptance).toBeNull();
    expect(tokenIn(await letter())).toBeDefined();
  });
});

describe('by mail', () => {
  const MAIL = mail({
    From: 'Marie Hoarau <marie.hoarau@courriel.example>',
    Subject: 'Mon site est hors ligne',
    'Message-ID': '<panne@courriel.example>',
  });

  async function declared() {
    await room.deliver(MAIL);
    const number = await lastNumber();
    return { number, token: tokenIn(await letter()) ?? '' };
  }

  test('the acknowledgement recalls the tariff and its link accepts it, once', async () => {
    const { number, token } = await declared();
    expect(await letter()).toContain(
      'Le diagnostic de votre incident est gratuit si la panne vient de nous. S’il montre qu’elle ne vient pas de nos services, ou s’il ne trouve aucune panne, il coûte 34,80 € TTC par tranche de 30 minutes commencée.',
    );
    expect((await toldOn(number)).acceptance).toBeNull();
    room.clock.now = new Date(MONDAY.getTime() + 60_000);
    const twice = [0, 1].map(() => room.run(acceptTariffByLink, visitor, { token }));
    expect(await Promise.all(twice)).toEqual([
      { ok: true, value: null },
      { ok: true, value: null },
    ]);
    const { events, acceptance } = await toldOn(number);
    expect(events.slice(1)).toEqual([
      {
        type: 'tariff_accepted',
        actor: { system: 'visitor' },
        data: { acceptance: expect.any(Number), tariff: 1, means: 'signed_link' },
      },
    ]);
    expect(acceptance).toMatchObject({
      means: 'signed_link',
      by: { name: 'Marie Hoarau' },
      acceptedAt: new Date(MONDAY.getTime() + 60_000),
    });
  });

  test('a stranger is told a consumer’s price', async () => {
    await room.deliver(mail({ From: 'inconnu@ailleurs.example', Subject: 'Panne : hors ligne' }));
    const { events } = await toldOn(await lastNumber());
    expect(events.map(({ data }) => data)).toMatchObject([{ price: 'gross', unit_cents: 3480 }]);
  });

  test('the version in force at the receipt is the one told', async () => {
    const next = { unitMinutes: 15, minimumUnits: 2, netUnitCents: 1_500, grossUnitCents: 1_800 };
    const effectiveFrom = new Date(MONDAY.getTime() + 3_600_000);
    done(await room.run(saveTariff, room.cast.nadia, { ...next, effectiveFrom }));
    const before = await declared();
    expect((await toldOn(before.number)).ticket.tariffVersionId).toBe(1);
    room.clock.now = effectiveFrom;
    await room.deliver(mail({ From: 'jean@boulangerie-moule.example', Subject: 'Hors ligne' }));
    const { ticket } = await toldOn(await lastNumber());
    expect(ticket.tariffVersionId).toBe(2);
    expect(await letter()).toContain(
      'il coûte 15,00 € HT par tranche de 15 minutes commencée. 2 tranches au moins sont comptées.',
    );
  });

  test('a link that was tampered with, or of another ticket, accepts nothing', async () => {
    const { number, token } = await declared();
    const forged = [`${token.slice(0, -1)}A`, token.replace('-0', '-1'), '', number];
    for (const wrong of forged.filter((each) => each !== token)) {
      expect(await room.run(acceptTariffByLink, visitor, { token: wrong })).toMatchObject({
        reason: 'not_found',
      });
    }
    expect((await toldOn(number)).acceptance).toBeNull();
  });

  test('the link dies with the ticket', async () => {
    const { number, token } = await declared();
    for (const status of ['resolved', 'closed'] as const) {
      done(await room.run(changeStatus, room.cast.karim, { number, status }));
    }
    expect(await room.run(acceptTariffByLink, visitor, { token })).toMatchObject({
      reason: 'ticket_closed',
    });
  });

  test('the link dies with the verdict: nothing is accepted after the fact', async () => {
    const { number, token } = await declared();
    await conclude(withoutPaper(room), number, 'service_healthy');
    expect(await room.run(acceptTariffByLink, visitor, { token })).toMatchObject({
      reason: 'already_concluded',
    });
    expect(await room.run(noteAcceptance, room.cast.karim, { number })).toMatchObject({
      reason: 'already_concluded',
    });
    expect((await toldOn(number)).acceptance).toBeNull();
  });

  test('its contact accepts on the ticket’s page, an agent notes a call, others may not', async () => {
    const { run, cast } = room;
    const { number } = await declared();
    expect(await run(acceptTariff, cast.jean, { number })).toMatchObject({ reason: 'not_found' });
    expect(await run(acceptTariff, cast.karim, { number })).toMatchObject({ reason: 'forbidden' });
    expect(await run(noteAcceptance, cast.marie, { number })).toMatchObject({
      reason: 'forbidden',
    });
    done(await run(acceptTariff, cast.marie, { number }));
    done(await run(noteAcceptance, cast.karim, { number }));
    expect((await toldOn(number)).acceptance).toMatchObject({
      means: 'form',
      by: { name: 'Marie Hoarau' },
    });
  });
});

test('a question that turns out to be an incident is told the tariff by a letter, once', async () => {
  const { run, cast } = room;
  const question = { ...BROKEN, kind: 'information_request' } as const;
  const { number } = done(await run(openTicket, cast.tiare, question));
  const turn = (kind: 'incident' | 'information_request') =>
    run(requalifyTicket, cast.karim, { number, kind });
  done(await turn('incident'));
  const { ticket, events } = await toldOn(number);
  expect(ticket.tariffVersionId).toBe(1);
  expect(events).toMatchObject([{ data: { by: 'letter', price: 'net', unit_cents: 2900 } }]);
  const text = await letter();
  expect(text).toContain(`Your request ${number} reports an incident`);
  expect(text).toContain('it costs €29.00 without tax (HT) per started 30 minutes.');
  done(await run(acceptTariffByLink, visitor, { token: tokenIn(text) ?? '' }));
  const letters = () => room.knex('outbound_emails').where({ letter: 'tariff_recalled' });
  done(await turn('information_request'));
  done(await turn('incident'));
  expect(await letters()).toHaveLength(1);
});

test('a helpdesk without a tariff tells none, and its form needs nothing', async () => {
  const { connectAsOwner } = await import('../../server/store/connect.ts');
  const owner = connectAsOwner(room.url);
  await owner.raw('alter table tariff_versions disable trigger user');
  await owner('tariff_versions').del();
  await owner.destroy();
  const tariff = { shown: null, accepted: false };
  const incident = { ...BROKEN, kind: 'incident', tariff } as const;
  const { ticket, events } = await toldOn(
    done(await room.run(openTicket, room.cast.marie, incident)).number,
  );
  expect(ticket.tariffVersionId).toBeNull();
  expect(events).toEqual([]);
  expect(await letter()).not.toContain('€');
  expect(await room.run(acceptTariff, room.cast.marie, { number: ticket.number })).toMatchObject({
    reason: 'no_tariff',
  });
});
