import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadMailRules } from '../../server/store/mail-rules.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { words } from './words.ts';

describe('mail rules', () => {
  let site: Site;
  let odile: Browser;
  const PATH = '/admin/mail-rules';
  const typed = {
    forgery: 'quarantine',
    stranger_acknowledgements: '3',
    known_acknowledgements: '12',
    ticket_mails: '40',
  };
  beforeAll(async () => {
    site = await openSite();
    odile = site.visitor();
    await odile.signIn('odile@alize.example');
  });
  afterAll(() => site.close());

  test('until Odile settles them, forgeries are marked and the brakes are what they are', async () => {
    const page = await odile.get(PATH);
    expect(page.body).toMatch(/value="mark" checked/);
    expect(page.body).toMatch(/name="ticket_mails"[^>]* value="20"/);
    expect(words(page)).toContain('Un mail qui usurpe l’adresse d’un client connu');
  });

  test('she settles them, and they are read back', async () => {
    expect((await odile.post(PATH, typed)).location).toBe(PATH);
    expect(words(await odile.get(PATH))).toContain('Les règles du courrier sont enregistrées.');
    expect(await loadMailRules(site.knex)).toEqual({
      forgery: 'quarantine',
      strangerAcknowledgements: 3,
      knownAcknowledgements: 12,
      ticketMails: 40,
    });
  });

  test.each([
    ['stranger_acknowledgements', '0'],
    ['known_acknowledgements', '1001'],
    ['ticket_mails', ''],
    ['ticket_mails', '2,5'],
  ])('%s cannot be "%s": the form comes back as it was typed', async (field, value) => {
    const refused = await odile.post(PATH, { ...typed, [field]: value });
    expect(refused.status).toBe(422);
    expect(words(refused)).toContain('Écrivez un nombre entier, de 1 à 1000.');
    expect(refused.body).toContain(`value="${value}" autocomplete`);
    expect((await loadMailRules(site.knex)).ticketMails).toBe(40);
  });

  test('a fate that nobody offered is refused', async () => {
    expect((await odile.post(PATH, { ...typed, forgery: 'delete' })).status).toBe(422);
  });
});
