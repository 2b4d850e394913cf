import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { addStaff } from '../../server/commands/add-staff.ts';
import { disputeCharge } from '../../server/commands/dispute-charge.ts';
import { type Exported, exportedOf } from '../support/invoiced.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { words } from './words.ts';

describe('Nadia keeps invoices and decides about disputes', () => {
  let site: Site;
  let nadia: Browser;
  let exported: Exported;
  let invoiceId: number;
  beforeAll(async () => {
    site = await openSite();
    site.clock.now = new Date('2026-04-02T08:00:00.000Z');
    exported = await exportedOf(site, 'marie');
    nadia = site.visitor();
    await nadia.signIn('nadia@alize.example');
  });
  afterAll(() => site.close());

  const typed = (fields: Record<string, string>, pdf?: string) => {
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) data.append(name, value);
    if (pdf !== undefined) data.append('pdf', new Blob([pdf]), 'facture.pdf');
    return data;
  };

  test('first says what it bills: a statement, or a customer that she looks up', async () => {
    expect(words(await nadia.get('/desk/invoices'))).toContain('Aucune facture n’est encore');
    const choosing = words(await nadia.get('/desk/invoices/new?q=agence'));
    expect(choosing).toContain('Dites d’abord ce qu’elle facture');
    expect(choosing).toContain('Agence Lagon');
    const chosen = words(await nadia.get(`/desk/invoices/new?statement=${exported.statementId}`));
    expect(chosen).toContain(
      `Marie Hoarau, relevé R-${String(exported.statementId).padStart(6, '0')} du`,
    );
    expect(chosen).toContain('104,40 € TTC');
    const { customerId } = site.cast.tiare;
    const whole = words(await nadia.get(`/desk/invoices/new?customer=${customerId}`));
    expect(whole).toContain('Agence Lagon, sans relevé');
  });

  test('what is wrong comes back with what was typed', async () => {
    const statement = String(exported.statementId);
    const fields = { statement, number: 'F-2026-001', issued_on: '2026-04-01', total: 'cent' };
    const refused = await nadia.post('/desk/invoices', typed(fields, '%PDF-1.7'));
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('value="cent"');
    expect(words(refused)).toContain('Marie Hoarau, relevé');
    const html = await nadia.post(
      '/desk/invoices',
      typed({ ...fields, total: '104,40' }, '<html>'),
    );
    expect(words(html)).toContain('Joignez la facture en PDF, de 10 Mo au plus.');
    const none = await nadia.post('/desk/invoices', typed({ ...fields, total: '104,40' }));
    expect(words(none)).toContain('Ce champ est à remplir.');
  });

  test('recorded, it shows its lines, and whether they make its total', async () => {
    const statement = String(exported.statementId);
    const fields = { statement, number: 'F-2026-001', issued_on: '2026-04-01', total: '104,41' };
    const recorded = await nadia.post('/desk/invoices', typed(fields, '%PDF-1.7 facture'));
    expect(recorded.status).toBe(303);
    invoiceId = Number(recorded.location?.split('/').at(-1));
    const page = words(await nadia.get(recorded.location ?? ''));
    expect(page).toContain('Facture F-2026-001 enregistrée : le client est prévenu.');
    expect(page).toContain('104,41 € nos lignes font 104,40 €');
    expect(page).toContain(`${exported.number} Site hors ligne 3 96,22 € 8,18 € 104,40 € facturée`);
    const again = await nadia.post('/desk/invoices', typed(fields, '%PDF-1.7 facture'));
    expect(words(again)).toContain('Ce relevé est déjà facturé.');
    expect(words(await nadia.get('/desk/invoices'))).toContain('F-2026-001 Marie Hoarau');
    const pdf = await nadia.get(`/desk/invoices/${invoiceId}/F-2026-001.pdf`);
    expect(pdf.body).toBe('%PDF-1.7 facture');
    const looks = await site.ownerKnex('access_log').where({ what: 'document' });
    expect(looks.map(({ customer_id }) => customer_id)).toContain(site.cast.marie.customerId);
  });

  test('a dispute stands with its words, and beside both tickets', async () => {
    const opened = await site.run(disputeCharge, site.cast.marie, {
      invoiceId,
      chargeId: exported.chargeId,
      reason: 'Votre serveur était en panne.',
      subject: 'Contestation de la facture F-2026-001',
      files: [],
    });
    const { number } = done(opened);
    const page = words(await nadia.get('/desk/disputes'));
    expect(page).toContain('104,40 € TTC · Marie Hoarau');
    const { id: ticketId } = await site.knex('tickets').where({ number }).first('id');
    const looks = await site.ownerKnex('access_log').where({ ticket_id: ticketId });
    expect(looks.map(({ user_id }) => user_id)).toEqual([site.cast.nadia.id]);
    expect(page).toContain('Votre serveur était en panne.');
    expect(page).toContain('Dernier jour dans le délai : 1er mai 2026 dans le délai à l’examen');
    const own = words(await nadia.get(`/desk/tickets/${number}`));
    expect(own).toContain(`la ligne du ticket ${exported.number} Site hors ligne`);
    expect(own).toContain('Décider');
    expect(own).not.toContain('Marquer résolu');
    expect(own).not.toContain('Requalifier');
    const incident = words(await nadia.get(`/desk/tickets/${exported.number}`));
    expect(incident).toContain(`Contestations ${number} Facture F-2026-001`);
    const karim = site.visitor();
    await karim.signIn('karim@alize.example');
    const seen = words(await karim.get(`/desk/tickets/${number}`));
    expect(seen).toContain('la ligne du ticket');
    expect(seen).not.toContain('Décider');
    expect((await karim.get('/desk/disputes')).status).toBe(403);
    expect(words(await karim.get('/desk?view=all'))).toContain('contestation de facture');
  });

  test('it is decided with reasons, and either way by its own button', async () => {
    const { id } = await site.knex('disputes').first('id');
    const path = `/desk/disputes/${id}/decision`;
    await nadia.get('/desk/disputes');
    const empty = await nadia.post(path, { decision: 'rejected', reasons: ' ' });
    expect(empty.status).toBe(422);
    expect(words(empty)).toContain('Ce champ est à remplir.');
    const neither = await nadia.post(path, { reasons: 'Le journal est clair.' });
    expect([neither.status, neither.body.includes('Le journal est clair.')]).toEqual([422, true]);
    const decided = await nadia.post(path, {
      decision: 'rejected',
      reasons: 'Le journal est clair.',
    });
    expect([decided.status, decided.location]).toEqual([303, '/desk/disputes']);
    const left = words(await nadia.get('/desk/disputes'));
    expect(left).toContain('Contestation rejetée : le client est prévenu.');
    expect(left).toContain('Aucune contestation à décider.');
    const before = words(await nadia.get('/desk/disputes?state=decided'));
    expect(before).toMatch(/rejetée .*, Nadia Benali/);
    await nadia.post(path, { decision: 'upheld', reasons: 'Encore.' });
    expect(words(await nadia.get('/desk/disputes'))).toContain('Quelqu’un s’en est déjà occupé.');
    expect(await site.lastMailTo('marie.hoarau@courriel.example')).toContain(
      'Le journal est clair.',
    );
  });

  test('and marked as paid, once', async () => {
    const path = `/desk/invoices/${invoiceId}`;
    await nadia.get(path);
    const refused = await nadia.post(`${path}/payment`, { paid_on: '2026-04-31' });
    expect(refused.status).toBe(422);
    const paid = await nadia.post(`${path}/payment`, { paid_on: '2026-04-02' });
    expect(paid.status).toBe(303);
    const page = words(await nadia.get(path));
    expect(page).toContain('payée le 2 avril 2026');
    expect(page).toContain('104,40 € payée');
    expect(page).not.toContain('Noter comme payée');
    const again = await nadia.post(`${path}/payment`, { paid_on: '2026-04-02' });
    expect(again.status).toBe(422);
  });

  test('a billing manager keeps invoices, without the tickets', async () => {
    const { odile } = site.cast;
    const claire = {
      name: 'Claire Petit',
      email: 'claire@alize.example',
      roles: ['billing_manager'] as const,
      locale: 'fr' as const,
      timeZone: 'Europe/Paris',
      password: 'guichet-demo',
    };
    done(await site.run(addStaff, odile, claire));
    const her = site.visitor();
    await her.signIn('claire@alize.example');
    const page = await her.get(`/desk/invoices/${invoiceId}`);
    expect(page.status).toBe(200);
    expect(page.body).not.toContain('href="/desk/tickets/');
    expect((await her.get('/desk/disputes')).status).toBe(403);
  });
});
