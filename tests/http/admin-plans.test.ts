import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { words } from './words.ts';

const SERENITE = {
  name: 'Sérénité',
  incident_calendar: '1',
  information_request_calendar: '2',
  incident_urgent_first_response: '30',
  incident_urgent_next_update: '1h',
  incident_urgent_restoration: '3h30',
  information_request_normal_first_response: '7 h 30',
  step_0_share: '75 %',
  step_0_assignee: 'yes',
  step_1_share: '100',
  step_1_assignee: 'yes',
  step_1_team_lead: 'yes',
  step_1_manager: 'yes',
  update_reminder: '4h',
  credit_period: '1h',
  credit_percent: '2,5',
  credit_cap: '50',
};

describe('support plans', () => {
  let site: Site;
  let nadia: Browser;
  beforeAll(async () => {
    site = await openSite();
    nadia = site.visitor();
    await nadia.signIn('nadia@alize.example');
  });
  afterAll(() => site.close());

  test('base support is there, without commitment, and its page asks for no times', async () => {
    const list = words(await nadia.get('/admin/plans'));
    expect(list).toContain('Support de base sans engagement');
    const page = await nadia.get('/admin/plans/1');
    expect(words(page)).toContain('aucun délai n’est promis');
    expect(words(page)).toContain('restent jugés par la version en vigueur à leur réception');
    expect(page.body).not.toContain('incident_urgent_first_response');

    const forged = await nadia.post('/admin/plans/1', { ...SERENITE, update_reminder: '3h' });
    expect(forged.status).toBe(303);
    const { definition } = await newestOf('Support de base');
    expect(definition.updateReminderMinutes).toBe(180);
    expect(definition.targets.incident.urgent.first_response).toBe(null);
    expect(definition.credits).toBe(null);
  });

  test('Nadia writes one: minutes and hours, percents to the hundredth', async () => {
    await nadia.get('/admin/plans/new');
    const saved = await nadia.post('/admin/plans', SERENITE);
    const { plan_id, version, definition, effective_from } = await newestOf('Sérénité');
    expect([saved.status, saved.location]).toEqual([303, `/admin/plans/${plan_id}`]);
    expect(version).toBe(1);
    expect(effective_from).toEqual(site.clock.now);
    expect(definition.targets.incident.urgent).toEqual({
      first_response: 30,
      next_update: 60,
      diagnosis: null,
      restoration: 210,
    });
    expect(definition.targets.information_request.normal.first_response).toBe(450);
    expect(definition.escalation).toEqual([
      { share: 75, to: ['assignee'] },
      { share: 100, to: ['assignee', 'team_lead', 'manager'] },
    ]);
    expect(definition.credits).toEqual({
      periodMinutes: 60,
      basisPoints: 250,
      capBasisPoints: 5_000,
    });
    const page = await nadia.get(saved.location ?? '');
    expect(words(page)).toContain('Offre enregistrée.');
    expect(page.body).toContain('value="3h30"');
    expect(page.body).toContain('value="2,50"');
  });

  test('a version comes into force when she says, in the provider’s own time', async () => {
    const { plan_id } = await newestOf('Sérénité');
    const later = { ...SERENITE, effective_from: '2026-04-01T00:00' };
    expect((await nadia.post(`/admin/plans/${plan_id}`, later)).status).toBe(303);
    const { version, effective_from } = await newestOf('Sérénité');
    expect([version, effective_from]).toEqual([2, new Date('2026-03-31T22:00:00.000Z')]);
    expect(words(await nadia.get('/admin/plans'))).toContain(
      'version 2 entre en vigueur le 1er avril 2026',
    );
    const page = words(await nadia.get(`/admin/plans/${plan_id}`));
    expect(page).toContain('version 2 à venir mercredi 1er avril 2026 à 00:00');
    expect(page).toContain('version 1 en vigueur lundi 2 mars 2026 à 09:00');
  });

  test('what cannot be is refused at its field, and kept as it was typed', async () => {
    const before = await site.knex('plan_versions').count();
    const refused = await nadia.post('/admin/plans', {
      ...SERENITE,
      name: ' ',
      incident_high_diagnosis: 'bientôt',
      step_1_share: '60',
      step_2_share: '90',
      update_reminder: '0',
      credit_cap: '',
      effective_from: '2026-02-30T10:00',
    });
    expect(refused.status).toBe(422);
    const said = words(refused);
    expect(said).toContain('6 réponses sont à revoir');
    expect(said).toContain('Un délai est un nombre entier de minutes');
    expect(said).toContain('Les seuils doivent aller croissant.');
    expect(said).toContain('Le rappel est un nombre entier de minutes');
    expect(said).toContain('La période et les taux de l’avoir');
    expect(refused.body).toContain('value="bientôt"');
    expect(refused.body).toContain('value="3h30"');
    expect(refused.body).toContain('name="step_1_manager" value="yes" aria-label="Alerte 2');

    const nobody = { ...SERENITE, name: 'N', step_1_share: '', step_2_share: '100' };
    const alone = Object.fromEntries(
      Object.entries(nobody).filter(([name]) => !/^step_1_[atm]/.test(name)),
    );
    expect(words(await nadia.post('/admin/plans', alone))).toContain(
      'Chaque alerte prévient au moins quelqu’un.',
    );
    const taken = await nadia.post('/admin/plans', SERENITE);
    expect(words(taken)).toContain('Ce nom est déjà pris');
    const nowhere = await nadia.post('/admin/plans', {
      ...SERENITE,
      name: 'N',
      incident_calendar: '99',
    });
    expect(words(nowhere)).toContain('Choisissez une des réponses proposées.');
    expect(await site.knex('plan_versions').count()).toEqual(before);
  });

  test('in English too, with a point for the decimals; Karim has no such page', async () => {
    const odile = site.visitor();
    await odile.signIn('odile@alize.example');
    await odile.post('/preferences', { locale: 'en' });
    const { plan_id } = await newestOf('Sérénité');
    const page = await odile.get(`/admin/plans/${plan_id}`);
    expect(words(page)).toContain('Tickets already received stay judged by the version in force');
    expect(page.body).toContain('value="2.50"');
    const karim = site.visitor();
    await karim.signIn('karim@alize.example');
    expect((await karim.get('/admin/plans')).status).toBe(403);
    expect((await karim.post('/admin/plans', SERENITE)).status).toBe(403);
  });

  function newestOf(name: string) {
    return site
      .knex('plan_versions as v')
      .join('support_plans as p', 'p.id', 'v.plan_id')
      .where({ name })
      .orderBy('v.id', 'desc')
      .first('v.*');
  }
});
