import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mail } from '../support/mailroom.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { openSiteMail, type SiteMail } from './site-mail.ts';
import { words } from './words.ts';

describe('who takes part in a ticket, on its page', () => {
  let site: Site;
  let inbox: SiteMail;
  let karim: Browser;
  let number: string;

  beforeAll(async () => {
    site = await openSite();
    inbox = openSiteMail(site);
    await arrives({
      Subject: 'Panne',
      'Message-ID': '<panne@boulangerie-moule.example>',
      Cc: 'paul@prestataire.example, karim@alize.example, tiare@agence-lagon.example',
    });
    number = await latest();
    karim = site.visitor();
    await karim.signIn('karim@alize.example');
  });
  afterAll(async () => {
    await inbox.close();
    await site.close();
  });

  const arrives = (headers: Record<string, string>, text?: string) => {
    const from = /<([^>]+)>/.exec(headers.From ?? '')?.[1];
    return inbox.receive(mail(headers, text), from === undefined ? {} : { from });
  };
  const latest = async () =>
    (await site.knex('tickets').orderBy('id', 'desc').first('number')).number as string;
  const page = async (which = number) => words(await karim.get(`/desk/tickets/${which}`));
  const path = () => `/desk/tickets/${number}/participants`;

  test('whoever was in copy is shown, with a button for those who may be added', async () => {
    const { body } = await karim.get(`/desk/tickets/${number}`);
    expect(words({ body })).toContain(
      'En copie : paul@prestataire.example Ajouter au ticket karim@alize.example ' +
        'tiare@agence-lagon.example Ajouter au ticket',
    );
    expect(body).toContain('aria-label="Ajouter au ticket : paul@prestataire.example"');
    expect(body).toMatch(/<form id="ticket_add_participant" action="[^"]+\/participants"/);
    const jean = site.visitor();
    await jean.signIn('jean@boulangerie-moule.example');
    expect(words(await jean.get(`/tickets/${number}`))).not.toContain('En copie');
  });

  test('Karim adds by an address; a wrong one comes back as typed, with why', async () => {
    await page();
    const wrong = await karim.post(path(), { email: 'karim@alize.example' });
    expect(wrong.status).toBe(422);
    expect(words(wrong)).toContain('Cette adresse est la nôtre ou celle d’un collègue');
    expect(wrong.body).toContain('value="karim@alize.example" aria-invalid="true"');
    const added = await karim.post(path(), { email: 'tiare@agence-lagon.example' });
    expect(added.location).toBe(`/desk/tickets/${number}`);
    const shown = await page();
    expect(shown).toContain('Tiare Wamytan prend part au ticket et recevra les réponses.');
    expect(shown).toContain('Participants Jean Moreau demandeur');
    expect(shown).toContain('Tiare Wamytan tiare@agence-lagon.example Retirer');
    expect(shown).toContain('Karim Diallo a ajouté Tiare Wamytan à l’échange');
    expect(shown).toContain('En copie : Tiare Wamytan.');
    expect(shown).toContain('Envoyer à Jean Moreau + 1 en copie');
  });

  test('its customer is told who takes part; a participant of another customer sees nothing', async () => {
    const jean = site.visitor();
    await jean.signIn('jean@boulangerie-moule.example');
    expect(words(await jean.get(`/tickets/${number}`))).toContain(
      'Karim Diallo a ajouté Tiare Wamytan à l’échange',
    );
    const tiare = site.visitor('en');
    await tiare.signIn('tiare@agence-lagon.example');
    expect((await tiare.get(`/tickets/${number}`)).status).toBe(404);
    expect(words(await tiare.get('/tickets'))).not.toContain(number);
  });

  test('a reply names its readers: whoever came meanwhile is shown before it leaves', async () => {
    await page();
    const late = { body: 'Voici.', status: '', readers: '0' };
    const refused = await karim.post(`/desk/tickets/${number}/replies`, late);
    expect(refused.status).toBe(422);
    expect(words(refused)).toContain('relisez qui recevra la réponse, puis envoyez-la');
    expect(words(refused)).toContain('En copie : Tiare Wamytan.');
    expect(refused.body).toContain('>Voici.</textarea>');
    expect(refused.body).toContain(`name="readers" value="0,${site.cast.tiare.id}"`);
    expect(await site.knex('outbound_emails').where({ letter: 'reply' })).toHaveLength(0);
    const readers = `0,${site.cast.tiare.id},99`;
    const sent = await karim.post(`/desk/tickets/${number}/replies`, { ...late, readers });
    expect(sent.status).toBe(303);
    expect(
      await site
        .knex('outbound_emails')
        .where({ letter: 'reply' })
        .orderBy('id')
        .pluck('to_address'),
    ).toEqual(['jean@boulangerie-moule.example', 'tiare@agence-lagon.example']);
  });

  test('she is taken off again', async () => {
    await page();
    const removal = `${path()}/${site.cast.tiare.id}/removal`;
    expect((await karim.post(removal, {})).location).toBe(`/desk/tickets/${number}`);
    expect(await page()).not.toContain('tiare@agence-lagon.example Retirer');
    expect((await karim.post(removal, {})).status).toBe(404);
  });

  test('an answer from outside is offered on both tickets, and joined', async () => {
    await arrives(
      {
        From: 'Paul Durand <paul@prestataire.example>',
        Subject: 'Re: Panne',
        References: '<panne@boulangerie-moule.example>',
      },
      'C’est le cache.',
    );
    const apart = await latest();
    expect(apart).not.toBe(number);
    expect(await page()).toContain(
      `Paul Durand a répondu à ce ticket sans y prendre part. Sa réponse est dans le ticket ${apart}`,
    );
    expect(await page(apart)).toContain(
      `Paul Durand a répondu, sans y prendre part, au ticket ${number}`,
    );
    expect(await page(apart)).toContain(`Ajouter au ticket ${number} Laisser à part`);
    const joined = await karim.post(`/desk/tickets/${apart}/joining`, {});
    expect(joined.location).toBe(`/desk/tickets/${number}`);
    const after = await page();
    expect(after).toContain(`Message joint au ticket ${number}. Son auteur recevra les réponses`);
    expect(after).toContain('C’est le cache.');
    expect(after).toContain('Paul Durand paul@prestataire.example Retirer');
    expect(after).not.toContain('Une réponse venue d’ailleurs');
    expect(await page(apart)).toContain(`Fusionné dans le ticket ${number}`);
    expect((await karim.post(`/desk/tickets/${apart}/joining`, {})).status).toBe(422);
    // Jean reads it as a part of his ticket, and takes nothing out of what another wrote
    const jean = site.visitor();
    await jean.signIn('jean@boulangerie-moule.example');
    const { body } = await jean.get(`/tickets/${number}`);
    expect(words({ body })).toContain('C’est le cache.');
    const messages = await site.knex('messages').orderBy('id').pluck('id');
    expect(body).toContain(`/messages/${messages.at(0)}/redaction`);
    expect(body).not.toContain(`/messages/${messages.at(-1)}/redaction`);
    // nor does it speak, or prove anything, in his name
    const flag = { messages: String(messages.at(-1)), note: 'Insultes.' };
    const flagged = await karim.post(`/desk/tickets/${number}/conduct-flags`, flag);
    expect(flagged.status).toBe(422);
    const turning = await karim.get(`/desk/tickets/${number}/turn-into-request`);
    expect(words(turning)).not.toContain('C’est le cache.');
  });

  test('another is kept apart, and not asked about again', async () => {
    await arrives({
      From: 'Karim Diallo <zoe@ailleurs.example>',
      Subject: 'Re: Panne',
      References: '<panne@boulangerie-moule.example>',
    });
    const apart = await latest();
    await page();
    // whoever passes for a colleague is doubted before anybody lets it in
    expect(await page()).toContain('Ce mail porte un nom de chez nous, mais pas son adresse.');
    const kept = await karim.post(`/desk/tickets/${apart}/keeping-apart`, {
      back: `/desk/tickets/${number}`,
    });
    expect(kept.location).toBe(`/desk/tickets/${number}`);
    expect(await page()).not.toContain('Une réponse venue d’ailleurs');
    expect(await page(apart)).not.toContain('Une réponse venue d’ailleurs');
  });

  test('who wrote by a signed address without taking part is listed, to be added', async () => {
    const { reply_to: signed } = await site
      .knex('outbound_emails')
      .where({ to_address: 'jean@boulangerie-moule.example' })
      .first('reply_to');
    await arrives({ From: 'Ada <ada@ailleurs.example>', To: signed, Subject: 'Re: Panne' });
    expect(await page()).toContain('Ont écrit sans prendre part Ada ada@ailleurs.example Ajouter');
  });

  test('Karim says whether the colleagues of a customer take part by answering', async () => {
    const customer = `/desk/customers/${site.cast.jean.customerId}`;
    expect(words(await karim.get(customer))).toContain('sans y prendre part ouvre un ticket lié');
    await karim.post(`${customer}/colleagues`, { join: 'yes' });
    const let_in = words(await karim.get(customer));
    expect(let_in).toContain('prennent part aux tickets auxquels ils répondent');
    expect(let_in).toContain('Les laisser à part');
    await karim.post(`${customer}/colleagues`, { join: 'no' });
    expect(words(await karim.get(customer))).toContain('Les laisser prendre part');
    const odile = site.visitor();
    await odile.signIn('odile@alize.example');
    expect(words(await odile.get(customer))).not.toContain('Les laisser prendre part');
    expect((await odile.post(`${customer}/colleagues`, { join: 'yes' })).status).toBe(403);
  });
});
