import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { changeStatus } from '../../server/commands/change-status.ts';
import { replyToTicket } from '../../server/commands/reply-to-ticket.ts';
import { listConversation } from '../../server/store/messages.ts';
import { findTicket, listLinkedTickets } from '../../server/store/tickets.ts';
import { createMailroom, type Mailroom, mail } from '../support/mailroom.ts';

describe('the right thread', () => {
  let room: Mailroom;
  let count = 0;
  /** The ticket of each test, opened by Jean's mail. */
  let number: string;
  let theirId: string;
  let acknowledgement: { reply_to: string; rfc_message_id: string };

  beforeAll(async () => {
    room = await createMailroom();
  });
  afterAll(() => room.close());
  beforeEach(async () => {
    count += 1;
    theirId = `panne-${count}@boulangerie-moule.example`;
    await room.deliver(
      mail({ Subject: `Site hors ligne (${count})`, 'Message-ID': `<${theirId}>` }),
    );
    const [sent] = (await room.outbound()).slice(-1);
    if (!sent) throw new Error('no acknowledgement');
    acknowledgement = sent;
    number = (await room.knex('tickets').where({ id: sent.ticket_id }).first()).number;
  });

  const ticket = async (which = number) => {
    const found = await findTicket(room.knex, which);
    if (!found) throw new Error(`no ticket ${which}`);
    return found;
  };
  const conversation = async (audience: 'staff' | 'requester') => {
    const { id } = await ticket();
    return (await listConversation(room.knex, id, { audience, limit: 50 })).map(
      ({ author, visibility, body }) => [author.name, visibility, body],
    );
  };
  const last = async () => {
    const [row] = (await room.inbound()).slice(-1);
    if (!row) throw new Error('nothing came in');
    return row;
  };
  const numberOf = async (id: number | null) =>
    (await room.knex('tickets').where({ id }).first())?.number;
  const wait = async () => {
    await room.run(replyToTicket, room.cast.karim, {
      number,
      body: 'Est-ce revenu ?',
      files: [],
      statusAfter: 'waiting_customer',
    });
    expect((await ticket()).status).toBe('waiting_customer');
  };

  test('Jean answers at the signed address: it joins, ends the wait, and is not acknowledged', async () => {
    await wait();
    const mails = (await room.outbound()).length;
    await room.deliver(mail({ Subject: 'Oui !', To: acknowledgement.reply_to }, 'Oui, merci.'), {
      to: acknowledgement.reply_to.toUpperCase(),
    });
    expect(await last()).toMatchObject({
      outcome: 'reply_threaded',
      ticket_id: (await ticket()).id,
    });
    expect((await conversation('requester')).at(-1)).toEqual([
      'Jean Moreau',
      'public',
      'Oui, merci.',
    ]);
    expect((await ticket()).status).toBe('open');
    expect(await room.outbound()).toHaveLength(mails);
  });

  test('only the envelope carries the token (Bcc, alias): it joins all the same', async () => {
    await room.deliver(mail({ Subject: 'Re', To: 'undisclosed-recipients:;' }), {
      to: acknowledgement.reply_to,
    });
    expect((await last()).outcome).toBe('reply_threaded');
  });

  test('an answer undoes a resolution, and what is quoted is folded', async () => {
    await room.run(changeStatus, room.cast.karim, { number, status: 'resolved' });
    const text = 'Non, toujours rien.\n\nLe 2 mars 2026 à 09:00, Alizé a écrit :\n> Résolu ?';
    await room.deliver(mail({ 'In-Reply-To': `<${acknowledgement.rfc_message_id}>` }, text), {
      from: 'jean@boulangerie-moule.example',
    });
    expect((await ticket()).status).toBe('open');
    expect((await conversation('requester')).at(-1)?.[2]).toBe('Non, toujours rien.');
    const [message] = await room.knex('messages').orderBy('id', 'desc').limit(1);
    expect(message.quoted).toContain('> Résolu ?');
  });

  test('Jean answers his own first mail: References, and a sender who takes part', async () => {
    await room.deliver(mail({ Subject: 'Re: autre', References: `<${theirId}>` }));
    expect(await last()).toMatchObject({
      outcome: 'reply_threaded',
      ticket_id: (await ticket()).id,
    });
  });

  test('a stranger who knows the number opens a ticket of its own, and reads nothing', async () => {
    await room.deliver(
      mail({
        From: 'Un inconnu <inconnu@ailleurs.example>',
        Subject: `Re : Site hors ligne [${number}]`,
        To: `support+${number}@alize.example`,
      }),
      { from: 'inconnu@ailleurs.example', to: `support+${number}.aaaaaaaaaaaaaaaa@alize.example` },
    );
    const row = await last();
    expect(row.outcome).toBe('ticket_opened');
    expect(await numberOf(row.ticket_id)).not.toBe(number);
    expect(await listLinkedTickets(room.knex, (await ticket()).id)).toEqual([]);
    expect(await conversation('staff')).toHaveLength(1);
  });

  test('a stranger who has the References opens a ticket linked to it', async () => {
    await room.deliver(
      mail({
        From: 'Le prestataire <paul@prestataire.example>',
        Subject: 'Re: Site hors ligne',
        References: `<${theirId}>`,
      }),
    );
    const row = await last();
    expect(row.outcome).toBe('linked_ticket_opened');
    const linked = await numberOf(row.ticket_id);
    expect(await listLinkedTickets(room.knex, (await ticket()).id)).toMatchObject([
      { number: linked },
    ]);
    expect(await ticket(linked)).not.toMatchObject({ customerId: (await ticket()).customerId });
    expect(await conversation('staff')).toHaveLength(1);
    expect((await ticket()).requesterId).toBe(room.cast.jean.id);
  });

  test("Karim answers by mail: a note that Jean doesn't see, and no mail leaves", async () => {
    await wait();
    const mails = (await room.outbound()).length;
    await room.deliver(
      mail({ From: 'Karim Diallo <karim@alize.example>', Subject: 'Re' }, 'Le disque est plein.'),
      { from: 'karim@alize.example', to: acknowledgement.reply_to },
    );
    expect((await last()).outcome).toBe('reply_threaded');
    expect((await conversation('staff')).at(-1)).toEqual([
      'Karim Diallo',
      'internal',
      'Le disque est plein.',
    ]);
    expect((await conversation('requester')).map(([, , body]) => body)).not.toContain(
      'Le disque est plein.',
    );
    expect((await ticket()).status).toBe('waiting_customer');
    expect(await room.outbound()).toHaveLength(mails);
  });

  test('a closed ticket stays closed: the answer opens one that is linked to it', async () => {
    await room.run(changeStatus, room.cast.karim, { number, status: 'resolved' });
    await room.run(changeStatus, room.cast.karim, { number, status: 'closed' });
    await room.deliver(mail({ Subject: 'Encore moi' }), { to: acknowledgement.reply_to });
    const row = await last();
    expect(row.outcome).toBe('linked_ticket_opened');
    expect((await ticket()).status).toBe('closed');
    const [letter] = (await room.outbound()).slice(-1);
    expect(letter).toMatchObject({ letter: 'acknowledgement', ticket_id: row.ticket_id });
  });
});
