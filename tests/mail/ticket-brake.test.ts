import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { releaseQuarantine } from '../../server/commands/release-quarantine.ts';
import { replyToTicket } from '../../server/commands/reply-to-ticket.ts';
import { MAIL_RULES } from '../../server/domain/mail/mail-rules.ts';
import { listEvents } from '../../server/store/events.ts';
import { saveMailRules } from '../../server/store/mail-rules.ts';
import { createMailroom, type Mailroom, mail } from '../support/mailroom.ts';
import { automaticMails, type Ours } from './automatic-mails.ts';

describe('too many mails join a ticket in an hour', () => {
  let room: Mailroom;
  let ours: Ours & { ticket_id: number };

  beforeAll(async () => {
    room = await createMailroom();
    await saveMailRules(room.knex, { ...MAIL_RULES, ticketMails: 3 }, room.clock.now);
    await room.deliver(mail({}));
    ours = (await room.outbound())[0] as typeof ours;
    for (let i = 0; i < 3; i += 1) await answer(`Encore un détail (${i}).`);
  });
  afterAll(() => room.close());

  const answer = (text: string) =>
    room.deliver(mail({ Subject: 'Re: Site hors ligne' }, text), { to: ours.reply_to });
  const last = async () => {
    const row = (await room.inbound()).at(-1);
    if (!row) throw new Error('nothing came in');
    return row;
  };
  const messages = () =>
    room.knex('messages').where({ ticket_id: ours.ticket_id }).orderBy('id').pluck('body');
  const lastEvent = async () => (await listEvents(room.knex, ours.ticket_id)).at(-1);

  test('the next waits for a person, and staff see on the ticket that it does', async () => {
    expect(await messages()).toHaveLength(4);
    const mails = (await room.outbound()).length;
    await answer('Et encore un.');
    const held = await last();
    expect(held).toMatchObject({ outcome: 'quarantined', ticket_id: ours.ticket_id });
    expect(held.reasons).toContain('brake:ticket_hour');
    expect(await messages()).toHaveLength(4);
    expect(await lastEvent()).toMatchObject({
      type: 'mail_held',
      data: { inbound_email: held.id },
      actor: { system: 'intake' },
    });
    expect(await room.outbound()).toHaveLength(mails);
  });

  test('what machines say goes on the record all the same, and other tickets open', async () => {
    const [absence] = automaticMails(ours);
    await room.deliver(absence?.raw ?? '', absence?.envelope);
    expect(await last()).toMatchObject({ outcome: 'auto_reply_recorded' });
    await room.deliver(mail({ Subject: 'Une autre panne' }));
    expect(await last()).toMatchObject({ outcome: 'ticket_opened' });
  });

  test('Odile lets it in: it joins the ticket as if it had never waited', async () => {
    const { number } = await room.knex('tickets').where({ id: ours.ticket_id }).first();
    const waiting = { number, body: 'Est-ce revenu ?', files: [] };
    const statusAfter = 'waiting_customer' as const;
    done(await room.run(replyToTicket, room.cast.karim, { ...waiting, statusAfter }));
    const [held] = await room.knex('inbound_emails').where({ outcome: 'quarantined' });
    expect(await room.run(releaseQuarantine, room.cast.karim, { id: held.id })).toMatchObject({
      ok: false,
      reason: 'forbidden',
    });
    done(await room.run(releaseQuarantine, room.cast.odile, { id: held.id }));
    await room.intake.decide(held.id);
    expect((await room.inbound()).find(({ id }) => id === held.id)).toMatchObject({
      outcome: 'reply_threaded',
      ticket_id: ours.ticket_id,
    });
    expect((await messages()).at(-1)).toBe('Et encore un.');
    expect((await room.knex('tickets').where({ id: ours.ticket_id }).first()).status).toBe('open');
  });

  test('an hour later the ticket takes mail again', async () => {
    room.clock.now = new Date(room.clock.now.getTime() + 61 * 60_000);
    await answer('Merci, c’est revenu.');
    expect(await last()).toMatchObject({ outcome: 'reply_threaded' });
  });
});
