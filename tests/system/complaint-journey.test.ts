import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { type HistoryFault, verifyHistories } from '../../server/cli/audit/verify-histories.ts';
import { lookAt, personAt } from '../support/browser-page.ts';
import { checkCaseFile } from '../support/check-case-file.ts';
import { openChromium } from '../support/chromium.ts';
import { describeWith } from '../support/describe-with.ts';
import { CHROMIUM, POPPLER } from '../support/parts.ts';
import { until } from '../support/processes.ts';
import { type Product, startProduct } from '../support/product.ts';
import { drawPages, textOf } from '../support/read-pdf.ts';
import { turnedClock } from '../support/turned-clock.ts';

/**
 * Marie complains on 3 March 2026 at 23:50 in Paris: level 1 has until 2 April. It answers on
 * 10 March; she asks for level 2 on the 12th, which has until 11 April and stays silent.
 */
describeWith(
  [CHROMIUM, POPPLER],
  'from a complaint to the mediator’s door, in four browsers',
  () => {
    const { clock, turnTo } = turnedClock('2026-03-03T22:50:00Z');
    let product: Product;
    let browser: Browser;
    type Person = { page: Page; complaints: string[] };
    let marie: Person;
    let ines: Person;
    let paul: Person;
    let nadia: Person;
    let number: string;

    beforeAll(async () => {
      [product, browser] = await Promise.all([startProduct({}, clock), openChromium()]);
      [marie, ines, paul, nadia] = await Promise.all([
        personAt(browser, product.url, 'marie.hoarau@courriel.example'),
        personAt(browser, product.url, 'ines@alize.example'),
        personAt(browser, product.url, 'paul@alize.example'),
        personAt(browser, product.url, 'nadia@alize.example'),
      ]);
      for (const { page } of [marie, ines, paul, nadia]) page.setDefaultTimeout(30_000);
    }, 90_000);
    afterAll(async () => {
      await browser?.close();
      await product?.stop();
    });

    const at = (path: string) => `${product.url}${path}`;
    /** What a page says, with spaces and apostrophes as people type them. */
    const said = async ({ page }: Person) =>
      (await page.locator('main').allInnerTexts())
        .join(' ')
        .replace(/\s+/g, ' ')
        .replaceAll("'", '’');
    /** Whom a letter went to. */
    const mails = (letter: string) =>
      product.knex('outbound_emails').where({ letter }).orderBy('id').pluck('to_address');

    test('Marie says what happened, and is told every date before she sends it', async () => {
      const { page } = marie;
      await page.goto(at('/'));
      await page.getByRole('link', { name: 'Faire une réclamation' }).click();
      await page.waitForURL(/\/complaints\/new$/);
      await page.locator('#subject').fill('Prélevée deux fois en février');
      await page.locator('#body').fill('La facture de février a été prélevée le 5 et le 19.');
      await page.locator('#wanted').fill('Le remboursement du second prélèvement, 29,90 €.');
      await page.locator('input[type=file]').setInputFiles({
        name: 'releve-fevrier.txt',
        mimeType: 'text/plain',
        buffer: Buffer.from('05/02 PRLV 29,90\n19/02 PRLV 29,90\n'),
      });
      const form = await said(marie);
      expect(form).toContain('comptée comme reçue le 3 mars 2026');
      expect(form).toContain('Service clients vous répond par écrit au plus tard le 2 avril 2026.');
      expect(form).toContain('Médiateur des communications électroniques');
      await lookAt(page, 'complaint-form');
      await page.getByRole('button', { name: 'Envoyer ma réclamation' }).click();
      await page.waitForURL(/\/tickets\/\d{4}-\d{6}/);
      number = /\d{4}-\d{6}/.exec(page.url())?.[0] ?? '';
      expect(await said(marie)).toContain('réponse au plus tard le 2 avril 2026');
      await lookAt(page, 'complaint-level-1');
      expect(await mails('complaint_acknowledgement')).toEqual(['marie.hoarau@courriel.example']);
    });

    test('Inès answers formally on 10 March: in part, with a credit', async () => {
      turnTo('2026-03-10T09:00:00Z');
      const { page } = ines;
      await page.goto(at('/desk'));
      await page.getByRole('link', { name: /Prélevée deux fois en février/ }).click();
      await page.getByRole('link', { name: 'Donner la réponse formelle' }).click();
      await page.waitForURL(/\/complaint\/answer$/);
      expect(await said(ines)).toContain(
        'À donner au plus tard le 2 avril 2026, à minuit, heure de Paris.',
      );
      await page.getByText('Acceptée en partie').click();
      await page.locator('#reasons').fill('Le second prélèvement règle mars, pris trop tôt.');
      await page.getByText('un avoir', { exact: true }).click();
      await page.locator('#amount').fill('15,00');
      await lookAt(page, 'complaint-answer-form');
      await page.getByRole('button', { name: 'Donner cette réponse à Marie Hoarau' }).click();
      await page.getByText('Réponse envoyée.').waitFor();
      await until(async () => {
        const answer = await product.knex('complaint_answers').first('given_at');
        return answer?.given_at !== null;
      });
      await page.goto(at(`/desk/tickets/${number}`));
      await lookAt(page, 'complaint-answered-desk');
    });

    test('it does not satisfy Marie, who asks for level 2', async () => {
      turnTo('2026-03-12T08:00:00Z');
      const { page } = marie;
      await page.goto(at(`/tickets/${number}`));
      expect(await said(marie)).toContain('réponse le 10 mars 2026 : acceptée en partie');
      expect(await said(marie)).toContain(
        'Demandé aujourd’hui, il vous vaut une réponse au plus tard le 11 avril 2026.',
      );
      await lookAt(page, 'complaint-answered');
      await page.getByRole('link', { name: 'Non, je demande un second examen' }).click();
      await page.waitForURL(/\/escalation$/);
      await page.locator('#body').fill('Un avoir ne me rend pas mes 29,90 €.');
      await lookAt(page, 'complaint-escalation');
      await page.getByRole('button', { name: 'Demander le second examen' }).click();
      await page.getByText('Votre réclamation est réexaminée').waitFor();
      expect(await said(marie)).toContain('réponse au plus tard le 11 avril 2026');
    });

    test('where Inès, who answered, has nothing more to say, and Paul may', async () => {
      const answering = `/desk/tickets/${number}/complaint/answer`;
      await ines.page.goto(at(answering));
      await ines.page.waitForURL(at(`/desk/tickets/${number}`));
      expect(await said(ines)).toContain('Vous pouvez lire, pas écrire.');
      expect((await paul.page.goto(at(answering)))?.status()).toBe(200);
      expect(await said(paul)).toContain('À donner au plus tard le 11 avril 2026');
    });

    test('Paul stays silent: until his last day’s midnight, the mediator’s door is closed', async () => {
      turnTo('2026-04-11T21:59:30Z');
      await marie.page.goto(at(`/tickets/${number}`));
      expect(await said(marie)).toContain(
        'il peut l’être dès la réponse du niveau 2, ou sans elle le 12 avril 2026.',
      );
      expect(await mails('complaint_level_open')).toEqual([]);
    });

    test('and a moment later it is open, with its dates, and Marie is told', async () => {
      turnTo('2026-04-11T22:00:00Z');
      await until(async () => (await mails('complaint_level_open')).length === 1);
      const { text } = await product
        .knex('outbound_emails')
        .where({ letter: 'complaint_level_open' })
        .first('text');
      expect(text).toMatch(/3\smars\s2027/);
      await marie.page.reload();
      const page = await said(marie);
      expect(page).toContain('réponse due le 11 avril 2026 ; elle reste due');
      expect(page).toContain('Vous pouvez le saisir depuis le 12 avril 2026.');
      expect(page).toContain(
        'Jusqu’au 3 mars 2027 compris, un an après votre première réclamation écrite.',
      );
      await lookAt(marie.page, 'complaint-mediator-open');
    });

    test('she has the case file made: its PDF says the whole path with its dates', async () => {
      turnTo('2026-04-13T08:00:00Z');
      const { page } = marie;
      await page.goto(at(`/tickets/${number}/case-files`));
      await page.getByRole('button', { name: 'Préparer le dossier' }).click();
      const link = page.getByRole('link', { name: /^PDF/ });
      await link.waitFor({ timeout: 20_000 });
      await lookAt(page, 'complaint-case-file');
      const pdf = await fetched(page, link);
      drawPages(pdf, 'complaint-case-file');
      const text = textOf(pdf).replaceAll("'", '’');
      for (const words of [
        'Réclamation comptée comme reçue 3 mars 2026 par le portail',
        'Dernier jour pour la réponse du niveau 1 2 avril 2026',
        'Réponse du niveau 1 : acceptée en partie 10 mars 2026 dans le délai',
        'Second examen demandé (niveau 2) 12 mars 2026',
        'Dernier jour pour la réponse du niveau 2 11 avril 2026',
        'Dernier jour pour saisir le médiateur 3 mars 2027',
        '1 3 mars 2026 à 23:50 Ticket ouvert : réclamation, sur le portail Marie Hoarau',
        'Pièce n° 1 : releve-fevrier.txt',
        `Pièce n° 2 : ${number}-R1.pdf`,
      ]) {
        expect(text).toContain(words);
      }
      expect(text).toMatch(/12 avril 2026 à 00:00 Délai passé sans réponse/);
      const zip = await fetched(page, page.getByRole('link', { name: /^Archive ZIP/ }));
      const { faults, history } = checkCaseFile(zip);
      expect(faults).toEqual([]);
      expect(history.files.map(({ path }) => path)).toContain('exhibits/001-releve-fevrier.txt');
    });

    test('she says that she asked the mediator, whose ninety days Paul puts on record', async () => {
      await marie.page.goto(at(`/tickets/${number}`));
      await marie.page.locator('#on').fill('2026-04-13');
      await marie.page.getByRole('button', { name: 'J’ai saisi le médiateur' }).click();
      await marie.page.getByText('Saisi le 13 avril 2026.').waitFor();

      turnTo('2026-04-16T08:00:00Z');
      const { page } = paul;
      await page.goto(at(`/desk/tickets/${number}`));
      await page.getByText('Recevable ou non').click();
      await page.getByText('recevable', { exact: true }).click();
      await page.locator('details[open]').getByRole('button', { name: 'Noter' }).click();
      await page.getByText('Noté au dossier.').waitFor();
      await page.getByText('Le médiateur notifie que le dossier est complet').click();
      await page.locator('#mediation_notified_day').fill('2026-04-15');
      await page.locator('details[open]').getByRole('button', { name: 'Noter' }).click();
      await page.getByText('issue au plus tard le 14 juillet 2026').first().waitFor();
      await lookAt(page, 'complaint-mediation-desk');
    });

    test('Nadia’s figures say it all', async () => {
      await nadia.page.goto(at('/desk/figures/complaints?months=3'));
      const figures = await said(nadia);
      expect(figures).toContain('mars 2026 – – 1 1 100 % 100 %');
      expect(figures).toMatch(/mars 2026 1 – – 100 % .*mars 2026 – 1 – 0 %/);
      expect(figures).toContain('mars 2026 15,00 € – –');
      await lookAt(nadia.page, 'complaint-figures');
    });

    test('the whole story verifies', async () => {
      const faults: HistoryFault[] = [];
      await verifyHistories(product.knex, (fault) => faults.push(fault));
      expect(faults).toEqual([]);
    });

    test('no page complained', () => {
      const all = [marie, ines, paul, nadia].flatMap(({ complaints }) => complaints);
      expect(all).toEqual([]);
    });
  },
);

/** What a link downloads. */
async function fetched(page: Page, link: Locator): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  return readFileSync(await download.path());
}
