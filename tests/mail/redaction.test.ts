import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { verifyHistories } from '../../server/cli/audit/verify-histories.ts';
import { addNote } from '../../server/commands/add-note.ts';
import { redactMessage } from '../../server/commands/redact-message.ts';
import { releaseQuarantine } from '../../server/commands/release-quarantine.ts';
import { replyToTicket } from '../../server/commands/reply-to-ticket.ts';
import { revealSecret } from '../../server/commands/reveal-secret.ts';
import { saveDraft } from '../../server/commands/save-draft.ts';
import { listEvents } from '../../server/store/events.ts';
import { listConversation } from '../../server/store/messages.ts';
import { listSecrets } from '../../server/store/secrets.ts';
import { findTicketById } from '../../server/store/tickets.ts';
import { tablesHolding } from '../support/leaks.ts';
import { createMailroom, type Mailroom, mail } from '../support/mailroom.ts';

const KEEP = { label: 'FTP', login: 'moule', secret: 'Farine-2026!', note: '' };

describe('a password that came by mail', () => {
  let room: Mailroom;
  let count = 0;
  /** Another for each test, so that none finds what another left. */
  let password: string;
  let raw: string;
  let ticketId: number;
  let number: string;
  let messageId: number;

  beforeAll(async () => {
    room = await createMailroom();
  });
  afterAll(() => room.close());
  beforeEach(async () => {
    count += 1;
    password = `Far!ne&2026-${count}x`;
    raw = mail(
      {
        Subject: `Site hors ligne, mdp ${password}`,
        'Message-ID': `<panne-${count}@moule.example>`,
        'Content-Type': 'multipart/alternative; boundary=x',
      },
      [
        '--x',
        'Content-Type: text/plain; charset=utf-8',
        '',
        `Bonjour,\nMot de passe : ${password}\nMerci.`,
        '--x',
        'Content-Type: text/html; charset=utf-8',
        'Content-Transfer-Encoding: base64',
        '',
        Buffer.from(
          `<p>Mot de passe : <b>Far!</b>${password.slice(4).replace('&', '&amp;')}</p>`,
        ).toString('base64'),
        '--x--',
      ].join('\n'),
    );
    await room.deliver(raw);
    const row = await lastMail();
    ticketId = row.ticket_id ?? 0;
    messageId = row.message_id ?? 0;
    number = (await findTicketById(room.knex, ticketId))?.number ?? '';
  });

  const lastMail = async () => {
    const [row] = (await room.inbound()).slice(-1);
    if (!row) throw new Error('nothing came in');
    return row;
  };
  const redact = (who: 'karim' | 'jean' | 'tiare' | 'odile' = 'karim', passages = password) =>
    room.run(redactMessage, room.cast[who], { messageId, passages, keep: null });
  const reasonOf = (outcome: { ok: boolean; reason?: string }) =>
    outcome.ok ? 'accepted' : outcome.reason;
  const faults = async () => {
    const found: string[] = [];
    await verifyHistories(room.knex, ({ seq, fault }) => found.push(`${seq} ${fault}`));
    return found;
  };
  const reply = (body: string) =>
    room.run(replyToTicket, room.cast.karim, { number, body, files: [], statusAfter: null });
  const eventTypes = async () =>
    (await listEvents(room.knex, ticketId)).map(({ type }) => type as string);

  test('is nowhere any more, however often it was repeated', async () => {
    await reply(`J’ai essayé ${password}, sans succès.`);
    await room.run(addNote, room.cast.lea, { number, body: `mdp : ${password}` });
    const draft = { number, kind: 'reply', body: `Le mot de passe ${password} ne va pas` } as const;
    await room.run(saveDraft, room.cast.karim, draft);
    await room.deliver(
      mail(
        { Subject: 'Re: Site hors ligne', 'In-Reply-To': `<panne-${count}@moule.example>` },
        `Toujours rien.\n\nLe 2 mars 2026 à 10:12, Jean Moreau a écrit :\n> Mot de passe : ${password}`,
      ),
    );
    // a copy by another route, which is kept as a duplicate
    await room.deliver(raw);
    expect((await lastMail()).outcome).toBe('duplicate');
    expect(await tablesHolding(room.ownerKnex, password)).toEqual([
      'drafts',
      'inbound_emails',
      'messages',
      'outbound_emails',
      'tickets',
    ]);
    const salts = await room.knex('messages').where({ ticket_id: ticketId }).pluck('salt');

    room.published.length = 0;
    expect(reasonOf(await redact())).toBe('accepted');
    expect(await tablesHolding(room.ownerKnex, password)).toEqual([]);
    for (const salt of salts) {
      expect(await tablesHolding(room.ownerKnex, salt.toString('hex'))).toEqual([]);
    }
    expect(JSON.stringify(room.published)).not.toContain(password);
    const [first, second, note, quoting] = await listConversation(room.knex, ticketId, {
      audience: 'staff',
      limit: 10,
    });
    expect(first).toMatchObject({
      body: 'Bonjour,\nMot de passe : [•••••]\nMerci.',
      hasHtml: false,
      redactedAt: room.clock.now,
    });
    expect(second?.body).toBe('J’ai essayé [•••••], sans succès.');
    expect(note?.body).toBe('mdp : [•••••]');
    expect(quoting?.quoted).toContain('> Mot de passe : [•••••]');
    expect((await findTicketById(room.knex, ticketId))?.subject).toBe(
      'Site hors ligne, mdp [•••••]',
    );
    const raws = await room.knex('inbound_emails').whereNotNull('raw').orderBy('id').pluck('raw');
    expect(raws.slice(-3).map((bytes) => bytes.length)).toEqual([0, 0, 0]);
    const [sent] = await room
      .knex('outbound_emails')
      .where({ ticket_id: ticketId, letter: 'reply' })
      .select('text', 'html');
    expect(sent.text).toContain('J’ai essayé [•••••], sans succès.');
    expect(sent.html).toContain('J’ai essayé [•••••], sans succès.</p>');
    expect(await room.knex('drafts').where({ ticket_id: ticketId }).pluck('body')).toEqual([
      'Le mot de passe [•••••] ne va pas',
    ]);
    // a note's redaction is no news for the customer
    expect((await eventTypes()).slice(-4)).toEqual([
      'message_redacted',
      'message_redacted',
      'note_redacted',
      'message_redacted',
    ]);
  });

  test('leaves a history that holds, and that still tells what is touched after', async () => {
    await reply('Nous regardons.');
    expect(await faults()).toEqual([]);
    await redact();
    expect(await faults()).toEqual([]);
    await room.ownerKnex('messages').where({ id: messageId }).update({ body: 'Autre chose.' });
    const seq = (await eventTypes()).lastIndexOf('message_redacted') + 1;
    expect(await faults()).toEqual([`${seq} words_altered`]);
    await room.ownerKnex('messages').where({ id: messageId }).update({
      body: 'Bonjour,\nMot de passe : [•••••]\nMerci.',
    });
    expect(await faults()).toEqual([]);
  });

  test('is moved to the vault in the same breath', async () => {
    const keep = { ...KEEP, secret: password };
    const moved = await room.run(redactMessage, room.cast.karim, {
      messageId,
      passages: password,
      keep,
    });
    expect(moved).toEqual({ ok: true, value: { number } });
    expect((await eventTypes()).slice(-2)).toEqual(['secret_kept', 'message_redacted']);
    const [secret] = await listSecrets(room.knex, ticketId);
    const shown = await room.run(revealSecret, room.cast.karim, {
      number,
      secretId: secret?.id ?? 0,
    });
    expect(shown).toEqual({ ok: true, value: keep });
    expect(await tablesHolding(room.ownerKnex, password)).toEqual([]);
  });

  test('does not come back with a copy that comes later, nor from the quarantine', async () => {
    await redact();
    await room.deliver(raw);
    const copy = await lastMail();
    expect([copy.outcome, copy.raw.length]).toEqual(['duplicate', 0]);
    const first = (await room.inbound()).find(({ message_id }) => message_id === messageId);
    const released = await room.run(releaseQuarantine, room.cast.odile, { id: first?.id ?? 0 });
    expect(reasonOf(released)).toBe('not_found');
    // set aside once, and let in after: it is the same mail, and is known as such
    await room.deliver(raw);
    const { id } = await lastMail();
    await room
      .ownerKnex('inbound_emails')
      .where({ id })
      .update({
        outcome: 'quarantined',
        raw: Buffer.from(raw),
        identity: null,
      });
    await room.run(releaseQuarantine, room.cast.odile, { id });
    await room.intake.decide(id);
    expect((await lastMail()).raw.length).toBe(0);
    expect(await tablesHolding(room.ownerKnex, password)).toEqual([]);
  });

  test('is taken out by staff, and by the customer whose words they are', async () => {
    expect(reasonOf(await redact('tiare'))).toBe('not_found');
    expect(reasonOf(await redact('odile'))).toBe('not_found');
    expect(reasonOf(await redact('jean'))).toBe('accepted');
    expect(await tablesHolding(room.ownerKnex, password)).toEqual([]);
  });

  test('the customer does not touch what the provider wrote, which is evidence', async () => {
    await reply('Nous nous engageons pour demain.');
    await room.run(addNote, room.cast.lea, { number, body: 'Merci de le rappeler.' });
    expect(reasonOf(await redact('jean', 'Merci'))).toBe('accepted');
    const said = await listConversation(room.knex, ticketId, { audience: 'staff', limit: 10 });
    expect(said.map(({ body }) => body)).toEqual([
      `Bonjour,\nMot de passe : ${password}\n[•••••].`,
      'Nous nous engageons pour demain.',
      'Merci de le rappeler.',
    ]);
    const theirs = said[1]?.id ?? 0;
    const own = { messageId: theirs, passages: 'demain', keep: null };
    expect(reasonOf(await room.run(redactMessage, room.cast.jean, own))).toBe('forbidden');
    const note = { messageId: said[2]?.id ?? 0, passages: 'rappeler', keep: null };
    expect(reasonOf(await room.run(redactMessage, room.cast.jean, note))).toBe('not_found');
    expect(reasonOf(await room.run(redactMessage, room.cast.karim, own))).toBe('accepted');
  });

  test('nor what a flagged conduct is proved by', async () => {
    const { nadia, jean } = room.cast;
    await room.ownerKnex('conduct_flags').insert({
      customer_id: jean.customerId,
      ticket_id: ticketId,
      message_ids: [messageId],
      note_id: messageId,
      flagged_by: nadia.id,
      flagged_at: room.clock.now,
    });
    expect(reasonOf(await redact('jean'))).toBe('forbidden');
    expect(reasonOf(await redact('karim'))).toBe('accepted');
  });

  test('what only the subject holds goes too', async () => {
    const subject = 'Site hors ligne, mdp Seul-Dans-Objet1';
    await room.ownerKnex('tickets').where({ id: ticketId }).update({ subject });
    expect(reasonOf(await redact('karim', 'Seul-Dans-Objet1'))).toBe('accepted');
    expect((await findTicketById(room.knex, ticketId))?.subject).toBe(
      'Site hors ligne, mdp [•••••]',
    );
  });

  test('what is not in the message is not taken out of anything', async () => {
    const before = await room.knex('messages').where({ id: messageId }).first();
    expect(await redact('karim', `${password}\nsésame`)).toMatchObject({
      reason: 'passage_missing',
      field: 'passages',
      details: { what: 'sésame' },
    });
    expect(await redact('karim', 'de')).toMatchObject({ reason: 'too_short', details: { min: 3 } });
    expect(await redact('karim', ' \n ')).toMatchObject({ reason: 'required' });
    const badKeep = { messageId, passages: password, keep: { ...KEEP, label: '' } };
    expect(await room.run(redactMessage, room.cast.karim, badKeep)).toMatchObject({
      reason: 'required',
      field: 'label',
    });
    expect(await room.knex('messages').where({ id: messageId }).first()).toEqual(before);
  });
});
