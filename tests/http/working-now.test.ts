import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { BUSINESS_CALENDAR } from '../../seeds/plans.ts';
import { saveCalendar } from '../../server/commands/save-calendar.ts';
import { listCalendars } from '../../server/store/calendars.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { words } from './words.ts';

describe('every page says what is handled now, and from when what is not', () => {
  let site: Site;
  let jean: Browser;
  let tiare: Browser;
  const at = (iso: string) => {
    site.clock.now = new Date(iso);
  };

  beforeAll(async () => {
    site = await openSite();
    // a session does not outlive a night: each signs in on the day
    at('2026-12-25T01:00:00Z');
    jean = site.visitor();
    tiare = site.visitor('en');
    await jean.signIn('jean@boulangerie-moule.example');
    await tiare.signIn('tiare@agence-lagon.example');
  });
  afterAll(() => site.close());

  test('on Christmas night, on the clocks of Paris and of Guadeloupe', async () => {
    at('2026-12-25T01:10:00Z');
    const home = words(await jean.get('/'));
    expect(home).toContain('Traité jour et nuit, tous les jours : ouvert maintenant');
    expect(home).toContain(
      'Aux heures ouvrées : fermé maintenant, ouvre lundi 09:00 ( 04:00 en Guadeloupe)',
    );
    expect(home).toContain('+33 4 00 00 00 00 fermé, rouvre lundi 09:00 ( 04:00 en Guadeloupe)');
    expect(home).toContain(
      'du lundi au vendredi : 09:00–12:30, 14:00–18:00 (heure de Paris), hors jours fériés',
    );
    const question = words(await jean.get('/tickets/new/information-request'));
    expect(question).toContain('fermé maintenant, ouvre lundi 09:00 ( 04:00 en Guadeloupe) .');
    expect(words(await jean.get('/tickets/new/incident'))).toContain('tous les jours : ouvert');
  });

  test('in English, the evening it is in Nouméa', async () => {
    const home = words(await tiare.get('/'));
    expect(home).toContain('closed now, opens Monday 09:00 ( 19:00 in Nouméa)');
    expect(home).toContain(
      'Monday to Friday: 09:00–12:30, 14:00–18:00 (Paris time), public holidays excepted',
    );
  });

  test('to whoever has not signed in, in the provider’s time', async () => {
    expect(words(await site.visitor().get('/sign-in'))).toContain('rouvre lundi 09:00');
  });

  test('a calendar closed for a while is told with its date, the telephone’s too', async () => {
    const calendar = (await listCalendars(site.knex)).find(
      ({ name }) => name === BUSINESS_CALENDAR.name,
    );
    const leave = {
      kind: 'closed' as const,
      from: '2026-12-28',
      to: '2027-01-08',
      label: 'Fermeture de fin d’année',
    };
    done(
      await site.run(saveCalendar, site.cast.nadia, {
        calendarId: calendar?.calendarId ?? 0,
        name: BUSINESS_CALENDAR.name,
        definition: { ...BUSINESS_CALENDAR.definition, exceptions: [leave] },
      }),
    );
    const home = words(await jean.get('/'));
    expect(home).toContain('ouvre lundi 11 janvier à 09:00 ( 04:00 en Guadeloupe)');
    expect(home).toContain('fermé, rouvre lundi 11 janvier à 09:00');
  });
});
