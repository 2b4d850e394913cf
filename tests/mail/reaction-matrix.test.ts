import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { changeStatus } from '../../server/commands/change-status.ts';
import { replyToTicket } from '../../server/commands/reply-to-ticket.ts';
import { listEvents } from '../../server/store/events.ts';
import { createMailroom, type Mailroom, mail } from '../support/mailroom.ts';
import { putUnderPlan } from '../support/under-plan.ts';
import { type AutomaticMail, automaticMails, type Ours } from './automatic-mails.ts';

const STATUSES = ['open', 'waiting_customer', 'resolved', 'closed'] as const;
const NATURES = automaticMails({ reply_to: '', rfc_message_id: '' }).map(({ what }) => what);
const RECORDED = ['automatic_mail_recorded', 'mail_bounced'];

describe.each(STATUSES)('a machine writes on a ticket that is %s', (status) => {
  let room: Mailroom;
  let ticketId: number;
  let reply: Ours;

  beforeAll(async () => {
    room = await createMailroom();
    await putUnderPlan(room, 'jean');
    await room.deliver(mail({ 'Message-ID': '<panne@boulangerie-moule.example>' }));
    const [acknowledgement] = await room.outbound();
    ticketId = acknowledgement?.ticket_id as number;
    const { number } = await room.knex('tickets').where({ id: ticketId }).first();
    const statusAfter = status === 'open' || status === 'closed' ? null : status;
    const said = { number, body: 'Est-ce revenu ?', files: [] };
    done(await room.run(replyToTicket, room.cast.karim, { ...said, statusAfter }));
    for (const next of status === 'closed' ? (['resolved', 'closed'] as const) : []) {
      done(await room.run(changeStatus, room.cast.karim, { number, status: next }));
    }
    reply = (await room.outbound()).at(-1) as Ours;
  });
  afterAll(() => room.close());

  const ticket = () => room.knex('tickets').where({ id: ticketId }).first();
  const clocks = () => room.knex('deadlines').where({ ticket_id: ticketId }).orderBy('name');
  test('its clocks are promised', async () => {
    expect((await clocks()).length).toBeGreaterThan(1);
  });

  const counted = async () => [
    (await room.outbound()).length,
    Number((await room.knex('tickets').count()).at(0)?.count),
    Number((await room.knex('messages').count()).at(0)?.count),
    Number((await room.knex('acknowledgements').count()).at(0)?.count),
  ];

  test.each(NATURES)('%s is on the record, and changes nothing', async (nature) => {
    const { raw, envelope, outcome } = automaticMails(reply).find(
      ({ what }) => what === nature,
    ) as AutomaticMail;
    room.clock.now = new Date(room.clock.now.getTime() + 60_000);
    const [before, ran, had] = [await ticket(), await clocks(), await counted()];
    await room.deliver(raw, envelope);

    expect((await room.inbound()).at(-1)).toMatchObject({ outcome, ticket_id: ticketId });
    const after = await ticket();
    expect(after.status).toBe(status);
    expect(after.closed_at).toEqual(before.closed_at);
    expect(after.last_public_at).toEqual(before.last_public_at);
    expect(await clocks()).toEqual(ran);
    // nothing was answered, no ticket opened, no message added
    expect(await counted()).toEqual(had);
    const events = await listEvents(room.knex, ticketId);
    expect(events).toHaveLength(before.head_seq + 1);
    expect(RECORDED).toContain(events.at(-1)?.type);
  });

  test('`Auto-Submitted: no` is a person, who is heard', async () => {
    await room.deliver(mail({ Subject: 'Oui', 'Auto-Submitted': 'no' }, 'C’est revenu.'), {
      to: reply.reply_to,
    });
    const row = (await room.inbound()).at(-1);
    if (status === 'closed') {
      expect(row).toMatchObject({ outcome: 'linked_ticket_opened' });
      expect((await ticket()).status).toBe('closed');
    } else {
      expect(row).toMatchObject({ outcome: 'reply_threaded', ticket_id: ticketId });
      expect((await ticket()).status).toBe('open');
    }
  });
});
