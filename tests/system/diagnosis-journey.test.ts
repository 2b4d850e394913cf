import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { invoicePage } from '../../seeds/demo-invoice.ts';
import { type HistoryFault, verifyHistories } from '../../server/cli/audit/verify-histories.ts';
import { lookAt, personAt } from '../support/browser-page.ts';
import { openChromium } from '../support/chromium.ts';
import { describeWith } from '../support/describe-with.ts';
import { CHROMIUM } from '../support/parts.ts';
import { type Product, startProduct } from '../support/product.ts';

const TEST = 'Le site s’affiche-t-il sur un téléphone, en 4G ?';
const HALF_AN_HOUR = '34,80 € TTC par tranche de 30 minutes commencée.';

/**
 * Marie, a consumer in La Réunion (8,5 %), pays 34,80 € with tax for each half hour begun: 31 minutes
 * by hand and a few seconds of the timer are two of them, 69,60 € of which 5,45 € are tax.
 */
describeWith(CHROMIUM, 'from the tariff accepted to the line disputed, in three browsers', () => {
  let product: Product;
  let browser: Browser;
  let marie: { page: Page; complaints: string[] };
  let karim: typeof marie;
  let nadia: typeof marie;
  let number: string;

  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(), openChromium()]);
    [marie, karim, nadia] = await Promise.all([
      personAt(browser, product.url, 'marie.hoarau@courriel.example'),
      personAt(browser, product.url, 'karim@alize.example'),
      personAt(browser, product.url, 'nadia@alize.example'),
    ]);
    for (const { page } of [marie, karim, nadia]) page.setDefaultTimeout(30_000);
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  const at = (path: string) => `${product.url}${path}`;
  /** What a page says, with spaces and apostrophes as people type them. */
  const said = async ({ page }: typeof marie) =>
    (await page.locator('main').allInnerTexts())
      .join(' ')
      .replace(/\s+/g, ' ')
      .replaceAll("'", '’');
  /** The line of the ledger as it stands. */
  const lineNow = () => product.knex('charges').first('state', 'gross_cents', 'vat_cents', 'units');

  test('Nadia recommends a test', async () => {
    await nadia.page.goto(at('/admin/tests'));
    await nadia.page.locator('input[name=wording]').fill(TEST);
    await nadia.page.getByRole('button', { name: 'Ajouter ce test' }).click();
    await nadia.page.getByText('Test ajouté.').waitFor();
  });

  test('Marie makes it, declares her incident, and accepts the tariff that she is shown', async () => {
    await marie.page.goto(at('/tickets/new/incident'));
    expect(await said(marie)).toContain(HALF_AN_HOUR);
    await marie.page.locator('input[name=subject]').fill('Formulaire de contact muet');
    await marie.page.locator('textarea[name=body]').fill('Les messages ne m’arrivent plus.');
    await marie.page.getByLabel(TEST).selectOption({ label: 'le problème reste' });
    await lookAt(marie.page, 'incident-with-tariff');
    await marie.page.getByLabel('J’ai lu ce tarif et je l’accepte.').check();
    await marie.page.getByRole('button', { name: 'Déclarer l’incident' }).click();
    await marie.page.waitForURL(/\/tickets\/\d{4}-\d{6}/);
    number = /\d{4}-\d{6}/.exec(marie.page.url())?.[0] ?? '';
    expect(await product.knex('tariff_acceptances').select('means')).toEqual([{ means: 'form' }]);
  });

  test('Karim’s timer runs on every page of the desk until he stops it', async () => {
    await karim.page.goto(at(`/desk/tickets/${number}`));
    await karim.page.getByRole('button', { name: 'Démarrer le chronomètre' }).click();
    await karim.page.getByText(`Chronomètre démarré sur le ticket ${number}.`).waitFor();
    await karim.page.goto(at('/desk/customers'));
    await karim.page.locator('#desk_timer').getByText(number).waitFor();
    await lookAt(karim.page, 'desk-with-timer');
    await karim.page.goto(at(`/desk/tickets/${number}/diagnosis`));
    await karim.page.locator('#stop_work').fill('Lecture du journal des envois');
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await karim.page.getByRole('button', { name: 'Arrêter', exact: true }).click();
    await karim.page.getByText('Lecture du journal des envois').waitFor();
  });

  test('he notes half an hour and a minute more by hand, a test and what he found', async () => {
    const { page } = karim;
    const { day, time } = wallClock(new Date(Date.now() - 2 * 3_600_000), 'Europe/Paris');
    await page.getByText('Noter un temps à la main').click();
    await page.locator('#hand_day').fill(day);
    await page.locator('#hand_start').fill(time);
    await page.locator('#hand_duration').fill('31 min');
    await page.locator('#hand_work').fill('Essais du formulaire');
    await page.getByRole('button', { name: 'Noter ce temps' }).click();
    await page.getByText('Essais du formulaire').waitFor();

    await page.getByText('Noter un test', { exact: true }).click();
    await page.locator('#test_wording').fill('Envoyer le formulaire vers une autre messagerie');
    const result = page.locator('#test_result');
    await result.getByText('réussi').click();
    await page.locator('#test_observed').fill('Reçu en 4 s.');
    await page.getByRole('button', { name: 'Noter ce test' }).click();
    await page.getByText('Reçu en 4 s.').waitFor();

    await page.getByText('Noter un constat', { exact: true }).click();
    await page.locator('#finding_found').fill('Sa messagerie refuse les envois (DMARC).');
    await page.getByRole('button', { name: 'Noter ce constat' }).click();
    await page.getByText('Sa messagerie refuse les envois (DMARC).').waitFor();
    await lookAt(page, 'desk-diagnosis');
  });

  test('he concludes that it is not the provider’s: two half hours were begun', async () => {
    const { page } = karim;
    await page.getByText('Rendre la conclusion', { exact: true }).click();
    const outcome = page.locator('#verdict_outcome');
    await outcome.getByText('L’incident ne relève pas de notre responsabilité.').click();
    await page
      .locator('#verdict_reasons')
      .fill('Votre messagerie refuse les envois du formulaire.');
    await page.getByRole('button', { name: 'Rendre la conclusion et envoyer le rapport' }).click();
    await page.getByText('Conclusion rendue : le client reçoit le rapport.').waitFor();
    expect(await lineNow()).toEqual({
      state: 'draft',
      gross_cents: 6_960,
      vat_cents: 545,
      units: 2,
    });
  });

  test('Marie reads the report, and what it costs', async () => {
    const { page } = marie;
    await page.goto(at(`/tickets/${number}`));
    await page.getByRole('link', { name: 'Lire le rapport de diagnostic' }).click();
    await page.getByRole('heading', { name: 'Rapport de diagnostic' }).waitFor();
    const report = await said(marie);
    expect(report).toContain('Votre messagerie refuse les envois du formulaire.');
    expect(report).toContain('Sa messagerie refuse les envois (DMARC).');
    expect(report).toContain(TEST);
    expect(report).toMatch(/69,60 €/);
    expect(report).toMatch(/5,45 €/);
    await lookAt(page, 'portal-report');
  });

  test('Nadia approves the line', async () => {
    const { page } = nadia;
    await page.goto(at('/desk/charges'));
    await lookAt(page, 'charges');
    await page.getByRole('button', { name: 'Approuver 69,60 €' }).click();
    await page.getByText(/Montant de 69,60\s€ approuvé/).waitFor();
    expect(await lineNow()).toMatchObject({ state: 'approved' });
  });

  test('and exports it', async () => {
    const { page } = nadia;
    await page.goto(at('/desk/statements'));
    await lookAt(page, 'statements-waiting');
    await page.getByRole('button', { name: 'Exporter' }).click();
    await page.waitForURL(/\/desk\/statements\/\d+$/);
    expect(await said(nadia)).toMatch(/Total 64,15 € 5,45 € 69,60 €/);
    await lookAt(page, 'statement');
    expect(await lineNow()).toMatchObject({ state: 'exported' });
  });

  test('its invoice is handed in', async () => {
    const { page } = nadia;
    const statement = /\d+$/.exec(page.url())?.[0];
    await page.goto(at(`/desk/invoices/new?statement=${statement}`));
    await lookAt(page, 'invoice-form');
    await page.locator('#number').fill('F-2026-0042');
    await page.locator('#issued_on').fill(wallClock(new Date(), 'Europe/Paris').day);
    await page.locator('#total').fill('69,60');
    await page.locator('input[type=file]').setInputFiles({
      name: 'F-2026-0042.pdf',
      mimeType: 'application/pdf',
      buffer: invoicePage(['Facture F-2026-0042', '69,60 € TTC']),
    });
    await page.getByRole('button', { name: 'Enregistrer et prévenir le client' }).click();
    await page.waitForURL(/\/desk\/invoices(\/\d+)?$/);
    expect(await lineNow()).toMatchObject({ state: 'invoiced' });
  });

  test('Marie finds it on the portal', async () => {
    const { page } = marie;
    await page.goto(at('/invoices'));
    await lookAt(page, 'portal-invoices');
    await page.getByRole('link', { name: /Facture du/ }).click();
    await page.getByRole('heading', { name: 'Facture F-2026-0042' }).waitFor();
    expect(await said(marie)).toMatch(/69,60 €/);
    await lookAt(page, 'portal-invoice');
  });

  test('and disputes its line', async () => {
    const { page } = marie;
    await page.getByRole('link', { name: /Contester cette ligne/ }).click();
    await page.locator('#reason').fill('Mon formulaire marchait la veille.');
    await lookAt(page, 'portal-dispute');
    await page.getByRole('button', { name: 'Envoyer ma contestation' }).click();
    await page.waitForURL(/\/tickets\/\d{4}-\d{6}/);
    expect(page.url()).not.toContain(number);
    await lookAt(page, 'portal-dispute-ticket');
  });

  test('which stands as disputed for her, for Nadia and in the ledger', async () => {
    await marie.page.goto(at('/invoices'));
    await marie.page.getByRole('link', { name: /Facture du/ }).click();
    await marie.page.getByText('contestée, en suspens').waitFor();
    expect(await lineNow()).toEqual({
      state: 'disputed',
      gross_cents: 6_960,
      vat_cents: 545,
      units: 2,
    });
    await nadia.page.goto(at('/desk/disputes'));
    await nadia.page.getByText('Mon formulaire marchait la veille.').waitFor();
    expect(await said(nadia)).toMatch(/69,60 € TTC/);
    await lookAt(nadia.page, 'disputes');
  });

  test('Nadia’s figures say it all', async () => {
    await nadia.page.goto(at('/desk/figures/diagnosis?months=3'));
    const figures = await said(nadia);
    expect(figures).toContain('1 montant calculé : 64,15 € HT, 69,60 € TTC.');
    expect(figures).toMatch(/hors de notre responsabilité 1 00:31 100 %/);
    await lookAt(nadia.page, 'diagnosis-figures');
  });

  test('the whole story verifies', async () => {
    const faults: HistoryFault[] = [];
    await verifyHistories(product.knex, (fault) => faults.push(fault));
    expect(faults).toEqual([]);
  });

  test('no page complained', () => {
    expect([...marie.complaints, ...karim.complaints, ...nadia.complaints]).toEqual([]);
  });
});

/** The day and the time that a form wants, on the wall clock of a zone. */
function wallClock(instant: Date, timeZone: string): { day: string; time: string } {
  const [day = '', time = ''] = instant.toLocaleString('sv-SE', { timeZone }).split(' ');
  return { day, time: time.slice(0, 5) };
}
