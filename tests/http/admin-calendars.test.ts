import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { words } from './words.ts';

const OFFICE = {
  time_zone: 'America/Guadeloupe',
  hours_mon: '9h-12h30, 14:00 – 18:00',
  hours_tue: '09:00-12:30; 14:00-18:00',
  hours_wed: '',
  hours_thu: '9h-12h30',
  hours_fri: '09:00-12:30',
  hours_sat: '',
  hours_sun: '',
  holiday_zone: 'guadeloupe',
};

describe('calendars', () => {
  let site: Site;
  let nadia: Browser;
  beforeAll(async () => {
    site = await openSite();
    nadia = site.visitor();
    await nadia.signIn('nadia@alize.example');
  });
  afterAll(() => site.close());

  test('Nadia finds those in force, and what each opens', async () => {
    const list = words(await nadia.get('/admin/calendars'));
    expect(list).toContain('Incidents, jour et nuit jour et nuit, toute l’année aucun à Paris');
    expect(list).toMatch(/Heures ouvrées lun\.–ven\. 09:00–12:30, 14:00–18:00 Métropole/);
  });

  test('a month is drawn, its holidays named, and its neighbours are a link away', async () => {
    const id = await idOf('Heures ouvrées');
    const may = await nadia.get(`/admin/calendars/${id}?month=2026-05`);
    expect(words(may)).toContain('mai 2026');
    expect(words(may)).toContain('ven. 1er fermé Fête du Travail');
    expect(words(may)).toContain('lun. 4 09:00–12:30, 14:00–18:00 mar. 5');
    expect(may.body).toContain('<rect class="month__open" x="540" width="210" height="16"></rect>');
    expect(may.body.replaceAll('&#x3D;', '=')).toContain(
      `href="/admin/calendars/${id}?month=2026-04#month"`,
    );
    const october = words(await nadia.get(`/admin/calendars/${id}?month=2026-10`));
    expect(october).toContain('dim. 25 fermé Changement d’heure');
    const english = site.visitor('en');
    await english.signIn('nadia@alize.example');
    await english.post('/preferences', { locale: 'en' });
    expect(words(await english.get(`/admin/calendars/${id}?month=2026-05`))).toContain(
      'Fri 1 closed Labour Day',
    );
    await english.post('/preferences', { locale: 'fr' });
  });

  test('she writes one for Guadeloupe: seen first, then saved', async () => {
    await nadia.get('/admin/calendars/new');
    const typed = { ...OFFICE, name: 'Agence de Pointe-à-Pitre', month: '2026-05' };
    const seen = await nadia.post('/admin/calendars', { ...typed, do: 'preview' });
    expect(seen.status).toBe(200);
    expect(words(seen)).toContain('mai 2026 non enregistré');
    expect(words(seen)).toContain('lun. 4 09:00–12:30, 14:00–18:00');
    expect(words(seen)).toContain('mer. 27 fermé Abolition de l’esclavage');
    expect(seen.body).toContain('9h-12h30, 14:00 – 18:00');
    expect(await site.knex('calendars').where({ name: typed.name })).toEqual([]);

    const saved = await nadia.post('/admin/calendars', typed);
    const id = await idOf(typed.name);
    expect([saved.status, saved.location]).toEqual([303, `/admin/calendars/${id}?month=2026-05`]);
    const page = await nadia.get(saved.location ?? '');
    expect(words(page)).toContain('Calendrier enregistré.');
    expect(page.body).toContain('value="09:00-12:30, 14:00-18:00"');
  });

  test('she switches Schoelcher day on and Assumption off, and closes an afternoon', async () => {
    const id = await idOf('Agence de Pointe-à-Pitre');
    const days = await nadia.get(`/admin/calendars/${id}`);
    const ticked = [...days.body.matchAll(/name="closed_days" value="(\w+)" checked/g)].map(
      ([, key]) => String(key),
    );
    expect(ticked).toContain('abolition');
    expect(ticked).not.toContain('schoelcher');
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...OFFICE, days_zone: 'guadeloupe' })) {
      form.append(name, value);
    }
    for (const key of [...ticked.filter((day) => day !== 'assumption'), 'schoelcher']) {
      form.append('closed_days', key);
    }
    for (const [field, value] of Object.entries({
      kind: 'closed',
      from_date: '2026-12-24',
      from_time: '12h',
      to_date: '',
      to_time: '24:00',
      label: 'Inventaire',
    })) {
      form.append(`exception_0_${field}`, value);
    }
    expect((await nadia.post(`/admin/calendars/${id}`, form)).status).toBe(303);
    const july = words(await nadia.get(`/admin/calendars/${id}?month=2026-07`));
    expect(july).toContain('mar. 21 fermé Fête Victor Schœlcher');
    expect(july).toContain('version 2');
    const december = words(await nadia.get(`/admin/calendars/${id}?month=2026-12`));
    expect(december).toContain('jeu. 24 09:00–12:00 Fermeture : Inventaire');
    const first = words(await nadia.get(`/admin/calendars/${id}?version=1&month=2026-12`));
    expect(first).toContain('jeu. 24 09:00–12:30 ven. 25');
    expect((await nadia.get(`/admin/calendars/${id}?version=9`)).status).toBe(404);
  });

  test('rows come and go without a script, and nothing typed is lost', async () => {
    const id = await idOf('Heures ouvrées');
    const typed = {
      ...OFFICE,
      hours_wed: 'le matin',
      exception_0_from_date: '2026-08-03',
      exception_0_to_date: '2026-08-14',
      exception_0_label: 'Congés',
    };
    const more = await nadia.post(`/admin/calendars/${id}`, { ...typed, do: 'add' });
    expect(more.status).toBe(200);
    expect(more.body).toContain('name="exception_1_from_date"');
    expect(more.body).toContain('value="le matin"');
    const fewer = await nadia.post(`/admin/calendars/${id}`, { ...typed, do: 'remove:0' });
    expect(fewer.body).not.toContain('Congés');
    const days = await nadia.post(`/admin/calendars/${id}`, { ...typed, do: 'zone' });
    expect(words(days)).toContain('Jours fériés légaux (Guadeloupe)');
  });

  test('what cannot be is refused at its field, in words, and kept as it was typed', async () => {
    const before = await site.knex('calendar_versions').count();
    const refused = await nadia.post('/admin/calendars', {
      ...OFFICE,
      name: 'Nulle part',
      time_zone: 'Europe/Atlantide',
      hours_mon: '09:00-12:30, 12:00-18:00',
      hours_wed: 'le matin',
      exception_0_from_date: '2026-12-26',
      exception_0_to_date: '2026-12-24',
      exception_0_label: 'À rebours',
    });
    expect(refused.status).toBe(422);
    const said = words(refused);
    expect(said).toContain('4 réponses sont à revoir');
    expect(said).toContain('« Europe/Atlantide » n’est pas un fuseau horaire connu.');
    expect(said).toContain('« 12:00-18:00 » chevauche un autre intervalle du même jour.');
    expect(said).toContain('« le matin » ne se lit pas');
    expect(said).toContain('« 2026-12-26 - 2026-12-24 » ne se lit pas');
    expect(refused.body).toContain('value="À rebours"');
    expect(refused.body).toContain('value="Nulle part"');

    const empty = Object.fromEntries(Object.keys(OFFICE).map((field) => [field, '']));
    const never = await nadia.post('/admin/calendars', { ...empty, name: 'N', time_zone: 'UTC' });
    expect(words(never)).toContain('Ce calendrier n’ouvrirait jamais');
    const nameless = await nadia.post('/admin/calendars', { ...OFFICE, name: ' ' });
    expect(words(nameless)).toContain('Ce champ est à remplir.');
    const taken = await nadia.post('/admin/calendars', { ...OFFICE, name: 'Heures ouvrées' });
    expect(words(taken)).toContain('Ce nom est déjà pris');
    const odd = { ...OFFICE, name: 'Z', holiday_zone: 'atlantide', do: 'zone' };
    expect((await nadia.post('/admin/calendars', odd)).status).toBe(200);
    expect(await site.knex('calendar_versions').count()).toEqual(before);
  });

  test('day and night is one box to tick', async () => {
    const saved = await nadia.post('/admin/calendars', {
      name: 'Astreinte',
      time_zone: 'Indian/Reunion',
      always: 'yes',
    });
    expect(saved.status).toBe(303);
    const page = await nadia.get(saved.location ?? '');
    expect(page.body).toContain('id="always" name="always" value="yes" checked');
    expect(words(page)).toContain('00:00–24:00');
  });

  test('Karim has no such page', async () => {
    const karim = site.visitor();
    await karim.signIn('karim@alize.example');
    expect((await karim.get('/admin/calendars')).status).toBe(403);
    expect(words(await karim.get('/desk'))).not.toContain('Calendriers');
  });

  async function idOf(name: string): Promise<number> {
    return (await site.knex('calendars').where({ name }).first('id')).id;
  }
});
