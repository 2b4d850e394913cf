import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createMailroom, type Mailroom, mail } from '../support/mailroom.ts';
import { bounceOf, type Ours } from './automatic-mails.ts';

describe('a hard bounce marks the address, and only that', () => {
  let room: Mailroom;
  let ours: Ours;

  beforeAll(async () => {
    room = await createMailroom();
    await room.deliver(mail({ 'Message-ID': '<panne@boulangerie-moule.example>' }));
    ours = (await room.outbound())[0] as Ours;
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
