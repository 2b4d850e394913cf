import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openTicket } from '../../server/commands/open-ticket.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { words } from './words.ts';

describe('customers, calls and invitations', () => {
  let site: Site;
  let lea: Browser;
  beforeAll(async () => {
    site = await openSite();
    lea = site.visitor();
    await lea.signIn('lea@alize.example');
  });
  afterAll(() => site.close());

  test('Léa writes a call down: the caller is told its number, and becomes a contact', async () => {
    await lea.get('/desk/calls/new');
    const call = {
      name: 'Luc Payet',
      email: 'Luc.Payet@courriel.example',
      phone: '+262 692 00 00 00',
      kind: 'incident',
      subject: 'Boîte aux lettres pleine',
      body: 'Ne reçoit plus de mails.',
    };
    const wrong = await lea.post('/desk/calls', { ...call, email: 'luc', kind: 'incident' });
    expect(wrong.status).toBe(422);
    expect(words(wrong)).toContain('Écrivez une adresse complète');
    expect(wrong.body.includes('+262 692 00 00 00')).toBe(true);
    const noted = await lea.post('/desk/calls', call);
    expect([noted.status, noted.location]).toEqual([303, '/desk/tickets/2026-000001']);
    const ticket = words(await lea.get('/desk/tickets/2026-000001'));
    expect(ticket).toContain('Ticket ouvert par Léa Fontaine : incident, au téléphone');
    expect(ticket).toContain('Ne reçoit plus de mails. Téléphone : +262 692 00 00 00');
    expect(await site.lastMailTo('luc.payet@courriel.example')).toContain('2026-000001');
  });

  test('she says who he turned out to be', async () => {
    const found = await lea.get('/desk/customers?q=luc.payet%40courriel.example');
    const path = /href="(\/desk\/customers\/\d+)">Luc Payet/.exec(found.body)?.[1] ?? '';
    expect(words(await lea.get(path))).toContain('Boîte aux lettres pleine');
    const empty = await lea.post(path, { name: '', quality: 'consumer' });
    expect(empty.status).toBe(422);
    const professional = { name: 'Garage Payet', quality: 'professional' };
    const unproved = await lea.post(path, professional);
    expect(unproved.status).toBe(422);
    expect(words(unproved)).toContain('Sur quoi repose le changement Ce champ est à remplir.');
    const saved = await lea.post(path, { ...professional, evidence: 'Extrait Kbis du 2 mars.' });
    expect([saved.status, saved.location]).toEqual([303, path]);
    const page = words(await lea.get(path));
    expect(page).toContain('Garage Payet professionnel');
    expect(page).toContain(
      'De « qualité inconnue » à « professionnel » Extrait Kbis du 2 mars. Léa Fontaine',
    );
    const looks = await site.knex('access_log').where({ what: 'customer' });
    expect(looks.length).toBeGreaterThanOrEqual(3);
  });

  test('customers come by name, by page, with their open tickets', async () => {
    await site.run(openTicket, site.cast.marie, {
      kind: 'incident',
      subject: 'Formulaire muet',
      body: 'Rien ne part.',
      files: [],
    });
    const all = words(await lea.get('/desk/customers'));
    expect(all).toMatch(/Agence Lagon .* Boulangerie du Moule .* Garage Payet .* Marie Hoarau/);
    expect(all).toContain('Marie Hoarau particulier à La Réunion 1 1');
    expect(words(await lea.get('/desk/customers?q=BOUL'))).not.toContain('Agence Lagon');
    expect(words(await lea.get('/desk/customers?q=%25'))).toContain('Aucun client trouvé');
    for (let count = 0; count < 60; count += 1) {
      await site.knex('customers').insert({
        name: `Client ${String(count).padStart(2, '0')}`,
        quality: 'unknown',
        created_at: site.clock.now,
      });
    }
    const first = await lea.get('/desk/customers');
    const older = /href="([^"]+)" rel="next"/.exec(first.body)?.[1] ?? '';
    const second = await lea.get(older.replaceAll('&#x3D;', '='));
    expect(words(first)).toContain('Client 40');
    expect(words(first)).not.toContain('Marie Hoarau');
    expect(words(second)).toContain('Marie Hoarau');
    expect(words(second)).not.toContain('Client 40');
    expect((await lea.get('/desk/customers?after=nonsense')).status).toBe(200);
  });

  test("she invites a colleague of Jean's, and a customer nobody knew", async () => {
    const jean = site.cast.jean.customerId;
    await lea.get('/desk/invitations');
    const colleague = await lea.post('/desk/invitations', {
      customer: String(jean),
      from: 'customer',
      name: 'Aline Moreau',
      email: 'aline@boulangerie-moule.example',
    });
    expect(colleague.location).toBe(`/desk/customers/${jean}`);
    const page = words(await lea.get(`/desk/customers/${jean}`));
    expect(page).toContain('Invitation envoyée à aline@boulangerie-moule.example.');
    expect(page).toMatch(/Aline Moreau aline@boulangerie-moule.example invité/);
    const aline = await site.knex('users').where({ name: 'Aline Moreau' }).first();
    expect(aline.time_zone).toBe('America/Guadeloupe');

    const stranger = await lea.post('/desk/invitations', {
      customer: '',
      organisation: 'Hôtel des Palmes',
      quality: 'professional',
      name: 'Rose Nuku',
      email: 'rose@palmes.example',
    });
    expect(stranger.location).toBe('/desk/invitations');
    expect(words(await lea.get('/desk/invitations'))).toContain('Hôtel des Palmes');
    expect(await site.lastMailTo('rose@palmes.example')).toContain('/invitation/');
  });

  test("another customer's contact cannot be taken over", async () => {
    const refused = await lea.post('/desk/invitations', {
      customer: String(site.cast.tiare.customerId),
      name: 'Jean',
      email: 'jean@boulangerie-moule.example',
    });
    expect(refused.status).toBe(422);
    expect(words(refused)).toContain('Cette adresse est déjà celle d’un compte.');
    expect(words(refused)).not.toContain('Boulangerie du Moule est');
  });
});
