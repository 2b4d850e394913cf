import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { words } from './words.ts';

let site: Site;
let jean: Browser;
beforeAll(async () => {
  site = await openSite();
  jean = site.visitor();
  await jean.signIn('jean@boulangerie-moule.example');
});
afterAll(() => site.close());

describe('a request that changes something', () => {
  const fields = { subject: 'Site hors ligne', since: '', body: 'Longuement décrit.' };

  test('is refused without its token, and nothing happened', async () => {
    for (const token of [null, '', 'f'.repeat(64)]) {
      const answer = await jean.post('/tickets/new/incident', fields, { token });
      expect(answer.status).toBe(419);
      expect(answer.body).toContain('Ce formulaire a expiré');
    }
    expect((await jean.get('/tickets')).body).not.toContain('Site hors ligne');
    const intruder = site.visitor();
    await intruder.get('/sign-in');
    const credentials = { email: 'jean@boulangerie-moule.example', password: 'guichet-demo' };
    expect((await intruder.post('/sign-in', credentials, { token: null })).status).toBe(419);
  });

  test('is refused with the token of somebody else', async () => {
    const tiare = site.visitor();
    await tiare.signIn('tiare@agence-lagon.example');
    const [, token = ''] = /csrf-token" content="([^"]+)"/.exec((await tiare.get('/')).body) ?? [];
    expect((await jean.post('/tickets/new/incident', fields, { token })).status).toBe(419);
  });

  test('with files is refused without its token just the same', async () => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.append('attachments', new Blob(['x']), 'x.txt');
    expect((await jean.post('/tickets/new/incident', form, { token: null })).status).toBe(419);
    expect((await jean.post('/sign-out', form, { token: null })).status).toBe(419);
  });

  test('may carry it in a header, as scripts of ours do', async () => {
    const [, token = ''] = /csrf-token" content="([^"]+)"/.exec((await jean.get('/')).body) ?? [];
    const headers = { 'x-csrf-token': token };
    const answer = await jean.post('/preferences', { back: '/' }, { token: null, headers });
    expect(answer.status).toBe(303);
  });

  test('gives what was written back to our own page, and never to another site’s', async () => {
    const ours = { headers: { origin: 'https://aide.alize.example' }, token: null };
    const back = await jean.post('/tickets/new/incident', fields, ours);
    expect(back.body).toContain('Longuement décrit.</textarea>');
    // signed out meanwhile, with a file: the words come back all the same
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.append('attachments', new Blob(['x'.repeat(100_000)]), 'x.txt');
    const late = await site.visitor().post('/tickets/new/incident', form, ours);
    expect([late.status, late.body.includes('Longuement décrit.</textarea>')]).toEqual([419, true]);
    const theirs = { headers: { origin: 'https://evil.example' }, token: null };
    const none = await jean.post('/tickets/new/incident', fields, theirs);
    expect(none.body).not.toContain('Longuement décrit.');
  });
});

describe('every page', () => {
  test('forbids what is not ours, and is kept by nobody', async () => {
    const { headers } = await jean.get('/');
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;font-src 'self';" +
        "connect-src 'self' wss://aide.alize.example;frame-src 'self';form-action 'self';" +
        "frame-ancestors 'self';base-uri 'none';upgrade-insecure-requests",
    );
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('content-encoding')).toBe('gzip');
  });

  test('has no script and no style within it', async () => {
    for (const path of ['/', '/tickets', '/tickets/new/incident', '/register', '/nowhere']) {
      const { body } = await jean.get(path);
      expect(body).not.toMatch(/<script(?![^>]* src=)|<style|\son\w+=|\sstyle=|javascript:/);
    }
  });
});

describe('an installation without https', () => {
  test('keeps its people signed in, and promises browsers nothing about https', async () => {
    const plain = await openSite({ publicUrl: 'http://127.0.0.1:3000' });
    try {
      const marie = plain.visitor();
      await marie.signIn('marie.hoarau@courriel.example');
      expect([...marie.cookies.keys()]).toEqual(['guichet']);
      const { headers } = await marie.get('/');
      expect(headers.get('strict-transport-security')).toBeNull();
      expect(headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests');
      expect(headers.get('content-security-policy')).toContain('ws://127.0.0.1:3000');
    } finally {
      await plain.close();
    }
  });
});

describe('what goes wrong', () => {
  test('is told in the reader’s language, and says what to do', async () => {
    const french = await site.visitor('fr').get('/nowhere');
    expect([french.status, french.body.includes('Nous ne trouvons pas cette page')]).toEqual([
      404,
      true,
    ]);
    const english = await site.visitor('en').get('/nowhere');
    expect(english.body).toContain('We cannot find this page');
    expect((await jean.get('/%E0%A4%A')).status).toBe(404);
    expect((await jean.get('/tickets/%00')).status).toBe(404);
    expect((await jean.get('/tickets?before=%00')).status).toBe(404);
    expect((await jean.get('/attachments/99999999999999999999/x')).status).toBe(404);
  });

  test('is told of a form that weighs too much', async () => {
    const endless = 'mot '.repeat(600_000);
    const fields = { subject: 'Mots', since: '', body: endless };
    const refused = await jean.post('/tickets/new/incident', fields);
    expect(refused.status).toBe(413);
    expect(words(refused)).toContain('Nous acceptons au plus 2 Mo par envoi.');
  });

  test('is no failure of ours where a field is sent twice', async () => {
    const twice = site.visitor();
    await twice.get('/sign-in');
    const token = /csrf-token" content="([^"]+)"/.exec((await twice.get('/sign-in')).body)?.[1];
    const body = `_csrf=${token}&email=a@b.example&email=c@d.example&password=x&password=y`;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await twice.send('/sign-in', { method: 'POST', body, headers })).status).toBe(422);
  });

  test('is told as data to a script', async () => {
    const { status, body } = await jean.get('/nowhere', { accept: 'application/json' });
    expect(status).toBe(404);
    expect(JSON.parse(body)).toEqual({
      error: { status: 404, title: 'Nous ne trouvons pas cette page', reference: null },
    });
  });

  test('on our side is noted under a reference, and shows nothing of the failure', async () => {
    const broken = await openSite({
      run: () => Promise.reject(new Error('a secret of the house')),
    });
    try {
      const marie = broken.visitor();
      await marie.get('/password/forgotten');
      const { status, body } = await marie.post('/password/forgotten', { email: 'a@b.example' });
      expect(status).toBe(500);
      expect(body).toContain('Une erreur de notre côté');
      expect(body).toMatch(/<span class="figures">[0-9a-f]{8}<\/span>/);
      expect(body).not.toContain('a secret of the house');
      expect(body).not.toContain('.ts');
    } finally {
      await broken.close();
    }
  });

  test('with the database is told in plain words', async () => {
    const cut = await openSite();
    await cut.knex.destroy();
    const visitor = cut.visitor();
    expect((await visitor.get('/healthz')).status).toBe(503);
    const page = await visitor.get('/register');
    expect(page.status).toBe(500);
    expect(page.body).toContain('Une erreur de notre côté');
    await cut.close();
  });
});
