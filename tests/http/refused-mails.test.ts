import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { blockCustomer } from '../../server/commands/block-customer.ts';
import { insertInboundEmail } from '../../server/store/inbound-emails.ts';
import { insertRefusedMail } from '../../server/store/refused-mails.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { words } from './words.ts';

const RAW = 'From: jean@boulangerie-moule.example\r\nSubject: Encore\r\n\r\nEncore en panne.\r\n';

describe('refused mail (I5)', () => {
  let site: Site;
  let nadia: Browser;
  let odile: Browser;
  let id: number;
  const signedIn = async (email: string) => {
    const browser = site.visitor();
    await browser.signIn(email);
    return browser;
  };
  beforeAll(async () => {
    site = await openSite();
    const customerId = site.cast.jean.customerId as number;
    done(await site.run(blockCustomer, site.cast.nadia, { customerId, reason: 'Insultes.' }));
    const now = site.clock.now;
    id = (await insertInboundEmail(
      site.knex,
      {
        route: 'smtp',
        mailbox: 'smtp',
        uidValidity: null,
        uid: null,
        envelopeFrom: 'jean@boulangerie-moule.example',
        envelopeTo: ['support@alize.example'],
        raw: Buffer.from(RAW),
        size: RAW.length,
        receivedAt: now,
      },
      now,
    )) as number;
    await site
      .knex('inbound_emails')
      .where({ id })
      .update({ outcome: 'refused', reasons: ['sender:blocked'], decided_at: now });
    const kept = { inboundEmailId: id, customerId, subject: 'Encore', body: 'Encore en panne.' };
    await insertRefusedMail(site.knex, kept, now);
    nadia = await signedIn('nadia@alize.example');
    odile = await signedIn('odile@alize.example');
  });
  afterAll(() => site.close());

  test('a manager reads it, whole and as it came, which leaves a trace (V5)', async () => {
    expect(words(await nadia.get('/admin/refused-mails'))).toContain(
      'Encore jean@boulangerie-moule.example Boulangerie du Moule',
    );
    const page = await nadia.get(`/admin/refused-mails/${id}`);
    expect(words(page)).toContain('Encore en panne.');
    expect(page.body).not.toContain('/release"');
    const raw = await nadia.get(`/admin/refused-mails/${id}/raw`);
    expect(raw.headers.get('content-type')).toBe('message/rfc822');
    expect(raw.body).toBe(RAW);
    const looks = await site.knex('access_log').where({ user_id: site.cast.nadia.id });
    expect(looks.map(({ customer_id }) => customer_id)).toEqual([
      site.cast.jean.customerId,
      site.cast.jean.customerId,
    ]);
  });

  test('an administrator lets it in: it is decided again, and is no more in the list', async () => {
    expect((await odile.get(`/admin/refused-mails/${id}`)).body).toContain('/release"');
    expect(await odile.post(`/admin/refused-mails/${id}/release`, {})).toMatchObject({
      status: 303,
      location: '/admin/refused-mails',
    });
    expect(words(await odile.get('/admin/refused-mails'))).toContain('Aucun mail refusé.');
    expect((await odile.get(`/admin/refused-mails/${id}`)).status).toBe(404);
    const email = await site.knex('inbound_emails').where({ id }).first();
    expect(email).toMatchObject({ outcome: null, reasons: [], attempts: 0 });
  });
});
