import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { settleSerenitePlus } from '../../seeds/settle-plans.ts';
import { addNote } from '../../server/commands/add-note.ts';
import { choosePlan } from '../../server/commands/choose-plan.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { replyToTicket } from '../../server/commands/reply-to-ticket.ts';
import { saveService } from '../../server/commands/save-service.ts';
import { listPlans } from '../../server/store/plans.ts';
import { findTicket } from '../../server/store/tickets.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { TOLD_NET } from './told.ts';
import { words } from './words.ts';

describe('what a customer is owed, and by when', () => {
  let site: Site;
  let jean: Browser;
  let number: string;
  beforeAll(async () => {
    site = await openSite();
    const [base] = await listPlans(site.knex);
    if (!base) throw new Error('no base plan');
    const planId = await settleSerenitePlus(site.run, new Date(0), base.definition.calendars);
    const customerId = site.cast.jean.customerId as number;
    await site.run(choosePlan, site.cast.nadia, { customerId, planId });
    jean = site.visitor();
    await jean.signIn('jean@boulangerie-moule.example');
    at('2026-06-01T22:00:00.000Z');
    number = await open('jean');
  });
  afterAll(() => site.close());

  const at = (iso: string) => {
    site.clock.now = new Date(iso);
  };
  const open = async (who: 'jean' | 'tiare' | 'marie') =>
    done(
      await site.run(openTicket, site.cast[who], {
        kind: 'incident',
        subject: 'Site hors ligne',
        body: 'Depuis 18:00.',
        files: [],
      }),
    ).number;
  const reply = async (statusAfter: 'waiting_customer' | null) =>
    done(
      await site.run(replyToTicket, site.cast.karim, {
        number,
        body: 'Nous regardons.',
        files: [],
        statusAfter,
      }),
    );

  test('is told in plain words, in the provider’s zone and in Jean’s', async () => {
    const page = words(await jean.get(`/tickets/${number}`));
    expect(page).toContain(
      'Notre première réponse Au plus tard mardi 2 juin à 02:00 ( lundi 20:00 en Guadeloupe)',
    );
    expect(page).toContain('Le service rétabli Au plus tard mercredi 3 juin à 00:00');
    expect(page).not.toContain('sans engagement');
  });

  test('says when time has stopped for him, and when silence will close the ticket', async () => {
    at('2026-06-01T23:00:00.000Z');
    await reply('waiting_customer');
    const page = words(await jean.get(`/tickets/${number}`));
    expect(page).toContain('Notre première réponse C’est fait : mardi 2 juin à 01:00');
    expect(page).toContain('Le délai est arrêté : nous attendons votre réponse');
    expect(page).toContain('Sans réponse de votre part, ce ticket sera clos');
  });

  test('explains the same segments, and names nobody of the staff', async () => {
    at('2026-06-02T01:00:00.000Z');
    done(await site.run(addNote, site.cast.karim, { number, body: 'Mauvais payeur.' }));
    const page = await jean.get(`/tickets/${number}/clocks/restoration`);
    expect(page.status).toBe(200);
    const read = words(page);
    expect(read).toContain('Le délai est arrêté ; il reprendra où il en était.');
    expect(read).toContain('en pause : nous attendons votre réponse');
    expect(read).toContain('Compté sur Incidents, jour et nuit version 1');
    expect(read).toContain('Votre support Sérénité Plus version 1');
    expect(read).toContain('Temps compté 01:00');
    for (const hidden of ['Karim', 'Diallo', 'mis en attente par', 'Mauvais payeur', '/desk/']) {
      expect(page.body).not.toContain(hidden);
    }
  });

  test('is nobody else’s, and the staff’s own reminder is not there', async () => {
    const tiare = site.visitor();
    await tiare.signIn('tiare@agence-lagon.example');
    expect((await tiare.get(`/tickets/${number}/clocks/restoration`)).status).toBe(404);
    expect((await tiare.get('/tickets/2026-999999/clocks/restoration')).status).toBe(404);
    expect((await jean.get(`/tickets/${number}/clocks/update_reminder`)).status).toBe(404);
    const karim = site.visitor();
    await karim.signIn('karim@alize.example');
    const sent = await karim.get(`/tickets/${number}/clocks/restoration`);
    expect(sent.location).toBe(`/desk/tickets/${number}/clocks/restoration`);
  });

  test('base support says that it guarantees nothing, and is never late', async () => {
    at('2026-06-01T08:00:00.000Z');
    const own = await open('marie');
    at('2026-06-05T08:00:00.000Z');
    const marie = site.visitor();
    await marie.signIn('marie.hoarau@courriel.example');
    const page = words(await marie.get(`/tickets/${own}`));
    expect(page).toContain('Votre support ne garantit pas de délai.');
    expect(page).not.toContain('en retard');
    const measured = words(await marie.get(`/tickets/${own}/clocks/first_response`));
    expect(measured).toContain('Votre support ne garantit pas de délai.');
    expect(measured).toContain('Temps compté 96:00');
  });

  test('is told in English to whoever reads it', async () => {
    const own = await open('tiare');
    const tiare = site.visitor('en');
    await tiare.signIn('tiare@agence-lagon.example');
    const page = words(await tiare.get(`/tickets/${own}`));
    expect(page).toContain('Your support guarantees no time.');
  });
});

describe('the service concerned is chosen where there are services', () => {
  let site: Site;
  let shopId: number;
  beforeAll(async () => {
    site = await openSite();
    const { nadia, jean } = site.cast;
    shopId = done(
      await site.run(saveService, nadia, {
        serviceId: null,
        customerId: jean.customerId as number,
        name: 'Boutique en ligne',
        planId: null,
        conditions: null,
        monthlyPriceCents: null,
      }),
    ).serviceId;
  });
  afterAll(() => site.close());
  const serviceOf = async (location: string | null) => {
    const ticket = await findTicket(site.knex, String(location).split('/').at(-1) ?? '');
    return ticket?.serviceId;
  };

  test('on the portal’s forms, and nobody else’s service is taken', async () => {
    const jean = site.visitor();
    await jean.signIn('jean@boulangerie-moule.example');
    const form = await jean.get('/tickets/new/incident');
    expect(words(form)).toContain('De quel service s’agit-il ?');
    expect(words(form)).toContain('Boutique en ligne');
    const said = { subject: 'Panier vide', since: '', body: 'Tout disparaît.', ...TOLD_NET };
    const opened = await jean.post('/tickets/new/incident', { ...said, service: String(shopId) });
    expect(await serviceOf(opened.location)).toBe(shopId);

    const tiare = site.visitor();
    await tiare.signIn('tiare@agence-lagon.example');
    expect((await tiare.get('/tickets/new/incident')).body).not.toContain('name="service"');
    const odd = await tiare.post('/tickets/new/incident', { ...said, service: String(shopId) });
    expect(odd.status).toBe(422);
  });

  test('on a call, asked once the address says whose it is', async () => {
    const karim = site.visitor();
    await karim.signIn('karim@alize.example');
    await karim.get('/desk/calls/new');
    const call = {
      name: 'Jean Moreau',
      email: 'jean@boulangerie-moule.example',
      phone: '',
      kind: 'incident',
      subject: 'Panier vide',
      body: 'Tout disparaît.',
    };
    const asked = await karim.post('/desk/calls', call);
    expect(asked.status).toBe(422);
    expect(words(asked)).toContain('dites lequel est concerné');
    expect(asked.body).toContain('value="Panier vide"');
    const opened = await karim.post('/desk/calls', { ...call, service: String(shopId) });
    expect(await serviceOf(opened.location)).toBe(shopId);
    const without = await karim.post('/desk/calls', { ...call, service: '' });
    expect(await serviceOf(without.location)).toBeNull();
  });
});
