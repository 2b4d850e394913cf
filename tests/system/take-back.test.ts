import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { lookAt, personAt } from '../support/browser-page.ts';
import { openChromium } from '../support/chromium.ts';
import { describeWith } from '../support/describe-with.ts';
import { CHROMIUM } from '../support/parts.ts';
import { until } from '../support/processes.ts';
import { type Product, startProduct } from '../support/product.ts';
import { turnedClock } from '../support/turned-clock.ts';

const MORNING = '2026-03-02T08:00:00.000Z';
const NOON = '2026-03-02T11:00:00.000Z';
/** Longer than anything a test does meanwhile; the clock is turned to its end. */
const HELD_SECONDS = 60;
/** On a machine that does other things too. */
const SOON = { timeout: 20_000 };

describeWith(CHROMIUM, 'a reply on its way, in real browsers', () => {
  let product: Product;
  let browser: Browser;
  let desk: Page;
  let portal: Page;
  let number: string;
  const complaints: string[][] = [];
  const turned = turnedClock(MORNING);

  beforeAll(async () => {
    const held = { TAKE_BACK_SECONDS: String(HELD_SECONDS) };
    [product, browser] = await Promise.all([startProduct(held, turned.clock), openChromium()]);
    const [karim, marie] = await Promise.all([
      personAt(browser, product.url, 'karim@alize.example'),
      personAt(browser, product.url, 'marie.hoarau@courriel.example'),
    ]);
    complaints.push(karim.complaints, marie.complaints);
    [desk, portal] = [karim.page, marie.page];
    await desk.goto(`${product.url}/desk/calls/new`);
    await desk.locator('input[name=email]').fill('marie.hoarau@courriel.example');
    await desk.locator('input[name=subject]').fill('Blog inaccessible');
    await desk.locator('textarea[name=body]').fill('Page blanche depuis hier.');
    await desk.getByRole('button', { name: 'Ouvrir le ticket' }).click();
    await desk.waitForURL(/\/desk\/tickets\/\d{4}-\d{6}/);
    number = /\d{4}-\d{6}/.exec(desk.url())?.[0] ?? '';
    await portal.goto(`${product.url}/tickets/${number}`);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  const text = () => desk.locator('#reply_body');
  const takeBack = () => desk.getByRole('button', { name: 'Annuler l’envoi' });
  const write = async (body: string) => {
    await text().fill(body);
    await desk.getByRole('button', { name: 'Envoyer à Marie' }).click();
    await takeBack().waitFor(SOON);
  };
  const mails = async () =>
    (await product.knex('outbound_emails').where({ letter: 'reply' })).map(({ text }) =>
      String(text).split('\n').at(0),
    );

  test('taken back, its words are in the form again, before what was begun since', async () => {
    await write('Bonjour Marie, c’est fini.');
    await until(async () => (await text().inputValue()) === '');
    await desk.locator('.message--held').waitFor(SOON);
    expect(
      Number.parseInt((await desk.locator('.held__left').textContent()) ?? '', 10),
    ).toBeLessThanOrEqual(HELD_SECONDS);
    await lookAt(desk, 'reply-held');
    await text().fill('Autre chose');
    await desk.waitForResponse((answer) => answer.url().endsWith('/draft'), SOON);
    await takeBack().click();
    await desk.getByText('Envoi annulé : votre réponse').waitFor(SOON);
    await expect(text().inputValue()).resolves.toBe('Bonjour Marie, c’est fini.\n\nAutre chose');
    await takeBack().waitFor({ state: 'detached', ...SOON });
    await lookAt(desk, 'reply-taken-back');
    expect(await mails()).toEqual([]);
  });

  test('its seconds over, the offer goes by itself', async () => {
    await write('Bonjour Marie, patientez.');
    await desk
      .locator('.held')
      .evaluate((bar) => bar.setAttribute('data-take-back-left-value', '900'));
    await takeBack().waitFor({ state: 'detached', ...SOON });
  });

  test('left alone, it leaves when its time comes, and only then does Marie see it', async () => {
    await desk.locator('.message--held').waitFor(SOON);
    expect(await portal.locator('.message').allTextContents()).toHaveLength(1);
    expect(await mails()).toEqual([]);
    turned.turnTo(NOON);
    await portal.getByText('patientez.').waitFor(SOON);
    await desk.locator('.message--held').waitFor({ state: 'detached', ...SOON });
    expect(await mails()).toEqual(['Bonjour Marie, patientez.']);
    await portal.reload();
    expect(await portal.locator('.message').allTextContents()).toHaveLength(2);
    expect(complaints.flat()).toEqual([]);
  });
});
