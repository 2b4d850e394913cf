import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addParticipant } from '../../server/commands/add-participant.ts';
import { leaveTicket } from '../../server/commands/leave-ticket.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { recordDelivery } from '../../server/commands/record-delivery.ts';
import { removeParticipant } from '../../server/commands/remove-participant.ts';
import { replyToTicket } from '../../server/commands/reply-to-ticket.ts';
import { lifecycleOf } from '../../server/domain/ticket/lifecycle.ts';
import { mailChoicesToken } from '../../server/security/mail-choices-link.ts';
import { listEvents } from '../../server/store/events.ts';
import { listConversation } from '../../server/store/messages.ts';
import {
  insertParticipant,
  listParticipants,
  listTakenPartIn,
} from '../../server/store/participants.ts';
import { findTicket } from '../../server/store/tickets.ts';
import { findUserByEmail } from '../../server/store/users.ts';
import { createWorld, type World } from '../support/world.ts';

const MAILER = { kind: 'system', name: 'delivery' } as const;

describe('a reply to a ticket that others take part in', () => {
  let world: World;
  let number: string;
  let id: number;
  let messageId: number;

  beforeAll(async () => {
    world = await createWorld();
    const report = {
      kind: 'incident',
      subject: 'Site hors ligne',
      body: 'Tout est blanc.',
      files: [],
    };
    const opened = await world.run(openTicket, world.cast.jean, report as never);
    if (!opened.ok) throw new Error(opened.reason);
    number = opened.value.number;
    id = (await findTicket(world.knex, number))?.id as number;
    for (const { id: userId } of [world.cast.tiare, world.cast.marie]) {
      await insertParticipant(world.knex, { ticketId: id, userId }, world.clock.now);
      world.clock.now = new Date(world.clock.now.getTime() + 60_000);
    }
    const replied = await world.run(replyToTicket, world.cast.karim, {
      number,
      body: 'Le serveur redémarre.',
      files: [{ name: 'journal.txt', contentType: 'text/plain', bytes: Buffer.from('ok') }],
      statusAfter: 'waiting_customer',
    } as never);
    if (!replied.ok) throw new Error(replied.reason);
    messageId = replied.value.messageId;
  });
  afterAll(() => world.drop());

  const mails = () => world.knex('outbound_emails').where({ message_id: messageId }).orderBy('id');

  test('is one message, and a mail of its own to each', async () => {
    expect((await mails()).map((mail) => [mail.to_address, mail.letter])).toEqual([
      ['jean@boulangerie-moule.example', 'reply'],
      ['tiare@agence-lagon.example', 'reply'],
      ['marie.hoarau@courriel.example', 'reply'],
    ]);
    const ids = new Set((await mails()).map((mail) => mail.rfc_message_id));
    expect(ids.size).toBe(3);
    const [event] = (await listEvents(world.knex, id)).filter(({ type }) => type === 'reply_sent');
    const [own, ...copies] = (await mails()).map((mail) => mail.id);
    expect(event?.data).toMatchObject({ message: messageId, outbound_email: own, copies });
  });

  test('its copies tell why they come and how to answer, in the language of each', async () => {
    const [jean, tiare, marie] = await mails();
    expect(jean.text).toContain('Nous attendons votre réponse');
    expect(jean.text).toContain(`https://aide.alize.example/tickets/${number}`);
    expect(jean.text).not.toContain('prenez part');
    expect(tiare.text).toContain('Le serveur redémarre.');
    expect(tiare.text).toContain('you take part in a request of Jean Moreau');
    expect(marie.text).toContain('vous prenez part à une demande de Jean Moreau');
    const leave = mailChoicesToken(world.house.secret, world.cast.marie.id);
    expect(marie.text).toContain(`https://aide.alize.example/mail-choices/${leave}`);
    expect(jean.text).not.toContain('mail-choices');
    for (const copy of [tiare, marie]) {
      // another customer's contacts have no place on Jean's portal, and are asked nothing
      expect(copy.text).not.toContain('/tickets/');
      expect(copy.text).not.toContain('attendons');
      expect(copy.html).not.toContain('/tickets/');
    }
  });

  test('what becomes of one mail says nothing of the others', async () => {
    const [jean, tiare, marie] = await mails();
    const tell = (mail: { id: number }, result: object) =>
      world.run(recordDelivery, MAILER, { id: mail.id, result } as never);
    await tell(jean, { accepted: true, captured: false });
    await tell(tiare, { accepted: false, permanent: true, error: '550 5.1.1 unknown' });
    await tell(marie, { accepted: true, captured: false });
    const said = await listConversation(world.knex, id, { audience: 'staff', limit: 10 });
    expect(said.map(({ id: each }) => each)).toHaveLength(2);
    expect(said.at(-1)?.deliveries.map(({ to, status, error }) => [to, status, error])).toEqual([
      ['jean@boulangerie-moule.example', 'sent', null],
      ['tiare@agence-lagon.example', 'failed', '550 5.1.1 unknown'],
      ['marie.hoarau@courriel.example', 'sent', null],
    ]);
  });

  test('a second reply refers each to what that reader got', async () => {
    const [jean, tiare] = await mails();
    const replied = await world.run(replyToTicket, world.cast.karim, {
      number,
      body: 'Voilà.',
      files: [],
      statusAfter: null,
    });
    if (!replied.ok) throw new Error(replied.reason);
    const [toJean, toTiare] = await world
      .knex('outbound_emails')
      .where({ message_id: replied.value.messageId })
      .orderBy('id');
    expect(toJean.in_reply_to).toBe(jean.rfc_message_id);
    expect(toJean.thread_ids).not.toContain(tiare.rfc_message_id);
    expect(toTiare.in_reply_to).toBe(tiare.rfc_message_id);
    expect(toTiare.thread_ids).not.toContain(jean.rfc_message_id);
  });
});

describe('who takes part in a ticket', () => {
  let world: World;
  let number: string;
  let id: number;

  beforeAll(async () => {
    world = await createWorld();
    const report = { kind: 'incident', subject: 'Panne', body: 'Tout est blanc.', files: [] };
    const opened = await world.run(openTicket, world.cast.jean, report as never);
    if (!opened.ok) throw new Error(opened.reason);
    number = opened.value.number;
    id = (await findTicket(world.knex, number))?.id as number;
  });
  afterAll(() => world.drop());

  const add = (email: string, who: 'karim' | 'jean' | 'odile' = 'karim') =>
    world.run(addParticipant, world.cast[who], { number, email });
  const emails = async () => (await listParticipants(world.knex, id)).map(({ email }) => email);
  const reply = async (body: string) => {
    const replied = await world.run(replyToTicket, world.cast.karim, {
      number,
      body,
      files: [],
      statusAfter: null,
    });
    if (!replied.ok) throw new Error(replied.reason);
    const mails = await world
      .knex('outbound_emails')
      .where({ message_id: replied.value.messageId });
    return mails.map(({ to_address }) => to_address).sort();
  };

  test('staff add a contact of any customer, or an address that nobody knows', async () => {
    expect(await add(' Tiare@Agence-Lagon.example ')).toEqual({
      ok: true,
      value: { name: 'Tiare Wamytan' },
    });
    expect(await add('paul@prestataire.example')).toMatchObject({ ok: true });
    expect(await emails()).toEqual(['tiare@agence-lagon.example', 'paul@prestataire.example']);
    // a stranger is a contact that somebody has yet to confirm, of no customer that we know
    const paul = await findUserByEmail(world.knex, 'paul@prestataire.example');
    expect(paul).toMatchObject({ locale: 'fr', passwordHash: null });
    const customer = await world.knex('customers').where({ id: paul?.customerId }).first();
    expect(customer.confirmed_at).toBeNull();
  });

  test('not somebody who takes part already, nor ourselves, nor a colleague', async () => {
    const refused = async (email: string) => {
      const outcome = await add(email);
      return outcome.ok ? 'added' : [outcome.reason, outcome.field];
    };
    expect(await refused('jean@boulangerie-moule.example')).toEqual([
      'already_takes_part',
      'email',
    ]);
    expect(await refused('tiare@agence-lagon.example')).toEqual(['already_takes_part', 'email']);
    expect(await refused('support+2026-000001.x@alize.example')).toEqual(['own_address', 'email']);
    expect(await refused('karim@alize.example')).toEqual(['own_address', 'email']);
    expect(await refused('')).toEqual(['required', 'email']);
    expect(await refused('paul')).toEqual(['invalid_email', 'email']);
    expect(await refused('x@anonymous.invalid')).toEqual(['invalid_email', 'email']);
  });

  test('nobody but those who work on it adds or removes anybody', async () => {
    for (const who of ['jean', 'odile'] as const) {
      expect(await add('marie.hoarau@courriel.example', who)).toMatchObject({
        reason: 'forbidden',
      });
      const { tiare } = world.cast;
      expect(
        await world.run(removeParticipant, world.cast[who], { number, userId: tiare.id }),
      ).toMatchObject({ reason: 'forbidden' });
    }
    expect(await emails()).toHaveLength(2);
  });

  test('a reply goes to each until they leave: by staff, or by the link of their mail', async () => {
    expect(await reply('Un.')).toEqual([
      'jean@boulangerie-moule.example',
      'paul@prestataire.example',
      'tiare@agence-lagon.example',
    ]);
    const { tiare } = world.cast;
    const remove = () =>
      world.run(removeParticipant, world.cast.karim, { number, userId: tiare.id });
    expect(await remove()).toEqual({ ok: true, value: null });
    expect(await remove()).toMatchObject({ reason: 'not_found' });
    expect(await reply('Deux.')).toEqual([
      'jean@boulangerie-moule.example',
      'paul@prestataire.example',
    ]);

    const paul = (await findUserByEmail(world.knex, 'paul@prestataire.example'))?.id as number;
    expect(await listTakenPartIn(world.knex, { userId: paul, limit: 10 })).toEqual([
      { number, subject: 'Panne' },
    ]);
    const visitor = { kind: 'visitor' } as const;
    const leave = (token: string) => world.run(leaveTicket, visitor as never, { token, number });
    const token = mailChoicesToken(world.house.secret, paul);
    expect(await leave(`${tiare.id}${token.slice(token.indexOf('.'))}`)).toMatchObject({
      reason: 'not_found',
    });
    expect(await leave(mailChoicesToken(world.house.secret, world.cast.jean.id))).toMatchObject({
      reason: 'not_found',
    });
    expect(await leave(token)).toEqual({ ok: true, value: null });
    expect(await reply('Trois.')).toEqual(['jean@boulangerie-moule.example']);

    const events = await listEvents(world.knex, id);
    expect(
      events.flatMap(({ type, data, actor }) =>
        type === 'participant_added' || type === 'participant_removed'
          ? [[type, data.user, actor]]
          : [],
      ),
    ).toEqual([
      ['participant_added', tiare.id, { user: world.cast.karim.id }],
      ['participant_added', paul, { user: world.cast.karim.id }],
      ['participant_removed', tiare.id, { user: world.cast.karim.id }],
      ['participant_removed', paul, { system: 'visitor' }],
    ]);
    expect(await findTicket(world.knex, number)).toMatchObject(lifecycleOf(events));
  });

  test('thirty at most: each reply is a mail to each of them', async () => {
    for (let one = 0; one < 30; one += 1) await add(`p${one}@prestataire.example`);
    expect(await emails()).toHaveLength(30);
    expect(await add('encore@prestataire.example')).toMatchObject({
      reason: 'too_many_participants',
      details: { most: 30 },
    });
  });
});
