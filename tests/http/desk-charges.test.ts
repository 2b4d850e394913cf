import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DEMO_PASSWORD } from '../../seeds/cast.ts';
import { done } from '../../seeds/done.ts';
import { addStaff } from '../../server/commands/add-staff.ts';
import { listChargesOf } from '../../server/store/charges.ts';
import { findTicket } from '../../server/store/tickets.ts';
import { describeWith } from '../support/describe-with.ts';
import { conclude, incidentOf, spend } from '../support/diagnosed.ts';
import { POPPLER } from '../support/parts.ts';
import { textOf } from '../support/read-pdf.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { words } from './words.ts';

let site: Site;
let nadia: Browser;
/** Who keeps the billing, and has no other role. */
let hugo: Browser;
const numbers: { jean: string; marie: string; unaccepted: string; ours: string } = {
  jean: '',
  marie: '',
  unaccepted: '',
  ours: '',
};

beforeAll(async () => {
  site = await openSite();
  const incident = async (
    who: 'jean' | 'marie',
    outcome: Parameters<typeof conclude>[2],
    accepted = true,
  ) => {
    const number = await incidentOf(site, who, { accepted });
    await spend(site, number, 3_660);
    await conclude(site, number, outcome);
    return number;
  };
  numbers.jean = await incident('jean', 'not_confirmed');
  numbers.marie = await incident('marie', 'service_healthy');
  numbers.unaccepted = await incident('marie', 'service_healthy', false);
  numbers.ours = await incident('marie', 'provider_responsible');
  done(
    await site.run(addStaff, site.cast.odile, {
      name: 'Hugo Rivière',
      email: 'hugo@alize.example',
      roles: ['billing_manager'],
      locale: 'fr',
      timeZone: 'Europe/Paris',
      password: DEMO_PASSWORD,
    }),
  );
  nadia = site.visitor();
  await nadia.signIn('nadia@alize.example');
  hugo = site.visitor();
  await hugo.signIn('hugo@alize.example');
});
afterAll(() => site.close());

/** The first statement as Hugo downloads it. */
async function pdf(): Promise<Buffer> {
  const cookie = [...hugo.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const address = `${site.origin}/desk/statements/1/statement.pdf`;
  return Buffer.from(await (await fetch(address, { headers: { cookie } })).arrayBuffer());
}
const lineOf = async (number: string) => {
  const ticket = await findTicket(site.knex, number);
  return (await listChargesOf(site.knex, ticket?.id ?? 0))[0]?.id ?? 0;
};

describe('who keeps the billing', () => {
  test('begins with what waits for a decision, and reaches no ticket', async () => {
    const home = await hugo.get('/');
    expect([home.status, home.location]).toEqual([303, '/desk/charges']);
    const page = await hugo.get('/desk/charges');
    expect(page.status).toBe(200);
    const shown = words(page);
    expect(shown).toContain('Facturation');
    expect(shown).not.toMatch(/Invitations|Tri des mails|Site hors ligne|Noter un appel/);
    expect(page.body).not.toContain('/desk/tickets/');
    expect(page.body).not.toContain('/desk/customers');
    for (const path of [
      '/desk',
      `/desk/tickets/${numbers.jean}`,
      `/desk/tickets/${numbers.jean}/diagnosis`,
      '/desk/customers',
      '/desk/invitations',
      '/admin/intake-rules',
    ]) {
      expect((await hugo.get(path)).status).toBe(403);
    }
    expect((await hugo.get('/desk/statements')).status).toBe(200);
  });
});

describe('drafts wait for a decision', () => {
  test('each explained in words, from raw time to the three amounts', async () => {
    const page = words(await nadia.get('/desk/charges'));
    expect(page.indexOf(numbers.unaccepted)).toBeLessThan(page.indexOf(numbers.jean));
    expect(page).not.toContain(numbers.ours);
    expect(page).toContain('87,00 € HT · Boulangerie du Moule');
    expect(page).toContain('Temps 01:01:00 , 3 unités de 30 min commencées');
    expect(page).toContain('3 × 29,00 € HT = 87,00 € HT');
    expect(page).toContain('8,5 % en plus : 7,40 € (Guadeloupe)');
    expect(page).toContain('87,00 € HT + 7,40 € de TVA = 94,40 € TTC');
    expect(page).toContain('104,40 € TTC · Marie Hoarau');
    expect(page).toContain('3 × 34,80 € TTC = 104,40 € TTC');
    expect(page).toContain('8,5 % comprise : 8,18 € (La Réunion)');
    expect(page).toContain('96,22 € HT + 8,18 € de TVA = 104,40 € TTC');
    expect(page).toContain('version 1, celle annoncée à la déclaration');
    expect(page).toContain('par le formulaire, Marie Hoarau');
    expect(page).toContain('aucune : un particulier ne peut pas être facturé');
  });

  test('approved; what lacks its acceptance is not even offered, and refused', async () => {
    await hugo.get('/desk/charges');
    const done = await hugo.post(`/desk/charges/${await lineOf(numbers.jean)}/approval`, {});
    expect([done.status, done.location]).toEqual([303, '/desk/charges']);
    const after = await hugo.get('/desk/charges');
    expect(words(after)).toContain('Montant de 87,00 € approuvé');
    const line = await lineOf(numbers.unaccepted);
    expect(after.body).not.toContain(`/desk/charges/${line}/approval`);
    await hugo.post(`/desk/charges/${line}/approval`, {});
    expect(words(await hugo.get('/desk/charges'))).toContain(
      'Un particulier ne paie que s’il a accepté le tarif',
    );
    expect((await hugo.post('/desk/charges/999999/approval', {})).status).toBe(404);
  });

  test('given up with its reason; without one the form comes back', async () => {
    const line = await lineOf(numbers.unaccepted);
    const refused = await nadia.post(`/desk/charges/${line}/waiver`, {
      seen: 'draft',
      reason: ' ',
    });
    expect(refused.status).toBe(422);
    expect(words(refused)).toContain('Ce champ est à remplir.');
    await nadia.post(`/desk/charges/${line}/waiver`, {
      seen: 'draft',
      reason: 'Pas d’accord noté.',
    });
    const waived = words(await nadia.get('/desk/charges?state=waived'));
    expect(waived).toContain('Pas d’accord noté.');
    expect(waived).toContain('ne seront pas facturés');
    const marie = site.visitor();
    await marie.signIn('marie.hoarau@courriel.example');
    expect(words(await marie.get(`/tickets/${numbers.unaccepted}`))).not.toContain('accord noté');
  });
});

describe('a statement', () => {
  test('takes what waits, and holds it as page, CSV, JSON and PDF', async () => {
    await nadia.post(`/desk/charges/${await lineOf(numbers.marie)}/approval`, {});
    const before = words(await hugo.get('/desk/statements'));
    expect(before).toContain('Marie Hoarau 1 ligne approuvée, 104,40 € TTC');
    expect(before).toContain('Boulangerie du Moule 1 ligne approuvée, 94,40 € TTC');

    const customer = String(site.cast.marie.customerId);
    const period = { customer, from: '2026-03-01', to: '2026-03-31' };
    const wrong = await hugo.post('/desk/statements', { ...period, to: '2026-02-01' });
    expect(wrong.status).toBe(422);
    expect(wrong.body).toContain('value="2026-02-01"');
    const otherMonth = { ...period, from: '2026-01-01', to: '2026-01-31' };
    const nothing = await hugo.post('/desk/statements', otherMonth);
    expect(nothing.status).toBe(422);
    expect(words(nothing)).toContain('rien de nouveau à exporter');
    expect(nothing.body).toContain('value="2026-01-31"');
    const exported = await hugo.post('/desk/statements', period);
    expect([exported.status, exported.location]).toEqual([303, '/desk/statements/1']);
    const page = words(await hugo.get('/desk/statements/1'));
    expect(page).toContain('Relevé R-000001 exporté : 1 ligne.');
    expect(page).toContain('Relevé R-000001');
    expect(page).toContain('1er mars 2026');
    expect(page).toContain(numbers.marie);
    expect(page).toContain('Dont TVA à 8,5 % 96,22 € 8,18 € 104,40 €');
    await hugo.post('/desk/statements', period);
    expect(words(await hugo.get('/desk/statements'))).toContain('rien de nouveau à exporter');

    const csv = await hugo.get('/desk/statements/1/statement.csv');
    expect(csv.headers.get('content-disposition')).toContain('filename="R-000001.csv"');
    const id = await lineOf(numbers.marie);
    expect(csv.body.split('\r\n')[1]).toBe(
      [
        `R-000001;Marie Hoarau;${id};;${numbers.marie};2026-03-02 11:02;particulier;La Réunion`,
        '1;3660;30;3;34,80;TTC;8,50;96,22;8,18;104,40',
      ].join(';'),
    );
    const json = JSON.parse((await hugo.get('/desk/statements/1/statement.json')).body);
    expect(json).toEqual({
      statement: 'R-000001',
      id: 1,
      customer: { id: site.cast.marie.customerId, name: 'Marie Hoarau' },
      period: { from: '2026-03-01', to: '2026-03-31' },
      exported_at: site.clock.now.toISOString(),
      currency: 'EUR',
      lines: [
        {
          charge: id,
          reverses: null,
          ticket: numbers.marie,
          outcome: 'service_healthy',
          drafted_at: '2026-03-02T10:02:00.000Z',
          quality: 'consumer',
          territory: 'reunion',
          tariff_version: 1,
          seconds: 3_660,
          unit_minutes: 30,
          units: 3,
          price: 'gross',
          unit_cents: 3_480,
          vat_basis_points: 850,
          net_cents: 9_622,
          vat_cents: 818,
          gross_cents: 10_440,
        },
      ],
      totals: { lines: 1, net_cents: 9_622, vat_cents: 818, gross_cents: 10_440 },
    });
  });

  test('the PDF is the same bytes each time', async () => {
    const [first, second] = [await pdf(), await pdf()];
    expect(first.subarray(0, 5).toString()).toBe('%PDF-');
    expect(first.equals(second)).toBe(true);
  });

  test('every look at it leaves a trace; nobody else may', async () => {
    const hugoId = (await site.knex('users').where({ email: 'hugo@alize.example' }).first('id')).id;
    const looks = await site.knex('access_log').where({ user_id: hugoId, what: 'customer' });
    expect(looks.length).toBeGreaterThanOrEqual(4);
    const karim = site.visitor();
    await karim.signIn('karim@alize.example');
    for (const path of ['', '/1', '/1/statement.csv', '/1/statement.json', '/1/statement.pdf']) {
      expect((await karim.get(`/desk/statements${path}`)).status).toBe(403);
    }
    expect((await hugo.get('/desk/statements/99')).status).toBe(404);
    expect((await hugo.get('/desk/statements/99/statement.pdf')).status).toBe(404);
  });

  test('a reversal leaves with the next, negative', async () => {
    await conclude(site, numbers.marie, 'provider_responsible');
    const period = {
      customer: String(site.cast.marie.customerId),
      from: '2026-03-01',
      to: '2026-03-31',
    };
    const exported = await hugo.post('/desk/statements', period);
    const page = words(await hugo.get(exported.location ?? ''));
    expect(page).toContain(`reprend la ligne ${await lineOf(numbers.marie)}`);
    expect(page).toContain('-104,40 €');
    const csv = await hugo.get(`${exported.location}/statement.csv`);
    expect(csv.body).toContain(';-3;34,80;TTC;8,50;-96,22;-8,18;-104,40\r\n');
  });
});

describeWith(POPPLER, 'a statement on paper', () => {
  test('says the same as the page', async () => {
    const text = textOf(await pdf());
    expect(text).toContain('Relevé de diagnostics à facturer');
    expect(text).toContain('R-000001');
    expect(text).toContain('Marie Hoarau');
    expect(text).toContain(numbers.marie);
    expect(text).toMatch(/Total .*96,22 € .*8,18 € .*104,40 €/);
  });
});

describe('the ticket’s diagnosis tells what it costs', () => {
  test('or why nothing', async () => {
    const jean = words(await nadia.get(`/desk/tickets/${numbers.jean}/diagnosis`));
    expect(jean).toContain('Ce que coûte ce diagnostic');
    expect(jean).toContain('87,00 € HT + 7,40 € de TVA = 94,40 € TTC');
    const ours = words(await nadia.get(`/desk/tickets/${numbers.ours}/diagnosis`));
    expect(ours).toContain('Rien n’est facturé : la panne vient de nous.');
    const english = site.visitor('en');
    await english.signIn('nadia@alize.example');
    await english.post('/preferences', { locale: 'en', back: '/' });
    const page = words(await english.get(`/desk/tickets/${numbers.jean}/diagnosis`));
    expect(page).toContain('What this diagnosis costs');
    expect(page).toContain('3 started units of 30 min');
    expect(page).toContain('8.5% added: €7.40 (Guadeloupe)');
    expect(words(await english.get('/desk/statements'))).toContain('1 approved line, €94.40');
    const karim = site.visitor();
    await karim.signIn('karim@alize.example');
    const seen = await karim.get(`/desk/tickets/${numbers.jean}/diagnosis`);
    expect(seen.body).not.toContain('/desk/charges');
    expect(seen.body).not.toContain('/desk/statements');
  });
});
