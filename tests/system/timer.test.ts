import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { lookAt, personAt } from '../support/browser-page.ts';
import { openChromium } from '../support/chromium.ts';
import { describeWith } from '../support/describe-with.ts';
import { CHROMIUM } from '../support/parts.ts';
import { type Product, startProduct } from '../support/product.ts';

/** What live means: seen within a second, on a machine that does other things too. */
const LIVE = { timeout: 10_000 };

describeWith(CHROMIUM, 'one timer, in every browser of whose it is', () => {
  let product: Product;
  let browser: Browser;
  let office: Page;
  let home: Page;
  let number: string;
  const complaints: string[][] = [];

  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(), openChromium()]);
    const [one, other] = await Promise.all([
      personAt(browser, product.url, 'karim@alize.example'),
      personAt(browser, product.url, 'karim@alize.example'),
    ]);
    complaints.push(one.complaints, other.complaints);
    [office, home] = [one.page, other.page];
    await office.goto(`${product.url}/desk/calls/new`);
    await office.locator('input[name=email]').fill('marie.hoarau@courriel.example');
    await office.locator('input[name=subject]').fill('Blog inaccessible');
    await office.locator('textarea[name=body]').fill('Page blanche depuis hier.');
    await office.getByRole('button', { name: 'Ouvrir le ticket' }).click();
    await office.waitForURL(/\/desk\/tickets\/\d{4}-\d{6}/);
    number = /\d{4}-\d{6}/.exec(office.url())?.[0] ?? '';
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  const chip = (page: Page) => page.locator('.timer-chip');
  const seconds = async (page: Page) => {
    const shown = (await chip(page).locator('[role=timer]').textContent()) ?? '';
    return shown.split(':').reduce((sum, figure) => sum * 60 + Number(figure), 0);
  };

  test('started at the office, it shows at home without reload, and goes on', async () => {
    await home.goto(`${product.url}/desk`);
    await expect(chip(home).count()).resolves.toBe(0);
    await office.getByRole('button', { name: 'Démarrer le chronomètre' }).click();
    await chip(office).waitFor(LIVE);
    await chip(home).waitFor(LIVE);
    expect(await chip(home).textContent()).toContain(number);
    const before = await seconds(home);
    await home.waitForTimeout(2_100);
    expect(await seconds(home)).toBeGreaterThanOrEqual(before + 2);
    await office.reload();
    expect(await seconds(office)).toBeGreaterThanOrEqual(before + 2);
    expect(Math.abs((await seconds(office)) - (await seconds(home)))).toBeLessThanOrEqual(1);
    await lookAt(office, 'ticket-timer');
  });

  test('stopped at home with what was done, the office sees it end, and the time that it left', async () => {
    await office.goto(`${product.url}/desk/tickets/${number}/diagnosis`);
    await home.getByRole('button', { name: 'Arrêter le chronomètre' }).click();
    await home.getByLabel('Ce qui a été fait').fill('Extensions désactivées une à une.');
    await home.locator('#timer_stop button').click();
    await home.waitForURL(/\/diagnosis$/);
    await office.locator('.time', { hasText: 'Extensions désactivées une à une.' }).waitFor(LIVE);
    await chip(office).waitFor({ state: 'detached', ...LIVE });
    await lookAt(office, 'diagnosis-time');
  });

  test('a time that is being written is not taken away by what happens meanwhile', async () => {
    await office.getByText('Noter un temps à la main').click();
    await office.locator('#hand_work').fill('Appel avec le client.');
    await office.locator('h1').click();
    await home.getByRole('button', { name: 'Démarrer le chronomètre' }).click();
    await chip(office).waitFor(LIVE);
    await office.waitForTimeout(1_000);
    expect(await office.locator('#hand_work').inputValue()).toBe('Appel avec le client.');
    await home.locator('.running__stop button').click();
    await home.getByText('Reste à dire ce qui a été fait').first().waitFor(LIVE);
    expect(complaints.flat()).toEqual([]);
  });
});
