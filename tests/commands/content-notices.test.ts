import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { blockCustomer } from '../../server/commands/block-customer.ts';
import { addIntakeRule } from '../../server/commands/intake-rules.ts';
import { refuseTicket } from '../../server/commands/refuse-ticket.ts';
import { replyToTicket } from '../../server/commands/reply-to-ticket.ts';
import {
  type ContentNoticeInput,
  sendContentNotice,
} from '../../server/commands/send-content-notice.ts';
import { findContentNotice } from '../../server/store/content-notices.ts';
import { findTicket } from '../../server/store/tickets.ts';
import { createWorld, type World } from '../support/world.ts';

const visitor = { kind: 'visitor' } as const;
const NOTICE: ContentNoticeInput = {
  ground: 'fraud',
  name: 'Paul Riverain',
  email: 'Paul@voisin.example',
  location: 'https://boutique.example/faux-paiement',
  description: 'Une fausse page de banque.',
  law: 'Escroquerie, article 313-1 du code pénal.',
  authorContacted: 'impossible',
  goodFaith: true,
  words: {
    subject: 'Signalement : escroquerie',
    nobody: 'Signalement anonyme',
    location: 'Adresse exacte',
    law: 'Pourquoi est-il illicite ?',
    contacted: 'Auteur contacté : impossible',
  },
  locale: 'fr',
};

describe('a stranger notifies illegal content (I5, LCEN art. 6)', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world.drop());

  const send = (more: Partial<ContentNoticeInput> = {}) =>
    world.run(sendContentNotice, visitor, { ...NOTICE, ...more });
  const ticketOf = async (number: string) => {
    const ticket = await findTicket(world.knex, number);
    if (!ticket) throw new Error(`no ticket ${number}`);
    return ticket;
  };
  const mails = () => world.knex('outbound_emails').orderBy('id');

  test('without account or contract: a ticket of its kind, from somebody to be confirmed', async () => {
    const { number } = done(await send());
    const ticket = await ticketOf(number);
    expect(ticket).toMatchObject({ kind: 'content_notice', status: 'new', channel: 'portal' });
    const customer = await world.knex('customers').where({ id: ticket.customerId }).first();
    expect(customer).toMatchObject({
      name: 'Paul Riverain',
      quality: 'unknown',
      confirmed_at: null,
    });
    expect(await findContentNotice(world.knex, ticket.id)).toEqual({
      location: 'https://boutique.example/faux-paiement',
      ground: 'fraud',
      authorContacted: 'impossible',
      receivedAt: world.clock.now,
    });
    const message = await world.knex('messages').where({ ticket_id: ticket.id }).first();
    expect(message.body).toBe(
      [
        'Adresse exacte\nhttps://boutique.example/faux-paiement',
        'Une fausse page de banque.',
        'Pourquoi est-il illicite ?\nEscroquerie, article 313-1 du code pénal.',
        'Auteur contacté : impossible',
      ].join('\n\n'),
    );
  });

  test('is acknowledged, without a word of what was written', async () => {
    const [mail] = (await mails()).slice(-1);
    expect(mail).toMatchObject({ letter: 'acknowledgement', to_address: 'paul@voisin.example' });
    expect(mail.text).toContain('nous examinons votre demande sans attendre');
    for (const said of ['boutique.example', 'fausse page', '313-1', 'escroquerie']) {
      expect(`${mail.subject} ${mail.text}`).not.toContain(said);
    }
  });

  test('its second notice joins the same person', async () => {
    const { number } = done(await send({ location: 'https://boutique.example/autre' }));
    const { requesterId } = await ticketOf(number);
    expect(await world.knex('tickets').where({ requester_id: requesterId })).toHaveLength(2);
  });

  test.each([
    [{ ground: 'mood' }, 'ground', 'invalid_choice'],
    [{ name: ' ' }, 'name', 'required'],
    [{ email: '' }, 'email', 'required'],
    [{ email: 'paul' }, 'email', 'invalid_email'],
    [{ location: '' }, 'location', 'required'],
    [{ description: '' }, 'description', 'required'],
    [{ law: '' }, 'law', 'required'],
    [{ authorContacted: '' }, 'author_contacted', 'invalid_choice'],
    [{ goodFaith: false }, 'good_faith', 'required'],
  ])('says what is missing: %j', async (more, field, reason) => {
    expect(await send(more as never)).toEqual({ ok: false, reason, field });
  });

  test('who notifies an offence against minors may stay unknown, and is never written to', async () => {
    const sent = (await mails()).length;
    const { number } = done(await send({ ground: 'minors', name: '', email: '' }));
    const ticket = await ticketOf(number);
    const requester = await world.knex('users').where({ id: ticket.requesterId }).first();
    expect(requester.name).toBe('Signalement anonyme');
    expect(requester.email).toMatch(/^[0-9a-f-]{36}@anonymous\.invalid$/);
    const answer = { number, body: 'Merci.', files: [], statusAfter: null };
    expect(await world.run(replyToTicket, world.cast.karim, answer)).toMatchObject({
      reason: 'nobody_to_answer',
    });
    const reasons = { number, ground: 'abuse' as const, reasons: 'Ce contenu est une fiction.' };
    done(await world.run(refuseTicket, world.cast.karim, reasons));
    expect(await mails()).toHaveLength(sent);
  });

  test("a colleague's address opens nothing of the colleague's, and tells nobody so", async () => {
    const sent = (await mails()).length;
    const { number } = done(await send({ email: 'karim@alize.example' }));
    expect((await ticketOf(number)).requesterId).not.toBe(world.cast.karim.id);
    expect(await mails()).toHaveLength(sent);
  });

  test('is never refused for want of a contract', async () => {
    const { number } = done(await send());
    for (const ground of ['not_contracted', 'third_party'] as const) {
      const refusal = { number, ground, reasons: 'Vous n’êtes pas client.' };
      expect(await world.run(refuseTicket, world.cast.karim, refusal)).toEqual({
        ok: false,
        reason: 'invalid_choice',
        field: 'ground',
      });
    }
    expect((await ticketOf(number)).status).toBe('new');
  });

  test('is taken in from a blocked customer too', async () => {
    const { jean, nadia } = world.cast;
    const block = { customerId: jean.customerId as number, reason: 'Insultes.' };
    done(await world.run(blockCustomer, nadia, block));
    const { number } = done(await send({ email: 'jean@boulangerie-moule.example' }));
    expect((await ticketOf(number)).customerId).toBe(jean.customerId);
  });

  test('a rule of intake may make such tickets; none makes a dispute', async () => {
    const rule = { field: 'subject', pattern: 'contenu illicite', enabled: true } as const;
    const { odile } = world.cast;
    expect(
      await world.run(addIntakeRule, odile, { ...rule, kind: 'content_notice' }),
    ).toMatchObject({ ok: true });
    expect(
      await world.run(addIntakeRule, odile, { ...rule, kind: 'billing_dispute' }),
    ).toMatchObject({ reason: 'invalid_choice', field: 'kind' });
  });
});
