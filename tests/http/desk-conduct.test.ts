import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { findTicket } from '../../server/store/tickets.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { words } from './words.ts';

describe('refusals, conduct and blocks on the desk (I5)', () => {
  let site: Site;
  let karim: Browser;
  let nadia: Browser;
  let odile: Browser;
  let jean: Browser;
  let number: string;
  let messageId: number;
  let conduct: string;
  const signedIn = async (email: string) => {
    const browser = site.visitor();
    await browser.signIn(email);
    return browser;
  };
  beforeAll(async () => {
    site = await openSite();
    karim = await signedIn('karim@alize.example');
    nadia = await signedIn('nadia@alize.example');
    odile = await signedIn('odile@alize.example');
    jean = await signedIn('jean@boulangerie-moule.example');
    number = await opened('Vous êtes des incapables.');
    const ticket = await findTicket(site.knex, number);
    messageId = (await site.knex('messages').where({ ticket_id: ticket?.id }).first()).id;
    conduct = `/desk/customers/${site.cast.jean.customerId}/conduct`;
  });
  afterAll(() => site.close());

  async function opened(body: string): Promise<string> {
    const said = { kind: 'incident', subject: 'Site hors ligne', body, files: [] } as const;
    return done(await site.run(openTicket, site.cast.jean, said)).number;
  }

  test('a ticket’s statuses don’t offer a refusal; its own form does', async () => {
    const page = await karim.get(`/desk/tickets/${number}`);
    expect(page.body).not.toContain('name="status" value="refused"');
    expect(words(page)).toContain('Refuser la demande');
    expect(words(page)).toContain('service non souscrit chez nous');
    await karim.post(`/desk/tickets/${number}/status`, { status: 'refused' });
    expect((await findTicket(site.knex, number))?.status).toBe('new');
  });

  test('an agent puts conduct on record; what was typed comes back after a refusal', async () => {
    const path = `/desk/tickets/${number}/conduct-flags`;
    const bare = await karim.post(path, { note: 'Insultes répétées.' });
    expect(bare.status).toBe(422);
    expect(bare.body).toContain('Insultes répétées.</textarea>');
    const silent = await karim.post(path, { messages: String(messageId), note: '' });
    expect(silent.status).toBe(422);
    expect(silent.body).toContain(`name="messages" value="${messageId}" checked`);
    const flag = { messages: String(messageId), note: 'Insultes répétées.' };
    expect(await karim.post(path, flag)).toMatchObject({
      status: 303,
      location: `/desk/tickets/${number}`,
    });
    expect(words(await karim.get(`/desk/tickets/${number}`))).toContain('Comportement signalé');
  });

  test('who reads tickets sees it on the customer’s pages, with its evidence', async () => {
    for (const [browser, path] of [
      [karim, conduct],
      [nadia, conduct],
      [karim, `/desk/customers/${site.cast.jean.customerId}`],
    ] as const) {
      const page = await browser.get(path);
      expect(words(page)).toContain('Insultes répétées.');
      expect(words(page)).toContain('Consigné par Karim Diallo');
      expect(page.body).toContain(`/desk/tickets/${number}#message_${messageId}`);
    }
  });

  test('neither the customer nor an administrator without tickets ever does', async () => {
    for (const path of ['/', '/tickets', `/tickets/${number}`]) {
      const page = await jean.get(path);
      expect(page.status).toBe(200);
      expect(words(page)).not.toMatch(/Insultes|ignalé par|Comportement/);
    }
    const page = await odile.get(`/desk/customers/${site.cast.jean.customerId}`);
    expect(page.status).toBe(200);
    expect(words(page)).not.toContain('Insultes répétées.');
    expect((await odile.get(conduct)).status).toBe(403);
  });

  test('looking at it leaves a trace (V5)', async () => {
    const looks = () =>
      site.knex('access_log').where({ user_id: site.cast.nadia.id, what: 'customer' });
    const before = (await looks()).length;
    await nadia.get(conduct);
    expect(await looks()).toHaveLength(before + 1);
  });

  test('an agent sees the block and cannot make one; a manager blocks, and lifts', async () => {
    expect((await karim.get(conduct)).body).not.toContain('/block"');
    const path = `/desk/customers/${site.cast.jean.customerId}/block`;
    expect((await nadia.post(path, { reason: ' ' })).status).toBe(422);
    expect(await nadia.post(path, { reason: 'Insultes répétées envers l’équipe.' })).toMatchObject({
      status: 303,
      location: conduct,
    });
    expect((await nadia.post(path, { reason: 'Encore.' })).status).toBe(422);
    for (const [browser, at] of [
      [karim, conduct],
      [odile, `/desk/customers/${site.cast.jean.customerId}`],
    ] as const) {
      expect(words(await browser.get(at))).toContain(
        'Raison donnée au client : Insultes répétées envers l’équipe.',
      );
    }
    expect(words(await karim.get(`/desk/tickets/${number}`))).toContain(
      'Nouvelles demandes suspendues',
    );
    expect((await nadia.post(`${path}/end`, {})).status).toBe(303);
    expect(words(await nadia.get(conduct))).toContain('levée par Nadia Benali');
  });

  test('a refusal shows the customer its reasons, and the ticket can be opened again', async () => {
    const path = `/desk/tickets/${number}/refusal`;
    const bare = await karim.post(path, { ground: 'abuse', reasons: '' });
    expect(bare.status).toBe(422);
    expect(bare.body).toContain('name="ground" value="abuse" checked');
    const told = { ground: 'abuse', reasons: 'Nous ne répondons pas à des insultes.' };
    expect((await karim.post(path, told)).status).toBe(303);
    const page = words(await jean.get(`/tickets/${number}`));
    expect(page).toContain('Nous ne répondons pas à des insultes.');
    expect(page).toContain('Demande refusée : recours abusif au support');
    const desk = await karim.get(`/desk/tickets/${number}`);
    expect(desk.body).not.toContain('/refusal"');
    expect((await karim.post(`/desk/tickets/${number}/status`, { status: 'open' })).status).toBe(
      303,
    );
    expect((await findTicket(site.knex, number))?.status).toBe('open');
  });
});
