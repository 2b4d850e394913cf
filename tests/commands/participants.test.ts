import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { recordDelivery } from '../../server/commands/record-delivery.ts';
import { replyToTicket } from '../../server/commands/reply-to-ticket.ts';
import { listEvents } from '../../server/store/events.ts';
import { listConversation } from '../../server/store/messages.ts';
import { insertParticipant } from '../../server/store/participants.ts';
import { findTicket } from '../../server/store/tickets.ts';
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
