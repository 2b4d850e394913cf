import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findTicket } from '../../server/store/tickets.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { words } from './words.ts';

const NOTICE = {
  ground: 'fraud',
  name: 'Paul Riverain',
  email: 'paul@voisin.example',
  location: 'https://boutique.example/faux-paiement',
  description: 'Une fausse page de banque.',
  law: 'Escroquerie.',
  author_contacted: 'no',
  good_faith: 'yes',
};

describe('the public form for illegal content (I5, LCEN art. 6)', () => {
  let site: Site;
  let paul: Browser;
  beforeAll(async () => {
    site = await openSite();
    paul = site.visitor();
  });
  afterAll(() => site.close());

  const numberIn = (location: string | null) => location?.split('number=')[1] ?? '';

  test('is reached from the sign-in page, and from the foot of the portal', async () => {
    expect((await paul.get('/sign-in')).body).toContain('href="/notices/new"');
    const jean = site.visitor();
    await jean.signIn('jean@boulangerie-moule.example');
    expect((await jean.get('/tickets')).body).toContain('href="/notices/new"');
    const form = await jean.get('/notices/new');
    expect(form.body).toContain('value="jean@boulangerie-moule.example"');
  });

  test('a stranger sends it without an account, and is told its number', async () => {
    await paul.get('/notices/new');
    const sent = await paul.post('/notices', NOTICE);
    expect(sent.status).toBe(303);
    const number = numberIn(sent.location);
    expect(words(await paul.get(sent.location ?? ''))).toContain(`Il porte le numéro ${number}.`);
    expect(await findTicket(site.knex, number)).toMatchObject({
      kind: 'content_notice',
      subject: expect.stringContaining('escroquerie, hameçonnage, programme malveillant'),
    });
  });

  test('staff read it beside its ticket, which can’t be refused for want of a contract', async () => {
    const ticket = await site.knex('tickets').where({ kind: 'content_notice' }).first();
    const karim = site.visitor();
    await karim.signIn('karim@alize.example');
    const page = await karim.get(`/desk/tickets/${ticket.number}`);
    expect(page.body).toContain('<dd class="location">https://boutique.example/faux-paiement</dd>');
    expect(words(page)).toContain('Auteur ou éditeur contacté non');
    expect(page.body).toContain('name="ground" value="abuse"');
    expect(page.body).not.toContain('name="ground" value="not_contracted"');
  });

  test('what was typed comes back with what is missing', async () => {
    const { good_faith: _, ...hasty } = NOTICE;
    const page = await paul.post('/notices', hasty);
    expect(page.status).toBe(422);
    expect(page.body).toContain('Une fausse page de banque.</textarea>');
    expect(page.body).toContain('value="fraud" checked');
    expect(words(page)).toContain('Bonne foi Ce champ est à remplir.');
  });

  test('without a name for an offence against minors: no reply is offered, no mail leaves', async () => {
    const sent = await paul.post('/notices', { ...NOTICE, ground: 'minors', name: '', email: '' });
    const number = numberIn(sent.location);
    const ticket = await findTicket(site.knex, number);
    expect(await site.knex('outbound_emails').where({ ticket_id: ticket?.id })).toEqual([]);
    const karim = site.visitor();
    await karim.signIn('karim@alize.example');
    const page = await karim.get(`/desk/tickets/${number}`);
    expect(words(page)).toContain('n’a laissé aucune adresse');
    expect(page.body).not.toContain(`/desk/tickets/${number}/replies`);
    expect(page.body).toContain(`/desk/tickets/${number}/notes`);
    expect(page.body).not.toContain('anonymous.invalid');
  });

  test('a request from elsewhere is refused, and so is the eleventh from one address', async () => {
    expect((await paul.post('/notices', NOTICE, { token: null })).status).toBe(419);
    const hasty = site.visitor();
    await hasty.get('/notices/new');
    const notice = { ...NOTICE, email: 'presse@voisin.example' };
    for (let count = 1; count <= 10; count += 1) {
      expect((await hasty.post('/notices', notice)).status).toBe(303);
    }
    const page = await hasty.post('/notices', notice);
    expect(page.status).toBe(429);
    expect(page.body).toContain('Une fausse page de banque.</textarea>');
    expect(words(page)).toContain('Renvoyez celui-ci dans 60 minutes');
  });

  test('nobody is told a number that is none', async () => {
    expect((await paul.get('/notices/sent')).status).toBe(404);
    expect((await paul.get('/notices/sent?number=%3Cb%3E')).status).toBe(404);
  });
});
