import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { addParticipant } from '../../server/commands/add-participant.ts';
import { claimDelivery } from '../../server/commands/claim-delivery.ts';
import { type ContactCorrection, correctContact } from '../../server/commands/correct-contact.ts';
import { inviteContact } from '../../server/commands/invite-contact.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { recordDelivery } from '../../server/commands/record-delivery.ts';
import { replyToTicket } from '../../server/commands/reply-to-ticket.ts';
import { requestPasswordReset } from '../../server/commands/request-password-reset.ts';
import { resendMail } from '../../server/commands/resend-mail.ts';
import { listEvents } from '../../server/store/events.ts';
import { listMailTroubles } from '../../server/store/mail-troubles.ts';
import { listTicketsToResend } from '../../server/store/mails-to-resend.ts';
import { findListedTicket } from '../../server/store/ticket-lists.ts';
import { findTicket } from '../../server/store/tickets.ts';
import { findUnreachable } from '../../server/store/unreachable-addresses.ts';
import { createWorld, type World } from '../support/world.ts';

const SENDER = { kind: 'system', name: 'delivery' } as const;
const WRONG = 'alnie@boulangerie-moule.example';
const RIGHT = 'aline@boulangerie-moule.example';

describe('a contact’s name and address, corrected by staff', () => {
  let world: World;
  let customerId: number;
  let aline: number;
  let number: string;
  let ticketId: number;
  beforeAll(async () => {
    world = await createWorld();
    customerId = world.cast.jean.customerId as number;
    const invited = await world.run(inviteContact, world.cast.lea, {
      customerId,
      name: 'Alnie Moreau',
      email: WRONG,
      locale: 'fr',
      timeZone: 'America/Guadeloupe',
    });
    aline = done(invited).userId;
    const said = { kind: 'incident', subject: 'Panne', body: 'Rien.', files: [] } as const;
    ({ number } = done(await world.run(openTicket, world.cast.jean, said)));
    ticketId = (await findTicket(world.knex, number))?.id ?? 0;
    done(await world.run(addParticipant, world.cast.karim, { number, email: WRONG }));
  });
  afterAll(() => world.drop());

  const correct = (more: Partial<ContactCorrection> = {}, actor = world.cast.lea) =>
    world.run(correctContact, actor, {
      customerId,
      userId: aline,
      name: 'Aline Moreau',
      email: RIGHT,
      ...more,
    });
  const user = () => world.knex('users').where({ id: aline }).first();
  const row = (id: number) => world.knex('outbound_emails').where({ id }).first();
  /** A reply to Jean and to Aline. @returns the mail that is hers */
  const reply = async (body: string) => {
    const said = { number, body, files: [], statusAfter: null } as const;
    done(await world.run(replyToTicket, world.cast.karim, said));
    return world.published.at(-1)?.outboundEmailIds[1] ?? 0;
  };
  const refused = (id: number, unreachable = false) => {
    const said = { permanent: true, unreachable, status: '5.1.1', error: '550 5.1.1 Unknown' };
    return world.run(recordDelivery, SENDER, { id, result: { accepted: false, ...said } });
  };

  test('who may not: customers, officers only, subcontractors', async () => {
    const { jean, tiare, ines } = world.cast;
    for (const actor of [jean, tiare, ines]) {
      expect(await correct({}, actor)).toMatchObject({ ok: false, reason: 'forbidden' });
    }
    const subcontractor = { ...world.cast.karim, roles: ['subcontractor' as const] };
    expect(await correct({}, subcontractor)).toMatchObject({ reason: 'forbidden' });
    expect(await user()).toMatchObject({ email: WRONG });
  });

  test('not a contact of another customer’s, nor staff', async () => {
    const other = world.cast.tiare.customerId as number;
    expect(await correct({ customerId: other })).toMatchObject({ reason: 'not_found' });
    expect(await correct({ userId: world.cast.odile.id })).toMatchObject({ reason: 'not_found' });
  });

  test('an address that is somebody’s, ours, or none is refused, whosever it is', async () => {
    const at = (email: string) => correct({ email });
    const known = { ok: false, reason: 'address_known', field: 'email' };
    expect(await at('Jean@boulangerie-moule.example')).toEqual(known);
    expect(await at('tiare@agence-lagon.example')).toEqual(known);
    expect(await at('karim@alize.example')).toEqual(known);
    expect(await at('support+2026@alize.example')).toMatchObject({ reason: 'own_address' });
    expect(await at('aline')).toMatchObject({ reason: 'invalid_email', field: 'email' });
    expect(await at('x@anonymous.invalid')).toMatchObject({ reason: 'invalid_email' });
    expect(await correct({ name: ' ' })).toMatchObject({ reason: 'required', field: 'name' });
    expect(await correct({ name: 'Alnie Moreau', email: WRONG })).toMatchObject({
      reason: 'unchanged',
    });
  });

  test('a name alone changes nothing else: her invitation holds', async () => {
    await world
      .ownerKnex('users')
      .where({ id: aline })
      .update({ email_confirmed_at: world.clock.now });
    const before = await user();
    expect(done(await correct({ email: WRONG }))).toEqual({ readdressed: false });
    expect(await user()).toEqual({ ...before, name: 'Aline Moreau' });
    const [event] = (await listEvents(world.knex, ticketId)).slice(-1);
    expect(event).toMatchObject({ type: 'contact_corrected', data: { user: aline, what: 'name' } });
  });

  test('another address: access ends, mails that wait follow, the failed can be sent again', async () => {
    const failed = await reply('Nous regardons.');
    await refused(failed, true);
    const returned = await reply('Toujours là ?');
    await world.run(claimDelivery, SENDER, { id: returned });
    await world.run(recordDelivery, SENDER, {
      id: returned,
      result: { accepted: true, captured: false },
    });
    const waiting = await reply('C’est réparé.');
    await world.ownerKnex('users').where({ id: aline }).update({ password_hash: 'x' });
    done(await world.run(requestPasswordReset, { kind: 'visitor' }, { email: WRONG }));
    const before = await user();
    const { rfc_message_id: messageId } = await row(waiting);

    world.clock.now = new Date('2026-03-02T09:30:00.000Z');
    expect(done(await correct())).toEqual({ readdressed: true });
    expect(await user()).toMatchObject({
      name: 'Aline Moreau',
      email: RIGHT,
      password_hash: null,
      email_confirmed_at: null,
      session_epoch: before.session_epoch + 1,
    });
    // the one link that works is the new invitation, at the new address
    const links = await world.knex('user_tokens').where({ user_id: aline }).whereNull('used_at');
    expect(links.map(({ purpose }) => purpose)).toEqual(['invite']);
    const [invitation] = await world
      .knex('outbound_emails')
      .where({ letter: 'invitation', to_address: RIGHT });
    expect(invitation).toMatchObject({ to_name: 'Aline Moreau', status: 'queued' });
    expect(await row(waiting)).toMatchObject({
      to_address: RIGHT,
      status: 'queued',
      rfc_message_id: messageId,
      former_addresses: [{ address: WRONG, until: '2026-03-02T09:30:00+00:00' }],
    });
    // a link that is worthless now goes nowhere new
    expect(await world.knex('outbound_emails').where({ letter: 'password_reset' })).toMatchObject([
      { to_address: WRONG },
    ]);
    const [event] = (await listEvents(world.knex, ticketId)).slice(-1);
    expect(event).toMatchObject({
      type: 'contact_corrected',
      data: { user: aline, what: 'address' },
      actor: { user: world.cast.lea.id },
    });
    expect(JSON.stringify(event)).not.toContain('@');

    // the mark is the former address's
    expect((await findUnreachable(world.knex, [WRONG, RIGHT])).size).toBe(1);
    expect((await findListedTicket(world.knex, ticketId))?.mailTrouble).toBeNull();
    const troubles = await listMailTroubles(world.knex, ticketId, [returned]);
    expect(troubles).toMatchObject([
      {
        address: RIGHT,
        unreachableSince: null,
        moved: true,
        mails: [{ id: returned }, { id: failed }],
      },
    ]);
    expect(await listTicketsToResend(world.knex, [ticketId])).toEqual(new Set([ticketId]));

    done(await world.run(resendMail, world.cast.karim, { number, mailId: failed }));
    expect(await row(failed)).toMatchObject({
      to_address: RIGHT,
      to_name: 'Aline Moreau',
      status: 'queued',
    });
    expect(await listTicketsToResend(world.knex, [ticketId])).toEqual(new Set());
  });

  test('a mail that was being sent to the former address is known to have gone there', async () => {
    const gone = await reply('Parti à l’instant.');
    await world.run(claimDelivery, SENDER, { id: gone });
    const lost = await reply('Refusé à l’instant.');
    await world.run(claimDelivery, SENDER, { id: lost });
    done(await correct({ email: 'a.moreau@boulangerie-moule.example' }));
    const accepted = { accepted: true, captured: false } as const;
    done(await world.run(recordDelivery, SENDER, { id: gone, to: RIGHT, result: accepted }));
    expect(await row(gone)).toMatchObject({ status: 'sent', to_address: RIGHT });
    const refusal = {
      accepted: false,
      permanent: true,
      unreachable: true,
      status: '5.1.1',
      error: '550 5.1.1 Unknown',
    } as const;
    done(await world.run(recordDelivery, SENDER, { id: lost, to: RIGHT, result: refusal }));
    expect(await row(lost)).toMatchObject({
      status: 'queued',
      to_address: 'a.moreau@boulangerie-moule.example',
      next_attempt_at: world.clock.now,
    });
    const marks = await findUnreachable(world.knex, ['a.moreau@boulangerie-moule.example']);
    expect(marks.size).toBe(0);
  });

  test('of two who want the same address at once, one gets it', async () => {
    const colleague = await world.run(inviteContact, world.cast.lea, {
      customerId,
      name: 'Luc Moreau',
      email: 'luc@boulangerie-moule.example',
      locale: 'fr',
      timeZone: 'America/Guadeloupe',
    });
    const email = 'fournil@boulangerie-moule.example';
    const asked = await Promise.all([
      correct({ email }),
      correct({ userId: done(colleague).userId, name: 'Luc Moreau', email }),
    ]);
    expect(asked.filter(({ ok }) => ok)).toHaveLength(1);
    expect(asked.find(({ ok }) => !ok)).toMatchObject({ reason: 'address_known' });
  });
});
