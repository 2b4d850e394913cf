import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mail } from '../support/mailroom.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { openSiteMail, type SiteMail } from './site-mail.ts';
import { words } from './words.ts';

const SIGNED = mail(
  {
    Subject: 'Bon pour accord',
    'Content-Type': 'multipart/signed; protocol="application/pgp-signature"; boundary=x',
  },
  [
    '--x',
    'Content-Type: text/plain',
    '',
    'D’accord.',
    '',
    'Le 2 mars 2026 à 09:12, Karim a écrit :',
    '> <b>Est-ce bon ?</b>',
    '--x',
    'Content-Type: application/pgp-signature; name=signature.asc',
    '',
    'iQEz',
    '--x--',
  ].join('\n'),
);

describe('a message as it came by mail', () => {
  let site: Site;
  let inbox: SiteMail;
  let karim: Browser;
  let ticket: string;
  let source: string;

  beforeAll(async () => {
    site = await openSite();
    inbox = openSiteMail(site);
    const received = await inbox.receive(SIGNED);
    expect(received.outcome).toBe('ticket_opened');
    ticket = `/desk/tickets/${received.number}`;
    source = `/desk/messages/${received.messageId}`;
    karim = site.visitor();
    await karim.signIn('karim@alize.example');
  });
  afterAll(async () => {
    await inbox.close();
    await site.close();
  });

  test('the desk says that it was signed, and leads to the whole of it', async () => {
    const page = await karim.get(ticket);
    expect(words(page)).toContain('Mail signé (PGP) : signature non vérifiée');
    expect(page.body).toContain(`href="${source}"`);
    const whole = await karim.get(source);
    expect(whole.status).toBe(200);
    expect(words(whole)).toContain('Mail signé (PGP) : signature non vérifiée');
    expect(whole.body).toContain('&gt; &lt;b&gt;Est-ce bon ?&lt;/b&gt;');
    expect(whole.body).toContain('Content-Type: multipart/signed');
  });

  test('it is downloaded as it came, and runs nothing', async () => {
    const file = await karim.get(`${source}/raw`);
    expect(file.status).toBe(200);
    expect(file.headers.get('content-type')).toBe('message/rfc822');
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="[\d-]+\.eml"/);
    expect(file.body).toBe(SIGNED);
  });

  test('its customer is shown neither; once its bytes are gone, nobody is', async () => {
    const jean = site.visitor();
    await jean.signIn('jean@boulangerie-moule.example');
    const own = await jean.get(ticket.replace('/desk/', '/'));
    expect(own.status).toBe(200);
    expect(own.body).not.toContain(source);
    expect(words(own)).not.toContain('signature non vérifiée');
    expect((await jean.get(`${source}/raw`)).status).toBe(403);
    await site.ownerKnex('inbound_emails').update({ raw: Buffer.alloc(0) });
    expect((await karim.get(source)).status).toBe(404);
    expect((await karim.get(ticket)).body).not.toContain(source);
  });
});
