import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { answerComplaint } from '../../server/commands/answer-complaint.ts';
import { claimDelivery } from '../../server/commands/claim-delivery.ts';
import { lodgeComplaint } from '../../server/commands/lodge-complaint.ts';
import { recordDelivery } from '../../server/commands/record-delivery.ts';
import { listEvents } from '../../server/store/events.ts';
import { findTicket } from '../../server/store/tickets.ts';
import { createMailroom, type Mailroom, type OutboundRow } from '../support/mailroom.ts';
import { bounceOf } from './automatic-mails.ts';

const MARIE = 'marie.hoarau@courriel.example';

describe('a complaint’s answer is void where its own mail comes back (P5)', () => {
  let room: Mailroom;
  let ticketId: number;
  let receipt: OutboundRow;
  let answer: OutboundRow;

  beforeAll(async () => {
    room = await createMailroom();
    const lodged = await room.run(lodgeComplaint, room.cast.marie, {
      subject: 'Facturée deux fois',
      body: 'La facture de février a été prélevée deux fois.',
      wanted: 'Le remboursement.',
      tickets: [],
      invoices: [],
      files: [],
    });
    const { number } = done(lodged);
    ticketId = (await findTicket(room.knex, number))?.id ?? 0;
    const redress = { kind: 'none', cents: null } as const;
    const answered = { number, outcome: 'rejected', reasons: 'Deux factures.', redress } as const;
    done(await room.run(answerComplaint, room.cast.ines, answered));
    const mails = await room.outbound();
    const of = (letter: string) =>
      mails.find((mail) => mail.ticket_id === ticketId && mail.letter === letter) as OutboundRow;
    receipt = of('complaint_acknowledgement');
    answer = of('complaint_answer');
    const result = { accepted: true, captured: false } as const;
    const delivery = { kind: 'system', name: 'delivery' } as const;
    for (const { id } of [receipt, answer]) {
      done(await room.run(claimDelivery, delivery, { id }));
      done(await room.run(recordDelivery, delivery, { id, result }));
    }
  });
  afterAll(() => room.close());

  const voided = async () =>
    (await listEvents(room.knex, ticketId)).some(({ type }) => type === 'complaint_answer_voided');
  const comesBack = async (mail: OutboundRow, about: string) => {
    const raw = bounceOf(mail, { recipient: MARIE }).replace(
      'Subject: Report',
      `${about}\r\nSubject: Report`,
    );
    await room.deliver(raw, { from: '' });
    expect((await room.inbound()).at(-1)).toMatchObject({
      outcome: 'bounce_recorded',
      ticket_id: ticketId,
    });
  };

  test('not where another mail does, whose bounce only refers to it', async () => {
    await comesBack(receipt, `References: <${answer.rfc_message_id}> <${receipt.rfc_message_id}>`);
    expect((await listEvents(room.knex, ticketId)).at(-1)).toMatchObject({
      type: 'mail_bounced',
      data: { hard: true, outbound_email: receipt.id },
    });
    expect(await voided()).toBe(false);
  });

  test('by its own', async () => {
    await comesBack(answer, `References: <${receipt.rfc_message_id}> <${answer.rfc_message_id}>`);
    expect(await voided()).toBe(true);
  });
});
