import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createIntake, type Intake } from '../../mail-gateway/intake.ts';
import { done } from '../../seeds/done.ts';
import { recordInboundEmail } from '../../server/commands/record-inbound-email.ts';
import { createLog } from '../../server/log.ts';
import { mail } from '../support/mailroom.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
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
  let intake: Intake;
  let karim: Browser;
  let ticket: string;
  let source: string;

  beforeAll(async () => {
    site = await openSite();
    intake = createIntake({
      run: site.run,
      database: site.knex,
      log: createLog('silent'),
      mailSizeLimit: 256 * 1024,
      mailDomain: 'alize.example',
      clock: () => site.clock.now,
    });
    const { id } = done(
      await site.run(recordInboundEmail, { kind: 'system', name: 'intake' } as const, {
        route: 'smtp',
        mailbox: 'smtp',
        uidValidity: null,
        uid: null,
        envelopeFrom: 'jean@boulangerie-moule.example',
        envelopeTo: [],
        raw: Buffer.from(SIGNED),
        size: SIGNED.length,
        receivedAt: site.clock.now,
      }),
    );
    expect(await intake.decide(id as number)).toBe('ticket_opened');
    const opened = await site
      .knex('inbound_emails as i')
      .join('tickets as t', 't.id', 'i.ticket_id')
      .where('i.id', id)
      .first('t.number', 'i.message_id as message');
    ticket = `/desk/tickets/${opened.number}`;
    source = `/desk/messages/${opened.message}`;
    karim = site.visitor();
    await karim.signIn('karim@alize.example');
  });
  afterAll(async () => {
    await intake.stop();
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
