import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { saveService } from '../../server/commands/save-service.ts';
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
  let shop = 0;
  let entries = 0;
  let verdicts = 0;
  let lines = 0;

  const open = async (
    who: 'jean' | 'marie' | 'tiare',
    iso: string,
    kind: 'incident' | 'information_request' = 'incident',
    serviceId: number | null = null,
  ) => {
    site.clock.now = new Date(iso);
    const { number } = done(
      await site.run(openTicket, site.cast[who], {
        kind,
        subject: 'Boutique lente',
        body: 'Voir.',
        files: [],
      }),
    );
    if (serviceId) {
      await site.ownerKnex('tickets').where({ number }).update({ service_id: serviceId });
    }
    return (await site.knex('tickets').where({ number }).first('id')).id as number;
  };
  const spend = async (who: 'karim' | 'lea', ticketId: number, from: string, seconds: number) => {
    const started = new Date(from);
    const id = ++entries;
    await site.ownerKnex('time_entries').insert({
      id,
      ticket_id: ticketId,
      user_id: site.cast[who].id,
      origin: 'manual',
      started_at: started,
      ended_at: new Date(started.getTime() + seconds * 1_000),
      work: 'Lecture des journaux.',
      salt: Buffer.alloc(16),
      recorded_by: site.cast[who].id,
      recorded_at: started,
    });
    return id;
  };
  const asReplica = (insert: (trx: Site['ownerKnex']) => PromiseLike<unknown>) =>
    site.ownerKnex.transaction(async (trx) => {
      await trx.raw('set local session_replication_role = replica');
      await insert(trx);
    });
  const conclude = async (
    ticketId: number,
    at: string,
    outcome: DiagnosisOutcome,
    replacesId: number | null = null,
  ) => {
    const id = ++verdicts;
    await asReplica((trx) =>
      trx('verdicts').insert({
        id,
        ticket_id: ticketId,
        outcome,
        reasons: 'Voir.',
        salt: Buffer.alloc(16),
        seconds: 60,
        document_id: id,
        replaces_id: replacesId,
        change_message_id: replacesId && 1,
        pronounced_by: site.cast.karim.id,
        pronounced_at: new Date(at),
      }),
    );
    return id;
  };
  const charge = async (
    ticketId: number,
    verdictId: number,
    at: string,
    state: string,
    [units, net, vat]: [number, number, number],
    reversesId: number | null = null,
  ) => {
    const id = ++lines;
    const out = ['exported', 'invoiced', 'disputed', 'settled'].includes(state);
    await asReplica((trx) =>
      trx('charges').insert({
        id,
        ticket_id: ticketId,
        customer_id: 1,
        verdict_id: verdictId,
        reverses_id: reversesId,
        tariff_version_id: 1,
        quality: 'professional',
        territory: 'guadeloupe',
        vat_basis_points: 850,
        seconds: 60,
        units,
        net_cents: net,
        vat_cents: vat,
        gross_cents: net + vat,
        drafted_at: new Date(at),
        state,
        waiver_reason: state === 'waived' ? 'Geste commercial.' : null,
        statement_id: out ? 1 : null,
        invoice_id: out && state !== 'exported' ? 1 : null,
      }),
    );
    return id;
  };

  beforeAll(async () => {
    site = await openSite();
    const { customerId } = site.cast.jean as { customerId: number };
    const plain = { planId: null, conditions: null, monthlyPriceCents: 2_990 };
    ({ serviceId: shop } = done(
      await site.run(saveService, site.cast.nadia, {
        serviceId: null,
        customerId,
        name: '=Boutique en ligne',
        ...plain,
      }),
    ));

    // begun on 31 January at 23:30 in Paris: January's; the next on 1 February at 00:10
    const slow = await open('jean', '2026-01-31T22:00:00Z', 'incident', shop);
    await spend('karim', slow, '2026-01-31T22:30:00Z', 45 * 60);
    await spend('lea', slow, '2026-01-31T23:10:00Z', 20 * 60);
    const healthy = await conclude(slow, '2026-02-01T09:00:00Z', 'service_healthy');
    await charge(slow, healthy, '2026-02-01T09:00:00Z', 'invoiced', [3, 8_700, 740]);

    const mute = await open('marie', '2026-02-10T08:00:00Z');
    await spend('karim', mute, '2026-02-10T09:00:00Z', 30 * 60 + 1);
    const not = await conclude(mute, '2026-02-10T10:00:00Z', 'not_provider_responsibility');
    await charge(mute, not, '2026-02-10T10:00:00Z', 'waived', [2, 6_415, 545]);

    const ours = await open('tiare', '2026-02-11T08:00:00Z');
    await spend('lea', ours, '2026-02-11T09:00:00Z', 50 * 60);
    const wrong = await conclude(ours, '2026-02-11T10:00:00Z', 'not_confirmed');
    const first = await charge(ours, wrong, '2026-02-11T10:00:00Z', 'disputed', [2, 5_800, 0]);
    // a manager looked again, in March: it was ours
    const right = await conclude(ours, '2026-03-01T10:00:00Z', 'provider_responsible', wrong);
    await charge(ours, right, '2026-03-01T10:00:00Z', 'approved', [-2, -5_800, 0], first);
    await asReplica((trx) =>
      trx('disputes').insert({
        id: 1,
        invoice_id: 1,
        customer_id: 1,
        charge_id: first,
        ticket_id: 1,
        late: false,
        opened_at: new Date('2026-02-20T10:00:00Z'),
      }),
    );

    // an hour and a half by mistake: it was twelve minutes
    const unsure = await open('jean', '2026-03-01T08:00:00Z', 'incident', shop);
    await spend('karim', unsure, '2026-03-01T09:00:00Z', 12 * 60);
    await site.ownerKnex.transaction(async (trx) => {
      const wrongEntry = {
        id: 99,
        ticket_id: unsure,
        user_id: site.cast.karim.id,
        origin: 'manual',
        started_at: new Date('2026-03-01T09:00:00Z'),
        ended_at: new Date('2026-03-01T10:30:00Z'),
        work: 'Lecture des journaux.',
        salt: Buffer.alloc(16),
        recorded_by: site.cast.karim.id,
        recorded_at: new Date('2026-03-01T11:00:00Z'),
      };
      await trx('time_entries').insert({ ...wrongEntry, superseded_by_id: entries });
    });

    const draft = await open('jean', '2026-03-01T12:00:00Z');
    await spend('lea', draft, '2026-03-01T12:10:00Z', 10 * 60);
    const theirs = await conclude(draft, '2026-03-01T13:00:00Z', 'not_provider_responsibility');
    await charge(draft, theirs, '2026-03-01T13:00:00Z', 'draft', [1, 2_900, 247]);

    const question = await open('jean', '2026-03-02T07:30:00Z', 'information_request');
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
    expect(body).toContain('Temps de diagnostic par issue</title>');
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

  test('leave as files, to the second and to the cent', async () => {
    const file = async (name: string) =>
      rowsOf((await nadia.get(`/desk/figures/diagnosis/${name}.csv`)).body);
    expect(await file('outcomes')).toEqual([
      'Issue;Verdicts;Minutes',
      'notre responsabilité;1;50',
      'service en bon état;1;65',
      'hors de notre responsabilité;2;40,02',
      'pas encore conclu;;12',
      'autres natures de tickets;;25',
    ]);
    expect(await file('months')).toEqual([
      'Mois;Issue;Verdicts;Minutes',
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
      'Agent;Issue;Minutes',
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
      '2026-02;Abandonné;non;1;64,15;5,45;69,6',
      '2026-02;Repris;oui;1;58;0;58',
      '2026-03;À valider;non;1;29;2,47;31,47',
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

/** The lines of a file, behind the mark that tells Excel it is UTF-8; spaces as people type them. */
function rowsOf(body: string): string[] {
  return body
    .replace(/^\ufeff/, '')
    .replace(/[\u00a0\u202f]/g, ' ')
    .trimEnd()
    .split('\r\n');
}
