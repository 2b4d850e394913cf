import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { recordDelivery } from '../../server/commands/record-delivery.ts';
import { replyToTicket } from '../../server/commands/reply-to-ticket.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { words } from './words.ts';

const TICKET = '/desk/tickets/2026-000001';
const SENDER = { kind: 'system', name: 'delivery' } as const;
const JEAN = 'jean@boulangerie-moule.example';
const MOREAU = 'moreau@boulangerie-moule.example';

describe('a contact corrected, and its mails sent again, on the desk’s pages', () => {
  let site: Site;
  let lea: Browser;
  let jean: Browser;
  let customer: string;
  let contact: string;
  let ended: number[];
  beforeAll(async () => {
    ended = [];
    const live = { endSession: () => undefined, endUser: (id: number) => void ended.push(id) };
    site = await openSite({ live });
    customer = `/desk/customers/${site.cast.jean.customerId}`;
    contact = `${customer}/contacts/${site.cast.jean.id}`;
    const said = { kind: 'incident', subject: 'Panne', body: 'Rien.', files: [] } as const;
    done(await site.run(openTicket, site.cast.jean, said));
    lea = site.visitor();
    await lea.signIn('lea@alize.example');
    jean = site.visitor();
    await jean.signIn(JEAN);
    const answer = { number: '2026-000001', body: 'Nous regardons.', files: [] } as const;
    done(await site.run(replyToTicket, site.cast.karim, { ...answer, statusAfter: null }));
    const id = site.published.at(-1)?.outboundEmailIds[0] ?? 0;
    const error = '550 5.1.1 User unknown';
    const said550 = { permanent: true, unreachable: true, status: '5.1.1', error };
    await site.run(recordDelivery, SENDER, { id, result: { accepted: false, ...said550 } });
  });
  afterAll(() => site.close());

  test('a ticket whose mail does not arrive leads to its page, and so does its customer’s', async () => {
    expect((await lea.get(TICKET)).body).toContain(`<a href="${contact}"`);
    expect((await lea.get(customer)).body).toContain(`<a href="${contact}"`);
    const page = await lea.get(contact);
    expect(words(page)).toContain('Corriger Jean Moreau');
    expect(page.body).toContain(`value="${JEAN}"`);
    expect(words(page)).toContain('son accès au portail se ferme');
  });

  test('a refusal says why, names nobody, and keeps what was typed', async () => {
    const email = 'marie.hoarau@courriel.example';
    const refused = await lea.post(contact, { name: 'Jean-Luc Moreau', email });
    expect(refused.status).toBe(422);
    expect(words(refused)).toContain('Cette adresse est déjà celle de quelqu’un d’autre');
    expect(words(refused)).not.toContain('Marie Hoarau');
    expect(refused.body).toContain(`value="${email}"`);
    expect(refused.body).toContain('value="Jean-Luc Moreau"');
    const empty = await lea.post(contact, { name: '', email: '' });
    expect(words(empty)).toContain('Nom Ce champ est à remplir.');
    const same = await lea.post(contact, { name: 'Jean Moreau', email: JEAN });
    expect([same.status, words(same).includes('Il n’y avait rien à changer.')]).toEqual([
      422,
      true,
    ]);
  });

  test('corrected: the former sessions are over, and the new address is written to', async () => {
    expect((await jean.get('/tickets')).status).toBe(200);
    site.clock.now = new Date('2026-03-02T09:00:00.000Z');
    const saved = await lea.post(contact, { name: 'Jean Moreau', email: ` ${MOREAU} ` });
    expect([saved.status, saved.location]).toEqual([303, customer]);
    expect(ended).toEqual([site.cast.jean.id]);
    expect((await jean.get('/tickets')).status).toBe(303);
    const page = words(await lea.get(customer));
    expect(page).toContain(`Contact corrigé : ses mails vont désormais à ${MOREAU}.`);
    expect(page).toContain('Renvoyez-les depuis leur ticket : 2026-000001');
    expect(page).toContain(`Jean Moreau ${MOREAU} invité`);
    expect(await site.lastMailTo(MOREAU)).toContain('/invitation/');
  });

  test('its ticket offers to send again what went to the former, once', async () => {
    const page = await lea.get(TICKET);
    expect(words(page)).toContain('Adresse mail de Jean Moreau corrigée par Léa Fontaine');
    expect(words(page)).toContain(
      `Jean Moreau ${MOREAU} Son adresse a été corrigée depuis : renvoyez-lui ce qui n’est pas arrivé.`,
    );
    const mail = /form="ticket_resend_mail" name="mail" value="(\d+)"/.exec(page.body)?.[1] ?? '';
    const sent = await lea.post(`${TICKET}/resent-mails`, { mail });
    expect([sent.status, sent.location]).toEqual([303, TICKET]);
    const after = await lea.get(TICKET);
    expect(words(after)).toContain(`Le mail est renvoyé à ${MOREAU}.`);
    expect(words(after)).toContain(`Mail à ${MOREAU} renvoyé par Léa Fontaine`);
    // the history tells where it had gone
    expect(words(after)).toContain(`Mail non remis à ${JEAN}`);
    expect(after.body).not.toContain('form="ticket_resend_mail" name="mail"');
    await lea.post(`${TICKET}/resent-mails`, { mail });
    expect(words(await lea.get(TICKET))).toContain(
      'Ce mail n’est pas en échec, ou vient d’être renvoyé.',
    );
    expect(words(await lea.get(customer))).not.toContain('Renvoyez-les');
  });

  test('English words, for who reads English', async () => {
    const odile = site.visitor('en');
    await odile.signIn('odile@alize.example');
    await odile.post('/preferences', { locale: 'en' });
    const page = words(await odile.get(contact));
    expect(page).toContain('Where their next mails will go.');
  });

  test('a colleague of the customer’s reads the ticket without a word of it', async () => {
    const email = 'aline@boulangerie-moule.example';
    const invited = { customer: customer.split('/').at(-1) ?? '', name: 'Aline Moreau', email };
    expect((await lea.post('/desk/invitations', invited)).status).toBe(303);
    const [link = ''] = /\/invitation\/[\w-]+/.exec(await site.lastMailTo(email)) ?? [];
    const aline = site.visitor();
    await aline.get(link);
    await aline.post(link, { password: 'trois croissants tièdes' });
    const page = words(await aline.get('/tickets/2026-000001'));
    expect(page).toContain('Nous regardons.');
    for (const told of ['renvoyé', 'corrigée', '550', MOREAU]) expect(page).not.toContain(told);
  });

  test('who may not correct: customers, officers only', async () => {
    const marie = site.visitor();
    await marie.signIn('marie.hoarau@courriel.example');
    expect((await marie.get(contact)).status).toBe(403);
    expect((await marie.post(contact, { name: 'X', email: 'x@courriel.example' })).status).toBe(
      403,
    );
    const ines = site.visitor();
    await ines.signIn('ines@alize.example');
    expect((await ines.get(contact)).status).toBe(403);
  });
});
