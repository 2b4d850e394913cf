import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { settleSerenitePlus } from '../../seeds/settle-plans.ts';
import { choosePlan } from '../../server/commands/choose-plan.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { replyToTicket } from '../../server/commands/reply-to-ticket.ts';
import { saveService } from '../../server/commands/save-service.ts';
import { sweepDeadlines } from '../../server/jobs/handlers/sweep-deadlines.ts';
import { listPlans } from '../../server/store/plans.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { words } from './words.ts';

describe('Nadia decides about credits', () => {
  let site: Site;
  let nadia: Browser;
  const numbers: string[] = [];
  beforeAll(async () => {
    site = await openSite();
    const { cast, run, knex } = site;
    const [base] = await listPlans(knex);
    if (!base) throw new Error('no base plan');
    const planId = await settleSerenitePlus(run, new Date(0), base.definition.calendars);
    const customerId = cast.tiare.customerId as number;
    await run(choosePlan, cast.nadia, { customerId, planId });
    const service = { serviceId: null, customerId, name: 'Site vitrine', planId: null };
    const priced = { ...service, conditions: null, monthlyPriceCents: 4990 };
    const saved = await run(saveService, cast.nadia, priced);
    if (!saved.ok) throw new Error(saved.reason);
    for (let count = 0; count < 2; count += 1)
      numbers.push(await lateAnswer(saved.value.serviceId));
    nadia = site.visitor();
    await nadia.signIn('nadia@alize.example');
  });
  afterAll(() => site.close());

  /** An incident of Tiare's answered 61 minutes late. */
  async function lateAnswer(serviceId: number): Promise<string> {
    const said = {
      kind: 'incident',
      subject: 'Site hors ligne',
      body: 'Rien.',
      files: [],
    } as const;
    const begun = site.clock.now;
    const opened = await site.run(openTicket, site.cast.tiare, { ...said, serviceId });
    if (!opened.ok) throw new Error(opened.reason);
    const { number } = opened.value;
    site.clock.now = new Date(begun.getTime() + 181 * 60_000);
    const reply = { number, body: 'Voici.', files: [], statusAfter: null };
    await site.run(replyToTicket, site.cast.karim, reply);
    await sweepDeadlines(site.knex, site.run, () => site.clock.now);
    return number;
  }
  const idOf = async (number: string) =>
    (
      await site
        .knex('service_credits as c')
        .join('tickets as t', 't.id', 'c.ticket_id')
        .where('t.number', number)
        .first('c.id')
    ).id;

  test('the newest first, each with its computation', async () => {
    const page = words(await nadia.get('/desk/credits'));
    expect(page.indexOf(numbers[1] as string)).toBeLessThan(page.indexOf(numbers[0] as string));
    expect(page).toContain('4,99 € · Agence Lagon');
    expect(page).toContain('Retard 01:01 d’heures d’ouverture, pauses déduites');
    expect(page).toContain('2 commencées, de 60 min');
    expect(page).toContain('Prix mensuel 49,90 €');
    expect(page).toContain('5 % par période, 100 % au plus : 10 %');
    expect(page).toContain('l’avoir est l’indemnisation forfaitaire de cet engagement (5.2)');
  });

  test('a rejection asks for its reason; what was granted is decided', async () => {
    const [first, second] = [await idOf(numbers[0] as string), await idOf(numbers[1] as string)];
    const refused = await nadia.post(`/desk/credits/${first}/rejection`, { reason: ' ' });
    expect(refused.status).toBe(422);
    expect(words(refused)).toContain('Ce champ est à remplir.');
    const rejected = await nadia.post(`/desk/credits/${first}/rejection`, { reason: 'Son DNS.' });
    expect([rejected.status, rejected.location]).toEqual([303, '/desk/credits']);
    await nadia.get('/desk/credits');
    await nadia.post(`/desk/credits/${second}/approval`, {});
    expect(words(await nadia.get('/desk/credits'))).toContain('Avoir de 4,99 € accordé');
    await nadia.post(`/desk/credits/${second}/approval`, {});
    const none = words(await nadia.get('/desk/credits'));
    expect(none).toContain('Quelqu’un s’en est déjà occupé.');
    expect(none).toContain('Aucun avoir à décider.');
    const decided = words(await nadia.get('/desk/credits?state=decided'));
    expect(decided).toContain('Son DNS.');
    expect(decided).toMatch(/accordé .*2026 .*, Nadia Benali/);
  });

  test('the ticket shows it, to staff only', async () => {
    const karim = site.visitor();
    await karim.signIn('karim@alize.example');
    const seen = words(await karim.get(`/desk/tickets/${numbers[0]}`));
    expect(seen).toContain('Avoirs 4,99 € refusé');
    expect(seen).toContain('Engagement dépassé : 1re réponse (dû le lun. 2 mars 11:00 )');
    expect(seen).toContain('Avoir proposé (4,99 €)');
    expect(seen).not.toContain('Décider');
    const tiare = site.visitor();
    await tiare.signIn('tiare@agence-lagon.example');
    const portal = words(await tiare.get(`/tickets/${numbers[0]}`));
    expect(portal).not.toMatch(/Son DNS|credit/i);
  });
});
