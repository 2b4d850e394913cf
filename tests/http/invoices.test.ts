import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { decideDispute } from '../../server/commands/decide-dispute.ts';
import { type Invoiced, invoicedOf, PDF, recordedBy } from '../support/invoiced.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { words } from './words.ts';

let site: Site;
let marie: Browser;
let jean: Browser;
beforeAll(async () => {
  site = await openSite();
  await open();
});
afterAll(() => site.close());

/** Sessions end sooner than these stories go on. */
async function open() {
  [marie, jean] = [site.visitor(), site.visitor()];
  await marie.signIn('marie.hoarau@courriel.example');
  await jean.signIn('jean@boulangerie-moule.example');
}
const at = async (iso: string) => {
  site.clock.now = new Date(iso);
  await open();
};
const form = (fields: Record<string, string>, file?: string) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  if (file !== undefined) data.append('attachments', new Blob([file]), 'preuve.txt');
  return data;
};

describe('Marie, a consumer, reads her invoice', () => {
  let invoiced: Invoiced;
  beforeAll(async () => {
    await at('2026-04-02T08:00:00.000Z');
    invoiced = await invoicedOf(site, 'marie', { number: 'F-2026-101' });
  });

  test('the list shows it, to nobody else', async () => {
    const list = words(await marie.get('/invoices'));
    expect(list).toContain('F-2026-101 à payer Facture du 1er avril 2026 Total TTC : 104,40 €');
    expect(words(await jean.get('/invoices'))).toContain('Aucune facture pour l’instant.');
    expect((await jean.get(`/invoices/${invoiced.invoiceId}`)).status).toBe(404);
    const path = `/invoices/${invoiced.invoiceId}/F-2026-101.pdf`;
    expect((await jean.get(path)).status).toBe(404);
    expect((await jean.get(`/invoices/${invoiced.invoiceId}/disputes/new`)).status).toBe(404);
  });

  test('its lines with tax, as she was shown, and what she may do until when', async () => {
    const page = words(await marie.get(`/invoices/${invoiced.invoiceId}`));
    expect(page).toContain(`${invoiced.number} Site hors ligne Unités commencées 3`);
    expect(page).toContain('Montant 104,40 € TTC dont TVA à 8,5 % : 8,18 €');
    expect(page).not.toContain('HT');
    expect(page).toContain(
      'Vous pouvez contester cette ligne jusqu’au 1er mai 2026 inclus (heure de Paris)',
    );
    expect(page).toContain('Contester cette ligne');
  });

  test('the PDF, byte for byte, as a download that runs nothing', async () => {
    const { status, headers, body } = await marie.get(
      `/invoices/${invoiced.invoiceId}/F-2026-101.pdf`,
    );
    expect(status).toBe(200);
    expect(body).toBe(Buffer.from(PDF.bytes).toString());
    expect(headers.get('content-type')).toBe('application/pdf');
    expect(headers.get('content-disposition')).toContain('attachment');
    expect(headers.get('content-security-policy')).toContain('sandbox');
  });

  test('a dispute asks why, and keeps what was typed', async () => {
    const path = `/invoices/${invoiced.invoiceId}/disputes`;
    const asked = words(await marie.get(`${path}/new?line=${invoiced.chargeId}`));
    expect(asked).toContain('Vous êtes dans le délai d’un mois, qui court jusqu’au 1er mai 2026');
    const line = String(invoiced.chargeId);
    const refused = await marie.post(path, form({ line, reason: ' ' }));
    expect(refused.status).toBe(422);
    expect(words(refused)).toContain('Ce champ est à remplir.');
    expect(refused.body).toContain(`name="line" value="${line}"`);
    const long = 'x'.repeat(50_001);
    const back = await marie.post(path, form({ line, reason: long }));
    expect([back.status, back.body.includes(long)]).toEqual([422, true]);
    expect((await marie.get(`${path}/new`)).status).toBe(404);
    expect((await marie.get(`${path}/new?line=999999`)).status).toBe(404);
  });

  test('it becomes a ticket of hers, with her words and her file', async () => {
    const path = `/invoices/${invoiced.invoiceId}/disputes`;
    const line = String(invoiced.chargeId);
    const reason = 'Votre serveur était en panne.';
    const sent = await marie.post(path, form({ line, reason }, 'capture'));
    expect(sent.status).toBe(303);
    const ticket = words(await marie.get(sent.location ?? ''));
    expect(ticket).toContain('contestation de facture');
    expect(ticket).toContain('Contestation de la facture F-2026-101');
    expect(ticket).toContain('enregistrée, dans le délai. Un mail vous le confirme.');
    expect(ticket).toContain('Votre serveur était en panne.');
    expect(ticket).toContain('preuve.txt');
    expect(ticket).toContain('Contestation reçue dans le délai');
    expect(ticket).toContain(`la ligne du ticket ${invoiced.number}`);
    expect(ticket).toContain('Nous allons examiner votre contestation');
    const incident = words(await marie.get(`/tickets/${invoiced.number}`));
    expect(incident).toContain(`${sent.location?.slice(-11)} Facture F-2026-101 dans le délai`);
    expect(incident).toContain('Facturation contestée');
    const invoice = words(await marie.get(`/invoices/${invoiced.invoiceId}`));
    expect(invoice).toContain('contestée, en suspens');
    expect(invoice).toContain(
      `Votre contestation est suivie par le ticket ${sent.location?.slice(-11)}`,
    );
    expect(invoice).not.toContain('Contester cette ligne');
    const again = await marie.post(path, form({ line, reason }));
    expect([again.status, again.location]).toEqual([303, `/invoices/${invoiced.invoiceId}`]);
    expect(words(await marie.get(again.location ?? ''))).toContain(
      'Cette ligne est déjà contestée',
    );
  });

  test('the decision and its reasons, on her ticket; the line gives itself back', async () => {
    const [{ id, ticket_id }] = await site.knex('disputes').select('id', 'ticket_id');
    done(
      await site.run(decideDispute, site.cast.nadia, {
        disputeId: id,
        upheld: true,
        reasons: 'Notre journal montre la panne.',
      }),
    );
    const { number } = await site.knex('tickets').where({ id: ticket_id }).first('number');
    const ticket = words(await marie.get(`/tickets/${number}`));
    expect(ticket).toContain('Notre journal montre la panne.');
    expect(ticket).toContain('Contestation acceptée');
    expect(ticket).not.toContain('Montant repris');
    const invoice = words(await marie.get(`/invoices/${invoiced.invoiceId}`));
    expect(invoice).toContain('annulée par une autre ligne');
    expect(invoice).not.toContain('Contester cette ligne');
  });
});

describe('Jean, a professional', () => {
  test('reads it without tax, then the tax', async () => {
    await at('2026-04-10T08:00:00.000Z');
    const { invoiceId } = await invoicedOf(site, 'jean', { totalCents: 9_440 });
    await open();
    const page = words(await jean.get(`/invoices/${invoiceId}`));
    expect(page).toContain('87,00 € HT plus TVA à 8,5 % : 7,40 €, soit 94,40 € TTC');
  });

  test('late, is told so before he sends, and is examined all the same', async () => {
    await at('2026-04-20T08:00:00.000Z');
    const { invoiceId, chargeId } = await invoicedOf(site, 'jean');
    await at('2026-05-01T22:00:00.000Z');
    const path = `/invoices/${invoiceId}/disputes`;
    const asked = words(await jean.get(`${path}/new?line=${chargeId}`));
    expect(asked).toContain('Le délai d’un mois a pris fin le 1er mai 2026 au soir');
    const sent = await jean.post(path, form({ line: String(chargeId), reason: 'Je découvre.' }));
    const ticket = words(await jean.get(sent.location ?? ''));
    expect(ticket).toContain('hors délai : nous l’examinons tout de même.');
    expect(ticket).toContain('Contestation reçue hors délai');
    const page = words(await jean.get(`/invoices/${invoiceId}`));
    expect(page).toContain('État facturée');
  });

  test('an invoice of other things is disputed as a whole', async () => {
    const customerId = site.cast.jean.customerId as number;
    const { invoiceId } = done(await recordedBy(site, { customerId, issuedOn: '2026-05-01' }));
    await open();
    const page = words(await jean.get(`/invoices/${invoiceId}`));
    expect(page).toContain('Un désaccord sur cette facture ?');
    const sent = await jean.post(
      `/invoices/${invoiceId}/disputes`,
      form({ reason: 'Je n’ai pas ce domaine.' }),
    );
    expect(sent.status).toBe(303);
    expect(words(await jean.get(sent.location ?? ''))).toContain('la facture entière,');
    expect(words(await jean.get(`/invoices/${invoiceId}`))).not.toContain(
      'Contester cette facture',
    );
  });
});

describe('for twelve months', () => {
  test('to the end of the last day, and not a moment more', async () => {
    await at('2026-06-02T21:59:59.999Z');
    const customerId = site.cast.marie.customerId as number;
    const { invoiceId, number } = done(await recordedBy(site, { customerId }));
    await at('2027-06-02T21:59:59.999Z');
    expect(words(await marie.get('/invoices'))).toContain(number);
    expect((await marie.get(`/invoices/${invoiceId}`)).status).toBe(200);
    await at('2027-06-02T22:00:00.000Z');
    expect(words(await marie.get('/invoices'))).not.toContain(number);
    for (const path of ['', `/${number}.pdf`, '/disputes/new']) {
      expect((await marie.get(`/invoices/${invoiceId}${path}`)).status).toBe(404);
    }
    const late = await marie.post(`/invoices/${invoiceId}/disputes`, form({ reason: 'Ah.' }));
    expect(late.status).toBe(404);
  });

  test('page by page, the latest first', async () => {
    const customerId = site.cast.marie.customerId as number;
    for (let count = 0; count < 26; count += 1) {
      site.clock.now = new Date(site.clock.now.getTime() + 1_000);
      done(await recordedBy(site, { customerId, number: `P-${String(count).padStart(2, '0')}` }));
    }
    const first = await marie.get('/invoices');
    expect(words(first)).toContain('P-25');
    expect(words(first)).not.toContain('P-00');
    const [, older = ''] = /href="(\/invoices\?before[^"]+)"/.exec(first.body) ?? [];
    const second = words(await marie.get(older.replaceAll('&#x3D;', '=')));
    expect(second).toContain('P-00');
    expect(second).not.toContain('P-25');
  });
});
