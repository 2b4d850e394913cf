import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { answerComplaint } from '../../server/commands/answer-complaint.ts';
import { escalateComplaint } from '../../server/commands/escalate-complaint.ts';
import { lodgeComplaint } from '../../server/commands/lodge-complaint.ts';
import { moveMediation } from '../../server/commands/move-mediation.ts';
import { recordDelivery } from '../../server/commands/record-delivery.ts';
import { setCause } from '../../server/commands/set-cause.ts';
import type { Cause } from '../../server/domain/complaint/cause.ts';
import type { AnswerOutcome, RedressKind } from '../../server/domain/complaint/event.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { words } from './words.ts';

const DELIVERY = { kind: 'system', name: 'delivery' } as const;

/** Seen on 15 June 2026 at 10:30 in Paris: the last six months go from January to June. */
describe('the manager’s figures of complaints', () => {
  let site: Site;
  let nadia: Browser;

  const at = (iso: string) => {
    site.clock.now = new Date(iso);
  };
  const lodge = async (iso: string, who: 'marie' | 'jean' | 'tiare') => {
    at(iso);
    const said = { subject: 'Réclamation', body: 'Voir.', wanted: 'Un geste.' };
    const about = { tickets: [], invoices: [], files: [] };
    return done(await site.run(lodgeComplaint, site.cast[who], { ...said, ...about })).number;
  };
  const answer = async (
    iso: string,
    number: string,
    by: 'ines' | 'paul',
    outcome: AnswerOutcome,
    kind: RedressKind = 'none',
    cents: number | null = null,
  ) => {
    at(iso);
    const given = { number, outcome, reasons: 'Voir nos relevés.', redress: { kind, cents } };
    done(await site.run(answerComplaint, site.cast[by], given));
  };
  const deliver = async (iso: string, number: string, accepted = true) => {
    at(iso);
    const { id } = await site
      .knex('outbound_emails as o')
      .join('tickets as t', 't.id', 'o.ticket_id')
      .where({ 't.number': number, 'o.letter': 'complaint_answer' })
      .orderBy('o.id', 'desc')
      .first('o.id');
    const result = accepted
      ? ({ accepted, captured: false } as const)
      : ({ accepted, permanent: true, error: '550 unknown user' } as const);
    done(await site.run(recordDelivery, DELIVERY, { id, result }));
  };
  const escalate = async (iso: string, number: string) => {
    at(iso);
    const asked = { number, body: 'Je ne suis pas d’accord.', files: [] };
    done(await site.run(escalateComplaint, site.cast.marie, asked));
  };
  const about = async (number: string, cause: Cause, by: 'ines' | 'paul') =>
    done(await site.run(setCause, site.cast[by], { number, cause }));

  beforeAll(async () => {
    site = await openSite();

    // half past midnight on 1 February in Paris; its mail is accepted in the last second
    const kept = await lodge('2026-01-31T23:30:00Z', 'marie');
    await answer('2026-03-03T10:00:00Z', kept, 'ines', 'partly', 'credit', 1_500);
    await about(kept, 'billing', 'ines');
    await deliver('2026-03-03T22:59:59Z', kept);

    // the first answer came back, and the second is two days late; level 2 has until 19 April
    const bounced = await lodge('2026-02-10T09:00:00Z', 'marie');
    await answer('2026-03-10T09:00:00Z', bounced, 'ines', 'partly', 'credit', 9_999);
    await about(bounced, 'quality_of_service', 'ines');
    await deliver('2026-03-10T09:01:00Z', bounced, false);
    await answer('2026-03-14T09:00:00Z', bounced, 'ines', 'rejected');
    await deliver('2026-03-14T09:01:00Z', bounced);
    await escalate('2026-03-20T09:00:00Z', bounced);
    await answer('2026-04-18T09:00:00Z', bounced, 'paul', 'accepted', 'refund', 6_960);
    await deliver('2026-04-19T21:59:59Z', bounced);

    await lodge('2026-03-03T22:50:00Z', 'jean');

    // level 2 stays silent past 6 May
    const mediated = await lodge('2026-04-01T09:00:00Z', 'marie');
    await answer('2026-04-05T09:00:00Z', mediated, 'ines', 'rejected');
    await about(mediated, 'contract', 'ines');
    await deliver('2026-04-05T09:01:00Z', mediated);
    await escalate('2026-04-06T09:00:00Z', mediated);
    at('2026-05-08T09:00:00Z');
    const move = { type: 'mediation_referred', data: { on: '2026-05-07' } } as const;
    done(await site.run(moveMediation, site.cast.paul, { number: mediated, move }));

    // nobody knows yet whether the mail of this answer is accepted
    const onItsWay = await lodge('2026-05-20T09:00:00Z', 'marie');
    await answer('2026-06-14T09:00:00Z', onItsWay, 'ines', 'accepted', 'refund', 500);

    const apology = await lodge('2026-06-01T09:00:00Z', 'tiare');
    await answer('2026-06-03T09:00:00Z', apology, 'ines', 'accepted', 'other');
    await deliver('2026-06-03T09:01:00Z', apology);
    await lodge('2026-06-05T09:00:00Z', 'jean');

    at('2026-06-15T08:30:00Z');
    nadia = site.visitor();
    await nadia.signIn('nadia@alize.example');
  });
  afterAll(() => site.close());

  const page = async (query = '') =>
    words(await nadia.get(`/desk/figures/complaints${query}`)).replaceAll('′', '’');

  test('say how far the complaints of each month went', async () => {
    const said = await page();
    expect(said).toContain('Du 1er janvier 2026 au 30 juin 2026');
    expect(said).toContain(
      '7 réclamations reçues : 29 % sont allées au niveau 2, 14 % chez le médiateur.',
    );
    expect(said).toContain(
      [
        'janvier 2026 – – – 0 – –',
        'février 2026 1 1 – 2 50 % 0 %',
        'mars 2026 1 – – 1 0 % 0 %',
        'avril 2026 – – 1 1 100 % 100 %',
        'mai 2026 1 – – 1 0 % 0 %',
        'juin 2026 2 – – 2 0 % 0 %',
        'Total 5 1 1 7 29 % 14 %',
      ].join(' '),
    );
  });

  test('how each level kept its last days, what is not yet due apart', async () => {
    const said = await page();
    expect(said).toContain(
      [
        'février 2026 1 1 – 50 %',
        'mars 2026 – 1 – 0 %',
        'avril 2026 1 – – 100 %',
        'mai 2026 – – 1 –',
        'juin 2026 1 – 1 100 %',
        'Total 3 2 2 60 %',
      ].join(' '),
    );
    expect(said).toMatch(
      /février 2026 1 – – 100 % mars 2026 – – – – avril 2026 – 1 – 0 % .*Total 1 1 – 50 %/,
    );
  });

  test('an answer that nobody gave in time is late from 00:00 on', async () => {
    at('2026-06-19T21:59:59Z');
    expect(await page()).toContain('mai 2026 – – 1 –');
    at('2026-06-19T22:00:00Z');
    expect(await page()).toContain('mai 2026 – 1 – 0 %');
    at('2026-06-15T08:30:00Z');
  });

  test('what was answered and about what', async () => {
    const said = await page();
    expect(said).toContain(
      [
        'Acceptée 1 1 – 2 29 %',
        'Acceptée en partie 1 – – 1 14 %',
        'Non acceptée – – 1 1 14 %',
        'pas encore de réponse 3 – – 3 43 %',
      ].join(' '),
    );
    expect(said).toContain(
      [
        'facturation 1 – – 1 14 %',
        'qualité du service – 1 – 1 14 %',
        'assistance – – – 0 0 %',
        'contrat – – 1 1 14 %',
        'données personnelles – – – 0 0 %',
        'autre – – – 0 0 %',
        'pas encore dite 4 – – 4 57 %',
      ].join(' '),
    );
  });

  test('what was given, and nothing of what a voided answer gave', async () => {
    const said = await page();
    expect(said).toContain('février 2026 15,00 € 69,60 € – mars 2026 – – –');
    expect(said).toContain('juin 2026 – – 1 Total 15,00 € 69,60 € 1');
  });

  test('what waits today, by days since its receipt', async () => {
    expect(await page()).toContain(
      [
        '10 jours au plus 1 – – 1',
        '11 à 20 jours – – – 0',
        '21 à 30 jours 1 – – 1',
        '31 à 60 jours – – – 0',
        'plus de 60 jours 1 – 1 2',
      ].join(' '),
    );
  });

  test('are drawn too, each with a name and a hatching besides the colour', async () => {
    const { body } = await nadia.get('/desk/figures/complaints');
    expect(body.match(/role="img"/g)).toHaveLength(7);
    expect(body).toContain('Réclamations par mois et par niveau atteint</title>');
    expect(body).toMatch(/class="column column--level_2"[^>]+fill="url\(#months_level_2\)"/);
  });

  test('of another period are a link away', async () => {
    const { body } = await nadia.get('/desk/figures/complaints?months=3&until=2026-04');
    expect(body).toContain('months&#x3D;3&amp;until&#x3D;2026-06');
    const before = await page('?months=12&until=2026-01');
    expect(before).toContain('Du 1er février 2025 au 31 janvier 2026');
    expect(before).toContain('Aucune réclamation n’a été reçue sur cette période.');
  });

  test('leave as files', async () => {
    const file = async (name: string) =>
      (await nadia.get(`/desk/figures/complaints/${name}.csv`)).body
        .replace(/^\ufeff/, '')
        .trimEnd()
        .split('\r\n');
    expect(await file('months')).toEqual([
      'Mois;Niveau;Réclamations',
      '2026-02;niveau 1;1',
      '2026-02;niveau 2;1',
      '2026-03;niveau 1;1',
      '2026-04;médiateur;1',
      '2026-05;niveau 1;1',
      '2026-06;niveau 1;2',
    ]);
    expect(await file('answered')).toEqual([
      'Mois;Niveau;Délai;Réclamations',
      '2026-02;niveau 1;à temps;1',
      '2026-02;niveau 1;hors délai;1',
      '2026-02;niveau 2;à temps;1',
      '2026-03;niveau 1;hors délai;1',
      '2026-04;niveau 1;à temps;1',
      '2026-04;niveau 2;hors délai;1',
      '2026-05;niveau 1;délai en cours;1',
      '2026-06;niveau 1;à temps;1',
      '2026-06;niveau 1;délai en cours;1',
    ]);
    expect(await file('outcomes')).toEqual([
      'Réponse;Niveau;Réclamations',
      'Acceptée;niveau 1;1',
      'Acceptée;niveau 2;1',
      'Acceptée en partie;niveau 1;1',
      'Non acceptée;médiateur;1',
      'pas encore de réponse;niveau 1;3',
    ]);
    expect(await file('causes')).toEqual([
      'Cause;Niveau;Réclamations',
      'facturation;niveau 1;1',
      'qualité du service;niveau 2;1',
      'contrat;médiateur;1',
      'pas encore dite;niveau 1;4',
    ]);
    expect(await file('redress')).toEqual([
      'Mois;Geste;Réponses;Montant',
      '2026-02;avoir;1;15',
      '2026-02;remboursement;1;69,6',
      '2026-06;autre;1;',
    ]);
    expect(await file('waiting')).toEqual([
      'Ancienneté;Niveau;Réclamations',
      '10 jours au plus;niveau 1;1',
      '21 à 30 jours;niveau 1;1',
      'plus de 60 jours;niveau 1;1',
      'plus de 60 jours;médiateur;1',
    ]);
  });

  test('stand beside the other figures, for managers and for nobody else', async () => {
    const { body } = await nadia.get('/desk/figures/diagnosis');
    expect(body).toContain('href="/desk/figures/complaints"');
    const ines = site.visitor();
    await ines.signIn('ines@alize.example');
    expect((await ines.get('/desk/figures/complaints')).status).toBe(403);
    expect((await ines.get('/desk/figures/complaints/redress.csv')).status).toBe(403);
  });

  test('read in English too', async () => {
    await nadia.post('/preferences', { locale: 'en', back: '/desk/figures/complaints' });
    const said = await page();
    expect(said).toContain('7 complaints received: 29% went to level 2, 14% to the mediator.');
    expect(said).toContain('Total €15.00 €69.60 1');
  });
});
