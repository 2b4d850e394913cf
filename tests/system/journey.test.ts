import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTransport } from 'nodemailer';
import type { Browser, Page } from 'playwright-core';
import { lookAt, personAt } from '../support/browser-page.ts';
import { openChromium } from '../support/chromium.ts';
import { describeWith } from '../support/describe-with.ts';
import { CHROMIUM } from '../support/parts.ts';
import { type Product, startProduct } from '../support/product.ts';

/** What live means: seen within a second, on a machine that does other things too. */
const LIVE = { timeout: 5_000 };
/** A mail is taken by a job before anybody sees it. */
const BY_MAIL = { timeout: 10_000 };

describeWith(CHROMIUM, 'from the form to the answered mail, in three browsers', () => {
  let product: Product;
  let browser: Browser;
  let jean: { page: Page; complaints: string[] };
  let karim: typeof jean;
  let lea: typeof jean;
  let number: string;

  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(), openChromium()]);
    [jean, karim, lea] = await Promise.all([
      personAt(browser, product.url, 'jean@boulangerie-moule.example'),
      personAt(browser, product.url, 'karim@alize.example'),
      personAt(browser, product.url, 'lea@alize.example'),
    ]);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  const captured = (letter: string) =>
    product.knex('outbound_emails').where({ letter, status: 'captured' }).orderBy('id', 'desc');

  test('Jean declares an incident; the queue announces it without reload', async () => {
    await karim.page.goto(`${product.url}/desk`);
    await lookAt(karim.page, 'queue-empty');
    await lookAt(jean.page, 'portal-home');
    await jean.page.goto(`${product.url}/tickets/new/incident`);
    await lookAt(jean.page, 'incident-form');
    await jean.page.locator('input[name=subject]').fill('Site hors ligne depuis 02:10');
    await jean.page.locator('textarea[name=body]').fill('Erreur 502 sur toutes les pages.');
    await jean.page.locator('input[type=file]').setInputFiles({
      name: '../../capture.svg',
      mimeType: 'image/svg+xml',
      buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    });
    await jean.page.getByLabel('J’ai lu ce tarif et je l’accepte.').check();
    await jean.page.getByRole('button', { name: 'Déclarer l’incident' }).click();
    await jean.page.waitForURL(/\/tickets\/\d{4}-\d{6}/);
    number = /\d{4}-\d{6}/.exec(jean.page.url())?.[0] ?? '';
    await lookAt(jean.page, 'portal-ticket');

    await karim.page.getByRole('button', { name: /1 nouveau/ }).waitFor(LIVE);
    await karim.page.getByRole('button', { name: /1 nouveau/ }).click();
    await karim.page.getByRole('link', { name: 'Site hors ligne depuis 02:10' }).waitFor(LIVE);
    await lookAt(karim.page, 'queue');
  });

  test('the acknowledgement is captured, and can be read in the browser', async () => {
    await untilFound(() => captured('acknowledgement').first());
    await karim.page.goto(`${product.url}/outbox`);
    await karim.page.getByText(`Votre demande ${number} est enregistrée`).first().waitFor();
    await lookAt(karim.page, 'outbox');
  });

  test('two agents see each other on the ticket', async () => {
    await karim.page.goto(`${product.url}/desk/tickets/${number}`);
    await lea.page.goto(`${product.url}/desk/tickets/${number}`);
    await lea.page.getByText(/Karim.* lit/).waitFor(LIVE);
    await karim.page.locator('#reply_body').fill('Bonjour Jean, nous regardons cela');
    await lea.page.getByText(/Karim.* écrit/).waitFor(LIVE);
    await lookAt(lea.page, 'desk-ticket');
  });

  test("Léa's note reaches Karim and never Jean", async () => {
    await lea.page.getByText('Note interne', { exact: true }).first().click();
    await lea.page.locator('#note_body').fill('Le nœud web-07 redémarre en boucle.');
    await lea.page.getByRole('button', { name: 'Ajouter la note pour l’équipe' }).click();
    await karim.page.getByText('Le nœud web-07 redémarre en boucle.').waitFor(LIVE);
    expect(await karim.page.locator('#reply_body').inputValue()).toBe(
      'Bonjour Jean, nous regardons cela',
    );
    expect(await jean.page.content()).not.toContain('web-07');
    await jean.page.reload();
    expect(await jean.page.content()).not.toContain('web-07');
  });

  test("Karim's reply is on Jean's page at once and leaves by mail, threaded", async () => {
    await karim.page.getByRole('button', { name: 'Envoyer à Jean Moreau' }).click();
    await jean.page.getByText('Bonjour Jean, nous regardons cela').waitFor(LIVE);
    const reply = await untilFound(() => captured('reply').first());
    const [acknowledgement] = await captured('acknowledgement');
    expect(reply).toMatchObject({
      to_address: 'jean@boulangerie-moule.example',
      in_reply_to: acknowledgement.rfc_message_id,
      subject: `Re : Site hors ligne depuis 02:10 [${number}]`,
    });
  });

  test('Jean answers by mail: it lands on the same ticket, live', async () => {
    const reply = await captured('reply').first();
    const transport = createTransport({ host: '127.0.0.1', port: product.mailPort, secure: false });
    await transport.sendMail({
      from: 'Jean Moreau <jean@boulangerie-moule.example>',
      to: reply.reply_to,
      subject: reply.subject,
      inReplyTo: `<${reply.rfc_message_id}>`,
      text: 'Toujours en panne à l’instant.\n\nLe lun. 2 mars 2026 à 09:12, Alizé a écrit :\n> Bonjour Jean',
    });
    transport.close();
    await karim.page.getByText('Toujours en panne à l’instant.').waitFor(BY_MAIL);
    await jean.page.getByText('Toujours en panne à l’instant.').waitFor(LIVE);
    expect(await product.knex('tickets').select('number')).toEqual([{ number }]);
    await lookAt(karim.page, 'desk-ticket-answered');
  });

  test('no page complained', () => {
    expect([...jean.complaints, ...karim.complaints, ...lea.complaints]).toEqual([]);
  });
});

async function untilFound<T>(find: () => PromiseLike<T | undefined>): Promise<T> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const found = await find();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('It never came');
}
