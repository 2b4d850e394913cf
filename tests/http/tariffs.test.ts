import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { CONTACTS, STAFF } from '../../seeds/cast.ts';
import { done } from '../../seeds/done.ts';
import { changeStatus } from '../../server/commands/change-status.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { recordCall } from '../../server/commands/record-call.ts';
import { saveTariff } from '../../server/commands/save-tariff.ts';
import { acceptanceToken } from '../../server/security/acceptance-link.ts';
import { findCustomer } from '../../server/store/customers.ts';
import { loadDiagnosisRule } from '../../server/store/settings.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { TOLD_GROSS, TOLD_NET } from './told.ts';
import { words } from './words.ts';

const SAID = { subject: 'Site hors ligne', since: '', body: 'Erreur 502 partout.' };
const FORM = '/tickets/new/incident';
const NEXT = { unitMinutes: 15, minimumUnits: 2, netUnitCents: 1_500, grossUnitCents: 1_800 };

let site: Site;
const by: Record<string, Browser> = {};
async function open() {
  site = await openSite();
  for (const [name, { email }] of Object.entries({ ...STAFF, ...CONTACTS })) {
    const browser = site.visitor();
    await browser.signIn(email);
    by[name] = browser;
  }
}
const as = (name: string): Browser => by[name] as Browser;
const acceptances = () => site.knex('tariff_acceptances').orderBy('id');

describe('the incident’s form', () => {
  beforeAll(open);
  afterAll(() => site.close());

  test('shows a consumer the price with tax and a professional without, and neither the other', async () => {
    const marie = words(await as('marie').get(FORM));
    expect(marie).toContain(
      'Ce que le diagnostic peut coûter Rien n’est dû si la panne vient de nous. Si le diagnostic montre qu’elle ne vient pas de nos services, ou s’il ne trouve aucune panne, il coûte 34,80 € TTC par tranche de 30 minutes commencée.',
    );
    expect(marie).not.toContain('29,00');
    const jean = words(await as('jean').get(FORM));
    expect(jean).toContain('il coûte 29,00 € HT par tranche de 30 minutes commencée.');
    expect(jean).not.toContain('34,80');
    expect(words(await as('tiare').get('/tickets/new/information-request'))).not.toContain('€');
  });

  test('is not sent before the box is ticked, and keeps what was typed', async () => {
    const marie = as('marie');
    await marie.get(FORM);
    const back = await marie.post(FORM, { ...SAID, tariff: '1-gross' });
    expect(back.status).toBe(422);
    expect(words(back)).toContain('Cochez la case si vous acceptez ce tarif');
    expect(back.body).toContain('value="Site hors ligne"');
    expect(back.body).toContain('Erreur 502 partout.</textarea>');
    expect(back.body).toMatch(/id="tariff_accepted"[^>]*aria-invalid="true"/);
    expect(await site.knex('tickets')).toEqual([]);
    const sent = await marie.post(FORM, { ...SAID, ...TOLD_GROSS });
    expect(sent.status).toBe(303);
    expect(await acceptances()).toMatchObject([{ means: 'form', tariff_version_id: 1 }]);
    const ticket = words(await marie.get(String(sent.location)));
    expect(ticket).toContain('Vous avez accepté ce tarif. lundi 2 mars 2026 à 09:00');
    expect(ticket).not.toContain('J’accepte ce tarif');
  });

  test('comes back with the new tariff when it changed meanwhile, its box empty', async () => {
    const jean = as('jean');
    await jean.get(FORM);
    done(await site.run(saveTariff, site.cast.nadia, { ...NEXT, effectiveFrom: site.clock.now }));
    const tickets = await site.knex('tickets');
    const back = await jean.post(FORM, { ...SAID, ...TOLD_NET });
    expect(back.status).toBe(422);
    expect(words(back)).toContain('Le tarif a changé pendant que vous écriviez');
    expect(words(back)).toContain(
      'il coûte 15,00 € HT par tranche de 15 minutes commencée. 2 tranches au moins sont comptées.',
    );
    expect(back.body).toContain('name="tariff" value="2-net"');
    expect(back.body).toContain('Erreur 502 partout.</textarea>');
    expect(back.body).not.toMatch(/id="tariff_accepted"[^>]* checked/);
    expect(await site.knex('tickets')).toHaveLength(tickets.length);
    // another fault at once: what was not read again is not taken as accepted
    const other = await jean.post(FORM, { ...SAID, subject: '', ...TOLD_NET });
    expect(other.body).not.toMatch(/id="tariff_accepted"[^>]* checked/);
    const same = await jean.post(FORM, { ...SAID, subject: '', ...TOLD_NET, tariff: '2-net' });
    expect(same.body).toMatch(/id="tariff_accepted"[^>]* checked/);
    const sent = await jean.post(FORM, { ...SAID, ...TOLD_NET, tariff: '2-net' });
    expect(sent.status).toBe(303);
  });
});

describe('the link of the letter', () => {
  let number: string;
  let path: string;
  beforeAll(open);
  afterAll(() => site.close());
  beforeEach(async () => {
    const call = {
      kind: 'incident',
      subject: 'Secret de Marie',
      body: 'Plus rien ne répond.',
      caller: { ...CONTACTS.marie },
    } as const;
    ({ number } = done(await site.run(recordCall, site.cast.karim, call)));
    path = `/tariff/${acceptanceToken(site.house.secret, number)}`;
    await site.ownerKnex.raw('alter table tariff_acceptances disable trigger user');
    await site.ownerKnex('tariff_acceptances').del();
    await site.ownerKnex.raw('alter table tariff_acceptances enable trigger user');
  });

  test('opens without signing in, and shows the price and the number alone', async () => {
    const page = await site.visitor().get(path);
    expect(page.status).toBe(200);
    const shown = words(page);
    expect(shown).toContain(`Votre demande ${number}`);
    expect(shown).toContain('il coûte 34,80 € TTC par tranche de 30 minutes commencée.');
    expect(shown).not.toMatch(/Secret de Marie|Hoarau|Plus rien/);
    expect(await acceptances()).toEqual([]);
  });

  test('looking accepts nothing, its form does, and again changes nothing', async () => {
    const visitor = site.visitor();
    for (const method of ['GET', 'HEAD']) await visitor.send(path, { method });
    expect(await acceptances()).toEqual([]);
    await visitor.get(path);
    expect((await visitor.post(path, {}, { token: null })).status).toBe(419);
    expect(await acceptances()).toEqual([]);
    for (let times = 0; times < 2; times += 1) {
      expect((await visitor.post(path, {})).location).toBe(path);
    }
    expect(await acceptances()).toMatchObject([
      { means: 'signed_link', user_id: site.cast.marie.id },
    ]);
    const accepted = words(await visitor.get(path));
    expect(accepted).toContain('Vous avez accepté ce tarif. lundi 2 mars 2026 à 09:00');
    const desk = words(await as('karim').get(`/desk/tickets/${number}`));
    expect(desk).toContain('34,80 € TTC / 30 min entamées');
    expect(desk).toContain('Accepté par le lien du mail,');
  });

  test('is dead once the ticket is closed, and for whoever guesses', async () => {
    for (const status of ['resolved', 'closed'] as const) {
      done(await site.run(changeStatus, site.cast.karim, { number, status }));
    }
    const visitor = site.visitor();
    for (const dead of [path, `${path}x`, `/tariff/${number}`, `/tariff/${'x'.repeat(54)}`]) {
      const page = await visitor.get(dead);
      expect([dead, page.status]).toEqual([dead, 410]);
      expect(words(page)).toContain('Il n’y a plus de tarif à accepter ici');
      expect((await visitor.post(dead, {})).status).toBe(410);
    }
    expect(await acceptances()).toEqual([]);
  });

  test('its customer accepts on the ticket’s page instead, and nobody else does', async () => {
    const page = await as('marie').get(`/tickets/${number}`);
    expect(words(page)).toContain('Vous ne nous avez pas encore dit si vous acceptez ce tarif.');
    expect((await as('jean').post(`/tickets/${number}/acceptance`, {})).status).toBe(404);
    expect((await as('karim').post(`/tickets/${number}/acceptance`, {})).status).toBe(403);
    expect((await as('marie').post(`/desk/tickets/${number}/acceptance`, {})).status).toBe(403);
    expect(await acceptances()).toEqual([]);
    await as('marie').get(`/tickets/${number}`);
    await as('marie').post(`/tickets/${number}/acceptance`, {});
    expect(await acceptances()).toMatchObject([{ means: 'form', user_id: site.cast.marie.id }]);
  });

  test('an agent notes on the ticket that the customer accepted in a call', async () => {
    const karim = as('karim');
    const before = words(await karim.get(`/desk/tickets/${number}`));
    expect(before).toContain('Pas encore accepté');
    await karim.post(`/desk/tickets/${number}/acceptance`, {});
    expect(await acceptances()).toMatchObject([{ means: 'call', user_id: site.cast.karim.id }]);
    const after = words(await karim.get(`/desk/tickets/${number}`));
    expect(after).toContain('C’est noté : le client a accepté le tarif au téléphone.');
    expect(after).not.toContain('Noter un accord');
    expect(after).toContain(
      'Tarif du diagnostic annoncé : 34,80 € TTC par tranche de 30 minutes commencée',
    );
    expect(after).toContain('Tarif du diagnostic accepté au téléphone, noté par Karim Diallo');
  });
});

describe('at the desk', () => {
  beforeAll(open);
  afterAll(() => site.close());

  test('a call’s form tells both prices, and keeps that the caller accepted', async () => {
    const karim = as('karim');
    const form = await karim.get('/desk/calls/new');
    expect(words(form)).toContain(
      'Tarif annoncé et accepté par l’appelant Pour un incident : 34,80 € TTC à un particulier, 29,00 € HT à un professionnel, par tranche de 30 minutes commencée',
    );
    const call = {
      name: 'Marie Hoarau',
      email: 'marie.hoarau@courriel.example',
      kind: 'incident',
      subject: 'Blog muet',
      body: 'Page blanche.',
      service: '',
    };
    const opened = await karim.post('/desk/calls', {
      ...call,
      tariff: '1',
      tariff_accepted: 'yes',
    });
    expect(opened.status).toBe(303);
    expect(await acceptances()).toMatchObject([{ means: 'call', user_id: site.cast.karim.id }]);
    done(await site.run(saveTariff, site.cast.nadia, { ...NEXT, effectiveFrom: site.clock.now }));
    const stale = await karim.post('/desk/calls', {
      ...call,
      tariff: '1',
      tariff_accepted: 'yes',
    });
    expect(stale.status).toBe(422);
    expect(words(stale)).toContain('18,00 € TTC à un particulier');
    expect(stale.body).not.toMatch(/id="tariff_accepted"[^>]* checked/);
  });

  test('a customer’s page says where it is, for its VAT', async () => {
    const path = `/desk/customers/${site.cast.jean.customerId}`;
    expect((await as('karim').get(path)).body).toContain(
      '<option value="guadeloupe" selected>Guadeloupe</option>',
    );
    await as('karim').post(`${path}/territory`, { territory: 'martinique' });
    const { territory } =
      (await findCustomer(site.knex, site.cast.jean.customerId as number)) ?? {};
    expect(territory).toBe('martinique');
    expect((await as('karim').post(`${path}/territory`, { territory: 'monaco' })).status).toBe(422);
  });
});

describe('the tariff’s own page', () => {
  beforeAll(open);
  afterAll(() => site.close());

  test('lists the versions, and a new one begins when it says', async () => {
    const nadia = as('nadia');
    const first = words(await nadia.get('/admin/tariffs'));
    expect(first).toContain(
      'Version 1 en vigueur 34,80 € TTC 29,00 € HT 30 minutes 1 unité depuis toujours',
    );
    expect(first).toContain('Guadeloupe 8,50 %');
    const next = {
      effective_from: '2026-04-01T00:00',
      unit_minutes: '15',
      minimum_units: '2',
      net: '15',
      gross: '18,00',
    };
    const saved = await nadia.post('/admin/tariffs', next);
    expect(saved.location).toBe('/admin/tariffs');
    expect(words(await nadia.get('/admin/tariffs'))).toMatch(
      /Version 2 à venir 18,00 € TTC 15,00 € HT 15 minutes 2 unités mercredi 1er avril 2026 à 00:00 .*Version 1 en vigueur/,
    );
    expect(await site.knex('tariff_versions').where({ version: 2 }).first()).toMatchObject({
      // midnight in Paris
      effective_from: new Date('2026-03-31T22:00:00.000Z'),
      created_by: site.cast.nadia.id,
    });
    const past = await nadia.post('/admin/tariffs', {
      ...next,
      effective_from: '2026-03-01T00:00',
    });
    expect(past.status).toBe(422);
    expect(words(past)).toContain('Cette date est passée');
    expect(past.body).toContain('value="18,00"');
    const odd = await nadia.post('/admin/tariffs', { ...next, unit_minutes: 'trente' });
    expect(words(odd)).toContain('Écrivez un nombre entier, de 1 à 1440.');
    const unread = await nadia.post('/admin/tariffs', { ...next, effective_from: 'demain' });
    expect(words(unread)).toContain('Cette date ou cette heure n’existe pas');
  });

  test('changes a VAT rate from a day on', async () => {
    const nadia = as('nadia');
    await nadia.get('/admin/tariffs');
    const rate = { territory: 'reunion', rate: '9,25', effective_day: '2026-07-01' };
    expect((await nadia.post('/admin/tariffs/vat', rate)).status).toBe(303);
    expect(words(await nadia.get('/admin/tariffs'))).toContain(
      'La Réunion 8,50 % 9,25 % à partir du 1er juillet 2026',
    );
    const wrong = await nadia.post('/admin/tariffs/vat', { ...rate, rate: '101' });
    expect(words(wrong)).toContain('Écrivez un taux en pour cent');
    expect(wrong.body).toContain('value="101"');
  });

  test('settles from when on a timer runs long', async () => {
    const nadia = as('nadia');
    await nadia.get('/admin/tariffs');
    expect((await nadia.post('/admin/tariffs/timer', { timer_warning: '90' })).status).toBe(303);
    expect(await loadDiagnosisRule(site.knex)).toEqual({ timerWarningMinutes: 90 });
    expect((await nadia.post('/admin/tariffs/timer', { timer_warning: '' })).status).toBe(422);
  });

  test('an agent sees none of it, and a customer neither', async () => {
    for (const name of ['karim', 'jean']) {
      expect((await as(name).get('/admin/tariffs')).status).toBe(403);
    }
    expect((await as('karim').get('/desk')).body).not.toContain('/admin/tariffs');
  });
});

test('a price as it was told stays, whatever the customer or the tariff become', async () => {
  await open();
  const incident = { kind: 'incident', subject: 'Panne', body: 'Rien.', files: [] } as const;
  const { number } = done(await site.run(openTicket, site.cast.marie, incident));
  await site.knex('customers').where({ id: site.cast.marie.customerId }).update({
    quality: 'professional',
  });
  done(await site.run(saveTariff, site.cast.nadia, { ...NEXT, effectiveFrom: site.clock.now }));
  expect(words(await as('marie').get(`/tickets/${number}`))).toContain(
    'il coûte 34,80 € TTC par tranche de 30 minutes commencée.',
  );
  await site.close();
});
