import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ImapFlow } from 'imapflow';
import { Redis } from 'ioredis';
import { createTransport } from 'nodemailer';
import { openChromium } from './chromium.ts';
import { describeWith } from './describe-with.ts';
import { startDovecot, type TestDovecot } from './dovecot.ts';
import { CHROMIUM, DOVECOT, REDIS } from './parts.ts';
import { startRedis, type TestRedis } from './redis.ts';

describeWith(REDIS, 'Redis', () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());

  test('answers on its socket, and never evicts', async () => {
    const client = new Redis({ path: new URL(redis.url).pathname });
    expect(await client.config('GET', 'maxmemory-policy')).toEqual([
      'maxmemory-policy',
      'noeviction',
    ]);
    await client.quit();
  });
});

describeWith(DOVECOT, 'Dovecot', () => {
  let dovecot: TestDovecot;
  beforeAll(async () => {
    dovecot = await startDovecot();
  });
  afterAll(() => dovecot.stop());

  test('delivers over LMTP what is then read over IMAP', async () => {
    const lmtp = createTransport({ host: '127.0.0.1', port: dovecot.lmtpPort, lmtp: true });
    await lmtp.sendMail({
      from: 'jean@boulangerie-moule.example',
      to: 'support@alize.example',
      subject: 'Le four est froid',
      text: 'Bonjour',
    });
    lmtp.close();
    const { username, password, hostname, port } = new URL(
      dovecot.imapUrl('support@alize.example'),
    );
    const imap = new ImapFlow({
      host: hostname,
      port: Number(port),
      secure: false,
      auth: { user: decodeURIComponent(username), pass: password },
      logger: false,
    });
    await imap.connect();
    await imap.mailboxOpen('INBOX');
    const message = await imap.fetchOne('*', { envelope: true });
    expect(message).toMatchObject({ envelope: { subject: 'Le four est froid' } });
    await imap.logout();
  });
});

describeWith(CHROMIUM, 'Chromium', () => {
  test('shows a page', async () => {
    const browser = await openChromium();
    const page = await browser.newPage();
    await page.setContent('<title>Guichet</title>');
    expect(await page.title()).toBe('Guichet');
    await browser.close();
  });
});
