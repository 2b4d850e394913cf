import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { maintenanceOf, serviceOf } from './windows-of.ts';

let site: Site;
let karim: Browser;
let bakery: number;
let lagoon: number;
beforeAll(async () => {
  site = await openSite();
  karim = site.visitor();
  await karim.signIn('karim@alize.example');
  bakery = await serviceOf(site, 'jean', 'Site boulangerie-moule.example');
  lagoon = await serviceOf(site, 'tiare', 'Site agence-lagon.example');
});
afterAll(() => site.close());

const NIGHT = {
  cause: 'maintenance',
  title: 'Mise à jour des serveurs',
  details: 'Les sites seront hors ligne.',
  starts: '2026-03-03T22:00',
  ends: '2026-03-04T01:00',
  expected: '',
};

describe('publishing an interruption', () => {
  test('finds a customer’s services and keeps what was typed', async () => {
    await karim.get('/desk/suspensions/new');
    const found = await karim.post('/desk/suspensions/new', { ...NIGHT, search: 'boulang' });
    expect(found.status).toBe(200);
    expect(found.body).toContain('Boulangerie du Moule · Site boulangerie-moule.example');
    expect(found.body).not.toContain('agence-lagon');
    expect(found.body).toContain('value="Mise à jour des serveurs"');
    expect(found.body).toContain('value="2026-03-03T22:00"');
    const box = `name="services" value="${bakery}"`;
    expect(found.body).toContain(`${box}>`);
    const ticked = await karim.post('/desk/suspensions/new', { search: 'b', tick: 'found' });
    expect(ticked.body).toContain(`${box} checked>`);
    const kept = await karim.post('/desk/suspensions/new', {
      services: String(bakery),
      search: 'agence',
    });
    expect(kept.body).toContain(`${box} checked>`);
    expect(kept.body).toContain(`name="services" value="${lagoon}">`);
  });

  test('is told to the customers, in the provider’s hours', async () => {
    await karim.get('/desk/suspensions/new');
    const fields = { ...NIGHT, services: String(bakery) };
    const { status, location } = await karim.post('/desk/suspensions', fields);
    expect(status).toBe(303);
    const page = await karim.get(String(location));
    expect(page.body).toContain('Interruption publiée');
    expect(page.body).toContain('<time datetime="2026-03-03T21:00:00.000Z">');
    expect(page.body).toMatch(/1\spersonne/);
    expect(await site.lastMailTo('jean@boulangerie-moule.example')).toContain(
      'Mise à jour des serveurs',
    );
    expect((await karim.get('/desk/suspensions')).body).toContain('Mise à jour des serveurs');
  });

  test.each([
    ['a past start', { starts: '2026-03-01T22:00' }, 'Une maintenance se publie avant'],
    ['an hour that the clock skips', { starts: '2026-03-29T02:30' }, 'n’existe pas'],
    ['no end', { ends: '' }, 'Ce champ est à remplir.'],
    ['an end before its start', { ends: '2026-03-03T21:00' }, 'après le début'],
  ])('is refused with %s, and gives back what was typed', async (_what, change, words) => {
    await karim.get('/desk/suspensions/new');
    const fields = { ...NIGHT, services: String(bakery), ...change };
    const refused = await karim.post('/desk/suspensions', fields);
    expect(refused.status).toBe(422);
    expect(refused.body).toContain(words);
    expect(refused.body).toContain('Les sites seront hors ligne.');
    expect(refused.body).toContain(`name="services" value="${bakery}" checked>`);
  });

  test('is refused for no service, and for one that nobody has', async () => {
    await karim.get('/desk/suspensions/new');
    const none = await karim.post('/desk/suspensions', NIGHT);
    expect(none.body).toContain('Choisissez au moins un service.');
    const unknown = await karim.post('/desk/suspensions', { ...NIGHT, services: '999999' });
    expect(unknown.status).toBe(422);
  });
});

describe('an interruption that is published', () => {
  test('is changed, and cancelled once that is confirmed; nothing of it is lost', async () => {
    const id = await maintenanceOf(site, [bakery, lagoon], 'Changement de disque');
    await karim.get(`/desk/suspensions/${id}`);
    const change = {
      title: 'Changement de disque',
      details: 'Prolongé : le disque neuf est lent.',
      starts: '2026-03-02T10:00',
      ends: '2026-03-02T14:00',
      expected: '',
    };
    const changed = await karim.post(`/desk/suspensions/${id}`, change);
    expect(changed.status).toBe(303);
    const again = await karim.post(`/desk/suspensions/${id}`, change);
    expect(again.status).toBe(422);
    expect(again.body).toContain('rien à changer');

    const unsure = await karim.post(`/desk/suspensions/${id}/cancellation`, {});
    expect(unsure.status).toBe(422);
    const sure = await karim.post(`/desk/suspensions/${id}/cancellation`, { confirm: 'yes' });
    expect(sure.status).toBe(303);
    const page = await karim.get(`/desk/suspensions/${id}`);
    expect(page.body).toContain('publication');
    expect(page.body).toContain('changement');
    expect(page.body).toContain('annulation');
    expect(page.body).not.toContain('Annuler et informer les clients');
    const tooLate = await karim.post(`/desk/suspensions/${id}`, { ...change, ends: '' });
    expect(tooLate.status).toBe(422);
  });

  test('that nobody published is not there', async () => {
    expect((await karim.get('/desk/suspensions/999999')).status).toBe(404);
    expect((await karim.get('/desk/suspensions/x')).status).toBe(404);
  });
});

test('past interruptions are paged by cursor', async () => {
  site.clock.now = new Date('2026-03-02T08:00:00Z');
  for (let n = 0; n < 27; n += 1) await maintenanceOf(site, [lagoon], `Nuit ${n}`);
  site.clock.now = new Date('2026-03-05T08:00:00Z');
  await karim.signIn('karim@alize.example');
  const first = await karim.get('/desk/suspensions');
  const older = /suspensions\?before&#x3D;([^"]+)"/.exec(first.body)?.[1] ?? '';
  const second = await karim.get(`/desk/suspensions?before=${older}`);
  const titles = (body: string) => new Set(body.match(/Nuit \d+/g));
  expect(titles(first.body).size + titles(second.body).size).toBe(27);
  expect(second.body).not.toContain('Aucune interruption en cours.');
});
