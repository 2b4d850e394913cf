import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { changeStatus } from '../../server/commands/change-status.ts';
import { recommendTest } from '../../server/commands/recommend-tests.ts';
import { recordDelivery } from '../../server/commands/record-delivery.ts';
import { incidentOf, spend } from '../support/diagnosed.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { words } from './words.ts';

let site: Site;
let [karim, nadia, jean, tiare, odile]: Browser[] = [];
let number: string;
beforeAll(async () => {
  site = await openSite();
  const people = ['karim@alize.example', 'nadia@alize.example', 'jean@boulangerie-moule.example'];
  people.push('tiare@agence-lagon.example', 'odile@alize.example');
  [karim, nadia, jean, tiare, odile] = people.map(() => site.visitor());
  for (const [index, browser] of [karim, nadia, jean, tiare, odile].entries()) {
    await browser?.signIn(people[index] as string);
  }
  const wording = 'Le site répond-il en 4G ?';
  done(await site.run(recommendTest, site.cast.nadia, { serviceId: null, wording }));
  number = await incidentOf(site, 'jean', { accepted: true });
});
afterAll(() => site.close());

const page = (more = '') => `/desk/tickets/${number}/diagnosis${more}`;
const see = async (browser: Browser | undefined, path = page()) =>
  words((await browser?.get(path)) ?? { body: '' });
const send = async (browser: Browser | undefined, path: string, fields: Record<string, string>) => {
  const answer = await browser?.post(path, fields);
  return { status: answer?.status, location: answer?.location, said: words(answer as never) };
};
const reportUrl = async (browser: Browser | undefined, path: string) =>
  /href="(\/documents\/\d+\/[^"]+\.pdf)"/.exec((await browser?.get(path))?.body ?? '')?.[1] ?? '';
const looks = async (what: string) =>
  site.knex('access_log').where({ what }).orderBy('at').pluck('user_id');

describe('Karim examines', () => {
  test('a recommended test is to do, then has its result and its evidence', async () => {
    expect(await see(karim)).toContain('Tests recommandés à faire Le site répond-il en 4G ?');
    const test = String((await site.knex('recommended_tests').first('id')).id);
    const form = new FormData();
    for (const [name, value] of Object.entries({ test, result: 'failed', observed: 'Rien.' })) {
      form.set(name, value);
    }
    form.append('attachments', new Blob(['HTTP 502'], { type: 'text/plain' }), 'curl.txt');
    const answer = await karim?.post(page('/tests'), form);
    expect([answer?.status, answer?.location]).toEqual([303, page('#step_1')]);
    const seen = await see(karim);
    expect(seen).toContain('Test noté.');
    expect(seen).toContain('échoué Le site répond-il en 4G ?');
    expect(seen).toContain('Rien. curl.txt');
  });

  test('what is refused comes back with what was typed', async () => {
    const tested = await send(karim, page('/tests'), { wording: 'Un ping', observed: 'Long.' });
    expect(tested.status).toBe(422);
    expect(tested.said).toContain('Résultat Ce champ est à remplir.');
    expect((await karim?.post(page('/tests'), { wording: 'Un ping' }))?.body).toContain(
      'value="Un ping"',
    );
    const access = { service: '', started_at: '2026-03-02T07:00', ended_at: '2031-01-01T00:00' };
    const accessed = await send(karim, page('/accesses'), { ...access, purpose: 'Voir.' });
    expect(accessed.status).toBe(422);
    const verdict = await karim?.post(`/desk/tickets/${number}/verdict`, {
      outcome: 'service_healthy',
      reasons: ' ',
    });
    expect(verdict?.status).toBe(422);
    expect(verdict?.body).toMatch(/value="service_healthy" checked/);
  });

  test('a finding, an access and a request to the customer', async () => {
    await send(karim, page('/findings'), { found: 'Le domaine a expiré.' });
    site.clock.now = new Date('2026-03-02T09:00:00.000Z');
    const access = { service: '', started_at: '2026-03-02T09:30', ended_at: '2026-03-02T09:45' };
    await send(karim, page('/accesses'), { ...access, purpose: 'Lire les journaux.' });
    await send(karim, page('/collaborations'), { asked: 'Qui gère votre domaine ?' });
    const seen = await see(karim);
    expect(seen).toContain('Constat Le domaine a expiré.');
    expect(seen).toMatch(/Connexion au service lun\. 2 mars 09:30 – lun\. 2 mars 09:45/);
    expect(seen).toContain('Demande au client Qui gère votre domaine ? Réponse attendue depuis');
    expect(await see(jean, `/tickets/${number}`)).toContain('Qui gère votre domaine ?');
    expect(await see(jean, `/tickets/${number}`)).not.toMatch(/domaine a expiré|journaux/);
  });
});

describe('the verdict', () => {
  test('is not to be read before it is pronounced', async () => {
    expect((await jean?.get(`/tickets/${number}/diagnosis`))?.status).toBe(404);
    expect(await see(jean, `/tickets/${number}`)).not.toContain('Lire le rapport');
  });

  test('pronounced by Karim, it is read by Jean and by nobody else', async () => {
    await spend(site, number, 3_660);
    const fields = { outcome: 'not_provider_responsibility', reasons: 'Renouvelez le domaine.' };
    const answer = await send(karim, `/desk/tickets/${number}/verdict`, fields);
    expect([answer.status, answer.location]).toEqual([303, page('#verdict')]);
    const again = await send(karim, `/desk/tickets/${number}/verdict`, fields);
    expect(again.status).toBe(422);
    expect(await see(karim, `/desk/tickets/${number}`)).toMatch(
      /Diagnostic \S+ en tout L’incident ne relève pas de notre responsabilité\./,
    );
    expect(again.said).toContain('Le diagnostic de ce ticket est déjà rendu');
    expect(await see(jean, `/tickets/${number}`)).toContain(
      'L’incident ne relève pas de notre responsabilité. Lire le rapport de diagnostic',
    );
    const read = await see(jean, `/tickets/${number}/diagnosis`);
    expect(read).toContain('Renouvelez le domaine.');
    expect(read).toContain('29,00 € HT par unité de 30 min');
    expect(read).toContain('Unités dues 3 Total HT 87,00 € TVA (8,5 %) 7,40 € Total TTC 94,40 €');
    expect(read).toContain('Le domaine a expiré.');
    expect(read).toContain('Lire les journaux.');
    expect(read).not.toContain('Relevé DNS');
    expect((await tiare?.get(`/tickets/${number}/diagnosis`))?.status).toBe(404);
    expect((await karim?.get(`/tickets/${number}/diagnosis`))?.location).toBe(page());
  });

  test('its report is a download, to its customer and to the staff entitled, on record', async () => {
    const url = await reportUrl(jean, `/tickets/${number}/diagnosis`);
    expect(url).toMatch(new RegExp(`^/documents/\\d+/${number}-D1\\.pdf$`));
    const mine = await jean?.get(url);
    expect(mine?.status).toBe(200);
    expect(mine?.headers.get('content-type')).toBe('application/pdf');
    expect(mine?.headers.get('content-disposition')).toContain(
      `attachment; filename="${number}-D1.pdf"`,
    );
    expect(mine?.headers.get('x-content-type-options')).toBe('nosniff');
    expect(mine?.headers.get('cache-control')).toBe('no-store');
    expect(mine?.body.startsWith('%PDF-1.7')).toBe(true);
    expect((await tiare?.get(url))?.status).toBe(404);
    expect((await odile?.get(url))?.status).toBe(404);
    expect((await site.visitor().get(url)).status).toBe(303);
    expect(await looks('document')).toEqual([]);
    expect((await nadia?.get(url))?.status).toBe(200);
    expect(await looks('document')).toEqual([site.cast.nadia.id]);
  });

  test('the captured mail shows it, and staff download it there', async () => {
    const mail = await site
      .knex('outbound_emails')
      .where({ letter: 'diagnosis_report' })
      .first('id');
    const delivery = { kind: 'system', name: 'delivery' } as const;
    const result = { accepted: true, captured: true } as const;
    await site.run(recordDelivery, delivery, { id: mail.id, result });
    const shown = await see(karim, `/outbox/${mail.id}`);
    expect(shown).toContain(`${number}-D1.pdf`);
    const url = await reportUrl(karim, `/outbox/${mail.id}`);
    expect((await karim?.get(url))?.body.startsWith('%PDF-1.7')).toBe(true);
  });

  test('Nadia changes it on a closed ticket; the page says what it replaces', async () => {
    done(await site.run(changeStatus, site.cast.karim, { number, status: 'resolved' }));
    done(await site.run(changeStatus, site.cast.karim, { number, status: 'closed' }));
    expect(await see(karim)).not.toContain('Changer la conclusion');
    const replaces = String((await site.knex('verdicts').first('id')).id);
    const fields = { outcome: 'provider_responsible', reasons: 'Notre pare-feu.', replaces };
    const url = `/desk/tickets/${number}/verdict/change`;
    expect((await send(karim, url, { ...fields, why: 'Non.' })).status).toBe(403);
    const refused = await send(nadia, url, { ...fields, why: '' });
    expect([refused.status, refused.said.includes('Pourquoi la changer')]).toEqual([422, true]);
    expect((await send(nadia, url, { ...fields, why: 'Vu avec Léa.' })).status).toBe(303);
    const seen = await see(nadia);
    expect(seen).toContain('Changée parce que : Vu avec Léa.');
    expect(seen).toContain('Une conclusion antérieure');
    const read = await see(jean, `/tickets/${number}/diagnosis`);
    expect(read).toContain(`ce rapport remplace le rapport ${number}-D1.`);
    expect(read).toContain('Vous ne devez rien : l’incident relève de notre responsabilité.');
    expect(read).toContain(`Rapports antérieurs ${number}-D1`);
    expect(read).not.toMatch(/Léa|94,40/);
  });
});

describe('recommended tests', () => {
  test('are added, moved and retired by Odile, in their order', async () => {
    await send(odile, '/admin/tests', { wording: 'Le courriel part-il ?', service: '' });
    expect(await see(odile, '/admin/tests')).toMatch(/4G \?.*Le courriel part-il \?/);
    const id = (await site.knex('recommended_tests').orderBy('id', 'desc').first('id')).id;
    expect((await send(odile, `/admin/tests/${id}/place`, { way: 'up' })).status).toBe(303);
    expect(await see(odile, '/admin/tests')).toMatch(/Le courriel part-il \?.*4G \?/);
    await send(odile, `/admin/tests/${id}/retirement`, {});
    const seen = await see(odile, '/admin/tests');
    expect(seen).toContain('Test retiré');
    expect(seen).not.toContain('Le courriel part-il ?');
    expect((await send(odile, '/admin/tests', { wording: '', service: '' })).status).toBe(422);
    expect((await odile?.get('/admin/tests?service=999'))?.status).toBe(404);
  });
});
