import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { settleSerenitePlus } from '../../seeds/settle-plans.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { findService } from '../../server/store/services.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { words } from './words.ts';

describe('a customer’s plan and services', () => {
  let site: Site;
  let nadia: Browser;
  let karim: Browser;
  let page: string;
  let sereniteId: number;
  beforeAll(async () => {
    site = await openSite();
    const calendars = { incident: 1, information_request: 2 };
    sereniteId = await settleSerenitePlus(site.run, site.clock.now, calendars);
    page = `/desk/customers/${site.cast.tiare.customerId}`;
    nadia = site.visitor();
    await nadia.signIn('nadia@alize.example');
    karim = site.visitor();
    await karim.signIn('karim@alize.example');
  });
  afterAll(() => site.close());

  test('Nadia gives Agence Lagon a plan: tickets received before stay as they were', async () => {
    const before = await newTicket();
    expect(words(await nadia.get(page))).toContain(
      'Offre du client : Support de base sans engagement',
    );
    const chosen = await nadia.post(`${page}/plan`, { plan: String(sereniteId) });
    expect([chosen.status, chosen.location]).toEqual([303, page]);
    const after = await newTicket();
    expect(words(await nadia.get(page))).toContain('Offre du client : Sérénité Plus');
    expect(await planOf(before)).toBe('Support de base');
    expect(await planOf(after)).toBe('Sérénité Plus');

    const odd = await nadia.post(`${page}/plan`, { plan: '99' });
    expect(odd.status).toBe(422);
    expect(words(odd)).toContain('Choisissez une des réponses proposées.');
  });

  test('she adds a service, its price to the cent, with a time of its own', async () => {
    await nadia.get(`${page}/services/new`);
    const added = await nadia.post(`${page}/services`, {
      name: 'Boutique en ligne',
      plan: '',
      monthly_price: '129,90 €',
      incident_urgent_first_response: '15',
    });
    expect([added.status, added.location]).toEqual([303, page]);
    const service = await theService();
    expect(service.monthly_price_cents).toBe(12_990);
    const conditions = (await findService(site.knex, service.id))?.conditions;
    expect(conditions?.incident.urgent).toMatchObject({ first_response: 15, restoration: null });
    expect(words(await nadia.get(page))).toContain(
      'Boutique en ligne celle du client conditions particulières 129,90 €',
    );
  });

  test('Karim reads what is promised, and changes nothing', async () => {
    const { id } = await theService();
    const customer = await karim.get(page);
    expect(words(customer)).toContain('Boutique en ligne');
    expect(customer.body).not.toContain(`${page}/plan`);
    const read = await karim.get(`/desk/services/${id}`);
    expect(words(read)).toContain('urgente 15 min 1h 2h 4h haute 1h 2h 4h 8h');
    expect(read.body).not.toContain('<input class="input');
    expect((await karim.post(`/desk/services/${id}`, { name: 'X' })).status).toBe(403);
    expect((await karim.post(`${page}/plan`, { plan: '' })).status).toBe(403);
  });

  test('what cannot be is refused at its field, and kept as it was typed', async () => {
    const { id } = await theService();
    const refused = await nadia.post(`/desk/services/${id}`, {
      name: 'Boutique',
      plan: '',
      monthly_price: 'trente euros',
      incident_high_restoration: 'demain',
    });
    expect(refused.status).toBe(422);
    expect(words(refused)).toContain('2 réponses sont à revoir');
    expect(words(refused)).toContain('Écrivez un montant en euros, comme 29,90');
    expect(words(refused)).toContain('Un délai est un nombre entier de minutes');
    expect(refused.body).toContain('value="trente euros"');
    expect(refused.body).toContain('value="demain"');
    const dear = { name: 'B', plan: '', monthly_price: '1000000,01' };
    expect((await nadia.post(`/desk/services/${id}`, dear)).status).toBe(422);
    expect((await theService()).monthly_price_cents).toBe(12_990);
  });

  test('a service ends, is kept on the page with its date, and may come back', async () => {
    const { id } = await theService();
    expect((await nadia.post(`/desk/services/${id}/end`, { ended: 'yes' })).location).toBe(page);
    expect(words(await nadia.get(page))).toContain('Boutique en ligne terminé le 2 mars 2026');
    const kept = { name: 'Boutique', plan: '', monthly_price: '129,90' };
    await nadia.post(`/desk/services/${id}`, kept);
    expect((await theService('Boutique')).ended_at).not.toBe(null);
    await nadia.post(`/desk/services/${id}/end`, { ended: 'no' });
    expect((await theService('Boutique')).ended_at).toBe(null);
    expect((await nadia.get('/desk/services/99')).status).toBe(404);
    expect((await nadia.get('/desk/customers/99/services/new')).status).toBe(404);
  });

  async function newTicket(): Promise<string> {
    const asked = {
      kind: 'incident',
      subject: 'Panne',
      body: 'Rien ne répond.',
      files: [],
    } as const;
    return done(await site.run(openTicket, site.cast.tiare, asked)).number;
  }

  async function planOf(number: string): Promise<string> {
    const row = await site
      .knex('tickets as t')
      .join('plan_versions as v', 'v.id', 't.plan_version_id')
      .join('support_plans as p', 'p.id', 'v.plan_id')
      .where('t.number', number)
      .first('p.name');
    return row.name;
  }

  function theService(name = 'Boutique en ligne') {
    return site.knex('services').where({ name }).first();
  }
});
