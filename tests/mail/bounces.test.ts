import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createIntake } from '../../mail-gateway/intake.ts';
import { done } from '../../seeds/done.ts';
import { recordInboundEmail } from '../../server/commands/record-inbound-email.ts';
import type { SenderProof } from '../../server/domain/mail/sender-proof.ts';
import { createLog } from '../../server/log.ts';
import { listEvents } from '../../server/store/events.ts';
import { createMailroom, type Mailroom, mail, SIZE_LIMIT } from '../support/mailroom.ts';
import { bounceOf, type Ours } from './automatic-mails.ts';

const FORGED: SenderProof = {
  verdict: 'fail',
  by: 'check',
  domain: 'relais.example',
  dmarc: 'fail',
  spf: null,
  dkim: [],
  arc: null,
};

describe('a hard bounce marks the address, and only that', () => {
  let room: Mailroom;
  let ours: Ours & { ticket_id: number };

  beforeAll(async () => {
    room = await createMailroom();
    await room.deliver(mail({ 'Message-ID': '<panne@boulangerie-moule.example>' }));
    ours = (await room.outbound())[0] as typeof ours;
  });
  afterAll(() => room.close());

  const marked = () => room.knex('unreachable_addresses').orderBy('address');
  const last = async () => (await room.inbound()).at(-1);

  test('a full mailbox or a delay marks nothing', async () => {
    const full = { status: '5.2.2', says: '552 5.2.2 mailbox full' };
    await room.deliver(bounceOf(ours, full), { from: '' });
    const late = { action: 'delayed', status: '4.4.1', says: '451 4.4.1 no answer' };
    await room.deliver(bounceOf(ours, late), { from: '' });
    expect(await marked()).toEqual([]);
  });

  test('whom the ticket was never written to is not marked, whoever sends the bounce', async () => {
    await room.deliver(bounceOf(ours, { recipient: 'tiare@agence-lagon.example' }), { from: '' });
    expect(await last()).toMatchObject({ outcome: 'bounce_recorded' });
    expect(await marked()).toEqual([]);
  });

  test('nor by whoever only knows a Message-ID of the customer’s', async () => {
    await room.deliver(bounceOf({ rfc_message_id: 'panne@boulangerie-moule.example' }), {
      from: '',
    });
    expect(await last()).toMatchObject({ outcome: 'bounce_recorded' });
    expect(await marked()).toEqual([]);
  });

  test('nor by whoever has the ticket’s address, and returns nothing of ours', async () => {
    const raw = bounceOf({ rfc_message_id: 'autre@relais.example' });
    await room.deliver(raw, { from: '', to: ours.reply_to });
    expect(await last()).toMatchObject({ outcome: 'bounce_recorded', ticket_id: ours.ticket_id });
    // that it came, not whose mail did
    expect((await listEvents(room.knex, ours.ticket_id)).at(-1)?.data).toEqual({
      inbound_email: (await last())?.id,
      hard: true,
    });
    expect(await marked()).toEqual([]);
  });

  test('nor by a bounce that is proved to be forged: it is on no ticket’s record', async () => {
    const forging = createIntake({
      run: room.run,
      database: room.knex,
      log: createLog('silent'),
      mailSizeLimit: SIZE_LIMIT,
      mailDomain: 'alize.example',
      clock: () => room.clock.now,
      prove: async () => FORGED,
    });
    const raw = Buffer.from(bounceOf(ours));
    const at = { route: 'smtp', mailbox: 'smtp', uidValidity: null, uid: null } as const;
    const kept = await room.run(
      recordInboundEmail,
      { kind: 'system', name: 'intake' },
      {
        ...at,
        envelopeFrom: '',
        envelopeTo: ['support@alize.example'],
        raw,
        size: raw.length,
        receivedAt: room.clock.now,
      },
    );
    expect(await forging.decide(done(kept).id as number)).toBe('bounce_recorded');
    await forging.stop();
    expect(await last()).toMatchObject({ ticket_id: null });
    expect(await marked()).toEqual([]);
  });

  test('Jean’s is, with the code and the mail that said so, once', async () => {
    await room.deliver(bounceOf(ours, { recipient: 'Jean@Boulangerie-Moule.example' }), {
      from: '',
    });
    const row = await last();
    const first = {
      address: 'jean@boulangerie-moule.example',
      since: room.clock.now,
      status: '5.1.1',
      inbound_email_id: row?.id,
      outbound_email_id: null,
    };
    expect(await marked()).toEqual([first]);
    room.clock.now = new Date(room.clock.now.getTime() + 60_000);
    await room.deliver(bounceOf(ours, { status: '5.1.2' }), { from: '' });
    expect(await marked()).toEqual([first]);
  });
});
