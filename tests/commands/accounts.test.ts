import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { choosePassword } from '../../server/commands/choose-password.ts';
import { inviteContact } from '../../server/commands/invite-contact.ts';
import { register } from '../../server/commands/register.ts';
import { requestPasswordReset } from '../../server/commands/request-password-reset.ts';
import { verifyPassword } from '../../server/security/password.ts';
import { findCustomer } from '../../server/store/customers.ts';
import { findUserByEmail } from '../../server/store/users.ts';
import { createWorld, type World } from '../support/world.ts';

const visitor = { kind: 'visitor' } as const;
const paul = {
  email: 'Paul@courriel.example',
  name: 'Paul Ferrand',
  organisation: '',
  quality: 'consumer',
  locale: 'fr',
  timeZone: 'America/Martinique',
} as const;

describe('accounts', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world.drop());

  const lastLetter = () => world.knex('outbound_emails').orderBy('id', 'desc').first();
  const linkIn = (text: string) => /https:\/\/aide\.alize\.example\/(\w+)\/([\w-]+)/.exec(text);
  const choose = (token: string, purpose: 'confirm' | 'invite' | 'reset', password: string) =>
    world.run(choosePassword, visitor, { token, purpose, password });

  test('Paul registers: nothing works before his mailbox answered', async () => {
    expect(await world.run(register, visitor, paul)).toEqual({ ok: true, value: null });
    const user = await findUserByEmail(world.knex, 'paul@courriel.example');
    expect(user).toMatchObject({ passwordHash: null, emailConfirmedAt: null });
    const letter = await lastLetter();
    expect(letter).toMatchObject({ to_address: 'paul@courriel.example', reply_to: null });
    const [, path, token = ''] = linkIn(letter.text) ?? [];
    expect(path).toBe('confirm');

    expect(await choose(token, 'reset', 'un bon mot de passe')).toMatchObject({
      reason: 'link_expired',
    });
    expect(await choose(token, 'confirm', 'court')).toMatchObject({ reason: 'too_short' });
    expect(await choose(token, 'confirm', 'un bon mot de passe')).toMatchObject({ ok: true });
    const confirmed = await findUserByEmail(world.knex, 'paul@courriel.example');
    expect(confirmed?.emailConfirmedAt).toEqual(world.clock.now);
    expect(await verifyPassword(confirmed?.passwordHash ?? null, 'un bon mot de passe')).toBe(true);
    expect((await findCustomer(world.knex, confirmed?.customerId ?? 0))?.confirmedAt).toEqual(
      world.clock.now,
    );
    expect(await choose(token, 'confirm', 'encore un autre')).toMatchObject({
      reason: 'link_expired',
    });
  });

  test('registering again tells the stranger nothing and the owner by mail', async () => {
    expect(await world.run(register, visitor, paul)).toEqual({ ok: true, value: null });
    expect(await lastLetter()).toMatchObject({ letter: 'address_known' });
  });

  test('a forgotten password: the old sessions and the older links end', async () => {
    const before = await findUserByEmail(world.knex, 'paul@courriel.example');
    await world.run(requestPasswordReset, visitor, { email: 'paul@courriel.example' });
    const [, , first = ''] = linkIn((await lastLetter()).text) ?? [];
    await world.run(requestPasswordReset, visitor, { email: 'paul@courriel.example' });
    const [, , second = ''] = linkIn((await lastLetter()).text) ?? [];
    expect(await choose(first, 'reset', 'un autre mot')).toMatchObject({ reason: 'link_expired' });
    expect(await choose(second, 'reset', 'un autre mot')).toMatchObject({ ok: true });
    const after = await findUserByEmail(world.knex, 'paul@courriel.example');
    expect(after?.sessionEpoch).toBe((before?.sessionEpoch ?? 0) + 1);
  });

  test('a link lasts two hours and not a millisecond more', async () => {
    const sent = world.clock.now;
    await world.run(requestPasswordReset, visitor, { email: 'paul@courriel.example' });
    const [, , token = ''] = linkIn((await lastLetter()).text) ?? [];
    world.clock.now = new Date(sent.getTime() + 2 * 3_600_000);
    expect(await choose(token, 'reset', 'trop tard, hélas')).toMatchObject({
      reason: 'link_expired',
    });
    world.clock.now = new Date(sent.getTime() + 2 * 3_600_000 - 1);
    expect(await choose(token, 'reset', 'juste à temps')).toMatchObject({ ok: true });
    world.clock.now = sent;
  });

  test('of two tabs that use one link, one wins', async () => {
    await world.run(requestPasswordReset, visitor, { email: 'paul@courriel.example' });
    const [, , token = ''] = linkIn((await lastLetter()).text) ?? [];
    const outcomes = await Promise.all([
      choose(token, 'reset', 'premier onglet'),
      choose(token, 'reset', 'second onglet'),
    ]);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
  });

  test('an unknown address gets the same answer and no mail', async () => {
    const { id } = await lastLetter();
    expect(
      await world.run(requestPasswordReset, visitor, { email: 'personne@courriel.example' }),
    ).toEqual({ ok: true, value: null });
    expect((await lastLetter()).id).toBe(id);
  });

  test('Karim invites a colleague of Jean; Jean invites nobody', async () => {
    const { karim, jean, tiare } = world.cast;
    const invitation = {
      customerId: jean.customerId as number,
      name: 'Lucie Moreau',
      email: 'lucie@boulangerie-moule.example',
      locale: 'fr',
      timeZone: 'America/Guadeloupe',
    } as const;
    expect(await world.run(inviteContact, jean, invitation)).toMatchObject({ reason: 'forbidden' });
    expect(await world.run(inviteContact, karim, invitation)).toMatchObject({ ok: true });
    expect((await lastLetter()).text).toContain('Karim Diallo, de Alizé Hébergement');
    expect(
      await world.run(inviteContact, karim, {
        ...invitation,
        customerId: tiare.customerId as number,
      }),
    ).toEqual({ ok: false, reason: 'email_taken', field: 'email' });
  });

  test('the database keeps only a digest of a link', async () => {
    await world.run(requestPasswordReset, visitor, { email: 'paul@courriel.example' });
    const [, , token = ''] = linkIn((await lastLetter()).text) ?? [];
    const { rows } = await world.knex.raw('select encode(digest, $$hex$$) as hex from user_tokens');
    expect(JSON.stringify(rows)).not.toContain(Buffer.from(token, 'base64url').toString('hex'));
    expect(JSON.stringify(rows)).not.toContain(token);
  });
});
