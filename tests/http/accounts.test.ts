import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openSite, type Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const linkIn = (mail: string, path: string) => {
  const found = new RegExp(`https://aide\\.alize\\.example(/${path}/[\\w-]+)`).exec(mail);
  if (!found?.[1]) throw new Error(`no link to ${path} in: ${mail}`);
  return found[1];
};

describe('an account', () => {
  test('is asked for, confirmed by the mailed link, and opens with the password chosen then', async () => {
    const paul = site.visitor();
    await paul.get('/register');
    const sent = await paul.post('/register', {
      name: 'Paul Hoarau',
      organisation: '',
      quality: 'consumer',
      email: 'Paul.Hoarau@courriel.example',
    });
    expect(sent.status).toBe(200);
    expect(sent.body).toContain('Nous avons écrit à paul.hoarau@courriel.example');

    const link = linkIn(await site.lastMailTo('paul.hoarau@courriel.example'), 'confirm');
    expect((await paul.get(link)).status).toBe(200);
    const page = await paul.get(link);
    expect(page.body).toContain('paul.hoarau@courriel.example');
    const short = await paul.post(link, { password: 'court' });
    expect(short.status).toBe(422);
    expect(short.body).toContain('10 caractères au moins');
    const chosen = await paul.post(link, { password: 'une phrase bien à moi' });
    expect([chosen.status, chosen.location]).toEqual([303, '/']);
    expect((await paul.get('/')).body).toContain('Bonjour Paul');

    const again = await site.visitor().get(link);
    expect(again.status).toBe(410);
    expect(again.body).toContain('Ce lien ne fonctionne plus');
    await site.visitor().signIn('paul.hoarau@courriel.example', 'une phrase bien à moi');
  });
});
