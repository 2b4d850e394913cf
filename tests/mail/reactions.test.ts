import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { replyToTicket } from '../../server/commands/reply-to-ticket.ts';
import { listEvents } from '../../server/store/events.ts';
import { createMailroom, type Mailroom, mail } from '../support/mailroom.ts';
import { bounceOf } from './automatic-mails.ts';

describe('the right reaction', () => {
  let room: Mailroom;
  let number: string;
  let ticketId: number;
  let acknowledgement: { reply_to: string; rfc_message_id: string };

  beforeAll(async () => {
    room = await createMailroom();
    await room.deliver(mail({ 'Message-ID': '<panne@boulangerie-moule.example>' }));
    const [sent] = await room.outbound();
    if (!sent) throw new Error('no acknowledgement');
    acknowledgement = sent;
    ticketId = sent.ticket_id;
    number = (await room.knex('tickets').where({ id: ticketId }).first()).number;
    await room.run(replyToTicket, room.cast.karim, {
      number,
      body: 'Est-ce revenu ?',
      files: [],
      statusAfter: 'waiting_customer',
    });
  });
  afterAll(() => room.close());

  const last = async () => {
    const [row] = (await room.inbound()).slice(-1);
    if (!row) throw new Error('nothing came in');
    return row;
  };
  const status = async () => (await room.knex('tickets').where({ id: ticketId }).first()).status;
  const lastEvent = async () => (await listEvents(room.knex, ticketId)).at(-1);
  /** Nothing was answered, and Jean is still awaited. */
  const expectQuiet = async (mails: number) => {
    expect(await room.outbound()).toHaveLength(mails);
    expect(await status()).toBe('waiting_customer');
  };

  test('an out-of-office is on the record, and neither answers nor reopens', async () => {
    const mails = (await room.outbound()).length;
    await room.deliver(
      mail({
        Subject: 'Absence du bureau : Re : Site hors ligne',
        'Auto-Submitted': 'auto-replied',
        'In-Reply-To': `<${acknowledgement.rfc_message_id}>`,
      }),
      { from: '', to: acknowledgement.reply_to },
    );
    expect(await last()).toMatchObject({ outcome: 'auto_reply_recorded', ticket_id: ticketId });
    expect(await lastEvent()).toMatchObject({
      type: 'automatic_mail_recorded',
      data: { nature: 'auto_reply' },
    });
    await expectQuiet(mails);
  });

  test('a bounce is attached to the ticket whose mail came back', async () => {
    const mails = (await room.outbound()).length;
    await room.deliver(bounceOf(acknowledgement), { from: '' });
    expect(await last()).toMatchObject({ outcome: 'bounce_recorded', ticket_id: ticketId });
    expect(await lastEvent()).toMatchObject({ type: 'mail_bounced', data: { hard: true } });
    await expectQuiet(mails);
  });

  test('our own mail that comes back is cut, by its header or by its Message-ID', async () => {
    const before = await room.knex('tickets').count();
    const mails = (await room.outbound()).length;
    await room.deliver(mail({ 'X-Guichet': 'alize.example', Subject: 'Votre demande' }));
    expect((await last()).outcome).toBe('loop_cut');
    await room.deliver(mail({ 'Message-ID': `<${acknowledgement.rfc_message_id}>` }));
    expect((await last()).outcome).toBe('loop_cut');
    await room.deliver(mail({ From: `Alizé <${acknowledgement.reply_to}>` }));
    expect((await last()).outcome).toBe('loop_cut');
    expect(await room.knex('tickets').count()).toEqual(before);
    await expectQuiet(mails);
  });

  test('an alert opens a ticket and is not acknowledged; `no` means that a person wrote', async () => {
    const mails = (await room.outbound()).length;
    const machine = { From: 'Nagios <nagios@supervision.example>', Subject: 'DISK CRITICAL' };
    await room.deliver(mail({ ...machine, 'Auto-Submitted': 'auto-generated' }));
    expect((await last()).outcome).toBe('alert_ticket_opened');
    expect(await room.outbound()).toHaveLength(mails);
    await room.deliver(mail({ Subject: 'Écrit à la main', 'Auto-Submitted': 'no' }));
    expect((await last()).outcome).toBe('ticket_opened');
    expect(await room.outbound()).toHaveLength(mails + 1);
  });

  test('two mails without a Message-ID are two tickets, and neither swallows the other', async () => {
    for (const text of ['Première panne.', 'Deuxième panne.']) {
      await room.deliver(mail({ Subject: 'Sans identité', 'Message-ID': '<>' }, text));
      expect((await last()).outcome).toBe('ticket_opened');
    }
    await room.deliver(
      mail({ Subject: 'Réponse à rien', 'Message-ID': '', 'In-Reply-To': '<>' }, 'Une autre.'),
    );
    expect((await last()).outcome).toBe('ticket_opened');
  });

  test('the same message again is a duplicate', async () => {
    const raw = mail({ Subject: 'Encore le même' });
    await room.deliver(raw);
    await room.deliver(raw);
    expect(await last()).toMatchObject({ outcome: 'duplicate', ticket_id: null });
  });

  test('NUL characters are dropped, and the rest is kept', async () => {
    await room.deliver(
      mail(
        { Subject: 'Nul \0 part', From: 'J\0ean <jean@boulangerie-moule.example>' },
        'avant\0après',
      ),
    );
    const row = await last();
    expect(row.outcome).toBe('ticket_opened');
    const [message] = await room.knex('messages').where({ id: row.message_id });
    expect(message.body).toBe('avantaprès');
    expect(message.subject).toBe('Nul part');
  });

  test('a header smuggled into a name or a subject is no header of ours', async () => {
    const smuggled = Buffer.from('x\r\nBcc: tiare@agence-lagon.example\r\n\r\nbonjour').toString(
      'base64',
    );
    await room.deliver(
      mail({
        From: `=?utf-8?B?${smuggled}?= <eve@ailleurs.example>`,
        Subject: `=?utf-8?B?${smuggled}?=`,
        'Message-ID': '<a@b>\tBcc:tiare@agence-lagon.example',
      }),
      { from: 'eve@ailleurs.example' },
    );
    const row = await last();
    expect(row.outcome).toBe('ticket_opened');
    const opened = await room.knex('tickets').where({ id: row.ticket_id }).first();
    expect(opened.subject).toBe('x Bcc: tiare@agence-lagon.example bonjour');
    const [letter] = await room.knex('outbound_emails').orderBy('id', 'desc').limit(1);
    expect(letter.to_address).toBe('eve@ailleurs.example');
    for (const text of [letter.to_name, letter.subject, letter.in_reply_to ?? '']) {
      expect(text).not.toMatch(/[\r\n]/);
    }
  });

  test.each([
    ['Question sur vos tarifs', 'information_request'],
    ['Mon site est en panne', 'incident'],
    ['Bonjour', 'incident'],
  ])('the rules say of « %s » that it is: %s', async (subject, kind) => {
    await room.deliver(mail({ Subject: subject }));
    const { ticket_id } = await last();
    expect(await room.knex('tickets').where({ id: ticket_id }).first()).toMatchObject({ kind });
  });

  test('HTML is made harmless; files keep a name that can do no harm', async () => {
    const raw = mail(
      { 'Content-Type': 'multipart/mixed; boundary=m' },
      [
        '--m',
        'Content-Type: text/html; charset=utf-8',
        '',
        '<p onclick="x()">Bonjour</p><script>alert(1)</script><a href="javascript:x()">ici</a>',
        '--m',
        'Content-Type: image/svg+xml',
        'Content-Disposition: attachment; filename="../../x.svg"',
        '',
        '<svg/>',
        '--m--',
      ].join('\n'),
    );
    await room.deliver(raw);
    const { message_id } = await last();
    const [message] = await room.knex('messages').where({ id: message_id });
    expect(message.html).toContain('Bonjour');
    expect(message.html).not.toMatch(/script|onclick/i);
    expect(await room.knex('attachments').where({ message_id })).toMatchObject([
      { name: '.._.._x.svg', content_type: 'image/svg+xml', size: 6 },
    ]);
  });

  test('a mail that nobody signed is set aside where staff see it', async () => {
    await room.deliver(mail({ From: '' }), { from: '' });
    expect(await last()).toMatchObject({ outcome: 'quarantined' });
  });
});
