import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { approveCharge } from '../../server/commands/approve-charge.ts';
import { changeVerdict } from '../../server/commands/change-verdict.ts';
import { concludeDiagnosis } from '../../server/commands/conclude-diagnosis.ts';
import { correctTime } from '../../server/commands/correct-time.ts';
import { disputeCharge } from '../../server/commands/dispute-charge.ts';
import { exportStatement } from '../../server/commands/export-statement.ts';
import { mergeTickets } from '../../server/commands/merge-tickets.ts';
import { nameService } from '../../server/commands/name-service.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { recordInvoice } from '../../server/commands/record-invoice.ts';
import { recordTime } from '../../server/commands/record-time.ts';
import { saveService } from '../../server/commands/save-service.ts';
import { waiveCharge } from '../../server/commands/waive-charge.ts';
import type { DiagnosisOutcome } from '../../server/domain/diagnosis/outcome.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { words } from './words.ts';

/**
 * Half an hour costs a professional 29,00 € without tax and a consumer 34,80 € with it. Jean's
 * bakery is in Guadeloupe and Marie in La Réunion, both at 8,5 %.
 */
describe('the manager’s figures of the diagnosis', () => {
  let site: Site;
  let nadia: Browser;

  const at = (iso: string) => {
    site.clock.now = new Date(iso);
  };
  const open = async (
    who: 'jean' | 'marie' | 'tiare',
    kind: 'incident' | 'information_request' = 'incident',
  ) => {
    const said = { kind, subject: 'Boutique lente', body: 'Voir.', files: [] };
    return done(await site.run(openTicket, site.cast[who], said)).number;
  };
  const spend = async (who: 'karim' | 'lea', number: string, from: string, seconds: number) =>
    done(
      await site.run(recordTime, site.cast[who], {
        number,
        span: spanOf(from, seconds),
        work: 'Lecture des journaux.',
      }),
    ).entryId;
  const conclude = async (number: string, outcome: DiagnosisOutcome) => {
    const verdict = { number, outcome, reasons: 'Voir nos relevés.' };
    const { verdictId } = done(await site.run(concludeDiagnosis, site.cast.karim, verdict));
    const line = await site.knex('charges').where({ verdict_id: verdictId }).first('id');
    return { verdictId, chargeId: line?.id as number };
  };
  /** Approved, exported and invoiced. @returns the invoice */
  const bill = async (who: 'jean' | 'tiare', chargeId: number, number: string) => {
    done(await site.run(approveCharge, site.cast.nadia, { chargeId }));
    const { customerId } = site.cast[who] as { customerId: number };
    const february = { customerId, from: '2026-02-01', to: '2026-02-28' };
    const { statementId } = done(await site.run(exportStatement, site.cast.nadia, february));
    return done(
      await site.run(recordInvoice, site.cast.nadia, {
        number,
        issuedOn: '2026-02-11',
        totalCents: 9_440,
        pdf: {
          name: 'f.pdf',
          contentType: 'application/pdf',
          bytes: Buffer.from('%PDF-1.7\n%%EOF'),
        },
        statementId,
        customerId: null,
      }),
    ).invoiceId;
  };

  beforeAll(async () => {
    site = await openSite();
    const { karim, nadia: manager } = site.cast;
    const { customerId } = site.cast.jean as { customerId: number };
    const plain = { planId: null, conditions: null, monthlyPriceCents: 2_990 };
    const named = { serviceId: null, customerId, name: '=Boutique en ligne', ...plain };

    // said twice, looked at twice, and concluded once
    at('2025-06-10T10:00:00Z');
    const twice = await open('jean');
    const once = await open('jean');
    await spend('karim', twice, '2025-06-10T09:00:00Z', 10 * 60);
    done(await site.run(mergeTickets, karim, { number: twice, into: once }));
    await spend('lea', once, '2025-06-10T09:00:00Z', 20 * 60);
    await conclude(once, 'not_confirmed');

    // begun on 31 January at 23:30 in Paris: January's; the next on 1 February at 00:20
    at('2026-01-31T22:00:00Z');
    const { serviceId } = done(await site.run(saveService, manager, named));
    const slow = await open('jean');
    done(await site.run(nameService, karim, { number: slow, serviceId }));
    at('2026-02-01T09:00:00Z');
    await spend('karim', slow, '2026-01-31T22:30:00Z', 45 * 60);
    await spend('lea', slow, '2026-01-31T23:20:00Z', 20 * 60);
    const healthy = await conclude(slow, 'service_healthy');

    at('2026-02-10T10:00:00Z');
    const mute = await open('marie');
    await spend('karim', mute, '2026-02-10T09:00:00Z', 30 * 60 + 1);
    const { chargeId: given } = await conclude(mute, 'not_provider_responsibility');
    const waiver = { chargeId: given, seen: 'draft' as const, reason: 'Geste commercial.' };
    done(await site.run(waiveCharge, manager, waiver));

    at('2026-02-11T10:00:00Z');
    const ours = await open('tiare');
    await spend('lea', ours, '2026-02-11T09:00:00Z', 50 * 60);
    const wrong = await conclude(ours, 'not_confirmed');
    await bill('jean', healthy.chargeId, 'F-1');
    const invoiceId = await bill('tiare', wrong.chargeId, 'F-2');
    at('2026-02-20T10:00:00Z');
    const dispute = { invoiceId, chargeId: wrong.chargeId, reason: 'Non.', subject: 'F-2' };
    done(await site.run(disputeCharge, site.cast.tiare, { ...dispute, files: [] }));
    // a manager looked again, in March: it was ours
    at('2026-03-01T08:00:00Z');
    const changed = { number: ours, outcome: 'provider_responsible', reasons: 'Notre pare-feu.' };
    const change = { ...changed, replaces: wrong.verdictId, why: 'Relu avec Léa.' };
    done(await site.run(changeVerdict, manager, change));

    // an hour and a half by mistake: it was twelve minutes
    const unsure = await open('jean');
    done(await site.run(nameService, karim, { number: unsure, serviceId }));
    at('2026-03-01T11:00:00Z');
    const entryId = await spend('karim', unsure, '2026-03-01T09:00:00Z', 90 * 60);
    const span = spanOf('2026-03-01T09:00:00Z', 12 * 60);
    const correction = { number: unsure, entryId, span, work: 'Douze minutes.' };
    done(await site.run(correctTime, karim, correction));

    const draft = await open('jean');
    at('2026-03-01T13:00:00Z');
    await spend('lea', draft, '2026-03-01T12:10:00Z', 10 * 60);
    await conclude(draft, 'not_provider_responsibility');

    at('2026-03-02T08:20:00Z');
    const question = await open('jean', 'information_request');
    await spend('lea', question, '2026-03-02T07:40:00Z', 25 * 60);

    site.clock.now = new Date('2026-03-02T08:30:00Z');
    nadia = site.visitor();
    await nadia.signIn('nadia@alize.example');
  });
  afterAll(() => site.close());

  test('say what the time came to, as its tickets stand, and count a correction once', async () => {
    const page = words(await nadia.get('/desk/figures/diagnosis'));
    expect(page).toContain('Du 1er octobre 2025 au 31 mars 2026');
    expect(page).toContain(
      [
        'notre responsabilité 1 00:50 26 %',
        'incident non confirmé 0 00:00 0 %',
        'service en bon état 1 01:05 34 %',
        'hors de notre responsabilité 2 00:40 21 %',
        'intervention refusée 0 00:00 0 %',
        'pas encore conclu – 00:12 6 %',
        'autres natures de tickets – 00:25 13 %',
        'Total 4 03:12',
      ].join(' '),
    );
  });

  test('by the provider’s months', async () => {
    const page = words(await nadia.get('/desk/figures/diagnosis'));
    expect(page).toMatch(/janvier 2026 00:45 – – – 00:45 23 %/);
    expect(page).toMatch(/février 2026 00:50 00:50 – – 01:40 52 %/);
    expect(page).toMatch(/mars 2026 00:10 – 00:12 00:25 00:47 24 %/);
    expect(page).toMatch(/Total 01:45 00:50 00:12 00:25 03:12 100 %/);
  });

  test('by agent and by service', async () => {
    const page = words(await nadia.get('/desk/figures/diagnosis'));
    expect(page).toMatch(/Léa Fontaine 00:30 00:50 – 00:25 01:45 55 %/);
    expect(page).toMatch(/Karim Diallo 01:15 – 00:12 – 01:27 45 %/);
    expect(page).toMatch(/aucun service nommé 01:55 60 %/);
    expect(page).toMatch(/=Boutique en ligne Boulangerie du Moule 01:17 40 %/);
  });

  test('what was drafted, and what became of it, in the month of its verdict', async () => {
    const page = words(await nadia.get('/desk/figures/diagnosis'));
    expect(page).toContain('4 montants calculés : 238,15 € HT, 253,47 € TTC.');
    expect(page).toContain(
      'février 2026 209,15 € 87,00 € – – 64,15 € 58,00 € 58,00 € mars 2026 29,00 € – – 29,00 € – – –',
    );
    expect(page).toContain('Total 238,15 € 87,00 € – 29,00 € 64,15 € 58,00 € 58,00 €');
    expect(page).toContain('Part 37 % 0 % 12 % 27 % 24 % 24 %');
  });

  test('are drawn too, each with a name and a hatching besides the colour', async () => {
    const { body } = await nadia.get('/desk/figures/diagnosis');
    expect(body.match(/role="img"/g)).toHaveLength(5);
    expect(body).toContain('Temps de diagnostic par conclusion</title>');
    expect(body).toMatch(/class="column column--reversed"[^>]+fill="url\(#charges_reversed\)"/);
  });

  test('of another period are a link away', async () => {
    const page = await nadia.get('/desk/figures/diagnosis?months=3&until=2026-01');
    expect(words(page)).toContain('Du 1er novembre 2025 au 31 janvier 2026');
    expect(words(page)).toContain('Total 0 00:45');
    expect(words(page)).toContain('Aucun montant n’a été calculé sur cette période.');
    expect(page.body).toContain('months&#x3D;3&amp;until&#x3D;2026-03');
    const before = words(await nadia.get('/desk/figures/diagnosis?months=3&until=2025-10'));
    expect(before).toContain('Aucun temps n’a été saisi sur cette période.');
  });

  test('put the time on a merged ticket under what its other one came to', async () => {
    const june = words(await nadia.get('/desk/figures/diagnosis?months=3&until=2025-06'));
    expect(june).toContain('incident non confirmé 1 00:30 100 %');
    expect(june).toContain('pas encore conclu – 00:00 0 %');
  });

  test('leave as files, to the second and to the cent', async () => {
    const file = async (name: string) =>
      rowsOf((await nadia.get(`/desk/figures/diagnosis/${name}.csv`)).body);
    expect(await file('outcomes')).toEqual([
      'Conclusion;Rendues;Minutes',
      'notre responsabilité;1;50',
      'service en bon état;1;65',
      'hors de notre responsabilité;2;40,02',
      'pas encore conclu;;12',
      'autres natures de tickets;;25',
    ]);
    expect(await file('months')).toEqual([
      'Mois;Conclusion;Rendues;Minutes',
      '2026-01;service en bon état;0;45',
      '2026-02;notre responsabilité;0;50',
      '2026-02;service en bon état;1;20',
      '2026-02;hors de notre responsabilité;1;30,02',
      '2026-03;notre responsabilité;1;0',
      '2026-03;hors de notre responsabilité;1;10',
      '2026-03;pas encore conclu;;12',
      '2026-03;autres natures de tickets;;25',
    ]);
    expect(await file('agents')).toEqual([
      'Agent;Conclusion;Minutes',
      'Karim Diallo;service en bon état;45',
      'Karim Diallo;hors de notre responsabilité;30,02',
      'Karim Diallo;pas encore conclu;12',
      'Léa Fontaine;notre responsabilité;50',
      'Léa Fontaine;service en bon état;20',
      'Léa Fontaine;hors de notre responsabilité;10',
      'Léa Fontaine;autres natures de tickets;25',
    ]);
    const link = `https://aide.alize.example/desk/customers/${site.cast.jean.customerId}`;
    expect(await file('services')).toEqual([
      'Service;Client;Minutes',
      'aucun service nommé;;115,02',
      `'=Boutique en ligne;${link};77`,
    ]);
    expect(await file('charges')).toEqual([
      'Mois;Devenir;Contesté;Lignes;HT;TVA;TTC',
      '2026-02;Facturé;non;1;87;7,4;94,4',
      '2026-02;Non facturé;non;1;64,15;5,45;69,6',
      '2026-02;Repris;oui;1;58;0;58',
      '2026-03;À décider;non;1;29;2,47;31,47',
    ]);
  });

  test('stand beside the other figures, for managers and for nobody else', async () => {
    const { body } = await nadia.get('/desk/figures');
    expect(body).toContain('href="/desk/figures/diagnosis"');
    const karim = site.visitor();
    await karim.signIn('karim@alize.example');
    expect((await karim.get('/desk/figures/diagnosis')).status).toBe(403);
    expect((await karim.get('/desk/figures/diagnosis/charges.csv')).status).toBe(403);
  });

  test('read in English too', async () => {
    await nadia.post('/preferences', { locale: 'en', back: '/desk/figures/diagnosis' });
    const page = words(await nadia.get('/desk/figures/diagnosis'));
    expect(page).toContain('4 amounts drafted: €238.15 without tax, €253.47 with tax.');
    expect(page).toContain('service in good order 1 01:05 34%');
  });
});

function spanOf(from: string, seconds: number) {
  const startedAt = new Date(from);
  return { startedAt, endedAt: new Date(startedAt.getTime() + seconds * 1_000) };
}

/** The lines of a file, behind the mark that tells Excel it is UTF-8; spaces as people type them. */
function rowsOf(body: string): string[] {
  return body
    .replace(/^\ufeff/, '')
    .replace(/[\u00a0\u202f]/g, ' ')
    .trimEnd()
    .split('\r\n');
}
