import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { settleSerenitePlus } from '../../seeds/settle-plans.ts';
import { assignTicket } from '../../server/commands/assign-ticket.ts';
import { changeStatus } from '../../server/commands/change-status.ts';
import { choosePlan } from '../../server/commands/choose-plan.ts';
import { fireDeadlines } from '../../server/commands/fire-deadlines.ts';
import { mergeTickets } from '../../server/commands/merge-tickets.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { replyToTicket } from '../../server/commands/reply-to-ticket.ts';
import { listPlans } from '../../server/store/plans.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { words } from './words.ts';

/**
 * Agence Lagon has Sérénité Plus: an incident is answered within 2 h, has news every 4 h, a diagnosis
 * within 8 h and is repaired within 24 h. Boulangerie du Moule has base support.
 */
describe('the manager’s figures', () => {
  let site: Site;
  let nadia: Browser;
  let urgent = '';

  const at = (iso: string) => {
    site.clock.now = new Date(iso);
  };
  const open = async (
    who: 'jean' | 'tiare',
    kind: 'incident' | 'information_request',
    subject: string,
  ) =>
    done(await site.run(openTicket, site.cast[who], { kind, subject, body: 'Voir.', files: [] }))
      .number;
  const reply = async (number: string, statusAfter: 'resolved' | null = null) =>
    done(
      await site.run(replyToTicket, site.cast.karim, {
        number,
        body: 'Nous regardons.',
        files: [],
        statusAfter,
      }),
    );
  const resolve = async (number: string) =>
    done(await site.run(changeStatus, site.cast.karim, { number, status: 'resolved' }));

  beforeAll(async () => {
    site = await openSite();
    const [base] = await listPlans(site.knex);
    if (!base) throw new Error('no base plan');
    const planId = await settleSerenitePlus(site.run, new Date(0), base.definition.calendars);
    const customerId = site.cast.tiare.customerId as number;
    done(await site.run(choosePlan, site.cast.nadia, { customerId, planId }));

    // week 4, and nobody has looked at it since
    at('2026-01-20T09:00:00Z');
    await open('jean', 'incident', 'Oublié');

    // week 9: one kept, one answered an hour and a half late
    at('2026-02-23T09:00:00Z');
    const kept = await open('tiare', 'incident', 'Site lent');
    at('2026-02-23T09:30:00Z');
    await reply(kept, 'resolved');
    at('2026-02-24T09:00:00Z');
    const late = await open('tiare', 'incident', 'Panier vide');
    // said twice, and counted once
    const again = await open('tiare', 'incident', 'Panier toujours vide');
    done(await site.run(mergeTickets, site.cast.karim, { number: again, into: late }));
    at('2026-02-24T12:30:00Z');
    await reply(late, 'resolved');

    // one answered in time, then left without news until 15:00; the clock has started again since
    at('2026-02-25T09:00:00Z');
    const silent = await open('tiare', 'incident', 'Certificat');
    at('2026-02-25T09:30:00Z');
    await reply(silent);
    at('2026-02-25T13:31:00Z');
    const { id } = await site.knex('tickets').where({ number: silent }).first('id');
    done(await site.run(fireDeadlines, { kind: 'system', name: 'sweep' }, { ticketId: id }));
    at('2026-02-25T15:00:00Z');
    await reply(silent);
    at('2026-02-25T15:30:00Z');
    await resolve(silent);

    // base support: Tuesday 12:00 in Paris to Wednesday 10:00, lunch and night closed, is 5 h 30
    at('2026-02-24T11:00:00Z');
    const question = await open('jean', 'information_request', 'Changer d’offre');
    const twice = await open('jean', 'information_request', 'Changer d’offre (bis)');
    done(await site.run(mergeTickets, site.cast.karim, { number: twice, into: question }));
    at('2026-02-25T09:00:00Z');
    await reply(question, 'resolved');

    // week 10: Monday morning, 09:00 in Paris
    at('2026-03-02T08:00:00Z');
    urgent = await open('tiare', 'incident', '=SOMME(A1) en panne');
    done(
      await site.run(assignTicket, site.cast.karim, {
        number: urgent,
        assigneeId: site.cast.lea.id,
      }),
    );
    at('2026-03-02T08:30:00Z');
    nadia = site.visitor();
    await nadia.signIn('nadia@alize.example');
  });
  afterAll(() => site.close());

  test('say what runs out within eight hours, the first to do so first', async () => {
    const page = words(await nadia.get('/desk/figures'));
    expect(page).toContain('À tenir dans les 8 heures');
    expect(page).toMatch(
      /SOMME\(A1\) en panne Agence Lagon · incident 1re réponse 01:30 lun\. 11:00 Léa Fontaine/,
    );
    // the repair, tomorrow at nine, is not among them
    expect(page.match(/en panne Agence Lagon/g)).toHaveLength(3);
  });

  test('count what was kept by week; a missed run of a clock stays missed', async () => {
    const page = words(await nadia.get('/desk/figures'));
    expect(page).toContain('incident Sérénité Plus 83 % tenus (10 sur 12)');
    expect(page).toMatch(/S9 lun\. 23 févr\. 2\/3 2\/3 3\/3 3\/3 83 %/);
    expect(page).toMatch(/S10 lun\. 2 mars – – – – –/);
  });

  test('count open tickets by how long they have been', async () => {
    const page = words(await nadia.get('/desk/figures'));
    expect(page).toMatch(/moins d’un jour 1 0 1 1 à 3 jours 0 0 0/);
    expect(page).toMatch(/plus de 30 jours 1 0 1/);
  });

  test('measure base support on its own calendar, and call nothing late', async () => {
    const page = words(await nadia.get('/desk/figures'));
    expect(page).toMatch(/S9 lun\. 23 févr\. 1 05:30 05:30/);
    expect(page).toContain('sans engagement : rien n’est en retard');
  });

  test('are drawn too, with a name, and a pattern besides the colour', async () => {
    const { body } = await nadia.get('/desk/figures');
    expect(body.match(/role="img"/g)).toHaveLength(4);
    expect(body).toContain(
      'Engagements tenus et manqués par semaine, Sérénité Plus, incident</title>',
    );
    expect(body).toMatch(
      /class="column column--breached"[^>]+fill="url\(#plan_\d+_incident_breached\)"/,
    );
  });

  test('of another period are a link away', async () => {
    const page = await nadia.get('/desk/figures?weeks=4&until=2026-W04');
    expect(words(page)).toContain('Du 29 décembre 2025 au 25 janvier 2026');
    expect(words(page)).toContain('Aucun engagement sur cette période.');
    expect(page.body).toContain('/desk/figures?weeks&#x3D;4&amp;until&#x3D;2026-W08');
    const odd = await nadia.get('/desk/figures?weeks=1000&until=2026-W99');
    expect(words(odd)).toContain('Du 15 décembre 2025 au 8 mars 2026');
  });

  test('leave as files that a French spreadsheet opens', async () => {
    const file = await nadia.get('/desk/figures/compliance.csv?weeks=4');
    expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(file.headers.get('content-disposition')).toContain('compliance-2026-W07-2026-W10.csv');
    expect(lines(file.body)).toEqual([
      'Offre;Nature;Semaine;Engagement;Tenus;Manqués;Tenus (%)',
      'Sérénité Plus;incident;2026-W09;1re réponse;2;1;66,7',
      'Sérénité Plus;incident;2026-W09;point d’étape;2;1;66,7',
      'Sérénité Plus;incident;2026-W09;diagnostic;3;0;100',
      'Sérénité Plus;incident;2026-W09;rétablissement;3;0;100',
      'Sérénité Plus;incident;2026-W10;1re réponse;0;0;',
      'Sérénité Plus;incident;2026-W10;point d’étape;0;0;',
      'Sérénité Plus;incident;2026-W10;diagnostic;0;0;',
      'Sérénité Plus;incident;2026-W10;rétablissement;0;0;',
    ]);
    expect(lines((await nadia.get('/desk/figures/backlog.csv')).body)).toEqual([
      'Ancienneté;incident;demande d’information;Total',
      'moins d’un jour;1;0;1',
      '1 à 3 jours;0;0;0',
      '3 à 7 jours;0;0;0',
      '7 à 30 jours;0;0;0',
      'plus de 30 jours;1;0;1',
    ]);
    expect(lines((await nadia.get('/desk/figures/responses.csv')).body)).toEqual([
      'Nature;Semaine;Répondus;Médiane (min);9e décile (min)',
      'demande d’information;2026-W09;1;330;330',
    ]);
  });

  test('name a ticket in a file by its link, never by what its customer wrote', async () => {
    const { body } = await nadia.get('/desk/figures/ahead.csv');
    const link = `https://aide.alize.example/desk/tickets/${urgent}`;
    expect(lines(body)).toEqual([
      'Ticket;Lien;Nature;Engagement;Échéance;Minutes restantes;Affecté à',
      `${urgent};${link};incident;1re réponse;2026-03-02 11:00;90;Léa Fontaine`,
      `${urgent};${link};incident;point d’étape;2026-03-02 13:00;210;Léa Fontaine`,
      `${urgent};${link};incident;diagnostic;2026-03-02 17:00;450;Léa Fontaine`,
    ]);
    expect(body).not.toContain('SOMME');
  });

  test('are offered to managers, and to nobody else', async () => {
    expect((await nadia.get('/desk')).body).toContain('href="/desk/figures"');
    const karim = site.visitor();
    await karim.signIn('karim@alize.example');
    expect((await karim.get('/desk')).body).not.toContain('href="/desk/figures"');
    expect((await karim.get('/desk/figures')).status).toBe(403);
    expect((await karim.get('/desk/figures/ahead.csv')).status).toBe(403);
  });

  test('read in English too, with commas between cells', async () => {
    await nadia.post('/preferences', { locale: 'en', back: '/desk/figures' });
    expect(words(await nadia.get('/desk/figures'))).toContain('83% met (10 out of 12)');
    expect(lines((await nadia.get('/desk/figures/compliance.csv')).body)[1]).toBe(
      'Sérénité Plus,incident,2026-W09,first response,2,1,66.7',
    );
  });
});

/** The lines of a file, behind the mark that tells Excel it is UTF-8; spaces as people type them. */
function lines(body: string): string[] {
  return body
    .replace(/^\ufeff/, '')
    .replace(/[\u00a0\u202f]/g, ' ')
    .trimEnd()
    .split('\r\n');
}
