import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { addNote } from '../../server/commands/add-note.ts';
import { blockCustomer } from '../../server/commands/block-customer.ts';
import { flagConduct } from '../../server/commands/flag-conduct.ts';
import { liftBlock } from '../../server/commands/lift-block.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { postMessage } from '../../server/commands/post-message.ts';
import { recordCall } from '../../server/commands/record-call.ts';
import { replyToTicket } from '../../server/commands/reply-to-ticket.ts';
import type { TicketKind } from '../../server/domain/ticket/ticket.ts';
import type { UserActor } from '../../server/domain/user/actor.ts';
import { listFlags } from '../../server/store/conduct-flags.ts';
import { findBlock, listEndedBlocks } from '../../server/store/customer-blocks.ts';
import { listEvents } from '../../server/store/events.ts';
import { findTicket } from '../../server/store/tickets.ts';
import { createWorld, type World } from '../support/world.ts';

const LINES = { subject: 'Site hors ligne', body: 'Vous êtes des incapables.', files: [] };

describe('conduct is put on record (I5)', () => {
  let world: World;
  let number: string;
  let ticketId: number;
  let insult: number;
  beforeAll(async () => {
    world = await createWorld();
    const jean = world.cast.jean;
    ({ number } = done(await world.run(openTicket, jean, { kind: 'incident', ...LINES })));
    ticketId = (await findTicket(world.knex, number))?.id ?? 0;
    insult = (await world.knex('messages').where({ ticket_id: ticketId }).first()).id;
  });
  afterAll(() => world.drop());

  test('with the messages that prove it, and why in an internal note', async () => {
    const flag = { number, messageIds: [insult], note: 'Insultes répétées.' };
    const written = world.clock.now;
    world.clock.now = new Date('2026-03-02T09:00:00Z');
    world.published.length = 0;
    const { flagId } = done(await world.run(flagConduct, world.cast.karim, flag));
    const [kept] = await listFlags(world.knex, world.cast.jean.customerId as number, {
      limit: 5,
      before: null,
    });
    expect(kept).toMatchObject({
      id: flagId,
      messageIds: [insult],
      note: 'Insultes répétées.',
      flaggedBy: 'Karim Diallo',
      ticket: { number },
    });
    const [note, flagged] = (await listEvents(world.knex, ticketId)).slice(-2);
    expect(note?.type).toBe('note_added');
    expect(flagged).toMatchObject({
      type: 'conduct_flagged',
      data: { flag: flagId, messages: [insult] },
    });
    // the customer is written nothing, and its ticket shows no news
    expect(world.published.flatMap(({ outboundEmailIds }) => outboundEmailIds)).toEqual([]);
    const ticket = await findTicket(world.knex, number);
    expect(ticket?.lastPublicAt).toEqual(written);
    expect(ticket?.status).toBe('new');
  });

  test('with what the customer said, and nothing else', async () => {
    const answer = { number, body: 'Nous regardons.', files: [], statusAfter: null };
    const { messageId: ours } = done(await world.run(replyToTicket, world.cast.karim, answer));
    const { messageId: note } = done(
      await world.run(addNote, world.cast.karim, { number, body: 'Patience.' }),
    );
    const other = done(
      await world.run(openTicket, world.cast.marie, { kind: 'incident', ...LINES }),
    ).number;
    const elsewhere = (
      await world
        .knex('messages as m')
        .join('tickets as t', 't.id', 'm.ticket_id')
        .where('t.number', other)
        .first('m.id')
    ).id;
    for (const wrong of [ours, note, elsewhere]) {
      const outcome = await world.run(flagConduct, world.cast.karim, {
        number,
        messageIds: [insult, wrong],
        note: 'Insultes.',
      });
      expect(outcome).toEqual({ ok: false, reason: 'invalid_choice', field: 'messages' });
    }
  });

  test('a call counts as what its customer said, though an agent wrote it down', async () => {
    const caller = {
      email: 'jean@boulangerie-moule.example',
      name: 'Jean Moreau',
      organisation: '',
      quality: 'unknown',
      locale: 'fr',
      timeZone: 'Europe/Paris',
    } as const;
    const call = { kind: 'incident', subject: 'Appel', body: 'Il crie.', caller } as const;
    const { number: called } = done(await world.run(recordCall, world.cast.karim, call));
    const ticket = await findTicket(world.knex, called);
    const { id } = await world.knex('messages').where({ ticket_id: ticket?.id }).first();
    const flag = { number: called, messageIds: [id], note: 'Cris.' };
    expect(await world.run(flagConduct, world.cast.karim, flag)).toMatchObject({ ok: true });
  });

  test('never without evidence, nor without saying why, nor by the customer', async () => {
    const flag = (more: object) => ({ number, messageIds: [insult], note: 'Insultes.', ...more });
    const { karim, jean, odile } = world.cast;
    expect(await world.run(flagConduct, karim, flag({ messageIds: [] }))).toEqual({
      ok: false,
      reason: 'required',
      field: 'messages',
    });
    expect(await world.run(flagConduct, karim, flag({ note: ' ' }))).toEqual({
      ok: false,
      reason: 'required',
      field: 'note',
    });
    for (const actor of [jean, odile]) {
      const outcome = await world.run(flagConduct, actor, flag({}));
      expect(outcome).toMatchObject({ reason: 'forbidden' });
    }
  });

  test('what is on record stays: the database refuses to change it', async () => {
    await expect(world.ownerKnex('conduct_flags').delete()).rejects.toThrow();
    await expect(world.ownerKnex('conduct_flags').update({ message_ids: [1] })).rejects.toThrow();
  });
});

describe("a customer's new tickets are blocked (I5)", () => {
  let world: World;
  let before: string;
  const customerOf = (actor: UserActor) => actor.customerId as number;
  const REASON = 'Insultes répétées envers notre équipe.';
  beforeAll(async () => {
    world = await createWorld();
    const { jean, nadia } = world.cast;
    ({ number: before } = done(await world.run(openTicket, jean, { kind: 'incident', ...LINES })));
    const block = { customerId: customerOf(jean), reason: REASON };
    done(await world.run(blockCustomer, nadia, block));
  });
  afterAll(() => world.drop());

  test('by a manager only, once at a time, with a reason', async () => {
    const { karim, odile, nadia, jean, marie } = world.cast;
    const block = (actor: UserActor, reason = REASON) =>
      world.run(blockCustomer, actor, { customerId: customerOf(marie), reason });
    for (const actor of [karim, odile, jean]) {
      expect(await block(actor)).toMatchObject({ ok: false, reason: 'forbidden' });
    }
    expect(await block(nadia, ' ')).toMatchObject({ reason: 'required', field: 'reason' });
    const twice = { customerId: customerOf(jean), reason: 'Encore.' };
    expect(await world.run(blockCustomer, nadia, twice)).toEqual({
      ok: false,
      reason: 'already_blocked',
    });
    expect(await world.run(blockCustomer, nadia, { ...twice, customerId: 999 })).toMatchObject({
      reason: 'not_found',
    });
  });

  test('two managers at once: the index lets one through', async () => {
    const { nadia, tiare } = world.cast;
    const block = { customerId: customerOf(tiare), reason: REASON };
    const outcomes = await Promise.all([
      world.run(blockCustomer, nadia, block),
      world.run(blockCustomer, nadia, block),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    done(await world.run(liftBlock, nadia, { customerId: customerOf(tiare) }));
  });

  test('the customer is told why, and what stays open; nobody else is', async () => {
    const mails = await world.knex('outbound_emails').where({ letter: 'customer_blocked' });
    const [mail] = mails.filter(({ to_address }) => to_address.startsWith('jean@'));
    expect(mails.map(({ to_address }) => to_address)).not.toContain(
      'marie.hoarau@courriel.example',
    );
    expect(mail.subject).toBe('Vos nouvelles demandes d’assistance sont suspendues');
    expect(mail.text).toContain(REASON);
    expect(mail.text).toContain(
      'réclamation, rétractation, résiliation, contestation de facture, données personnelles',
    );
    expect(mail.text).toContain('https://aide.alize.example/tickets');
  });

  test('neither the portal nor a call opens an incident or a question', async () => {
    const { jean, karim } = world.cast;
    const caller = {
      email: 'jean@boulangerie-moule.example',
      name: 'Jean Moreau',
      organisation: '',
      quality: 'unknown',
      locale: 'fr',
      timeZone: 'Europe/Paris',
    } as const;
    const refused = { ok: false, reason: 'customer_blocked', details: { reason: REASON } };
    for (const kind of ['incident', 'information_request'] as const) {
      expect(await world.run(openTicket, jean, { kind, ...LINES })).toEqual(refused);
      const call = { kind, subject: 'Appel', body: 'Panne.', caller };
      expect(await world.run(recordCall, karim, call)).toEqual(refused);
    }
  });

  test.each<TicketKind>(['billing_dispute', 'content_notice'])(
    '%s is always open',
    async (kind) => {
      const outcome = await world.run(openTicket, world.cast.jean, { kind, ...LINES });
      expect(outcome).toMatchObject({ ok: true });
    },
  );

  test('the tickets that it has go on, and other customers are not touched', async () => {
    const { jean, karim, marie } = world.cast;
    const said = { number: before, body: 'Toujours en panne.', files: [] };
    done(await world.run(postMessage, jean, said));
    done(await world.run(replyToTicket, karim, { ...said, statusAfter: null }));
    done(await world.run(openTicket, marie, { kind: 'incident', ...LINES }));
  });

  test('until a manager lifts it; both stay on record, and nothing of it changes', async () => {
    const { jean, nadia, karim, marie } = world.cast;
    const customerId = customerOf(jean);
    const lift = (actor: UserActor, id = customerId) =>
      world.run(liftBlock, actor, { customerId: id });
    expect(await lift(karim)).toMatchObject({ reason: 'forbidden' });
    expect(await lift(nadia, customerOf(marie))).toMatchObject({ reason: 'not_blocked' });
    world.clock.now = new Date('2026-03-09T08:00:00Z');
    done(await lift(nadia));
    expect(await findBlock(world.knex, customerId)).toBeNull();
    expect(await listEndedBlocks(world.knex, customerId, 5)).toMatchObject([
      {
        reason: REASON,
        blockedAt: new Date('2026-03-02T08:00:00Z'),
        blockedBy: 'Nadia Benali',
        liftedAt: new Date('2026-03-09T08:00:00Z'),
        liftedBy: 'Nadia Benali',
      },
    ]);
    const mail = await world.knex('outbound_emails').orderBy('id', 'desc').first();
    expect(mail).toMatchObject({
      letter: 'block_lifted',
      to_address: 'jean@boulangerie-moule.example',
    });
    done(await world.run(openTicket, jean, { kind: 'incident', ...LINES }));
    await expect(
      world.knex('customer_blocks').where({ customer_id: customerId }).update({ reason: 'Autre.' }),
    ).rejects.toThrow('permission denied');
  });
});
