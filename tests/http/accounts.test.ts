import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inviteContact } from '../../server/commands/invite-contact.ts';
import { openSite, type Site } from './site.ts';
import { words } from './words.ts';

const JEAN = 'jean@boulangerie-moule.example';
const MARIE = 'marie.hoarau@courriel.example';

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
      time_zone: 'Indian/Reunion',
    });
    expect(sent.status).toBe(200);
    expect(sent.body).toContain('Nous avons écrit à paul.hoarau@courriel.example');

    const link = linkIn(await site.lastMailTo('paul.hoarau@courriel.example'), 'confirm');
    // a mail scanner looks at the link first: that uses nothing up
    expect((await site.visitor().get(link)).status).toBe(200);
    const page = await paul.get(link);
    expect(page.body).toContain('paul.hoarau@courriel.example');
    const short = await paul.post(link, { password: 'court' });
    expect(short.status).toBe(422);
    expect(short.body).toContain('10 caractères au moins');
    const chosen = await paul.post(link, { password: 'une phrase bien à moi' });
    expect([chosen.status, chosen.location]).toEqual([303, '/']);
    const home = await paul.get('/');
    expect(home.body).toContain('Bonjour Paul');
    expect(words(home)).toContain('12:30 ( 15:30 à La Réunion)');

    const again = await site.visitor().get(link);
    expect(again.status).toBe(410);
    expect(again.body).toContain('Ce lien ne fonctionne plus');
    await site.visitor().signIn('paul.hoarau@courriel.example', 'une phrase bien à moi');
  });

  test('that exists is never told to who registers it again, only to its owner', async () => {
    const curious = site.visitor();
    await curious.get('/register');
    const fields = {
      name: 'X',
      organisation: '',
      quality: 'professional',
      email: JEAN,
      time_zone: 'Europe/Paris',
    };
    const answer = await curious.post('/register', fields);
    expect(answer.status).toBe(200);
    expect(answer.body).toContain(`Nous avons écrit à ${JEAN}`);
    expect(await site.lastMailTo(JEAN)).toContain('https://aide.alize.example/password/forgotten');
  });

  test('asked for with an empty name or an address that is none comes back as it was typed', async () => {
    const hurried = site.visitor('en');
    await hurried.get('/register');
    const fields = {
      name: '',
      organisation: 'Agence Nord',
      quality: 'professional',
      email: 'nord',
      time_zone: 'Pacific/Noumea',
    };
    const answer = await hurried.post('/register', fields);
    expect(answer.status).toBe(422);
    expect(answer.body).toContain('value="Agence Nord"');
    expect(answer.body).toContain('value="nord"');
    expect(answer.body).toContain('Write a complete address');
    expect(answer.body).toContain('<option value="Pacific/Noumea" selected>New Caledonia');
  });

  test('is opened to a colleague by invitation', async () => {
    const { karim, tiare } = site.cast;
    await site.run(inviteContact, karim, {
      customerId: Number(tiare.customerId),
      name: 'Moana Teiki',
      email: 'moana@agence-lagon.example',
      locale: 'en',
      timeZone: 'Pacific/Noumea',
    });
    const link = linkIn(await site.lastMailTo('moana@agence-lagon.example'), 'invitation');
    const moana = site.visitor('en');
    expect((await moana.get(link)).body).toContain('The tickets of Agence Lagon are open to you');
    await moana.post(link, { password: 'a sentence of my own' });
    expect((await moana.get('/')).body).toContain('Hello Moana');
  });
});

describe('a forgotten password', () => {
  test('is replaced by a mailed link, and every other session of the account ends', async () => {
    const phone = site.visitor();
    await phone.signIn(MARIE);
    expect((await phone.get('/tickets')).status).toBe(200);

    const desktop = site.visitor();
    await desktop.get('/password/forgotten');
    const sent = await desktop.post('/password/forgotten', { email: MARIE });
    expect(sent.body).toContain(`Si un compte existe pour ${MARIE}`);
    const link = linkIn(await site.lastMailTo(MARIE), 'password');
    await desktop.get(link);
    await desktop.post(link, { password: 'un autre mot de passe' });
    expect((await desktop.get('/tickets')).status).toBe(200);

    const lost = await phone.get('/tickets');
    expect([lost.status, lost.location]).toEqual([303, '/sign-in?next=%2Ftickets']);
    expect((await desktop.get(link)).status).toBe(410);
    await expect(site.visitor().signIn(MARIE)).rejects.toThrow('422');
    await site.visitor().signIn(MARIE, 'un autre mot de passe');
  });

  test('of an unknown address gets the same answer and no mail', async () => {
    const stranger = site.visitor();
    await stranger.get('/password/forgotten');
    const answer = await stranger.post('/password/forgotten', { email: 'nobody@ailleurs.example' });
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('Si un compte existe pour nobody@ailleurs.example');
    await expect(site.lastMailTo('nobody@ailleurs.example')).rejects.toThrow('nobody wrote');
  });

  test('asked for again and again is a flood of mail: the sixth waits', async () => {
    const pest = site.visitor();
    await pest.get('/password/forgotten');
    const ask = async () =>
      (await pest.post('/password/forgotten', { email: 'odile@alize.example' })).status;
    for (let time = 1; time <= 5; time += 1) expect(await ask()).toBe(200);
    expect(await ask()).toBe(429);
    expect((await pest.post('/password/forgotten', { email: MARIE })).status).toBe(200);
  });

  test('leads home whatever Host the request named', async () => {
    const forger = site.visitor();
    await forger.get('/password/forgotten');
    const headers = { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' };
    await forger.post('/password/forgotten', { email: JEAN }, { headers });
    expect(await site.askAs('evil.example', '/sign-in')).not.toContain('evil.example');
    const mail = await site.lastMailTo(JEAN);
    expect(mail).toContain('https://aide.alize.example/password/');
    expect(mail).not.toContain('evil.example');
  });
});

describe('signing in', () => {
  test('opens a session of its own: the one before is worthless', async () => {
    const jean = site.visitor();
    await jean.get('/sign-in');
    const planted = jean.cookies.get('__Host-guichet') ?? '';
    await jean.signIn(JEAN);
    const mallory = site.visitor();
    mallory.cookies.set('__Host-guichet', planted);
    expect((await mallory.get('/tickets')).status).toBe(303);
    expect(jean.cookies.get('__Host-guichet')).not.toBe(planted);
  });

  test('sets a cookie for this host alone, closed to scripts and to other sites', async () => {
    const answer = await site.visitor().get('/sign-in');
    const [cookie] = answer.headers.getSetCookie();
    expect(cookie).toMatch(
      /^__Host-guichet=[^;]+; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/,
    );
  });

  test('goes back to the page that asked for it, and never to another site', async () => {
    const jean = site.visitor();
    await jean.get('/sign-in?next=/tickets');
    const fields = { email: JEAN, password: 'guichet-demo' };
    expect((await jean.post('/sign-in', { ...fields, next: '/tickets' })).location).toBe(
      '/tickets',
    );
    for (const next of [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      '/\t/evil.example',
    ]) {
      const other = site.visitor();
      await other.get('/sign-in');
      expect((await other.post('/sign-in', { ...fields, next })).location).toBe('/');
    }
  });

  test('says the same of a wrong password and of an unknown address', async () => {
    const jean = site.visitor();
    await jean.get('/sign-in');
    for (const email of [JEAN, 'nobody@ailleurs.example']) {
      const answer = await jean.post('/sign-in', { email, password: 'not this one' });
      expect(answer.status).toBe(422);
      expect(answer.body).toContain('Adresse ou mot de passe inexact.');
      expect(answer.body).toContain(`value="${email}"`);
      expect(answer.body).not.toContain('not this one');
    }
  });

  test('after ten wrong passwords waits, even with the right one', async () => {
    const tiare = 'tiare@agence-lagon.example';
    const guesser = site.visitor();
    await guesser.get('/sign-in');
    const guess = async (password: string) =>
      (await guesser.post('/sign-in', { email: tiare, password })).status;
    for (let wrong = 1; wrong <= 10; wrong += 1) expect(await guess(`guess ${wrong}`)).toBe(422);
    expect(await guess('guess 11')).toBe(429);
    expect(await guess('guichet-demo')).toBe(429);
    const told = await guesser.post('/sign-in', { email: tiare, password: 'guichet-demo' });
    expect(told.body).toContain('15 minutes');
    expect(told.headers.get('retry-after')).toBe('900');
    // nobody else waits
    await site.visitor().signIn(JEAN);
  });

  test('ends with signing out: the old cookie opens nothing', async () => {
    const jean = site.visitor();
    await jean.signIn(JEAN);
    const cookie = jean.cookies.get('__Host-guichet') ?? '';
    const thief = site.visitor();
    thief.cookies.set('__Host-guichet', cookie);
    expect((await thief.get('/tickets')).status).toBe(200);
    expect((await jean.post('/sign-out', {})).location).toBe('/sign-in');
    expect((await thief.get('/tickets')).status).toBe(303);
    expect((await jean.get('/sign-in')).body).toContain('Vous êtes déconnecté.');
  });

  test('is over at once for an account that is disabled', async () => {
    const lea = site.visitor();
    await lea.signIn('lea@alize.example');
    await site
      .knex('users')
      .where({ email: 'lea@alize.example' })
      .update({ disabled_at: site.clock.now });
    expect((await lea.get('/')).location).toBe('/sign-in');
    await expect(site.visitor().signIn('lea@alize.example')).rejects.toThrow('422');
  });
});

describe('the language', () => {
  test('is the browser’s for a visitor, and the account’s once signed in', async () => {
    const tourist = site.visitor('de, en;q=0.8, fr;q=0.5');
    expect((await tourist.get('/sign-in')).body).toContain('<html lang="en"');
    await tourist.signIn(JEAN);
    expect((await tourist.get('/')).body).toContain('Bonjour Jean');
  });

  test('is switched by who reads, for its mails as well', async () => {
    const jean = site.visitor();
    await jean.signIn(JEAN);
    const switched = await jean.post('/preferences', { locale: 'en', back: '/tickets' });
    expect(switched.location).toBe('/tickets');
    expect((await jean.get('/')).body).toContain('Hello Jean');
    const user = await site.knex('users').where({ email: JEAN }).first('locale');
    expect(user.locale).toBe('en');
    await jean.post('/preferences', { locale: 'fr', back: '/' });
  });
});
