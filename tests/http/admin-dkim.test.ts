import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { listDkimKeys } from '../../server/store/dkim-keys.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { words } from './words.ts';

const PAGE = '/admin/dkim';

describe('Odile has the mails signed', () => {
  let site: Site;
  let odile: Browser;
  /** What DNS answers; null where it doesn't. */
  let answered: string[] | null = [];
  const asked: string[] = [];
  beforeAll(async () => {
    site = await openSite({
      resolveTexts: async (name) => {
        asked.push(name);
        return answered;
      },
    });
    odile = site.visitor();
    await odile.signIn('odile@alize.example');
  });
  afterAll(() => site.close());

  const key = async () => {
    const [only] = await listDkimKeys(site.knex);
    if (!only) throw new Error('there is no key');
    return only;
  };
  const check = async () => {
    const { domain, selector } = await key();
    await odile.post(`${PAGE}/check`, { domain, selector });
    return words(await odile.get(PAGE));
  };

  test('at first nothing is', async () => {
    const page = words(await odile.get(PAGE));
    expect(page).toContain('alize.example Adresses d’envoi : support@alize.example Non signés.');
    expect(page).toContain('Créer une clé');
  });

  test('she makes a key, and reads what to publish', async () => {
    await odile.post(PAGE, { domain: 'alize.example' });
    const page = words(await odile.get(PAGE));
    const { selector, publicKey } = await key();
    expect(page).toContain(`Nom ${selector}._domainkey.alize.example Type TXT`);
    expect(page).toContain(`Valeur v=DKIM1; k=rsa; p=${publicKey}`);
    expect(publicKey).toMatch(/^MII[\w+/]{388,}=*$/);
    expect(page).toContain('Non signés.');
    expect(page).not.toContain('PRIVATE KEY');
  });

  test('until the record is there, and hers, checking says why not', async () => {
    answered = [];
    expect(await check()).toContain('L’enregistrement n’est pas encore publié');
    answered = ['v=DKIM1; k=rsa; p=MIIBother'];
    expect(await check()).toContain('Ce nom publie une autre valeur');
    answered = null;
    expect(await check()).toContain('Le DNS n’a pas répondu');
    expect((await key()).enabledAt).toBeNull();
    const { selector } = await key();
    expect(new Set(asked)).toEqual(new Set([`${selector}._domainkey.alize.example`]));
  });

  test('once it is, mails are signed', async () => {
    answered = [`v=DKIM1; k=rsa; p=${(await key()).publicKey}`];
    const page = await check();
    expect(page).toContain('L’enregistrement est publié');
    expect(page).toContain('Signés. Depuis le lundi 2 mars 2026 à 09:00');
    expect(page).toContain('Remplacer la clé');
  });

  test('names that are not ours are not asked of DNS, nor given a key', async () => {
    asked.length = 0;
    const stranger = { domain: 'banque.example', selector: 'x' };
    expect((await odile.post(`${PAGE}/check`, stranger)).status).toBe(404);
    expect((await odile.post(PAGE, { domain: 'banque.example' })).status).toBe(404);
    expect(asked).toEqual([]);
  });

  test('she forgets it', async () => {
    const { domain, selector } = await key();
    await odile.post(`${PAGE}/drop`, { domain, selector });
    expect(words(await odile.get(PAGE))).toContain('Non signés.');
    expect(await listDkimKeys(site.knex)).toEqual([]);
  });

  test('nobody else sees the page in the rail, or opens it', async () => {
    const nadia = site.visitor();
    await nadia.signIn('nadia@alize.example');
    expect((await nadia.get('/desk')).body).not.toContain('href="/admin/dkim"');
    expect((await nadia.get(PAGE)).status).toBe(403);
  });
});
