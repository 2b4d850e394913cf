import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addNote } from '../../server/commands/add-note.ts';
import { assignTicket } from '../../server/commands/assign-ticket.ts';
import { changeStatus } from '../../server/commands/change-status.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { postMessage } from '../../server/commands/post-message.ts';
import { replyToTicket } from '../../server/commands/reply-to-ticket.ts';
import { requalifyTicket } from '../../server/commands/requalify-ticket.ts';
import { lifecycleOf } from '../../server/domain/ticket/lifecycle.ts';
import { listEvents } from '../../server/store/events.ts';
import { listConversation } from '../../server/store/messages.ts';
import { listCustomerTickets } from '../../server/store/ticket-lists.ts';
import { findTicket } from '../../server/store/tickets.ts';
import { createWorld, type World } from '../support/world.ts';

describe('the course of a ticket', () => {
  let world: World;
  let number: string;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world.drop());

  const ticket = async () => {
    const found = await findTicket(world.knex, number);
    if (!found) throw new Error('the ticket is gone');
    return found;
  };
  const outbound = () => world.knex('outbound_emails').orderBy('id');

  test('Jean opens an incident by the form, and is told its number in his own time', async () => {
    const opened = await world.run(openTicket, world.cast.jean, {
      kind: 'incident',
      subject: 'Site hors ligne',
      body: 'Le site ne répond plus depuis 02:10.',
      files: [],
    });
    expect(opened).toEqual({ ok: true, value: { number: '2026-000001' } });
    number = '2026-000001';
    const [acknowledgement] = await outbound();
    expect(acknowledgement).toMatchObject({
      letter: 'acknowledgement',
      to_address: 'jean@boulangerie-moule.example',
      subject: 'Votre demande 2026-000001 est enregistrée',
      automatic: true,
      status: 'queued',
    });
    expect(acknowledgement.reply_to).toMatch(/^support\+2026-000001\.[a-z2-7]{16}@alize\.example$/);
    expect(acknowledgement.text).toContain('nous le traitons jour et nuit');
    expect(acknowledgement.text).toContain('lundi 2\u00a0mars 2026 à 04:00');
    expect(acknowledgement.text).toContain('https://aide.alize.example/tickets/2026-000001');
    expect(acknowledgement.text).not.toContain('02:10');
  });

  test('Karim answers: the ticket is taken up and the mail continues the thread', async () => {
    const outcome = await world.run(replyToTicket, world.cast.karim, {
      number,
      body: 'Bonjour Jean, nous regardons.',
      files: [],
      statusAfter: 'waiting_customer',
    });
    expect(outcome.ok).toBe(true);
    expect((await ticket()).status).toBe('waiting_customer');
    const [acknowledgement, reply] = await outbound();
    expect(reply).toMatchObject({
      letter: 'reply',
      subject: 'Re : Site hors ligne [2026-000001]',
      in_reply_to: acknowledgement.rfc_message_id,
      thread_ids: [acknowledgement.rfc_message_id],
      automatic: false,
    });
    expect(reply.text).toMatch(/^Bonjour Jean, nous regardons\./);
  });

  test("Léa's note is not in what Jean may read", async () => {
    await world.run(addNote, world.cast.lea, { number, body: 'Le certificat a expiré.' });
    const bodies = async (audience: 'staff' | 'requester') =>
      (await listConversation(world.knex, (await ticket()).id, { audience, limit: 50 })).map(
        (message) => message.body,
      );
    expect(await bodies('staff')).toContain('Le certificat a expiré.');
    expect(await bodies('requester')).toEqual([
      'Le site ne répond plus depuis 02:10.',
      'Bonjour Jean, nous regardons.',
    ]);
    expect(await outbound()).toHaveLength(2);
  });

  test('nor does a note move the ticket in his list', async () => {
    const { jean } = world.cast;
    world.clock.now = new Date('2026-03-02T09:00:00.000Z');
    const other = await world.run(openTicket, jean, {
      kind: 'information_request',
      subject: 'Changer d’offre',
      body: 'Combien ?',
      files: [],
    });
    world.clock.now = new Date('2026-03-02T10:00:00.000Z');
    await world.run(addNote, world.cast.lea, { number, body: 'Rappeler demain.' });
    const { rows } = await listCustomerTickets(world.knex, {
      customerId: jean.customerId as number,
      size: 10,
      before: null,
    });
    expect(other).toMatchObject({ ok: true });
    expect(rows.map((row) => row.number)).toEqual(['2026-000002', '2026-000001']);
  });

  test("Jean's answer ends the wait by itself", async () => {
    await world.run(postMessage, world.cast.jean, { number, body: 'Toujours rien.', files: [] });
    expect((await ticket()).status).toBe('open');
  });

  test('nobody else touches it', async () => {
    const { jean, tiare, odile } = world.cast;
    const hello = { number, body: 'Bonjour', files: [] };
    expect(await world.run(postMessage, tiare, hello)).toEqual({ ok: false, reason: 'not_found' });
    expect(await world.run(addNote, jean, hello)).toEqual({ ok: false, reason: 'forbidden' });
    expect(await world.run(replyToTicket, odile, { ...hello, statusAfter: null })).toEqual({
      ok: false,
      reason: 'forbidden',
    });
    expect(await world.run(assignTicket, world.cast.lea, { number, assigneeId: jean.id })).toEqual({
      ok: false,
      reason: 'assignee_not_staff',
      field: 'assignee',
    });
  });

  test('it is assigned, requalified, resolved and closed; a closed ticket takes no more', async () => {
    const { karim, lea, jean } = world.cast;
    await world.run(assignTicket, karim, { number, assigneeId: lea.id });
    await world.run(requalifyTicket, lea, { number, kind: 'information_request' });
    expect(await world.run(changeStatus, lea, { number, status: 'closed' })).toMatchObject({
      reason: 'status_not_reachable',
    });
    await world.run(changeStatus, lea, { number, status: 'resolved' });
    await world.run(changeStatus, lea, { number, status: 'closed' });
    expect(await ticket()).toMatchObject({
      status: 'closed',
      kind: 'information_request',
      assigneeId: lea.id,
    });
    const late = { number, body: 'Encore moi', files: [] };
    expect(await world.run(postMessage, jean, late)).toEqual({
      ok: false,
      reason: 'ticket_closed',
    });
  });

  test('its row is what its history tells', async () => {
    const row = await ticket();
    const events = await listEvents(world.knex, row.id);
    expect(events.map((event) => event.type)).toEqual([
      'ticket_opened',
      'message_received',
      'acknowledgement_sent',
      'tariff_recalled',
      'reply_sent',
      'status_changed',
      'note_added',
      'note_added',
      'message_received',
      'status_changed',
      'ticket_assigned',
      'ticket_requalified',
      'status_changed',
      'status_changed',
    ]);
    expect(row).toMatchObject(lifecycleOf(events));
    expect(JSON.stringify(events)).not.toMatch(/certificat|Jean|Moreau|boulangerie/);
  });
});
