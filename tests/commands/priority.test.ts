import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { settleSerenitePlus } from '../../seeds/settle-plans.ts';
import { changePriority } from '../../server/commands/change-priority.ts';
import { choosePlan } from '../../server/commands/choose-plan.ts';
import { nameService } from '../../server/commands/name-service.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { reassessTicket } from '../../server/commands/reassess-ticket.ts';
import { recordCall } from '../../server/commands/record-call.ts';
import { saveService } from '../../server/commands/save-service.ts';
import { listDeadlines } from '../../server/store/deadlines.ts';
import { listEvents } from '../../server/store/events.ts';
import { listPlans } from '../../server/store/plans.ts';
import { findTicket } from '../../server/store/tickets.ts';
import { createWorld, type World } from '../support/world.ts';

describe('what a ticket is judged by can be put right', () => {
  let world: World;
  let sereniteId: number;
  let shopId: number;
  beforeAll(async () => {
    world = await createWorld();
    const [base] = await listPlans(world.knex);
    if (!base) throw new Error('no base plan');
    sereniteId = await settleSerenitePlus(world.run, new Date(0), base.definition.calendars);
    const { nadia, tiare, jean } = world.cast;
    await world.run(choosePlan, nadia, {
      customerId: tiare.customerId as number,
      planId: sereniteId,
    });
    const shop = { serviceId: null, name: 'Boutique en ligne', conditions: null };
    const facts = { customerId: jean.customerId as number, monthlyPriceCents: 4_900 };
    shopId = done(
      await world.run(saveService, nadia, { ...shop, ...facts, planId: sereniteId }),
    ).serviceId;
  });
  afterAll(() => world.drop());

  const at = (iso: string) => {
    world.clock.now = new Date(iso);
  };
  const open = async (who: 'jean' | 'tiare', serviceId: number | null = null) =>
    done(
      await world.run(openTicket, world.cast[who], {
        kind: 'incident',
        serviceId,
        subject: 'Paiement refusé',
        body: 'Plus aucune commande ne passe.',
        files: [],
      }),
    ).number;
  const ticketOf = async (number: string) => {
    const ticket = await findTicket(world.knex, number);
    if (!ticket) throw new Error(`${number} is not there`);
    return ticket;
  };
  const dueOf = async (number: string, wanted: string) => {
    const owed = await listDeadlines(world.knex, [(await ticketOf(number)).id]);
    return owed.find(({ name }) => name === wanted)?.dueAt?.toISOString() ?? null;
  };

  test('Karim raises the priority with a reason: the targets tighten from the receipt', async () => {
    at('2026-06-01T08:00:00.000Z');
    const number = await open('tiare');
    expect(await dueOf(number, 'restoration')).toBe('2026-06-02T08:00:00.000Z');

    at('2026-06-01T08:20:00.000Z');
    const change = { number, impact: 'all', urgency: 'high' } as const;
    expect(await world.run(changePriority, world.cast.karim, { ...change, reason: ' ' })).toEqual({
      ok: false,
      reason: 'required',
      field: 'reason',
    });
    expect((await ticketOf(number)).priority).toBe('normal');

    const reason = 'Toute la boutique est arrêtée.';
    done(await world.run(changePriority, world.cast.karim, { ...change, reason }));
    expect((await ticketOf(number)).priority).toBe('urgent');
    expect(await dueOf(number, 'restoration')).toBe('2026-06-01T12:00:00.000Z');

    const { id } = await ticketOf(number);
    const [note, changed] = (await listEvents(world.knex, id)).slice(-2);
    expect(note).toMatchObject({ type: 'note_added' });
    expect(changed).toMatchObject({
      type: 'priority_changed',
      data: { impact: 'all', urgency: 'high', from: 'normal', to: 'urgent' },
    });
    const message = (changed as { data: { message: number } }).data.message;
    expect(await world.knex('messages').where({ id: message }).first()).toMatchObject({
      visibility: 'internal',
      body: reason,
    });
  });

  test('what changes nothing, and who may not, are refused', async () => {
    const number = await open('tiare');
    const same = { number, impact: 'some', urgency: 'medium', reason: 'Idem.' } as const;
    expect(await world.run(changePriority, world.cast.karim, same)).toMatchObject({
      reason: 'unchanged',
    });
    expect(await world.run(changePriority, world.cast.tiare, same)).toMatchObject({
      reason: 'forbidden',
    });
    const odd = { ...same, impact: 'everybody' as never };
    expect(await world.run(changePriority, world.cast.karim, odd)).toMatchObject({
      reason: 'invalid_choice',
      field: 'impact',
    });
  });

  test('Jean says which service it is about, and its plan is the one that counts', async () => {
    at('2026-06-01T08:00:00.000Z');
    expect(await dueOf(await open('jean', shopId), 'first_response')).toBe(
      '2026-06-01T10:00:00.000Z',
    );
    expect(await dueOf(await open('jean'), 'first_response')).toBeNull();
  });

  test('another customer’s service is no choice, on a form, on the telephone or at the desk', async () => {
    const refused = { ok: false, reason: 'invalid_choice', field: 'service' };
    const said = { kind: 'incident', serviceId: shopId, subject: 'Panne', body: 'Rien.' } as const;
    expect(await world.run(openTicket, world.cast.tiare, { ...said, files: [] })).toEqual(refused);
    const caller = {
      email: 'tiare@agence-lagon.example',
      name: '',
      organisation: '',
      quality: 'unknown',
      locale: 'fr',
      timeZone: 'Europe/Paris',
    } as const;
    expect(await world.run(recordCall, world.cast.karim, { ...said, caller })).toEqual(refused);
    const number = await open('tiare');
    const named = { number, serviceId: shopId };
    expect(await world.run(nameService, world.cast.karim, named)).toEqual(refused);
  });

  test('naming the service later moves nothing until a manager reassesses, and says why', async () => {
    at('2026-06-01T08:00:00.000Z');
    const number = await open('jean');
    at('2026-06-01T08:30:00.000Z');
    done(await world.run(nameService, world.cast.karim, { number, serviceId: shopId }));
    expect((await ticketOf(number)).serviceId).toBe(shopId);
    expect(await dueOf(number, 'first_response')).toBeNull();

    const reassess = { number, reason: 'Le service concerné a été précisé.' };
    expect(await world.run(reassessTicket, world.cast.karim, reassess)).toMatchObject({
      reason: 'forbidden',
    });
    expect(await world.run(reassessTicket, world.cast.nadia, { number, reason: '' })).toEqual({
      ok: false,
      reason: 'required',
      field: 'reason',
    });
    done(await world.run(reassessTicket, world.cast.nadia, reassess));
    // from the receipt, not from the reassessment
    expect(await dueOf(number, 'first_response')).toBe('2026-06-01T10:00:00.000Z');
    expect(await world.run(reassessTicket, world.cast.nadia, reassess)).toMatchObject({
      reason: 'unchanged',
    });
  });
});
