import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { settleSerenitePlus } from '../../seeds/settle-plans.ts';
import { cancelSuspension } from '../../server/commands/cancel-suspension.ts';
import { changeStatus } from '../../server/commands/change-status.ts';
import { changeSuspension } from '../../server/commands/change-suspension.ts';
import { choosePlan } from '../../server/commands/choose-plan.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import {
  type PublishSuspensionInput,
  publishSuspension,
} from '../../server/commands/publish-suspension.ts';
import { saveService } from '../../server/commands/save-service.ts';
import { recomputeSuspension, tellNotice } from '../../server/commands/sweep-suspensions.ts';
import { sweepSuspensions } from '../../server/jobs/handlers/sweep-suspensions.ts';
import { listDeadlines } from '../../server/store/deadlines.ts';
import { listPlans } from '../../server/store/plans.ts';
import { findTicket } from '../../server/store/tickets.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
/** Boulangerie du Moule's and Agence Lagon's sites. */
let bakery: number;
let lagoon: number;

beforeEach(async () => {
  world = await createWorld();
  const [base] = await listPlans(world.knex);
  if (!base) throw new Error('no base plan');
  const planId = await settleSerenitePlus(world.run, new Date(0), base.definition.calendars);
  for (const who of ['jean', 'tiare'] as const) {
    const customerId = world.cast[who].customerId as number;
    done(await world.run(choosePlan, world.cast.nadia, { customerId, planId }));
  }
  const service = async (who: 'jean' | 'tiare', name: string) =>
    done(
      await world.run(saveService, world.cast.nadia, {
        serviceId: null,
        customerId: world.cast[who].customerId as number,
        name,
        planId: null,
        conditions: null,
        monthlyPriceCents: null,
      }),
    ).serviceId;
  bakery = await service('jean', 'Site boulangerie-moule.example');
  lagoon = await service('tiare', 'Site agence-lagon.example');
});
afterEach(() => world.drop());

const at = (iso: string) => {
  world.clock.now = new Date(iso);
};

/** An incident at 20:00 in Paris: diagnosis due 8 h later, restoration 24 h later. */
async function incident(serviceId: number, who: 'jean' | 'tiare'): Promise<string> {
  at('2026-11-29T19:00:00Z');
  const said = { kind: 'incident', subject: 'Site hors ligne', body: 'Erreur 500.', files: [] };
  const { number } = done(await world.run(openTicket, world.cast[who], said as never));
  // the service is named before any window is published: nothing but the window moves clocks
  await world.ownerKnex('tickets').where({ number }).update({ service_id: serviceId });
  done(await world.run(changeStatus, world.cast.karim, { number, status: 'open' }));
  return number;
}

async function due(number: string): Promise<Record<string, string | null>> {
  const ticket = await findTicket(world.knex, number);
  const deadlines = await listDeadlines(world.knex, [ticket?.id ?? 0]);
  return Object.fromEntries(
    deadlines.map(({ name, dueAt }) => [name, dueAt?.toISOString().slice(0, 16) ?? null]),
  );
}

const UNMOVED = {
  first_response: '2026-11-29T21:00',
  next_update: '2026-11-29T23:00',
  diagnosis: '2026-11-30T03:00',
  restoration: '2026-11-30T19:00',
};

const NIGHT: PublishSuspensionInput = {
  cause: 'maintenance',
  title: 'Mise à jour des serveurs',
  details: 'Les sites seront hors ligne quelques minutes à la fois.',
  startsAt: new Date('2026-11-29T22:00:00Z'),
  endsAt: new Date('2026-11-30T00:00:00Z'),
  expectedEndAt: null,
  services: [],
};

async function publish(change: Partial<PublishSuspensionInput>): Promise<number> {
  const input = { ...NIGHT, ...change };
  return done(await world.run(publishSuspension, world.cast.karim, input)).suspensionId;
}

async function lettersTo(address: string): Promise<{ letter: string; text: string }[]> {
  return world
    .knex('outbound_emails')
    .where({ to_address: address })
    .whereNotIn('letter', ['acknowledgement'])
    .orderBy('id')
    .select('letter', 'text');
}

const sweep = () => sweepSuspensions(world.knex, world.run, () => world.clock.now);

describe('a window moves clocks', () => {
  test('diagnosis and restoration by exactly its open time, and nothing else', async () => {
    const number = await incident(bakery, 'jean');
    expect(await due(number)).toEqual(UNMOVED);
    at('2026-11-29T19:10:00Z');
    await publish({ services: [bakery] });
    expect(await due(number)).toEqual({
      ...UNMOVED,
      diagnosis: '2026-11-30T05:00',
      restoration: '2026-11-30T21:00',
    });
  });

  test('of its own services only', async () => {
    const number = await incident(lagoon, 'tiare');
    await publish({ services: [bakery] });
    expect(await due(number)).toEqual(UNMOVED);
  });

  test('once where two overlap', async () => {
    const number = await incident(bakery, 'jean');
    await publish({ services: [bakery] });
    await publish({
      services: 'all',
      startsAt: new Date('2026-11-29T23:00:00Z'),
      endsAt: new Date('2026-11-30T01:00:00Z'),
    });
    expect(await due(number)).toMatchObject({
      diagnosis: '2026-11-30T06:00',
      restoration: '2026-11-30T22:00',
    });
  });

  test('back when it is cancelled after the fact', async () => {
    const number = await incident(bakery, 'jean');
    const suspensionId = await publish({ services: [bakery] });
    at('2026-11-30T02:00:00Z');
    done(await world.run(cancelSuspension, world.cast.nadia, { suspensionId }));
    expect(await due(number)).toEqual(UNMOVED);
    const kept = await world.knex('suspensions').where({ id: suspensionId }).first();
    expect(kept).toMatchObject({ title: 'Mise à jour des serveurs', sequence: 1 });
    expect(kept.cancelled_at).toEqual(new Date('2026-11-30T02:00:00Z'));
  });

  test('of a ticket that was resolved within it too', async () => {
    const number = await incident(bakery, 'jean');
    const suspensionId = await publish({ services: [bakery] });
    at('2026-11-30T04:00:00Z');
    done(await world.run(changeStatus, world.cast.karim, { number, status: 'resolved' }));
    const state = async () => {
      const ticket = await findTicket(world.knex, number);
      const deadlines = await listDeadlines(world.knex, [ticket?.id ?? 0]);
      return deadlines.find(({ name }) => name === 'diagnosis')?.state;
    };
    expect(await state()).toBe('met');
    done(await world.run(cancelSuspension, world.cast.nadia, { suspensionId }));
    expect(await state()).toBe('breached');
  });

  test('stops them for good while no end is known, and lets them go on at the end', async () => {
    const number = await incident(bakery, 'jean');
    const flood: PublishSuspensionInput = {
      ...NIGHT,
      cause: 'force_majeure',
      endsAt: null,
      expectedEndAt: new Date('2026-12-02T00:00:00Z'),
      services: [bakery],
    };
    const suspensionId = await publish(flood);
    expect(await due(number)).toEqual({ ...UNMOVED, diagnosis: null, restoration: null });
    at('2026-12-01T12:00:00Z');
    const { title, details, startsAt, expectedEndAt } = flood;
    done(
      await world.run(changeSuspension, world.cast.karim, {
        suspensionId,
        title,
        details,
        startsAt,
        endsAt: new Date('2026-12-01T10:00:00Z'),
        expectedEndAt,
      }),
    );
    expect(await due(number)).toMatchObject({
      diagnosis: '2026-12-01T15:00',
      restoration: '2026-12-02T07:00',
    });
  });

  test('and tells the state of the clocks when it begins and when it ends', async () => {
    const number = await incident(bakery, 'jean');
    await publish({ services: [bakery] });
    const state = async () => {
      const ticket = await findTicket(world.knex, number);
      const deadlines = await listDeadlines(world.knex, [ticket?.id ?? 0]);
      return deadlines.find(({ name }) => name === 'restoration')?.state;
    };
    expect(await state()).toBe('running');
    at('2026-11-29T22:00:00Z');
    await sweep();
    expect(await state()).toBe('paused');
    at('2026-11-30T00:00:00Z');
    await sweep();
    expect(await state()).toBe('running');
  });
});

describe('publishing too late', () => {
  test('is refused for a maintenance', async () => {
    at('2026-11-29T22:00:00Z');
    const outcome = await world.run(publishSuspension, world.cast.karim, {
      ...NIGHT,
      services: [bakery],
    });
    expect(outcome).toMatchObject({ ok: false, reason: 'maintenance_not_announced' });
    expect(await world.knex('suspensions').first('id')).toBeUndefined();
  });

  test('would not count: a row that says so moves nothing', async () => {
    const number = await incident(bakery, 'jean');
    const suspensionId = await publish({ services: [bakery] });
    const late = new Date('2026-11-29T22:00:00Z');
    await world.ownerKnex('suspensions').where({ id: suspensionId }).update({ published_at: late });
    at('2026-11-29T22:30:00Z');
    await sweep();
    expect(await due(number)).toEqual(UNMOVED);
  });
});

describe('who is told', () => {
  test('the contacts of the customers concerned, in their language and zone, once', async () => {
    at('2026-11-29T19:00:00Z');
    const suspensionId = await publish({ services: [bakery] });
    const [letter, ...others] = await lettersTo('jean@boulangerie-moule.example');
    expect(others).toEqual([]);
    expect(letter?.letter).toBe('suspension_published');
    expect(letter?.text).toMatch(/concernés\s: Site boulangerie-moule\.example/);
    expect(letter?.text).toMatch(
      /Début\s: dimanche 29\snovembre 2026 à 23:00 \(heure de Paris\), soit 18:00 en Guadeloupe/,
    );
    expect(await lettersTo('tiare@agence-lagon.example')).toEqual([]);

    await sweep();
    await sweep();
    expect(await lettersTo('jean@boulangerie-moule.example')).toHaveLength(1);

    done(await world.run(cancelSuspension, world.cast.karim, { suspensionId }));
    const names = (await lettersTo('jean@boulangerie-moule.example')).map(({ letter }) => letter);
    expect(names).toEqual(['suspension_published', 'suspension_cancelled']);
  });

  test('nobody whose address is unproved and who never wrote', async () => {
    const { customerId } = world.cast.jean;
    await world.ownerKnex('users').where({ customer_id: customerId }).update({
      email_confirmed_at: null,
    });
    await publish({ services: [bakery] });
    expect(await lettersTo('jean@boulangerie-moule.example')).toEqual([]);
    await incident(bakery, 'jean');
    await publish({ services: [bakery] });
    expect(await lettersTo('jean@boulangerie-moule.example')).toHaveLength(1);
  });

  test('past 30 days of force majeure, that they may terminate: once, and not before', async () => {
    at('2026-11-29T23:00:00Z');
    const expectedEndAt = new Date('2026-12-02T00:00:00Z');
    const open = { cause: 'force_majeure', endsAt: null, expectedEndAt } as const;
    // 29 November, 23:00 in Paris: the thirtieth day is 29 December
    await publish({ ...open, services: [bakery] });
    at('2026-12-29T22:59:00Z');
    await sweep();
    expect(await lettersTo('jean@boulangerie-moule.example')).toHaveLength(1);
    at('2026-12-29T23:00:00Z');
    await sweep();
    await sweep();
    const letters = await lettersTo('jean@boulangerie-moule.example');
    expect(letters.map(({ letter }) => letter)).toEqual([
      'suspension_published',
      'force_majeure_termination',
    ]);
    expect(letters[1]?.text).toContain('vous pouvez résilier');
  });
});

describe('many tickets and many people', () => {
  test('are done in batches, each once, and the sweep takes the rest', async () => {
    const number = await incident(bakery, 'jean');
    const { id } = (await findTicket(world.knex, number)) ?? { id: 0 };
    await copyTicket(id, 450);
    await world.ownerKnex.raw(
      `insert into users (customer_id, name, email, roles, locale, time_zone, email_confirmed_at,
                          created_at)
       select customer_id, 'Contact ' || n, 'contact' || n || '@boulangerie-moule.example', roles,
              locale, time_zone, now(), now()
         from users, generate_series(1, 450) n where id = ?`,
      [world.cast.jean.id],
    );
    const moved = async () =>
      Number(
        (
          await world
            .knex('deadlines')
            .where({ name: 'restoration', due_at: '2026-11-30T21:00:00Z' })
            .count('* as count')
        )[0]?.count,
      );
    const told = async () =>
      Number((await world.knex('suspension_letters').count('* as count'))[0]?.count);
    await publish({ services: [bakery] });
    expect([await moved(), await told()]).toEqual([200, 200]);
    await Promise.all([sweep(), sweep()]);
    await sweep();
    expect([await moved(), await told()]).toEqual([451, 451]);
    const mails = await world.knex('outbound_emails').where({ letter: 'suspension_published' });
    expect(new Set(mails.map(({ to_address }) => to_address)).size).toBe(mails.length);
  });
});

describe('who may', () => {
  const people = ['lea', 'nadia'] as const;
  test.each(people)('%s publishes', async (who) => {
    const input = { ...NIGHT, services: [bakery] };
    expect(await world.run(publishSuspension, world.cast[who], input)).toMatchObject({ ok: true });
  });

  test.each(['odile', 'jean'] as const)(
    '%s does not, changes nothing, cancels nothing',
    async (who) => {
      const suspensionId = await publish({ services: [bakery] });
      const actor = world.cast[who];
      const forbidden = { ok: false, reason: 'forbidden' };
      expect(await world.run(publishSuspension, actor, { ...NIGHT, services: [bakery] })).toEqual(
        forbidden,
      );
      expect(await world.run(changeSuspension, actor, { ...NIGHT, suspensionId })).toEqual(
        forbidden,
      );
      expect(await world.run(cancelSuspension, actor, { suspensionId })).toEqual(forbidden);
    },
  );

  test('nobody does the sweep’s part by hand', async () => {
    const { nadia } = world.cast;
    const forbidden = { ok: false, reason: 'forbidden' };
    expect(await world.run(recomputeSuspension, nadia, { suspensionId: 1 })).toEqual(forbidden);
    expect(await world.run(tellNotice, nadia, { noticeId: 1 })).toEqual(forbidden);
  });

  test('a service that has ended, or that nobody has, is refused', async () => {
    const input = { ...NIGHT, services: [bakery, 999_999] };
    expect(await world.run(publishSuspension, world.cast.karim, input)).toMatchObject({
      ok: false,
      reason: 'invalid_choice',
      field: 'services',
    });
  });
});

/** Tickets like this one, with its history and its deadlines. */
async function copyTicket(id: number, count: number): Promise<void> {
  await world.ownerKnex.transaction(async (tx) => {
    await tx.raw(`set local session_replication_role = replica`);
    await tx.raw(
      `insert into tickets overriding system value
       select (jsonb_populate_record(t, jsonb_build_object(
                'id', 100000 + n, 'number', '2026-' || lpad((900000 + n)::text, 6, '0')))).*
         from tickets t, generate_series(1, ?) n where id = ?`,
      [count, id],
    );
    await tx.raw(
      `insert into events select (jsonb_populate_record(e, jsonb_build_object(
                'ticket_id', 100000 + n))).* from events e, generate_series(1, ?) n
        where ticket_id = ?`,
      [count, id],
    );
    await tx.raw(
      `insert into deadlines (ticket_id, name, state, target_minutes, started_at, due_at,
                              elapsed_ms, announced, next_at)
       select 100000 + n, name, state, target_minutes, started_at, due_at, elapsed_ms, announced,
              next_at from deadlines, generate_series(1, ?) n where ticket_id = ?`,
      [count, id],
    );
  });
}
