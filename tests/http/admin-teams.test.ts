import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { words } from './words.ts';

describe('teams', () => {
  let site: Site;
  let odile: Browser;
  beforeAll(async () => {
    site = await openSite();
    odile = site.visitor();
    await odile.signIn('odile@alize.example');
  });
  afterAll(() => site.close());

  test('Odile makes one: Nadia leads, Karim and Léa are in it', async () => {
    expect(words(await odile.get('/admin/teams'))).toContain('Aucune équipe.');
    await odile.get('/admin/teams/new');
    const { nadia, karim, lea } = site.cast;
    const made = await odile.post('/admin/teams', team('Support', nadia.id, [karim.id, lea.id]));
    expect([made.status, made.location]).toEqual([303, '/admin/teams']);
    expect(words(await odile.get('/admin/teams'))).toContain(
      'Support Nadia Benali Karim Diallo, Léa Fontaine heures ouvrées',
    );
  });

  test('Léa joins another, and leaves the first: one is in one team', async () => {
    const form = words(await odile.get('/admin/teams/new'));
    expect(form).toContain('Léa Fontaine quittera « Support »');
    await odile.post('/admin/teams', team('Nuit', null, [site.cast.lea.id]));
    expect(words(await odile.get('/admin/teams'))).toMatch(
      /Nuit personne Léa Fontaine heures ouvrées France Support Nadia Benali Karim Diallo heures/,
    );
  });

  test('what cannot be is refused, and kept as it was typed', async () => {
    const { nadia, karim, jean } = site.cast;
    const taken = await odile.post('/admin/teams', team('Support', nadia.id, [karim.id]));
    expect(taken.status).toBe(422);
    expect(words(taken)).toContain('Ce nom est déjà pris');
    expect(taken.body).toContain(`name="members" value="${karim.id}" checked`);
    expect(taken.body).toContain(`<option value="${nadia.id}" selected>`);
    const stranger = await odile.post('/admin/teams', team('Autre', null, [jean.id]));
    expect(words(stranger)).toContain('Choisissez une des réponses proposées.');
    expect(await site.knex('teams').where({ name: 'Autre' })).toEqual([]);
    const night = await site.knex('teams').where({ name: 'Nuit' }).first('id');
    const renamed = await odile.post(`/admin/teams/${night.id}`, team('Support', null, []));
    expect(words(renamed)).toContain('Ce nom est déjà pris');
    const nowhere = team('Autre', null, []);
    nowhere.set('country', 'XX');
    expect((await odile.post('/admin/teams', nowhere)).status).toBe(422);
    expect((await odile.get('/admin/teams/99')).status).toBe(404);
  });

  function team(name: string, leadId: number | null, memberIds: readonly number[]): FormData {
    const form = new FormData();
    form.append('name', name);
    form.append('lead', leadId === null ? '' : String(leadId));
    form.append('calendar', '');
    form.append('group', 'yes');
    form.append('country', 'FR');
    for (const id of memberIds) form.append('members', String(id));
    return form;
  }
});
