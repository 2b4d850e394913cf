import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTransport } from 'nodemailer';
import { browser } from '../http/browser.ts';
import { words } from '../http/words.ts';
import { describeWith } from '../support/describe-with.ts';
import { startDovecot, type TestDovecot } from '../support/dovecot.ts';
import { typedAccount } from '../support/mail-account.ts';
import { mail } from '../support/mailroom.ts';
import { type OAuthServer, startOAuthServer } from '../support/oauth-server.ts';
import { DOVECOT } from '../support/parts.ts';
import { until } from '../support/processes.ts';
import { type Product, startProduct } from '../support/product.ts';
import { type SmtpSink, startSmtpSink } from '../support/smtp-sink.ts';

const ADDRESS = 'equipe@alize.example';
/** How soon a running helpdesk has noticed an account. */
const NOTICED = 15_000;

describeWith(DOVECOT, 'an account is added to a running helpdesk', () => {
  let oauth: OAuthServer;
  let sink: SmtpSink;
  let dovecot: TestDovecot;
  let product: Product;
  beforeAll(async () => {
    oauth = await startOAuthServer();
    oauth.behaviour.user = ADDRESS;
    [sink, dovecot, product] = await Promise.all([
      startSmtpSink({ password: 'none', knowsToken: (user, token) => oauth.knows(token, user) }),
      startDovecot({ introspectionUrl: oauth.introspectionUrl }),
      startProduct(),
    ]);
  }, 60_000);
  afterAll(async () => {
    await product?.stop();
    await Promise.all([sink.close(), dovecot.stop()]);
    await oauth.close();
  });

  test('its mail comes in and leaves by its own servers, by token, without a restart', async () => {
    const odile = browser(product.url);
    await odile.signIn('odile@alize.example');
    await odile.get('/admin/mail-accounts/new?provider=custom');
    const { accountId: _none, ...form } = typedAccount({
      ...oauth.typed,
      address: ADDRESS,
      password: '',
      imap_host: '127.0.0.1',
      imap_port: String(dovecot.imapPort),
      smtp_host: '127.0.0.1',
      smtp_port: new URL(sink.url).port,
    });
    const saved = await odile.post('/admin/mail-accounts', form);
    expect(saved.status).toBe(303);
    const page = String(saved.location);
    const away = await odile.get(`${page}/consent`);
    const back = await fetch(String(away.location), { redirect: 'manual' });
    const { pathname, search } = new URL(String(back.headers.get('location')));
    expect((await odile.get(pathname + search)).location).toBe(page);
    await odile.get(page);
    const tried = words(await odile.post(`${page}/trial`, {}));
    expect(tried).toContain('Connexion réussie : 0 message dans le dossier.');
    expect(tried).toContain('Connexion réussie. Rien n’a été envoyé.');

    const lmtp = createTransport({
      host: '127.0.0.1',
      port: dovecot.lmtpPort,
      lmtp: true,
      ignoreTLS: true,
    });
    const envelope = { from: 'jean@boulangerie-moule.example', to: ADDRESS };
    await lmtp.sendMail({ envelope, raw: mail({ To: ADDRESS, Subject: 'Par le compte' }) });
    lmtp.close();
    const began = performance.now();
    await until(async () => performance.now() - began > NOTICED / 2 || sink.received.length > 0);
    await until(async () => sink.received.length > 0);
    expect(performance.now() - began).toBeLessThan(NOTICED);
    expect(sink.received).toMatchObject([
      {
        from: ADDRESS,
        to: ['jean@boulangerie-moule.example'],
        mail: { from: { name: 'Alizé, équipe technique', address: ADDRESS } },
      },
    ]);
    expect(words(await odile.get(page))).toContain('En service.');
    expect(words(await odile.get('/admin/mailboxes'))).toContain(ADDRESS);
  }, 40_000);
});
