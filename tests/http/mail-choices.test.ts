import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { addParticipant } from '../../server/commands/add-participant.ts';
import { mergeTickets } from '../../server/commands/merge-tickets.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import type { UserActor } from '../../server/domain/user/actor.ts';
import { mailChoicesToken } from '../../server/security/mail-choices-link.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { maintenanceOf, serviceOf } from './windows-of.ts';
import { words } from './words.ts';

describe('a person chooses which mails to receive', () => {
  let site: Site;
  let visitor: Browser;
  beforeAll(async () => {
    site = await openSite();
    visitor = site.visitor();
  });
  afterAll(() => site.close());

  const pathOf = ({ id }: UserActor) => `/mail-choices/${mailChoicesToken(site.house.secret, id)}`;
  const chosen = async ({ id }: UserActor) =>
    (await site.knex('users').where({ id }).first('optional_mail')).optional_mail;
  const declare = async (subject: string) => {
    const said = { kind: 'incident', subject, body: 'Panne.', files: [] } as const;
    return done(await site.run(openTicket, site.cast.jean, said)).number;
  };
  const mergeTwo = async () => {
    const [into, number] = [await declare('Panne'), await declare('La même panne')];
    done(await site.run(mergeTickets, site.cast.karim, { number, into }));
    return site.knex('outbound_emails').where({ letter: 'ticket_merged' });
  };

  test('an optional letter says where such letters are stopped, and a required one does not', async () => {
    const [merged] = await mergeTwo();
    const url = `https://aide.alize.example${pathOf(site.cast.jean)}`;
    expect(merged.text).toContain(
      `Ce mail est facultatif. Pour ne plus en recevoir de tels\u00a0:\n${url}\n`,
    );
    expect(merged.html).toContain(`<a href="${url}">`);
    const required = await site
      .knex('outbound_emails')
      .where({ letter: 'acknowledgement' })
      .first();
    expect(required.text).not.toContain('/mail-choices/');
  });

  test('the page says what is always sent, without signing in, and looking changes nothing', async () => {
    const page = words(await visitor.get(pathOf(site.cast.jean)));
    expect(page).toContain('Pour l’adresse jean@boulangerie-moule.example');
    expect(page).toContain('Toujours envoyés Les accusés de réception, les réponses');
    expect(page).toContain('L’annonce des maintenances planifiées');
    expect(page).not.toContain('Demandes que vous suivez');
    expect(await chosen(site.cast.jean)).toBe(true);
  });

  test('one click of a mail program stops them, without cookie, token or page (RFC 8058)', async () => {
    const answer = await fetch(new URL(pathOf(site.cast.jean), site.origin), {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(await chosen(site.cast.jean)).toBe(false);
    expect(await chosen(site.cast.marie)).toBe(true);
  });

  test('Jean is then written neither of a merger nor of a maintenance, and is acknowledged all the same', async () => {
    const before = await site.knex('outbound_emails').where({ user_id: site.cast.jean.id });
    expect(await mergeTwo()).toHaveLength(1);
    await maintenanceOf(site, [await serviceOf(site, 'jean', 'Boutique')], 'Mise à jour');
    const after = await site.knex('outbound_emails').where({ user_id: site.cast.jean.id });
    const news = after.slice(before.length).map(({ letter }) => letter);
    expect(new Set(news)).toEqual(new Set(['acknowledgement']));
  });

  test('on the page he takes them again; that form asks for the token of its page', async () => {
    const path = pathOf(site.cast.jean);
    expect(words(await visitor.get(path))).toContain('Vous ne les recevez pas.');
    const forged = await visitor.post(`${path}/optional`, { optional: 'yes' }, { token: null });
    expect(forged.status).toBe(419);
    expect(await chosen(site.cast.jean)).toBe(false);
    const taken = await visitor.post(`${path}/optional`, { optional: 'yes' });
    expect(taken).toMatchObject({ status: 303, location: path });
    expect(words(await visitor.get(path))).toContain('Vous recevrez aussi les mails facultatifs.');
    expect(await chosen(site.cast.jean)).toBe(true);
  });

  test('an agent stops the reminder of a running timer, not what alerts of commitments', async () => {
    const page = words(await visitor.get(pathOf(site.cast.karim)));
    expect(page).toContain('Le rappel d’un chronomètre qui tourne.');
    expect(page).toContain('Les alertes sur les engagements');
    expect(page).not.toContain('maintenances planifiées');
    await visitor.post(`${pathOf(site.cast.karim)}/optional`, { optional: 'no' });
    expect(await chosen(site.cast.karim)).toBe(false);
  });

  test('who takes part in a ticket leaves it there, and in no other', async () => {
    const { karim, tiare } = site.cast;
    const number = await declare('Suivi à plusieurs');
    const other = await declare('Suivi aussi');
    for (const one of [number, other]) {
      const joined = { number: one, email: 'tiare@agence-lagon.example' };
      done(await site.run(addParticipant, karim, joined));
    }
    const path = pathOf(tiare);
    expect(words(await visitor.get(path))).toContain(`${number} Suivi à plusieurs`);
    const left = await visitor.post(`${path}/left-tickets`, { number });
    expect(left.status).toBe(303);
    const page = words(await visitor.get(path));
    expect(page).toContain(`Vous ne recevez plus les mails de la demande ${number}.`);
    expect(page).not.toContain('Suivi à plusieurs');
    expect(page).toContain(`${other} Suivi aussi`);
    const parts = await site.knex('ticket_participants').where({ user_id: tiare.id });
    expect(parts).toHaveLength(1);
  });

  test('a link that we did not sign opens nothing and stops nothing', async () => {
    const forged = `/mail-choices/${site.cast.marie.id}.${'A'.repeat(43)}`;
    expect((await visitor.get(forged)).status).toBe(404);
    const answer = await fetch(new URL(forged, site.origin), { method: 'POST' });
    expect(answer.status).toBe(404);
    expect(await chosen(site.cast.marie)).toBe(true);
  });
});
