import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Transmitter } from '../../mail-gateway/smtp-out.ts';
import { done } from '../../seeds/done.ts';
import { addParticipant } from '../../server/commands/add-participant.ts';
import { answerComplaint } from '../../server/commands/answer-complaint.ts';
import { lodgeComplaint } from '../../server/commands/lodge-complaint.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { removeParticipant } from '../../server/commands/remove-participant.ts';
import { replyToTicket } from '../../server/commands/reply-to-ticket.ts';
import { resendMail } from '../../server/commands/resend-mail.ts';
import { listEvents } from '../../server/store/events.ts';
import { findTicket } from '../../server/store/tickets.ts';
import type { Mailroom, OutboundRow } from '../support/mailroom.ts';
import { createSendingRoom } from '../support/sending-room.ts';
import type { SmtpSink } from '../support/smtp-sink.ts';
import { bounceOf } from './automatic-mails.ts';

const JEAN = 'jean@boulangerie-moule.example';
const MARIE = 'marie.hoarau@courriel.example';
const PAUL = 'paul@comptable.example';
const FULL = '5.2.2 Mailbox full';

describe('a mail that did not arrive, sent again', () => {
  let room: Mailroom;
  let sink: SmtpSink;
  let transmitter: Transmitter;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ room, sink, transmitter, close } = await createSendingRoom());
  });
  afterEach(() => sink.unknown.clear());
  afterAll(() => close());

  /** Jean's ticket, whose acknowledgement was refused. */
  const refused = async () => {
    const said = { kind: 'incident', subject: 'Panne', body: 'Rien.', files: [] } as const;
    const { number } = done(await room.run(openTicket, room.cast.jean, said));
    const ticketId = (await findTicket(room.knex, number))?.id ?? 0;
    const mailId = room.published.at(-1)?.outboundEmailIds[0] ?? 0;
    sink.unknown.set(JEAN, FULL);
    await transmitter.transmit(mailId);
    sink.unknown.clear();
    return { number, ticketId, mailId };
  };
  const row = (id: number) => room.knex('outbound_emails').where({ id }).first();
  const types = async (ticketId: number) =>
    (await listEvents(room.knex, ticketId)).map(({ type }) => type);
  const resend = (number: string, mailId: number, actor = room.cast.karim) =>
    room.run(resendMail, actor, { number, mailId });

  test('is the same mail: its row, its Message-ID, its attempts from the first', async () => {
    const { number, ticketId, mailId } = await refused();
    const before = await row(mailId);
    expect(before).toMatchObject({ status: 'failed', attempts: 1 });
    room.clock.now = new Date('2026-03-02T10:00:00.000Z');
    expect(done(await resend(number, mailId))).toEqual({ to: JEAN });
    expect(await row(mailId)).toMatchObject({
      status: 'queued',
      attempts: 0,
      next_attempt_at: new Date('2026-03-02T10:00:00.000Z'),
      settled_at: null,
      last_error: null,
      rfc_message_id: before.rfc_message_id,
      subject: before.subject,
      to_address: JEAN,
      former_addresses: [],
    });
    expect(room.published.at(-1)?.outboundEmailIds).toEqual([mailId]);
    const [event] = (await listEvents(room.knex, ticketId)).slice(-1);
    expect(event).toMatchObject({ type: 'mail_resent', data: { outbound_email: mailId } });
    expect(event?.actor).toEqual({ user: room.cast.karim.id });
    await transmitter.transmit(mailId);
    expect(await row(mailId)).toMatchObject({ status: 'sent', attempts: 1 });
    expect(sink.received.at(-1)?.mail.messageId).toBe(before.rfc_message_id);
    expect((await types(ticketId)).slice(-3)).toEqual([
      'mail_delivery_failed',
      'mail_resent',
      'mail_delivered',
    ]);
  });

  test('one that is on its way, or arrived, is refused; so is another ticket’s', async () => {
    const { number, mailId } = await refused();
    const other = await refused();
    expect(await resend(number, other.mailId)).toMatchObject({ reason: 'not_found' });
    done(await resend(number, mailId));
    expect(await resend(number, mailId)).toMatchObject({ ok: false, reason: 'mail_not_failed' });
    await transmitter.transmit(mailId);
    expect(await resend(number, mailId)).toMatchObject({ ok: false, reason: 'mail_not_failed' });
  });

  test('of two who ask at once, one sends it', async () => {
    const { number, ticketId, mailId } = await refused();
    const asked = await Promise.all([
      resend(number, mailId),
      resend(number, mailId, room.cast.lea),
      resend(number, mailId, room.cast.nadia),
    ]);
    const reasons = asked.map((outcome) => (outcome.ok ? 'sent' : outcome.reason)).sort();
    expect(reasons).toEqual(['mail_not_failed', 'mail_not_failed', 'sent']);
    const sent = sink.received.length;
    await Promise.all([transmitter.transmit(mailId), transmitter.transmit(mailId)]);
    expect(sink.received.length - sent).toBe(1);
    expect((await types(ticketId)).filter((type) => type === 'mail_resent')).toHaveLength(1);
  });

  test('who does not work on the ticket may not', async () => {
    const { number, mailId } = await refused();
    const { jean, tiare, odile, ines } = room.cast;
    expect(await resend(number, mailId, jean)).toMatchObject({ reason: 'forbidden' });
    expect(await resend(number, mailId, tiare)).toMatchObject({ reason: 'forbidden' });
    expect(await resend(number, mailId, odile)).toMatchObject({ reason: 'forbidden' });
    expect(await resend(number, mailId, ines)).toMatchObject({ reason: 'not_found' });
    expect(await row(mailId)).toMatchObject({ status: 'failed' });
  });

  test('one that a server took and returned later, once for each return', async () => {
    const { number, mailId } = await refused();
    done(await resend(number, mailId));
    await transmitter.transmit(mailId);
    const sent = (await row(mailId)) as OutboundRow;
    await room.deliver(bounceOf(sent, { recipient: JEAN }), { from: '' });
    done(await resend(number, mailId));
    await transmitter.transmit(mailId);
    expect(await row(mailId)).toMatchObject({ status: 'sent' });
    expect(await resend(number, mailId)).toMatchObject({ ok: false, reason: 'mail_not_failed' });
  });

  test('whoever takes no part any more, or lost its account, gets nothing', async () => {
    const { number, ticketId, mailId } = await refused();
    done(await room.run(addParticipant, room.cast.karim, { number, email: PAUL }));
    const said = { number, body: 'Nous regardons.', files: [], statusAfter: null } as const;
    done(await room.run(replyToTicket, room.cast.karim, said));
    const copy = room.published.at(-1)?.outboundEmailIds[1] ?? 0;
    sink.unknown.set(PAUL, FULL);
    await transmitter.transmit(copy);
    const { user_id: userId } = await row(copy);
    done(await room.run(removeParticipant, room.cast.karim, { number, userId }));
    expect(await resend(number, copy)).toMatchObject({ ok: false, reason: 'no_longer_reader' });

    const closed = (at: Date | null) =>
      room.ownerKnex('users').where({ id: room.cast.jean.id }).update({ disabled_at: at });
    await closed(room.clock.now);
    expect(await resend(number, mailId)).toMatchObject({ ok: false, reason: 'account_disabled' });
    await closed(null);
    const named = (email: string) =>
      room.ownerKnex('users').where({ id: room.cast.jean.id }).update({ email });
    await named('jean@anonymous.invalid');
    expect(await resend(number, mailId)).toMatchObject({ ok: false, reason: 'nobody_to_answer' });
    await named(JEAN);
    expect(await types(ticketId)).not.toContain('mail_resent');
  });

  test('a complaint’s answer that its failure voided is given anew, never revived (P5)', async () => {
    const lodged = await room.run(lodgeComplaint, room.cast.marie, {
      subject: 'Facturée deux fois',
      body: 'Deux prélèvements.',
      wanted: 'Le remboursement.',
      tickets: [],
      invoices: [],
      files: [],
    });
    const { number } = done(lodged);
    const redress = { kind: 'none', cents: null } as const;
    const answer = { number, outcome: 'rejected', reasons: 'Deux factures.', redress } as const;
    done(await room.run(answerComplaint, room.cast.ines, answer));
    const mails = await room.knex('outbound_emails').where({ to_address: MARIE }).orderBy('id');
    const [receipt, formal] = ['complaint_acknowledgement', 'complaint_answer'].map(
      (letter) => mails.find((mail) => mail.letter === letter)?.id ?? 0,
    ) as [number, number];
    sink.unknown.set(MARIE, FULL);
    await transmitter.transmit(receipt);
    await transmitter.transmit(formal);
    expect(await resend(number, formal, room.cast.ines)).toMatchObject({
      ok: false,
      reason: 'answer_voided',
    });
    expect(await row(formal)).toMatchObject({ status: 'failed' });
    // its acknowledgement is a mail as any other, and its officer's to send again
    expect(await resend(number, receipt)).toMatchObject({ reason: 'not_an_officer' });
    expect(await resend(number, receipt, room.cast.odile)).toMatchObject({ reason: 'forbidden' });
    expect(done(await resend(number, receipt, room.cast.ines))).toEqual({ to: MARIE });
    done(await room.run(answerComplaint, room.cast.ines, answer));
  });
});
