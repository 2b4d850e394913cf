import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { addNote } from '../../server/commands/add-note.ts';
import { assignTicket } from '../../server/commands/assign-ticket.ts';
import { changeStatus } from '../../server/commands/change-status.ts';
import { replyToTicket } from '../../server/commands/reply-to-ticket.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { acceptedOn, TOLD_NET } from './told.ts';

let site: Site;
let jean: Browser;
let tiare: Browser;
beforeAll(async () => {
  site = await openSite();
  jean = site.visitor();
  tiare = site.visitor();
  await jean.signIn('jean@boulangerie-moule.example');
  await tiare.signIn('tiare@agence-lagon.example');
});
afterAll(() => site.close());

/** Declares an incident by the form, and answers with its number. */
async function declare(who: Browser, subject: string, body = 'Erreur 500.'): Promise<string> {
  const form = await who.get('/tickets/new/incident');
  const said = { subject, since: '', body, ...acceptedOn(form) };
  const { location } = await who.post('/tickets/new/incident', said);
  await who.get(String(location));
  return String(location).split('/').at(-1) ?? '';
}

describe('the portal', () => {
  test('greets with its three doors, and says when questions are answered', async () => {
    const home = await jean.get('/');
    expect(home.body).toContain('Bonjour Jean');
    expect(home.body).toContain('Quelque chose ne fonctionne pas');
    // Monday 09:00 in Paris, which is 04:00 in Guadeloupe
    expect(home.body).toContain('ouvert maintenant');
    expect(home.body).toContain('12:30');
    expect(home.body).toContain('Vous n’avez aucun ticket.');
  });

  test('opens a ticket that says since when it lasts, and tells its number at once', async () => {
    await jean.get('/tickets/new/incident');
    const opened = await jean.post('/tickets/new/incident', {
      subject: 'Site hors ligne',
      since: 'ce matin',
      ...TOLD_NET,
      body: 'La page répond « Erreur 500 ».',
    });
    expect(opened.status).toBe(303);
    expect(opened.location).toMatch(/^\/tickets\/2026-\d{6}$/);
    const ticket = await jean.get(String(opened.location));
    expect(ticket.body).toMatch(/Depuis quand\s\? ce matin/);
    expect(ticket.body).toContain('La page répond « Erreur 500 ».');
    expect(ticket.body).toMatch(/Ticket 2026-\d{6} ouvert\. Un mail vous le confirme\./);
    expect((await jean.get(String(opened.location))).body).not.toContain(
      'Un mail vous le confirme',
    );
    expect((await jean.get('/')).body).toContain('Site hors ligne');
  });

  test('opens a question as an information request', async () => {
    await tiare.get('/tickets/new/information-request');
    const fields = { subject: 'Changer d’offre', body: 'Which plan suits us?' };
    const { location } = await tiare.post('/tickets/new/information-request', fields);
    const ticket = await tiare.get(String(location));
    expect(ticket.body).toContain('information');
    expect(ticket.body).toContain('Which plan suits us?');
  });

  test('gives back what was typed when a field is empty or too long', async () => {
    await jean.get('/tickets/new/incident');
    const words = 'Tout ce que j’ai essayé depuis ce matin.';
    const empty = await jean.post('/tickets/new/incident', {
      subject: ' ',
      since: '',
      body: words,
    });
    expect(empty.status).toBe(422);
    expect(empty.body).toContain(words);
    expect(empty.body).toContain('Ce champ est à remplir.');

    const endless = 'mot '.repeat(13_000);
    const long = await jean.post('/tickets/new/incident', {
      subject: 'Mots',
      since: '',
      body: endless,
    });
    expect(long.status).toBe(422);
    expect(long.body).toContain('50000 caractères au plus.');
    expect(long.body).toContain(endless);
    expect(long.body).toContain('value="Mots"');
  });

  test('carries the conversation on, with what is public of its history', async () => {
    const number = await declare(jean, 'Courriels en retard');
    const { karim, lea } = site.cast;
    done(await site.run(assignTicket, karim, { number, assigneeId: lea.id }));
    done(await site.run(addNote, karim, { number, body: 'Client à rappeler, mauvais payeur.' }));
    done(
      await site.run(replyToTicket, karim, {
        number,
        body: 'Nous regardons la file d’attente.',
        statusAfter: 'waiting_customer',
        files: [],
      }),
    );
    const page = await jean.get(`/tickets/${number}`);
    expect(page.body).toContain('Nous regardons la file d’attente.');
    expect(page.body).toContain('Karim Diallo');
    expect(page.body).toContain('votre réponse est attendue');

    const sent = await jean.post(`/tickets/${number}/messages`, { body: 'Merci, voici la suite.' });
    expect(sent.location).toMatch(new RegExp(`^/tickets/${number}#message_\\d+$`));
    const after = await jean.get(`/tickets/${number}`);
    expect(after.body).toContain('Merci, voici la suite.');
    expect(after.body).toContain('nous y travaillons');
  });

  test('never shows a note, nor that there is one, nor who has the ticket', async () => {
    const number = await declare(jean, 'Certificat expiré');
    const { karim, lea } = site.cast;
    const before = await jean.get(`/tickets/${number}`);
    const listedBefore = await jean.get('/tickets');
    site.clock.now = new Date(site.clock.now.getTime() + 3_600_000);
    done(await site.run(addNote, karim, { number, body: 'Client à rappeler, mauvais payeur.' }));
    done(await site.run(assignTicket, karim, { number, assigneeId: lea.id }));
    const after = await jean.get(`/tickets/${number}`);
    expect(withoutTokens(after.body)).toBe(withoutTokens(before.body));
    const listedAfter = await jean.get('/tickets');
    expect(withoutTokens(listedAfter.body)).toBe(withoutTokens(listedBefore.body));
  });

  test('answers another customer’s ticket as one that does not exist', async () => {
    const number = await declare(jean, 'Confidentiel');
    const theirs = await tiare.get(`/tickets/${number}`);
    const unknown = await tiare.get('/tickets/2026-999999');
    expect([theirs.status, unknown.status]).toEqual([404, 404]);
    expect(withoutTokens(theirs.body.replaceAll(number, 'N'))).toBe(
      withoutTokens(unknown.body.replaceAll('2026-999999', 'N')),
    );
    const written = await tiare.post(`/tickets/${number}/messages`, { body: 'Bonjour' });
    expect(written.status).toBe(404);
    expect((await jean.get(`/tickets/${number}`)).body).not.toContain('Bonjour');
    expect((await tiare.get('/tickets')).body).not.toContain('Confidentiel');
  });

  test('gives back an answer to a ticket closed meanwhile, and says what to do', async () => {
    const number = await declare(jean, 'Ancien');
    for (const status of ['resolved', 'closed'] as const) {
      done(await site.run(changeStatus, site.cast.karim, { number, status }));
    }
    const late = await jean.post(`/tickets/${number}/messages`, { body: 'J’ai encore ceci.' });
    expect(late.status).toBe(422);
    expect(late.body).toContain('J’ai encore ceci.');
    expect(late.body).toContain('ouvrez un nouveau ticket');
    expect((await jean.get(`/tickets/${number}`)).body).not.toContain('id="reply"');
  });

  test('turns the pages of a long list', async () => {
    const marie = site.visitor();
    await marie.signIn('marie.hoarau@courriel.example');
    for (let n = 1; n <= 26; n += 1) await declare(marie, `Panne numéro ${n}.`);
    const first = await marie.get('/tickets');
    expect(first.body).not.toContain('Panne numéro 1.');
    const [, older] = /href="(\/tickets\?before[^"]+)"/.exec(first.body) ?? [];
    const second = await marie.get(String(older).replaceAll('&#x3D;', '='));
    expect(second.body).toContain('Panne numéro 1.');
    expect(second.body).not.toContain('Panne numéro 2.');
  });

  test('sends staff who follow a mail’s link to their own page of the ticket', async () => {
    const number = await declare(jean, 'Lien suivi');
    const karim = site.visitor();
    await karim.signIn('karim@alize.example');
    expect((await karim.get(`/tickets/${number}`)).location).toBe(`/desk/tickets/${number}`);
  });
});

/** A page without what differs at each request. */
function withoutTokens(body: string): string {
  return body.replace(/value="[0-9a-f]{64}"|content="[0-9a-f]{64}"/g, '');
}
