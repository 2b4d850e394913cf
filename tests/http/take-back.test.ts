import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { CONTACTS, STAFF } from '../../seeds/cast.ts';
import { letGoReply } from '../../server/commands/let-go-reply.ts';
import { replyToTicket } from '../../server/commands/reply-to-ticket.ts';
import { openSite, type Site } from './site.ts';
import { ticketOf } from './tickets-of.ts';

describe('a reply on the desk can be taken back', () => {
  let site: Site;
  let number: string;
  beforeAll(async () => {
    site = await openSite({}, { takeBackSeconds: 10 });
  });
  afterAll(() => site.close());
  beforeEach(async () => {
    ({ number } = await ticketOf(site, site.cast.jean, 'Site hors ligne'));
  });

  const pass = (seconds: number) => {
    site.clock.now = new Date(site.clock.now.getTime() + seconds * 1000);
  };
  const held = async () => (await site.knex('messages').orderBy('id', 'desc').first('id')).id;
  async function karim() {
    const browser = site.visitor();
    await browser.signIn(STAFF.karim.email);
    await browser.get(`/desk/tickets/${number}`);
    return browser;
  }

  test('until it leaves its page says so, and its customer’s pages say nothing', async () => {
    const desk = await karim();
    const body = 'Bonjour Jean, c’est réparé.';
    await desk.post(`/desk/tickets/${number}/replies`, { body, status: 'resolved' });
    const page = await desk.get(`/desk/tickets/${number}`);
    expect(page.body).toContain(body);
    expect(page.body).toContain('n’est pas encore partie');
    expect(page.body).toContain(`/desk/tickets/${number}/replies/${await held()}/taking-back`);
    expect(page.body).toContain('data-take-back-left-value="10000"');
    expect(page.body).not.toContain('Réponse envoyée');

    // a colleague sees it too, and can't take it back
    const lea = site.visitor();
    await lea.signIn(STAFF.lea.email);
    const seen = await lea.get(`/desk/tickets/${number}`);
    expect(seen.body).toContain(body);
    expect(seen.body).toContain('pas encore partie');
    expect(seen.body).not.toContain('taking-back');

    const portal = site.visitor();
    await portal.signIn(CONTACTS.jean.email);
    for (const path of ['/tickets', `/tickets/${number}`]) {
      const { body: text } = await portal.get(path);
      expect(text).not.toContain('réparé');
      expect(text).not.toContain('nous vous avons répondu');
      expect(text).not.toMatch(/pas encore partie|résolu/);
    }

    pass(10);
    await site.run(letGoReply, { kind: 'system', name: 'sweep' }, { messageId: await held() });
    expect((await portal.get(`/tickets/${number}`)).body).toContain(body);
    const after = await desk.get(`/desk/tickets/${number}`);
    expect(after.body).not.toContain('taking-back');
    expect(after.body).not.toContain('pas encore partie');
    expect(after.body.split(body)).toHaveLength(2);
  });

  test('taken back, it is a draft again, with the status that it asked for', async () => {
    const desk = await karim();
    const body = 'Bonjour Jean, patientez.';
    await desk.post(`/desk/tickets/${number}/replies`, { body, status: 'waiting_customer' });
    const messageId = await held();
    await desk.get(`/desk/tickets/${number}`);
    const back = await desk.post(`/desk/tickets/${number}/replies/${messageId}/taking-back`, {});
    expect(back.status).toBe(303);
    expect(back.location).toBe(`/desk/tickets/${number}?taken_back=${messageId}`);
    const { body: text } = await desk.get(back.location as string);
    expect(text).toContain('Envoi annulé');
    expect(text).toContain('name="body" rows="5" required autofocus');
    expect(text).toContain('>Bonjour Jean, patientez.</textarea>');
    expect(text).toContain('<option value="waiting_customer" selected>');
    expect(text).toContain('le client ne l’a pas reçue');
    expect(text).toContain('Envoi de la réponse annulé par Karim Diallo');
    const portal = site.visitor();
    await portal.signIn(CONTACTS.jean.email);
    expect((await portal.get(`/tickets/${number}`)).body).not.toMatch(/patientez|annulé/);
  });

  test('its files are not lost, and are to be attached again', async () => {
    const desk = await karim();
    const files = [{ name: 'a.txt', contentType: 'text/plain', bytes: Buffer.from('a') }];
    const reply = { number, body: 'Voici.', files, statusAfter: null };
    const sent = await site.run(replyToTicket, site.cast.karim, reply);
    if (!sent.ok) throw new Error(sent.reason);
    const { messageId } = sent.value;
    const { id } = await site.knex('attachments').where({ message_id: messageId }).first('id');
    const portal = site.visitor();
    await portal.signIn(CONTACTS.jean.email);
    expect((await portal.get(`/attachments/${id}/a.txt`)).status).toBe(404);
    const back = await desk.post(`/desk/tickets/${number}/replies/${messageId}/taking-back`, {});
    const { body: text } = await desk.get(back.location as string);
    expect(text).toContain('Son fichier est à joindre à nouveau.');
    expect((await desk.get(`/attachments/${id}/a.txt`)).status).toBe(200);
    expect((await portal.get(`/attachments/${id}/a.txt`)).status).toBe(404);
  });

  test('too late, the page says that it has left', async () => {
    const desk = await karim();
    await desk.post(`/desk/tickets/${number}/replies`, { body: 'Partie.', status: '' });
    const messageId = await held();
    pass(10);
    const late = await desk.post(`/desk/tickets/${number}/replies/${messageId}/taking-back`, {});
    expect(late.status).toBe(303);
    expect((await desk.get(`/desk/tickets/${number}`)).body).toContain('Trop tard');
  });
});
