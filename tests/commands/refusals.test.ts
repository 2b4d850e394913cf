import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { changeStatus } from '../../server/commands/change-status.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { refuseTicket } from '../../server/commands/refuse-ticket.ts';
import { replyToTicket } from '../../server/commands/reply-to-ticket.ts';
import type { UserActor } from '../../server/domain/user/actor.ts';
import { listEvents } from '../../server/store/events.ts';
import { findTicket } from '../../server/store/tickets.ts';
import { createWorld, type World } from '../support/world.ts';

describe('a ticket is refused (I5)', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world.drop());

  const opened = async (contact: UserActor = world.cast.jean) => {
    const said = { subject: 'Refaire mon logo', body: 'En bleu.', files: [] };
    const { number } = done(
      await world.run(openTicket, contact, { kind: 'information_request', ...said }),
    );
    return number;
  };
  const refusal = (number: string, more = {}) => ({
    number,
    ground: 'not_contracted' as const,
    reasons: 'La création de logos ne fait pas partie de votre contrat.',
    ...more,
  });

  test('with a ground and reasons, which its customer reads on the portal and by mail', async () => {
    const number = await opened();
    const { messageId } = done(await world.run(refuseTicket, world.cast.karim, refusal(number)));
    const ticket = await findTicket(world.knex, number);
    expect(ticket).toMatchObject({ status: 'refused', closedAt: world.clock.now });
    const events = await listEvents(world.knex, ticket?.id ?? 0);
    expect(events.slice(-3).map(({ type, data }) => [type, data])).toEqual([
      ['reply_sent', expect.objectContaining({ message: messageId })],
      ['ticket_refused', { ground: 'not_contracted', message: messageId }],
      ['status_changed', { from: 'new', to: 'refused' }],
    ]);
    const message = await world.knex('messages').where({ id: messageId }).first();
    expect(message).toMatchObject({
      visibility: 'public',
      body: 'La création de logos ne fait pas partie de votre contrat.',
    });
    const mail = await world.knex('outbound_emails').where({ message_id: messageId }).first();
    expect(mail).toMatchObject({
      letter: 'ticket_refused',
      to_address: 'jean@boulangerie-moule.example',
      automatic: false,
      subject: `Demande refusée : Refaire mon logo [${number}]`,
    });
    expect(mail.text).toContain('service non souscrit chez nous.');
    expect(mail.text).toContain('La création de logos ne fait pas partie de votre contrat.');
    expect(mail.text).toContain('adressez une réclamation à support@alize.example');
  });

  test('never without reasons, nor on a ground that nobody knows', async () => {
    const number = await opened();
    const silent = await world.run(
      refuseTicket,
      world.cast.karim,
      refusal(number, { reasons: ' ' }),
    );
    expect(silent).toEqual({ ok: false, reason: 'required', field: 'reasons' });
    const unknown = refusal(number, { ground: 'mood' });
    const outcome = await world.run(refuseTicket, world.cast.karim, unknown as never);
    expect(outcome).toEqual({ ok: false, reason: 'invalid_choice', field: 'ground' });
    expect((await findTicket(world.knex, number))?.status).toBe('new');
  });

  test('never by its bare status', async () => {
    const number = await opened();
    const outcome = await world.run(changeStatus, world.cast.karim, { number, status: 'refused' });
    expect(outcome).toEqual({ ok: false, reason: 'refusal_needs_reasons', field: 'status' });
  });

  test('neither once answered, nor twice; and it can be opened again', async () => {
    const number = await opened();
    const answer = { number, body: 'Voici.', files: [], statusAfter: 'resolved' as const };
    done(await world.run(replyToTicket, world.cast.karim, answer));
    const late = await world.run(refuseTicket, world.cast.karim, refusal(number));
    expect(late).toMatchObject({ ok: false, reason: 'status_not_reachable' });

    const other = await opened();
    done(await world.run(refuseTicket, world.cast.karim, refusal(other)));
    const twice = await world.run(refuseTicket, world.cast.lea, refusal(other));
    expect(twice).toMatchObject({ ok: false, reason: 'already_decided' });
    done(await world.run(changeStatus, world.cast.lea, { number: other, status: 'open' }));
    expect((await findTicket(world.knex, other))?.status).toBe('open');
  });

  test('in the language of its customer', async () => {
    const number = await opened(world.cast.tiare);
    done(await world.run(refuseTicket, world.cast.karim, refusal(number, { ground: 'abuse' })));
    const mail = await world.knex('outbound_emails').orderBy('id', 'desc').first();
    expect(mail.subject).toBe(`Request refused: Refaire mon logo [${number}]`);
    expect(mail.text).toContain('Here are our reasons:');
  });

  test('not by a customer, nor by staff who work on no ticket', async () => {
    const number = await opened();
    for (const actor of [world.cast.jean, world.cast.odile]) {
      const outcome = await world.run(refuseTicket, actor, refusal(number));
      expect(outcome).toMatchObject({ ok: false, reason: 'forbidden' });
    }
  });
});
