import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CONTACTS, STAFF } from '../../seeds/cast.ts';
import { done } from '../../seeds/done.ts';
import { reactToComplaint } from '../../server/commands/react-to-complaint.ts';
import { findComplaint } from '../../server/store/complaints.ts';
import type { Browser } from './browser.ts';
import { answeredAt, escalatedAt, lodgedAt } from './complaints-of.ts';
import { openSite, type Site } from './site.ts';
import { ticketOf } from './tickets-of.ts';
import { words } from './words.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

async function at(when: string, who: keyof typeof CONTACTS | keyof typeof STAFF): Promise<Browser> {
  site.clock.now = new Date(when);
  const browser = site.visitor();
  await browser.signIn({ ...STAFF, ...CONTACTS }[who].email);
  return browser;
}

/** A complaint of Marie's that was answered on 10 March, and the link of that mail. */
async function answered(): Promise<{ number: string; link: string }> {
  const number = await lodgedAt(site, '2026-03-03T09:00:00Z');
  await answeredAt(site, number, '2026-03-10T09:00:00Z');
  const mail = await site.lastMailTo(CONTACTS.marie.email);
  const link = /\/complaints\/[\d-]+\/escalation\?\S+/.exec(mail)?.[0];
  if (!link) throw new Error('the answer’s mail has no link');
  return { number, link };
}

async function levelOf(number: string) {
  const { id } = await site.knex('tickets').where({ number }).first('id');
  return (await findComplaint(site.knex, id))?.level;
}

describe('signed in', () => {
  test('she asks with her reasons, and reads who answers by when', async () => {
    const { number } = await answered();
    const marie = await at('2026-03-12T09:00:00Z', 'marie');
    const path = `/complaints/${number}/escalation`;
    const form = words(await marie.get(path));
    expect(form).toContain(
      'Service clients vous a répondu le 10 mars 2026 : réclamation non acceptée.',
    );
    expect(form).toContain(
      'Service national consommateurs vous répond par écrit au plus tard le 11 avril 2026.',
    );
    const empty = await marie.post(path, { body: ' ' });
    expect(empty.status).toBe(422);
    expect(words(empty)).toContain('Ce champ est à remplir.');
    expect(await levelOf(number)).toBe(1);
    const sent = await marie.post(path, { body: 'Le second prélèvement reste inexpliqué.' });
    expect(sent.location).toBe(`/tickets/${number}`);
    const page = words(await marie.get(`/tickets/${number}`));
    expect(page).toContain('Votre demande de second examen est envoyée.');
    expect(page).toContain(
      'Niveau 2 en cours Service national consommateurs demandé le 12 mars 2026 réponse au plus tard le 11 avril 2026',
    );
    expect(page).toContain('Le second prélèvement reste inexpliqué.');
    const again = words(await marie.get(path));
    expect(again).toContain('Le second examen est demandé depuis le 12 mars 2026.');
    expect(again).not.toContain('Demander le second examen');
    expect((await marie.post(path, { body: 'Encore.' })).status).toBe(422);
  });

  test('before the answer or the last day it says from when; silence opens it to the minute', async () => {
    const number = await lodgedAt(site, '2026-03-03T09:00:00Z');
    const path = `/complaints/${number}/escalation`;
    const early = await at('2026-04-02T21:59:59.999Z', 'marie');
    expect(words(await early.get(path))).toContain('Sans réponse, il peut l’être le 3 avril 2026.');
    expect((await early.post(path, { body: 'Rien reçu.' })).status).toBe(422);
    expect(await levelOf(number)).toBe(1);
    const marie = await at('2026-04-02T22:00:00.000Z', 'marie');
    expect(words(await marie.get(path))).toContain(
      'Service clients devait vous répondre au plus tard le 2 avril 2026. Cette réponse n’est pas venue.',
    );
    expect((await marie.post(path, { body: 'Rien reçu.' })).status).toBe(303);
    expect(await levelOf(number)).toBe(2);
  });

  test('another customer’s complaint, and what is none, are not there', async () => {
    const { number } = await answered();
    const jean = await at('2026-03-12T09:00:00Z', 'jean');
    const plain = await ticketOf(site, site.cast.jean, 'Site hors ligne');
    await jean.get('/');
    for (const path of [
      `/complaints/${number}/escalation`,
      `/complaints/${plain.number}/escalation`,
      '/complaints/2026-999999/escalation',
    ]) {
      expect((await jean.get(path)).status).toBe(404);
      expect((await jean.post(path, { body: 'Moi.' })).status).toBe(404);
    }
    expect(await levelOf(number)).toBe(1);
  });
});

describe('the link of the mail', () => {
  test('opens without signing in, and shows nothing of what was said', async () => {
    const { number, link } = await answered();
    const page = await site.visitor().get(link);
    expect(page.status).toBe(200);
    const shown = words(page);
    expect(shown).toContain(`Réclamation ${number}`);
    expect(shown).toContain('Service clients vous a répondu le 10 mars 2026');
    expect(shown).not.toMatch(/Facturée|Hoarau|remboursement|prélèvement/);
  });

  test('looking escalates nothing, its form does as the requester, and then it is dead', async () => {
    const { number, link } = await answered();
    site.clock.now = new Date('2026-03-12T09:00:00Z');
    const visitor = site.visitor();
    for (const method of ['GET', 'HEAD', 'GET']) await visitor.send(link, { method });
    expect(await levelOf(number)).toBe(1);
    await visitor.get(link);
    const body = 'Le second prélèvement reste inexpliqué.';
    expect((await visitor.post(link, { body }, { token: null })).status).toBe(419);
    const empty = await visitor.post(link, { body: '' });
    expect(empty.status).toBe(422);
    expect(await levelOf(number)).toBe(1);
    const sent = await visitor.post(link, { body });
    expect([sent.status, sent.location]).toEqual([303, link]);
    expect(await levelOf(number)).toBe(2);
    const dead = await visitor.get(link);
    expect(dead.status).toBe(410);
    expect(words(dead)).toContain(
      'Le second examen est demandé depuis le 12 mars 2026. Service national consommateurs répond au plus tard le 11 avril 2026.',
    );
    expect((await visitor.post(link, { body })).status).toBe(410);
    const escalated = await site
      .knex('events as e')
      .join('tickets as t', 't.id', 'e.ticket_id')
      .where({ 't.number': number, 'e.type': 'complaint_escalated' })
      .pluck('e.canonical');
    expect(escalated).toHaveLength(1);
    expect(JSON.parse(escalated[0]).actor).toEqual({ user: site.cast.marie.id });
    const marie = await at('2026-03-12T10:00:00Z', 'marie');
    expect(words(await marie.get(`/tickets/${number}`))).toContain(body);
  });

  test('is dead once she is satisfied, after a year, and for whoever guesses', async () => {
    const { number, link } = await answered();
    const visitor = site.visitor();
    const forged = [
      link.replace(/sig=./, 'sig=_'),
      link.replace(/exp=\d/, 'exp=9'),
      link.replace(number, '2026-999999'),
      `/complaints/${number}/escalation?sig=x`,
    ];
    for (const path of forged) {
      expect([path, (await visitor.get(path)).status]).toEqual([path, 410]);
      expect((await visitor.post(path, { body: 'Moi.' })).status).toBe(410);
    }
    const bare = await visitor.get(`/complaints/${number}/escalation`);
    expect(bare.location).toContain('/sign-in?next=');
    done(await site.run(reactToComplaint, site.cast.marie, { number, satisfied: true }));
    const content = await visitor.get(link);
    expect(content.status).toBe(410);
    expect(words(content)).toContain('cette réclamation est close');
    const other = await answered();
    site.clock.now = new Date('2027-03-10T09:00:01Z');
    expect((await visitor.get(other.link)).status).toBe(410);
    expect(await levelOf(other.number)).toBe(1);
  });

  test('holds for whoever has it, also where another customer or staff are signed in', async () => {
    const { number, link } = await answered();
    const jean = await at('2026-03-12T09:00:00Z', 'jean');
    const page = await jean.get(link);
    expect(page.status).toBe(200);
    expect(words(page)).not.toMatch(/Hoarau|prélèvement/);
    const karim = await at('2026-03-12T09:00:00Z', 'karim');
    expect((await karim.get(`/complaints/${number}/escalation`)).location).toBe(
      `/desk/tickets/${number}`,
    );
    expect((await karim.post(`/complaints/${number}/escalation`, { body: 'Moi.' })).status).toBe(
      403,
    );
    // her own, she reads it as her page
    const marie = await at('2026-03-12T09:00:00Z', 'marie');
    expect((await marie.get(link)).body).toContain('name="attachments"');
    await escalatedAt(site, number, '2026-03-12T09:00:00Z');
    expect((await jean.get(link)).status).toBe(410);
  });
});
