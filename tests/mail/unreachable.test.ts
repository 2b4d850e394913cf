import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Transmitter } from '../../mail-gateway/smtp-out.ts';
import { done } from '../../seeds/done.ts';
import { clearAddress } from '../../server/commands/clear-address.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { listEvents } from '../../server/store/events.ts';
import { listMailTroubles } from '../../server/store/mail-troubles.ts';
import { findListedTicket } from '../../server/store/ticket-lists.ts';
import { findTicket } from '../../server/store/tickets.ts';
import { findUnreachable } from '../../server/store/unreachable-addresses.ts';
import { type Mailroom, mail } from '../support/mailroom.ts';
import { createSendingRoom } from '../support/sending-room.ts';
import type { SmtpSink } from '../support/smtp-sink.ts';

const JEAN = 'jean@boulangerie-moule.example';
const GONE = '5.1.1 <jean@boulangerie-moule.example>: Recipient address rejected: User unknown';

describe('an address that takes no mail', () => {
  let room: Mailroom;
  let sink: SmtpSink;
  let transmitter: Transmitter;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ room, sink, transmitter, close } = await createSendingRoom());
  });
  afterEach(() => sink.unknown.clear());
  afterAll(() => close());

  const declare = async (subject: string) => {
    const said = { kind: 'incident', subject, body: 'Rien ne va plus.', files: [] } as const;
    const { number } = done(await room.run(openTicket, room.cast.jean, said));
    const ticketId = (await findTicket(room.knex, number))?.id ?? 0;
    return { number, ticketId, mail: room.published.at(-1)?.outboundEmailIds[0] ?? 0 };
  };
  const marked = async () => (await findUnreachable(room.knex, [JEAN])).get(JEAN);
  const trouble = async (ticketId: number) =>
    (await findListedTicket(room.knex, ticketId))?.mailTrouble;

  test('is marked by the refusal, with the code and the mail that learnt it', async () => {
    const { ticketId, mail, number } = await declare('Site hors ligne');
    expect(await trouble(ticketId)).toBeNull();
    sink.unknown.set(JEAN, GONE);
    await transmitter.transmit(mail);
    expect(await marked()).toEqual({
      address: JEAN,
      since: new Date('2026-03-02T08:00:00.000Z'),
      status: '5.1.1',
      inboundEmailId: null,
      outboundEmailId: mail,
    });
    expect((await listEvents(room.knex, ticketId)).at(-1)?.type).toBe('mail_delivery_failed');
    expect(await listMailTroubles(room.knex, ticketId)).toEqual([
      {
        name: 'Jean Moreau',
        address: JEAN,
        unreachableSince: new Date('2026-03-02T08:00:00.000Z'),
        failedAt: new Date('2026-03-02T08:00:00.000Z'),
        said: `550 ${GONE}`,
        moved: false,
        userId: room.cast.jean.id,
        customerId: room.cast.jean.customerId,
        mails: [
          {
            id: mail,
            subject: `Votre demande ${number} est enregistrée`,
            at: new Date('2026-03-02T08:00:00.000Z'),
            voided: false,
          },
        ],
      },
    ]);
    expect(await trouble(ticketId)).toBe('unreachable');
  });

  test('is so on its other tickets too, and nobody else’s', async () => {
    const { ticketId } = await declare('Autre panne');
    expect(await trouble(ticketId)).toBe('unreachable');
    const said = { kind: 'incident', subject: 'Chez Marie', body: 'Panne.', files: [] } as const;
    const { number } = done(await room.run(openTicket, room.cast.marie, said));
    const other = (await findTicket(room.knex, number))?.id ?? 0;
    expect(await trouble(other)).toBeNull();
    expect(await listMailTroubles(room.knex, other)).toEqual([]);
  });

  test('a later acceptance of a mail proves no reader: the mark stays', async () => {
    const { mail } = await declare('Encore');
    await transmitter.transmit(mail);
    expect(await room.knex('outbound_emails').where({ id: mail }).first()).toMatchObject({
      status: 'sent',
    });
    expect(await marked()).toBeDefined();
  });

  test('an out-of-office of its own does not clear it, a message that somebody wrote does', async () => {
    const automatic = mail({ Subject: 'Absence', 'Auto-Submitted': 'auto-replied' });
    await room.deliver(automatic);
    expect((await room.inbound()).at(-1)?.outcome).toBe('auto_reply_recorded');
    expect(await marked()).toBeDefined();
    await room.deliver(mail({ Subject: 'Ma boîte remarche' }));
    const back = (await room.inbound()).at(-1);
    expect(back?.outcome).toBe('ticket_opened');
    expect(await marked()).toBeUndefined();
    const events = await listEvents(room.knex, back?.ticket_id ?? 0);
    expect(events.at(-1)).toMatchObject({
      type: 'address_cleared',
      actor: { system: 'intake' },
    });
  });

  test('the refusal of one mail marks nothing, and shows until the next one is taken', async () => {
    const { ticketId, mail, number } = await declare('Politique');
    sink.unknown.set(JEAN, '5.7.1 Message rejected due to local policy');
    await transmitter.transmit(mail);
    expect(await marked()).toBeUndefined();
    expect(await trouble(ticketId)).toBe('failed');
    expect(await listMailTroubles(room.knex, ticketId)).toMatchObject([
      { unreachableSince: null, said: '550 5.7.1 Message rejected due to local policy' },
    ]);
    const cleared = await room.run(clearAddress, room.cast.karim, { number, address: JEAN });
    expect(cleared).toMatchObject({ ok: false, reason: 'unchanged' });
  });

  test('an agent who knows better takes the mark off, on the record of the ticket', async () => {
    const { number, ticketId, mail } = await declare('Boîte refaite');
    sink.unknown.set(JEAN, GONE);
    await transmitter.transmit(mail);
    expect(await marked()).toBeDefined();
    const clear = (actor: Parameters<typeof room.run>[1], address = JEAN) =>
      room.run(clearAddress, actor, { number, address });
    expect(await clear(room.cast.jean)).toMatchObject({ ok: false, reason: 'forbidden' });
    expect(await clear(room.cast.karim, 'marie.hoarau@courriel.example')).toMatchObject({
      ok: false,
      reason: 'not_found',
    });
    done(await clear(room.cast.karim));
    expect(await marked()).toBeUndefined();
    expect((await listEvents(room.knex, ticketId)).at(-1)).toMatchObject({
      type: 'address_cleared',
      actor: { user: room.cast.karim.id },
    });
  });
});
