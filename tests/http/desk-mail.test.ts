import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { quarantineMail } from '../../server/commands/quarantine-mail.ts';
import { recordDelivery } from '../../server/commands/record-delivery.ts';
import { insertInboundEmail } from '../../server/store/inbound-emails.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { words } from './words.ts';

describe('what mail becomes', () => {
  let site: Site;
  let odile: Browser;
  beforeAll(async () => {
    site = await openSite();
    odile = site.visitor();
    await odile.signIn('odile@alize.example');
  });
  afterAll(() => site.close());

  /** Keeps a mail that is set aside at once. */
  const setAside = async (raw: string, reason: string) => {
    const email = {
      route: 'smtp' as const,
      mailbox: 'smtp',
      uidValidity: null,
      uid: null,
      envelopeFrom: 'compta@fournisseur.example',
      envelopeTo: ['support@alize.example'],
      raw: Buffer.from(raw),
      size: raw.length,
      receivedAt: site.clock.now,
    };
    const id = (await insertInboundEmail(site.knex, email, site.clock.now)) ?? 0;
    const quarantined = { inboundEmailId: id, reasons: [reason] };
    await site.run(quarantineMail, { kind: 'system', name: 'intake' }, quarantined);
    return id;
  };

  test('Odile adds a rule, moves it up, changes it, switches it off and deletes it', async () => {
    const list = '/admin/intake-rules';
    await odile.get(list);
    const rule = { field: 'subject', contains: 'certificat', kind: 'incident', active: 'yes' };
    const empty = await odile.post(list, { ...rule, contains: ' ' });
    expect(empty.status).toBe(422);
    expect(words(empty)).toContain('Ce champ est à remplir.');
    expect((await odile.post(list, { ...rule, field: 'nonsense' })).status).toBe(422);
    expect((await odile.post(list, rule)).location).toBe(list);
    expect(words(await odile.get(list))).toContain('5 Si l’objet contient certificat');
    await odile.post(`${list}/5/position`, { move: 'up' });
    expect(words(await odile.get(list))).toContain('4 Si l’objet contient certificat');
    await odile.post(`${list}/5`, { ...rule, contains: 'certificat|ssl', active: '' });
    expect(words(await odile.get(list))).toContain('certificat · ssl : incident inactive');
    expect(words(await odile.get(`${list}/5`))).toContain('Modifier la règle 4');
    await odile.post(`${list}/5/delete`, {});
    expect(words(await odile.get(list))).not.toContain('certificat');
    expect((await odile.get(`${list}/5`)).status).toBe(404);
    expect((await odile.post(`${list}/5`, rule)).status).toBe(404);
  });

  test('she tries the rules on a mail, and nothing is kept of it', async () => {
    const tried = await odile.post('/admin/intake-rules/trial', {
      from: '',
      to: '',
      subject: 'Une question de TARIF',
      body: '',
    });
    expect(tried.status).toBe(200);
    expect(words(tried)).toContain('La règle 3 s’applique : demande d’information');
    const none = await odile.post('/admin/intake-rules/trial', { subject: 'Bonjour' });
    expect(words(none)).toContain('Aucune règle ne convient : incident');
    expect(await site.knex('tickets')).toEqual([]);
  });

  test('a mail that could not be read is shown, handed out as it came, and read again', async () => {
    const raw = 'Subject: =?utf-8?q?Commande_n=C2=B0_7?=\r\nFrom: x@y.example\r\n\r\n\0';
    const id = await setAside(raw, 'unreadable:too_many_parts');
    const list = await odile.get('/admin/quarantine');
    expect(words(list)).toContain('Commande n° 7');
    expect(words(list)).toContain('compta@fournisseur.example');
    expect(words(list)).toContain('trop de parties imbriquées');
    const read = await odile.get(`/admin/quarantine/${id}`);
    expect(words(read)).toContain('Le message tel qu’il est arrivé');
    const file = await odile.get(`/admin/quarantine/${id}/raw`);
    expect(file.body).toBe(raw);
    expect(file.headers.get('content-disposition')).toContain(
      `attachment; filename="mail-${id}.eml"`,
    );
    await odile.post(`/admin/quarantine/${id}/retry`, {});
    expect(words(await odile.get('/admin/quarantine'))).toContain('Aucun mail en quarantaine');
    expect(await site.knex('inbound_emails').where({ id }).first()).toMatchObject({
      outcome: null,
    });
    expect((await odile.get(`/admin/quarantine/${id}/raw`)).status).toBe(404);
  });

  test('what one reason set aside is tried again together; it is shown with nothing hidden', async () => {
    const nasty = 'Subject: <b>Gras</b>\r\n\r\n<script>alert(1)</script> \u202egpj.exe\u0007';
    const slow = [
      await setAside(nasty, 'unreadable:too_slow'),
      await setAside(nasty, 'unreadable:too_slow'),
    ];
    const other = await setAside(nasty, 'sender:none');
    const { body } = await odile.get(`/admin/quarantine/${slow[0]}`);
    expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt; [U+202E]gpj.exe[U+0007]');
    expect(body).not.toContain('<script>alert');
    expect(words(await odile.get('/admin/quarantine'))).toContain('Tous les remettre au tri');
    await odile.post('/admin/quarantine/retry', { reason: 'unreadable:too_slow' });
    expect(words(await odile.get('/admin/quarantine'))).toContain('2 mails sont remis au tri.');
    const rows = await site
      .knex('inbound_emails')
      .whereIn('id', [...slow, other])
      .orderBy('id');
    expect(rows.map(({ outcome }) => outcome)).toEqual([null, null, 'quarantined']);
    // who only reads them lets none go
    const nadia = site.visitor();
    await nadia.signIn('nadia@alize.example');
    await nadia.post('/admin/quarantine/retry', { reason: 'sender:none' });
    expect(await site.knex('inbound_emails').where({ id: other }).first()).toMatchObject({
      outcome: 'quarantined',
    });
  });

  test('without a server to send them, mails are read in the browser, in a frame that runs nothing', async () => {
    await site.run(openTicket, site.cast.jean, {
      kind: 'incident',
      subject: 'Site hors ligne',
      body: 'Bonjour',
      files: [],
    });
    const mail = await site.knex('outbound_emails').orderBy('id', 'desc').first();
    expect((await odile.get(`/outbox/${mail.id}`)).status).toBe(404);
    await site.run(
      recordDelivery,
      { kind: 'system', name: 'delivery' },
      { id: mail.id, result: { accepted: true, captured: true } },
    );
    const list = words(await odile.get('/outbox'));
    expect(list).toContain('Votre demande 2026-000001 est enregistrée');
    const shown = words(await odile.get(`/outbox/${mail.id}`));
    expect(shown).toContain('Jean Moreau <jean@boulangerie-moule.example>');
    expect(shown).toContain('https://aide.alize.example/tickets/2026-000001');
    expect(shown).toContain('Message-ID <');
    const frame = await odile.get(`/outbox/${mail.id}/html`);
    expect(frame.headers.get('content-security-policy')).toMatch(
      /^sandbox [^;]*; default-src 'none'/,
    );
    expect(frame.body.includes('<base target="_blank">')).toBe(true);
    expect(frame.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const looks = await site.knex('access_log').where({ what: 'outbound_email' });
    expect(looks).toHaveLength(1);
  });

  test('where mail is sent for real there is no outbox', async () => {
    const production = await openSite({ mailIsCaptured: false });
    const karim = production.visitor();
    await karim.signIn('karim@alize.example');
    expect((await karim.get('/outbox')).status).toBe(404);
    expect((await karim.get('/desk')).body.includes('/outbox')).toBe(false);
    await production.close();
  });
});
