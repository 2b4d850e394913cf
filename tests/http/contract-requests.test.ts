import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { identityToken } from '../../server/security/identity-link.ts';
import { findContractRequest } from '../../server/store/contract-requests.ts';
import { findTicket } from '../../server/store/tickets.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { words } from './words.ts';

let site: Site;
let paul: Browser;
let marie: Browser;
let karim: Browser;
beforeAll(async () => {
  site = await openSite();
  site.clock.now = new Date('2026-05-10T09:00:00Z');
  paul = site.visitor();
  await paul.get('/sign-in');
  marie = site.visitor();
  await marie.signIn('marie.hoarau@courriel.example');
  karim = site.visitor();
  await karim.signIn('karim@alize.example');
});
afterAll(() => site.close());

const TERMINATION = {
  confirmed: 'yes',
  service: 'Client 4012, hébergement Essentiel',
  when: 'soonest',
  wanted: '',
  name: 'Paul Riverain',
  email: 'paul@voisin.example',
};

async function requestOf(number: string) {
  const ticket = await findTicket(site.knex, number);
  const request = ticket && (await findContractRequest(site.knex, ticket.id));
  if (!ticket || !request) throw new Error(`${number} is no request`);
  return request;
}

const numberIn = (location: string | null) =>
  /\d{4}-\d{6}/.exec(location ?? '')?.[0] ?? `no number in ${location}`;

describe('« Résilier votre contrat », without an account (R3, L215-1-1)', () => {
  test('is at the foot of every public page, and of the portal', async () => {
    for (const page of [await paul.get('/sign-in'), await paul.get('/register')]) {
      expect(page.body).toContain('<a href="/terminations/new">Résilier votre contrat</a>');
      expect(page.body).toContain('<a href="/withdrawals/new">Se rétracter</a>');
    }
    const home = await marie.get('/');
    expect(home.body).toContain('href="/withdrawals/new"');
    expect(home.body).toContain('href="/cancellations/new"');
  });

  test('is sent by anybody, confirmed by the mailed link alone, and keeps its day', async () => {
    const form = await paul.get('/terminations/new');
    expect(words(form)).toContain('le lendemain de la réception, 11 mai 2026');
    expect(words(form)).toContain('À partir du 21 mai 2026.');
    const named = { ...TERMINATION, name: 'Paul https://piege.example' };
    const sent = await paul.post('/terminations', named);
    expect(sent.status).toBe(303);
    const number = numberIn(sent.location);
    const page = words(await paul.get(sent.location ?? ''));
    expect(page).toContain('Votre résiliation est reçue');
    expect(page).toContain(`Elle porte le numéro ${number}.`);
    expect(await requestOf(number)).toMatchObject({ effectiveOn: '2026-05-11', identity: null });

    const link = `/contract-requests/${identityToken(site.house.secret, number)}`;
    expect(await site.lastMailTo('paul@voisin.example')).toContain(link);
    expect(words(await paul.get(link))).toContain(`Résiliation ${number}, reçue le 10 mai 2026`);
    // looking confirms nothing
    expect(await requestOf(number)).toMatchObject({ identity: null });
    expect((await paul.post(link, {}, { token: null })).status).toBe(419);
    expect((await paul.post(link, {})).status).toBe(303);
    expect(words(await paul.get(link))).toContain('C’est confirmé.');
    expect(await requestOf(number)).toMatchObject({
      identity: 'link',
      effectiveOn: '2026-05-11',
    });
    const [mail] = await site.knex('outbound_emails').orderBy('id', 'desc').limit(1);
    expect(mail.html).not.toContain('piege.example"');
    // nothing of the request but its number and its day
    expect((await paul.get(link)).body).not.toContain('4012');
    expect((await paul.get(`${link.slice(0, -1)}x`)).status).toBe(410);
  });

  test('is read again before it is sent, with the day it takes effect, and corrected', async () => {
    const before = await site.knex('contract_requests').count();
    const typed = { ...TERMINATION, confirmed: '', when: 'day', wanted: '2026-06-01' };
    const review = await paul.post('/terminations', typed);
    expect(review.status).toBe(200);
    expect(words(review)).toContain('Relisez avant d’envoyer');
    expect(words(review)).toContain('Jour d’effet demandé : 1er juin 2026');
    expect(words(review)).toContain('Prend effet le 1er juin 2026');
    expect(words(review)).toContain('Notifier la résiliation');
    const again = await paul.post('/terminations', { ...typed, confirmed: 'no' });
    expect(again.body).toContain('value="2026-06-01"');
    expect(again.body).toContain('value="Client 4012, hébergement Essentiel"');
    const near = await paul.post('/terminations', { ...typed, wanted: '2026-05-20' });
    expect(near.status).toBe(422);
    expect(words(near)).toContain('Choisissez un jour à partir du 21 mai 2026');
    const nobody = await paul.post('/terminations', { ...typed, email: 'paul' });
    expect(nobody.status).toBe(422);
    expect(await site.knex('contract_requests').count()).toEqual(before);
  });

  test('a chosen day too near comes back with the first that may be, in words', async () => {
    const near = { ...TERMINATION, when: 'day', wanted: '2026-05-20' };
    const page = await paul.post('/terminations', near);
    expect(page.status).toBe(422);
    expect(words(page)).toContain('Choisissez un jour à partir du 21 mai 2026');
    expect(page.body).toContain('value="Client 4012, hébergement Essentiel"');
    expect(page.body).toContain('value="2026-05-20"');
    const none = await paul.post('/terminations', { ...near, wanted: '' });
    expect(words(none)).toContain('Le jour que vous choisissez Ce champ est à remplir.');
    const sent = await paul.post('/terminations', { ...near, wanted: '2026-05-21' });
    expect(await requestOf(numberIn(sent.location))).toMatchObject({ effectiveOn: '2026-05-21' });
  });

  test('a known address tells a stranger nothing, and waits for its owner', async () => {
    const email = 'marie.hoarau@courriel.example';
    const sent = await paul.post('/terminations', { ...TERMINATION, email });
    expect(sent.status).toBe(303);
    const number = numberIn(sent.location);
    expect((await paul.get(`/tickets/${number}`)).status).toBe(303);
    expect(words(await marie.get(`/tickets/${number}`))).toContain(
      'Nous ne savons pas encore que cette demande vient de vous.',
    );
    const tiare = site.visitor();
    await tiare.signIn('tiare@agence-lagon.example');
    expect((await tiare.post(`/tickets/${number}/identity`, {})).status).toBe(404);
    expect((await marie.post(`/tickets/${number}/identity`, {})).status).toBe(303);
    expect(await requestOf(number)).toMatchObject({ identity: 'session' });
    expect(words(await marie.get(`/tickets/${number}`))).toContain('Prend effet le 11 mai 2026');
  });
});

describe('a professional', () => {
  test('is told why not, and where to write', async () => {
    const jean = site.visitor();
    await jean.signIn('jean@boulangerie-moule.example');
    for (const path of ['/withdrawals', '/cancellations', '/terminations']) {
      const page = await jean.get(`${path}/new`);
      expect(words(page)).toContain(
        'Boulangerie du Moule est enregistré chez nous comme professionnel',
      );
      expect(page.body).not.toContain(`action="${path}"`);
      const refused = await jean.post(path, { ...TERMINATION, ordered_on: '' });
      expect(refused.status).toBe(422);
    }
  });
});

describe('a withdrawal from the portal to its refund (R1)', () => {
  let number: string;
  beforeAll(async () => {
    site.clock.now = new Date('2026-05-10T12:00:00Z');
    const sent = await marie.post('/withdrawals', {
      confirmed: 'yes',
      service: 'Hébergement Essentiel',
      ordered_on: '2026-05-02',
      name: 'Marie Hoarau',
      postal_address: '4 rue des Flamboyants\n97400 Saint-Denis',
    });
    number = numberIn(sent.location);
  });

  test('its dates stand on its own page, with what was declared', async () => {
    const page = words(await marie.get(`/tickets/${number}`));
    expect(page).toContain('Dernier jour pour se rétracter 18 mai 2026');
    expect(page).toContain('Remboursement au plus tard le 24 mai 2026');
    expect(page).toContain('Je vous notifie ma rétractation du contrat');
    expect(page).toContain('Commande du 2 mai 2026');
    expect(page).toContain('97400 Saint-Denis');
    expect(page).not.toContain('Oui, c’est ma demande');
  });

  test('an order after the request, or that is no day, is refused beside its field', async () => {
    const form = {
      confirmed: 'yes',
      service: 'X',
      name: 'Marie',
      ordered_on: '2026-05-11',
      postal_address: '',
    };
    const page = await marie.post('/withdrawals', form);
    expect(page.status).toBe(422);
    expect(words(page)).toContain('La commande ne peut pas venir après la demande.');
    const odd = await marie.post('/withdrawals', { ...form, ordered_on: 'hier' });
    expect(odd.status).toBe(422);
  });

  test('staff enter the order, read the computation, accept, and note the refund', async () => {
    const path = `/desk/tickets/${number}/contract-request`;
    expect((await karim.get(`/desk/tickets/${number}`)).body).toContain(`href="${path}"`);
    const open = words(await karim.get(path));
    expect(open).toContain('Entrez d’abord la commande');
    expect(open).toContain('Aucun fait enregistré ne permet de refuser.');
    const order = {
      ordered_on: '2026-05-02',
      paid: '120,00',
      period_from: '2026-05-03',
      period_days: '365',
      immediate_start: 'yes',
      performed: 'no',
      made_to_measure: '',
    };
    // every exception is asked
    const hasty = await karim.post(`${path}/refund`, order);
    expect(hasty.status).toBe(422);
    expect(hasty.body).toContain('value="120,00"');
    const computed = await karim.post(`${path}/refund`, { ...order, made_to_measure: 'no' });
    expect(computed.status).toBe(303);
    const shown = words(await karim.get(path));
    expect(shown).toContain('8 sur 365, soit 2,63 € retenus.');
    expect(shown).toContain('Accepter et annoncer le remboursement de 117,37 €');
    expect((await karim.post(`${path}/acceptance`, {})).status).toBe(303);
    expect(words(await marie.get(`/tickets/${number}`))).toContain('À rembourser : 117,37 €.');
    const early = await karim.post(`${path}/payment`, { on: '2026-05-12' });
    expect(early.status).toBe(422);
    expect((await karim.post(`${path}/payment`, { on: '2026-05-10' })).status).toBe(303);
    expect(words(await marie.get(`/tickets/${number}`))).toContain('Remboursée le 10 mai 2026');
  });

  test('its row in the queue counts the days, and it is late once they are over', async () => {
    const sent = await marie.post('/cancellations', {
      confirmed: 'yes',
      service: 'Commande 12',
      ordered_on: '2026-04-01',
      promised_on: '',
      name: 'Marie Hoarau',
      postal_address: '',
    });
    const other = numberIn(sent.location);
    const row = (body: string) => body.split('<li id="ticket_').find((one) => one.includes(other));
    const queue = row((await karim.get('/desk?view=unassigned')).body) ?? '';
    expect(queue).toContain('Remboursement');
    expect(queue).toContain('encore 14 jours');
    expect(row((await karim.get('/desk?view=late')).body)).toBeUndefined();
    site.clock.now = new Date('2026-05-24T22:00:00Z');
    expect(row((await karim.get('/desk?view=late')).body)).toContain('dépassé de 1 jour');
    site.clock.now = new Date('2026-05-10T12:00:00Z');
  });

  test('a customer and an officer do not decide it; another ticket has no such page', async () => {
    const path = `/desk/tickets/${number}/contract-request`;
    expect((await marie.get(path)).status).toBe(403);
    const ines = site.visitor();
    await ines.signIn('ines@alize.example');
    expect((await ines.get(path)).status).toBe(403);
    expect((await ines.post(`${path}/acceptance`, {})).status).toBe(403);
  });
});

describe('a refusal', () => {
  test('offers only what the facts bear out, and is told with its reasons', async () => {
    site.clock.now = new Date('2026-05-20T12:00:00Z');
    const sent = await marie.post('/cancellations', {
      confirmed: 'yes',
      service: 'Commande 77',
      ordered_on: '2026-05-10',
      promised_on: '',
      name: 'Marie Hoarau',
      postal_address: '',
    });
    const number = numberIn(sent.location);
    const path = `/desk/tickets/${number}/contract-request`;
    await karim.post(`${path}/refund`, {
      ordered_on: '2026-05-10',
      paid: '49',
      promised_on: '',
      delivered_on: '2026-05-19',
    });
    const page = await karim.get(path);
    expect(page.body).toContain('name="ground" value="not_due"');
    expect(page.body).toContain('name="ground" value="delivered"');
    expect(page.body).not.toContain('name="ground" value="professional"');
    const hasty = await karim.post(`${path}/refusal`, { ground: 'delivered', reasons: '' });
    expect(hasty.status).toBe(422);
    const refusal = { ground: 'delivered', reasons: 'Le service est ouvert depuis le 19.' };
    expect((await karim.post(`${path}/refusal`, refusal)).status).toBe(303);
    const told = words(await marie.get(`/tickets/${number}`));
    expect(told).toContain('Le service est ouvert depuis le 19.');
    expect(told).not.toContain('Remboursement au plus tard');
  });
});

describe('a question that is a withdrawal', () => {
  test('is turned into one by staff, with the customer’s message', async () => {
    const sent = await marie.post('/tickets/new/information-request', {
      subject: 'Ma commande',
      body: 'Je n’en veux plus, je me rétracte.',
    });
    const question = numberIn(sent.location);
    const path = `/desk/tickets/${question}/turn-into-request`;
    expect((await karim.get(`/desk/tickets/${question}`)).body).toContain(`href="${path}"`);
    const page = await karim.get(path);
    expect(words(page)).toContain('Je n’en veux plus, je me rétracte.');
    const message = /<option value="(\d+)"/.exec(page.body)?.[1] ?? '';
    const turned = { kind: 'withdrawal', message, service: '', ordered_on: '2026-05-18' };
    expect((await karim.post(path, turned)).status).toBe(422);
    const done = await karim.post(path, { ...turned, service: 'Essentiel' });
    expect(done.status).toBe(303);
    const number = numberIn(done.location);
    expect(number).not.toBe(question);
    expect(words(await karim.get(`/desk/tickets/${number}`))).toContain(question);
    expect((await karim.get(`/desk/tickets/${number}/turn-into-request`)).status).toBe(404);
  });
});

test('in English, for whoever reads it', async () => {
  const visitor = site.visitor('en');
  const page = words(await visitor.get('/withdrawals/new'));
  expect(page).toContain('Withdraw from a contract');
  const typed = { service: 'Plan', name: 'Ann', email: 'ann@island.example' };
  const review = words(await visitor.post('/withdrawals', typed));
  expect(review).toContain('Confirm my withdrawal');
});

test('the eleventh from one address within the hour waits, and loses nothing', async () => {
  const other = await openSite();
  const hasty = other.visitor();
  await hasty.get('/terminations/new');
  const form = { ...TERMINATION, email: 'presse@voisin.example' };
  for (let count = 1; count <= 10; count += 1) {
    expect((await hasty.post('/terminations', form)).status).toBe(303);
  }
  const page = await hasty.post('/terminations', form);
  expect(page.status).toBe(429);
  expect(words(page)).toContain('Renvoyez celle-ci dans 60 minutes');
  expect(page.body).toContain('value="Client 4012, hébergement Essentiel"');
  await other.close();
});
