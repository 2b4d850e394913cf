import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { blockCustomer } from '../../server/commands/block-customer.ts';
import { changeStatus } from '../../server/commands/change-status.ts';
import { liftBlock } from '../../server/commands/lift-block.ts';
import { releaseRefusedMail } from '../../server/commands/release-refused-mail.ts';
import { listRefusedMails } from '../../server/store/refused-mails.ts';
import { createMailroom, type Mailroom, mail } from '../support/mailroom.ts';

const REASON = 'Insultes répétées envers notre équipe.';

describe("a blocked sender's mail (I5)", () => {
  let room: Mailroom;
  let customerId: number;
  let acknowledgement: { reply_to: string; rfc_message_id: string; ticket_id: number };
  beforeAll(async () => {
    room = await createMailroom();
    customerId = room.cast.jean.customerId as number;
    await room.deliver(mail({ 'Message-ID': '<panne@boulangerie-moule.example>' }));
    const [sent] = await room.outbound();
    if (!sent) throw new Error('no acknowledgement');
    acknowledgement = sent;
    done(await room.run(blockCustomer, room.cast.nadia, { customerId, reason: REASON }));
  });
  afterAll(() => room.close());

  const last = async () => {
    const [row] = (await room.inbound()).slice(-1);
    if (!row) throw new Error('nothing came in');
    return row;
  };
  const kindOf = async (ticketId: number | null) =>
    (await room.knex('tickets').where({ id: ticketId }).first())?.kind;
  const answers = () =>
    room.knex('outbound_emails').where({ letter: 'block_answer' }).orderBy('id');
  const refused = { outcome: 'refused', ticket_id: null };

  test('opens nothing, is kept to be read, and is answered politely', async () => {
    await room.deliver(
      mail({ Subject: 'Encore en panne', 'Message-ID': '<encore@boulangerie-moule.example>' }),
    );
    const email = await last();
    expect(email).toMatchObject(refused);
    expect(email.reasons).toContain('sender:blocked');
    const [kept] = await listRefusedMails(room.knex, { limit: 5, before: null });
    expect(kept).toMatchObject({
      id: email.id,
      subject: 'Encore en panne',
      body: 'Bonjour,\n\nMerci.\n',
      customer: { name: 'Boulangerie du Moule' },
    });
    const [answer] = await answers();
    expect(answer).toMatchObject({
      to_address: 'jean@boulangerie-moule.example',
      subject: 'Votre message n’a pas ouvert de demande',
      in_reply_to: 'encore@boulangerie-moule.example',
      reply_to: null,
      automatic: true,
    });
    expect(answer.text).toContain(REASON);
    expect(answer.text).toContain('réclamation, rétractation, résiliation');
    expect(answer.text).toContain('écrivez à support@alize.example');
    expect(answer.text).not.toContain('Encore en panne');
  });

  test('is answered once a day at most, on the calendar of the provider', async () => {
    await room.deliver(mail({ Subject: 'Et encore' }));
    expect(await last()).toMatchObject(refused);
    expect(await answers()).toHaveLength(1);
    // 23:30 in Paris, then 00:30
    room.clock.now = new Date('2026-03-02T22:30:00Z');
    await room.deliver(mail({ Subject: 'Le soir' }));
    expect(await answers()).toHaveLength(1);
    room.clock.now = new Date('2026-03-02T23:30:00Z');
    await room.deliver(mail({ Subject: 'La nuit' }));
    expect(await answers()).toHaveLength(2);
  });

  test('two at once get one answer', async () => {
    room.clock.now = new Date('2026-03-04T08:00:00Z');
    await Promise.all([
      room.deliver(mail({ Subject: 'Une fois' })),
      room.deliver(mail({ Subject: 'Deux fois' })),
    ]);
    expect(await answers()).toHaveLength(3);
  });

  test('a machine’s, a list’s, or one without a way back, is never answered', async () => {
    room.clock.now = new Date('2026-03-05T08:00:00Z');
    await room.deliver(mail({ Subject: 'Alerte', 'Auto-Submitted': 'auto-generated' }));
    expect(await last()).toMatchObject(refused);
    await room.deliver(mail({ Subject: 'Par la liste', 'List-Id': '<tous.moule.example>' }));
    expect(await last()).toMatchObject(refused);
    await room.deliver(mail({ Subject: 'Sans retour' }), { from: '' });
    expect(await last()).toMatchObject(refused);
    expect(await answers()).toHaveLength(3);
  });

  test('an out-of-office stays what it is, and is not answered', async () => {
    await room.deliver(mail({ Subject: 'Absence', 'Auto-Submitted': 'auto-replied' }));
    expect((await last()).outcome).toBe('auto_reply_recorded');
    expect(await answers()).toHaveLength(3);
  });

  test('joins the tickets that it has, which go on', async () => {
    await room.deliver(
      mail({
        Subject: 'Re : Site hors ligne',
        'In-Reply-To': `<${acknowledgement.rfc_message_id}>`,
      }),
      { to: acknowledgement.reply_to },
    );
    expect(await last()).toMatchObject({
      outcome: 'reply_threaded',
      ticket_id: acknowledgement.ticket_id,
    });
  });

  test.each([
    ['Réclamation', 'Bonjour.'],
    ['Comment se rétracter ?', 'Bonjour.'],
    ['Bonjour', 'Je conteste ma facture de mars.'],
    ['Formal complaint', 'Hello.'],
  ])('asks for a right and is let in, as no incident: %s', async (subject, text) => {
    await room.deliver(mail({ Subject: subject }, text));
    const { outcome, ticket_id } = await last();
    expect(outcome).toBe('ticket_opened');
    expect(await kindOf(ticket_id)).toBe('information_request');
  });

  test.each([
    ['Résiliation pour défaut de mise à disposition', 'cancellation'],
    ['Rétractation de ma commande', 'withdrawal'],
    ['Résiliation de mon contrat', 'termination'],
  ])('uses a right by its subject, and opens a request of its kind: %s', async (subject, kind) => {
    await room.deliver(mail({ Subject: subject }, 'Bonjour.'));
    const { outcome, ticket_id } = await last();
    expect(outcome).toBe('ticket_opened');
    expect(await kindOf(ticket_id)).toBe(kind);
  });

  test('whose rights are only those that our answer names is refused all the same', async () => {
    const [answer] = await answers();
    const quoted = answer.text
      .split('\n')
      .map((line: string) => `> ${line}`)
      .join('\n');
    await room.deliver(
      mail(
        { Subject: `Re: ${answer.subject}`, 'In-Reply-To': `<${answer.rfc_message_id}>` },
        `Répondez-moi.\n\nLe 2 mars 2026 à 09:00, Alizé <support@alize.example> a écrit :\n${quoted}`,
      ),
    );
    expect(await last()).toMatchObject(refused);
  });

  test('that notifies illegal content is let in, where a rule knows it', async () => {
    await room.deliver(mail({ Subject: 'Un contenu illicite chez vous' }));
    const { outcome, ticket_id } = await last();
    expect(outcome).toBe('ticket_opened');
    expect(await kindOf(ticket_id)).toBe('content_notice');
  });

  test('opens no ticket linked with one that is closed', async () => {
    const { number } = await room.knex('tickets').where({ id: acknowledgement.ticket_id }).first();
    for (const status of ['resolved', 'closed'] as const) {
      done(await room.run(changeStatus, room.cast.karim, { number, status }));
    }
    await room.deliver(
      mail({
        Subject: 'Re : Site hors ligne',
        'In-Reply-To': `<${acknowledgement.rfc_message_id}>`,
      }),
      { to: acknowledgement.reply_to },
    );
    expect(await last()).toMatchObject(refused);
  });

  test('other senders are not touched', async () => {
    await room.deliver(mail({ From: 'Marie Hoarau <marie.hoarau@courriel.example>' }), {
      from: 'marie.hoarau@courriel.example',
    });
    expect((await last()).outcome).toBe('ticket_opened');
  });

  test('is let in by an administrator, once, and opens its ticket', async () => {
    const [kept] = (await listRefusedMails(room.knex, { limit: 50, before: null })).slice(-1);
    const release = { id: kept?.id ?? 0 };
    for (const actor of [room.cast.nadia, room.cast.karim, room.cast.jean]) {
      expect(await room.run(releaseRefusedMail, actor, release)).toMatchObject({
        reason: 'forbidden',
      });
    }
    done(await room.run(releaseRefusedMail, room.cast.odile, release));
    expect(await room.run(releaseRefusedMail, room.cast.odile, release)).toMatchObject({
      reason: 'not_found',
    });
    room.clock.now = new Date(room.clock.now.getTime() + 60_000);
    await room.intake.sweep();
    const email = (await room.inbound()).find(({ id }) => id === kept?.id);
    expect(email).toMatchObject({ outcome: 'ticket_opened' });
    const ticket = await room.knex('tickets').where({ id: email?.ticket_id }).first();
    expect(ticket).toMatchObject({ subject: 'Encore en panne', customer_id: customerId });
    const trace = await room.knex('refused_mails').where({ inbound_email_id: kept?.id }).first();
    expect(trace.released_by).toBe(room.cast.odile.id);
  });

  test('opens a ticket again once the block is lifted', async () => {
    done(await room.run(liftBlock, room.cast.nadia, { customerId }));
    await room.deliver(mail({ Subject: 'De nouveau en panne' }));
    expect((await last()).outcome).toBe('ticket_opened');
  });
});
