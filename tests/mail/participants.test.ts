import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { verifyHistories } from '../../server/cli/audit/verify-histories.ts';
import { addParticipant } from '../../server/commands/add-participant.ts';
import { joinLinkedTicket, keepTicketApart } from '../../server/commands/join-linked-ticket.ts';
import { letColleaguesJoin } from '../../server/commands/let-colleagues-join.ts';
import { redactMessage } from '../../server/commands/redact-message.ts';
import { replyToTicket } from '../../server/commands/reply-to-ticket.ts';
import { lifecycleOf } from '../../server/domain/ticket/lifecycle.ts';
import { listAttachments } from '../../server/store/attachments.ts';
import { listEvents } from '../../server/store/events.ts';
import { listJoinOffers } from '../../server/store/join-offers.ts';
import { listConversation } from '../../server/store/messages.ts';
import { listParticipants } from '../../server/store/participants.ts';
import { findTicket } from '../../server/store/tickets.ts';
import { insertUser } from '../../server/store/users.ts';
import { bytesOf, caseFileOf } from '../support/case-file.ts';
import { checkCaseFile, textsOf } from '../support/check-case-file.ts';
import { createMailroom, type Mailroom, mail } from '../support/mailroom.ts';

describe('who takes part in a conversation by mail', () => {
  let room: Mailroom;
  let count = 0;
  let number: string;
  let theirId: string;
  let signed: string;

  beforeAll(async () => {
    room = await createMailroom();
    // a colleague of Jean's at the bakery
    await insertUser(room.knex, {
      customerId: room.cast.jean.customerId,
      name: 'Sophie Moreau',
      email: 'sophie@boulangerie-moule.example',
      roles: ['customer'],
      locale: 'fr',
      timeZone: 'America/Guadeloupe',
      createdAt: room.clock.now,
    });
  });
  afterAll(() => room.close());
  beforeEach(async () => {
    count += 1;
    room.clock.now = new Date(room.clock.now.getTime() + 7_200_000);
    theirId = `panne-${count}@boulangerie-moule.example`;
    await room.deliver(mail({ Subject: `Panne (${count})`, 'Message-ID': `<${theirId}>` }));
    const [sent] = (await room.outbound()).slice(-1);
    if (!sent) throw new Error('no acknowledgement');
    signed = sent.reply_to;
    number = (await room.knex('tickets').where({ id: sent.ticket_id }).first()).number;
  });

  const ticket = async (which = number) => {
    const found = await findTicket(room.knex, which);
    if (!found) throw new Error(`no ticket ${which}`);
    return found;
  };
  const participants = async (which = number) =>
    (await listParticipants(room.knex, (await ticket(which)).id)).map(({ email }) => email);
  const last = async () => {
    const [row] = (await room.inbound()).slice(-1);
    if (!row) throw new Error('nothing came in');
    return row;
  };
  const said = async (which = number) =>
    (
      await listConversation(room.knex, (await ticket(which)).id, { audience: 'staff', limit: 50 })
    ).map(({ author, body }) => [author.email, body]);
  const eventsOf = async (which: string) =>
    (await listEvents(room.knex, (await ticket(which)).id)).map(({ type }) => type);
  const fromSophie = (headers: Record<string, string>) =>
    room.deliver(
      mail({ From: 'Sophie <sophie@boulangerie-moule.example>', ...headers }, 'Moi aussi.'),
      { from: 'sophie@boulangerie-moule.example' },
    );
  const fromPaul = (headers: Record<string, string> = {}, text = 'Je suis son informaticien.') =>
    room.deliver(
      mail(
        {
          From: 'Paul Durand <paul@prestataire.example>',
          Subject: 'Re: Panne',
          References: `<${theirId}>`,
          ...headers,
        },
        text,
      ),
      { from: 'paul@prestataire.example' },
    );
  const letJoin = (join: boolean) =>
    room.run(letColleaguesJoin, room.cast.karim, {
      customerId: room.cast.jean.customerId as number,
      join,
    });
  const linkedTo = async () => {
    const row = await last();
    return (await room.knex('tickets').where({ id: row.ticket_id }).first()).number as string;
  };

  test('a colleague stays outside until the customer lets colleagues join, then takes part', async () => {
    await fromSophie({ References: `<${theirId}>` });
    expect((await last()).outcome).toBe('linked_ticket_opened');
    expect(await participants()).toEqual([]);

    expect(await letJoin(true)).toEqual({ ok: true, value: null });
    await fromSophie({ References: `<${theirId}>` });
    expect(await last()).toMatchObject({
      outcome: 'reply_threaded',
      ticket_id: (await ticket()).id,
    });
    expect(await participants()).toEqual(['sophie@boulangerie-moule.example']);
    expect((await eventsOf(number)).slice(-2)).toEqual(['message_received', 'participant_added']);

    // a second answer adds nobody twice
    await fromSophie({ References: `<${theirId}>` });
    expect((await eventsOf(number)).filter((type) => type === 'participant_added')).toHaveLength(1);
    await letJoin(false);
  });

  test('a stranger is no colleague, whatever the customer lets its own do', async () => {
    await letJoin(true);
    await fromPaul();
    expect((await last()).outcome).toBe('linked_ticket_opened');
    expect(await participants()).toEqual([]);
    await letJoin(false);
  });

  test('a token threads whoever holds it, and makes nobody a participant', async () => {
    await fromPaul({ To: signed, References: '' });
    expect((await last()).outcome).toBe('reply_threaded');
    expect(await participants()).toEqual([]);
    expect((await said()).at(-1)).toEqual([
      'paul@prestataire.example',
      'Je suis son informaticien.',
    ]);
    // staff are warned that the address was passed on; of a colleague's answer they are not
    const doubts = async () =>
      (await room.knex('inbound_emails').orderBy('id', 'desc').first('doubts')).doubts;
    expect(await doubts()).toEqual(['takes_no_part']);
    await fromSophie({ To: signed });
    expect(await doubts()).toEqual([]);
    const mails = (await room.outbound()).length;
    await room.run(replyToTicket, room.cast.karim, {
      number,
      body: 'Merci.',
      files: [],
      statusAfter: null,
    });
    expect((await room.outbound()).slice(mails).map(({ to_address }) => to_address)).toEqual([
      'jean@boulangerie-moule.example',
    ]);
  });

  test('the number in a subject never threads, not even for a participant', async () => {
    await room.run(addParticipant, room.cast.karim, { number, email: 'paul@prestataire.example' });
    await fromPaul({ Subject: `Re: Panne [${number}]`, References: '' });
    expect((await last()).outcome).toBe('ticket_opened');
  });

  test('a mail that comes back from a participant says nothing of the requester', async () => {
    await room.run(addParticipant, room.cast.karim, { number, email: 'paul@prestataire.example' });
    await room.run(replyToTicket, room.cast.karim, {
      number,
      body: 'Voici.',
      files: [],
      statusAfter: null,
    });
    const [own, copy] = (await room.outbound()).slice(-2);
    expect(copy?.to_address).toBe('paul@prestataire.example');
    await room.deliver(
      mail(
        {
          From: 'Mail Delivery System <MAILER-DAEMON@mx.prestataire.example>',
          To: String(copy?.reply_to),
          Subject: 'Undelivered Mail Returned to Sender',
          'Content-Type': 'multipart/report; report-type=delivery-status; boundary=b',
        },
        [
          '--b',
          'Content-Type: text/plain',
          '',
          'The address does not exist.',
          '--b',
          'Content-Type: message/delivery-status',
          '',
          'Reporting-MTA: dns; mx.prestataire.example',
          '',
          'Final-Recipient: rfc822; paul@prestataire.example',
          'Action: failed',
          'Status: 5.1.1',
          '--b',
          'Content-Type: message/rfc822-headers',
          '',
          `Message-ID: <${copy?.rfc_message_id}>`,
          '--b--',
        ].join('\n'),
      ),
      { from: 'MAILER-DAEMON@mx.prestataire.example', to: String(copy?.reply_to) },
    );
    expect((await last()).outcome).toBe('bounce_recorded');
    const events = await listEvents(room.knex, (await ticket()).id);
    expect(events.at(-1)).toMatchObject({
      type: 'mail_bounced',
      data: { hard: true, outbound_email: copy?.id },
    });
    expect(own?.to_address).toBe('jean@boulangerie-moule.example');
    expect(await room.knex('unreachable_addresses').pluck('address')).toEqual([
      'paul@prestataire.example',
    ]);
    await room.knex('unreachable_addresses').delete();
  });

  test('a participant answers by References: it joins, and ends the wait', async () => {
    await room.run(addParticipant, room.cast.karim, { number, email: 'paul@prestataire.example' });
    await room.run(replyToTicket, room.cast.karim, {
      number,
      body: 'Quelle version ?',
      files: [],
      statusAfter: 'waiting_customer',
    });
    const [copy] = (await room.outbound()).slice(-1);
    expect(copy?.to_address).toBe('paul@prestataire.example');
    await fromPaul({ References: `<${copy?.rfc_message_id}>` }, 'La 6.4.');
    expect(await last()).toMatchObject({
      outcome: 'reply_threaded',
      ticket_id: (await ticket()).id,
    });
    expect((await said()).at(-1)).toEqual(['paul@prestataire.example', 'La 6.4.']);
    expect((await ticket()).status).toBe('open');
  });

  test('staff let a stranger take part: what it said moves, with its files, and nothing is lost', async () => {
    const boundary = 'limite';
    await fromPaul(
      { 'Content-Type': `multipart/mixed; boundary=${boundary}` },
      [
        `--${boundary}`,
        'Content-Type: text/plain',
        '',
        'Voici le journal.',
        `--${boundary}`,
        'Content-Type: text/plain; name="journal.txt"',
        'Content-Disposition: attachment; filename="journal.txt"',
        '',
        'erreur 500',
        `--${boundary}--`,
      ].join('\n'),
    );
    const apart = await linkedTo();
    const { id } = await ticket();
    expect(await listJoinOffers(room.knex, id)).toEqual([
      {
        apart,
        answered: number,
        author: { name: 'Paul Durand', email: 'paul@prestataire.example' },
        colleague: false,
        doubts: [],
      },
    ]);
    const mails = (await room.outbound()).length;
    expect(await room.run(joinLinkedTicket, room.cast.karim, { number: apart })).toEqual({
      ok: true,
      value: { into: number },
    });

    expect((await said()).at(-1)).toEqual(['paul@prestataire.example', 'Voici le journal.']);
    expect(await said(apart)).toEqual([]);
    expect(await participants()).toEqual(['paul@prestataire.example']);
    const [message] = await room.knex('messages').orderBy('id', 'desc').limit(1);
    expect(await listAttachments(room.knex, [message.id])).toMatchObject([{ name: 'journal.txt' }]);
    expect(
      (await room.knex('attachments').where({ message_id: message.id }).first()).ticket_id,
    ).toBe(id);
    expect((await last()).ticket_id).toBe(id);
    expect(await ticket(apart)).toMatchObject({ status: 'closed', mergedIntoId: id });
    expect((await eventsOf(apart)).slice(-3)).toEqual([
      'message_moved_out',
      'status_changed',
      'ticket_merged',
    ]);
    expect((await eventsOf(number)).slice(-2)).toEqual(['participant_added', 'message_moved_in']);
    // its author is told, and nothing of Jean's portal
    const [letter] = (await room.outbound()).slice(mails);
    expect(letter).toMatchObject({
      letter: 'request_joined',
      to_address: 'paul@prestataire.example',
    });
    expect(letter?.reply_to).toContain(`+${number}.`);
    const { text } = await room.knex('outbound_emails').where({ id: letter?.id }).first();
    expect(text).toContain(`est joint à la demande ${number} de Jean Moreau`);
    expect(text).not.toContain('/tickets/');
    // whose ticket each is does not change
    expect((await ticket(apart)).customerId).not.toBe((await ticket()).customerId);

    const faults: unknown[] = [];
    expect(await verifyHistories(room.knex, (fault) => faults.push(fault))).toMatchObject({
      faults: 0,
    });
    expect(faults).toEqual([]);
    for (const which of [number, apart]) {
      const row = await ticket(which);
      expect(row).toMatchObject(lifecycleOf(await listEvents(room.knex, row.id)));
    }
    // once is enough
    expect(await room.run(joinLinkedTicket, room.cast.karim, { number: apart })).toMatchObject({
      reason: 'already_decided',
    });
    expect(await listJoinOffers(room.knex, id)).toEqual([]);
  });

  test('a password in what moved is taken out everywhere, and the histories still hold', async () => {
    await fromPaul({ Subject: 'Re: hunter2-du-moule' }, 'Le mot de passe est hunter2-du-moule.');
    const apart = await linkedTo();
    expect((await ticket(apart)).subject).toContain('hunter2');
    await room.run(joinLinkedTicket, room.cast.karim, { number: apart });
    const { id } = await room.knex('messages').orderBy('id', 'desc').first('id');
    const redact = (who: 'jean' | 'karim') =>
      room.run(redactMessage, room.cast[who], {
        messageId: id,
        passages: 'hunter2-du-moule',
        keep: null,
      });
    expect(await redact('jean')).toMatchObject({ reason: 'forbidden' });
    expect(await redact('karim')).toEqual({ ok: true, value: { number } });
    expect((await said()).at(-1)?.[1]).not.toContain('hunter2');
    const [raw] = (await room.inbound()).slice(-1);
    expect(raw?.raw).toHaveLength(0);
    expect((await ticket(apart)).subject).not.toContain('hunter2');
    const words = JSON.stringify(
      await room.knex('outbound_emails').select('subject', 'text', 'html'),
    );
    expect(words).not.toContain('hunter2');
    expect(await verifyHistories(room.knex, () => {})).toMatchObject({ faults: 0 });
  });

  test('the case file of either ticket holds what moved, and verifies', async () => {
    await fromPaul({}, 'Voici ce que j’ai vu.');
    const apart = await linkedTo();
    await room.run(joinLinkedTicket, room.cast.karim, { number: apart });
    for (const which of [number, apart]) {
      const made = await caseFileOf(room, room.cast.nadia, { number: which, audience: 'staff' });
      const zip = await bytesOf(room, made.id, 'zip');
      expect(checkCaseFile(zip).faults).toEqual([]);
      expect(textsOf(zip)['history.json']).toContain('Voici ce que j’ai vu.');
    }
  });

  test('words changed after they moved are found out', async () => {
    await fromPaul();
    const apart = await linkedTo();
    await room.run(joinLinkedTicket, room.cast.karim, { number: apart });
    const [message] = await room.knex('messages').orderBy('id', 'desc').limit(1);
    await room.knex('messages').where({ id: message.id }).update({ body: 'Autre chose.' });
    const faults: { number: string; fault: string }[] = [];
    await verifyHistories(room.knex, (fault) => faults.push(fault));
    expect(faults).toEqual([{ number, seq: expect.any(Number), fault: 'words_altered' }]);
    await room.knex('messages').where({ id: message.id }).update({ body: message.body });
  });

  test('staff keep it apart: both go on, and it is not asked again', async () => {
    await fromPaul();
    const apart = await linkedTo();
    expect(await room.run(keepTicketApart, room.cast.karim, { number: apart })).toMatchObject({
      ok: true,
    });
    expect(await listJoinOffers(room.knex, (await ticket()).id)).toEqual([]);
    expect(await participants()).toEqual([]);
    expect((await ticket(apart)).status).toBe('new');
    expect(await said(apart)).toHaveLength(1);
    expect(await room.run(joinLinkedTicket, room.cast.karim, { number: apart })).toMatchObject({
      reason: 'already_decided',
    });
  });

  test('no customer joins anybody, and an administrator works on no ticket', async () => {
    await fromPaul();
    const apart = await linkedTo();
    for (const who of [room.cast.jean, room.cast.tiare, room.cast.odile]) {
      expect(await room.run(joinLinkedTicket, who, { number: apart })).toMatchObject({
        reason: 'forbidden',
      });
      expect(await room.run(keepTicketApart, who, { number: apart })).toMatchObject({
        reason: 'forbidden',
      });
    }
    expect(await participants()).toEqual([]);
  });

  test('a mail keeps who else it was sent to: not us, not its sender, nobody twice', async () => {
    await room.deliver(
      mail({
        To: `support@alize.example, Paul <Paul@Prestataire.example>, ${signed}`,
        Cc: 'paul@prestataire.example, compta@boulangerie-moule.example, jean@boulangerie-moule.example',
      }),
    );
    const row = await room.knex('inbound_emails').orderBy('id', 'desc').first();
    expect(row.copied).toEqual(['paul@prestataire.example', 'compta@boulangerie-moule.example']);
    // who is copied takes part on an agent's word alone
    expect(await participants()).toEqual([]);
  });
});
