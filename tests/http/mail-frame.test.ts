import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser as Chromium, Page } from 'playwright-core';
import { type Assets, buildAssets } from '../../server/http/assets.ts';
import { createViews } from '../../server/views/views.ts';
import { findWebRoot } from '../../server/views/web-root.ts';
import { openChromium } from '../support/chromium.ts';
import { describeWith } from '../support/describe-with.ts';
import { freePort } from '../support/free-port.ts';
import { CHROMIUM } from '../support/parts.ts';
import { openSite, type Site } from './site.ts';
import { type Seen, ticketOf } from './tickets-of.ts';

describeWith(CHROMIUM, 'a mail’s original in a real browser', () => {
  let site: Site;
  let seen: Seen;
  let chromium: Chromium;
  let page: Page;
  let origin: string;
  let stop: () => void;
  const refused: string[] = [];

  beforeAll(async () => {
    const port = await freePort();
    origin = `http://127.0.0.1:${port}`;
    const assets: Assets = await buildAssets();
    site = await openSite({
      publicUrl: origin,
      assets,
      views: createViews({
        root: findWebRoot(import.meta.url),
        zone: 'Europe/Paris',
        asset: assets.url,
        strict: true,
      }),
    });
    const server = createServer(site.app.app).listen(port, '127.0.0.1');
    stop = () => {
      server.closeAllConnections();
      server.close();
    };
    seen = await ticketOf(site, site.cast.jean, 'Site hors ligne');
    // as if the sanitiser had let everything through: the frame alone must hold
    await site
      .knex('messages')
      .where({ id: seen.messageId })
      .update({
        html:
          '<p style="color: red">Bonjour</p><img id="logo" src="cid:logo@boulangerie-moule.example">' +
          '<img src="nowhere" onerror="parent.document.title = \'stolen\'">' +
          '<script>parent.document.title = "stolen"</script>' +
          '<img id="pixel" src="http://127.0.0.1:9/pixel.gif">' +
          `<form id="form" action="${origin}/sign-out" method="post"><button>x</button></form>`,
      });
    chromium = await openChromium();
    page = await chromium.newPage({ locale: 'fr-FR' });
    page.on('console', (message) => {
      if (/Content Security Policy|sandboxed/.test(message.text())) refused.push(message.text());
    });
  });
  afterAll(async () => {
    await chromium?.close();
    stop?.();
    await site?.close();
  });

  test('shows its own picture, and runs, fetches and sends nothing', async () => {
    await page.goto(`${origin}/tickets/${seen.number}`);
    await page.fill('#email', 'jean@boulangerie-moule.example');
    await page.fill('#password', 'guichet-demo');
    await page.click('form[action="/sign-in"] button.button--primary');
    await page.waitForURL(`${origin}/tickets/${seen.number}`);
    // the product's own pages keep to their own policy
    expect(refused).toEqual([]);

    await page.click('details.original summary');
    const frame = page.frameLocator('iframe.mail-frame');
    const logo = frame.locator('#logo');
    await logo.waitFor();
    await expect(
      logo.evaluate(async (image: HTMLImageElement) => {
        await image.decode();
        return image.naturalWidth;
      }),
    ).resolves.toBe(1);
    expect(await page.title()).toContain('Site hors ligne');
    expect(refused.some((text) => text.includes('http://127.0.0.1:9/pixel.gif'))).toBe(true);
    expect(refused.some((text) => text.startsWith('Blocked script execution'))).toBe(true);
    await frame.locator('#form button').click();
    await page.reload();
    expect(await page.title()).toContain('Site hors ligne');
  });
});
