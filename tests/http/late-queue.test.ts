import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { settleSerenitePlus } from '../../seeds/settle-plans.ts';
import { choosePlan } from '../../server/commands/choose-plan.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { replyToTicket } from '../../server/commands/reply-to-ticket.ts';
import { listPlans } from '../../server/store/plans.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { words } from './words.ts';

describe('the queue tells what comes first on each ticket', () => {
  let site: Site;
  let karim: Browser;
  beforeAll(async () => {
    site = await openSite();
    const [base] = await listPlans(site.knex);
    if (!base) throw new Error('no base plan');
    const planId = await settleSerenitePlus(site.run, new Date(0), base.definition.calendars);
    const customerId = site.cast.tiare.customerId as number;
    await site.run(choosePlan, site.cast.nadia, { customerId, planId });
    karim = site.visitor();
    await karim.signIn('karim@alize.example');
  });
  afterAll(() => site.close());

  const at = (iso: string) => {
    site.clock.now = new Date(iso);
  };
  const open = async (who: 'jean' | 'tiare', subject: string, kind = 'incident') =>
    done(
      await site.run(openTicket, site.cast[who], {
        kind: kind as 'incident',
        subject,
        body: 'Depuis 02:10.',
        files: [],
      }),
    ).number;
  const reply = async (number: string, statusAfter: 'waiting_customer' | null) =>
    done(
      await site.run(replyToTicket, site.cast.karim, {
        number,
        body: 'Nous regardons.',
        files: [],
        statusAfter,
      }),
    );

  test('a word, a figure and the due time; or that nothing is promised', async () => {
    at('2026-06-05T15:59:00.000Z');
    await open('tiare', 'Changer d’offre', 'information_request');
    await open('jean', 'Formulaire muet');
    const paused = await open('tiare', 'Certificat expiré');
    await reply(paused, 'waiting_customer');
    // a Saturday: the information request has counted its minute before the weekend
    at('2026-06-06T10:00:00.000Z');
    await open('tiare', 'Site hors ligne');
    at('2026-06-06T11:45:00.000Z');
    const queue = words(await karim.get('/desk'));
    expect(queue).toContain('1re réponse bientôt 00:15 au plus tard sam. 14:00');
    expect(queue).toContain('1re réponse reste 07:29 au plus tard lun. 17:59');
    expect(queue).toContain('point d’étape en pause');
    expect(queue).toContain('sans engagement');
  });

  test('what is late has its view, from the due time on, until it is answered', async () => {
    const late = async () => words(await karim.get('/desk?view=late'));
    expect(await late()).toContain('Rien n’est en retard.');
    at('2026-06-06T12:00:00.000Z');
    const shown = await late();
    expect(shown).toContain('Site hors ligne');
    expect(shown).toContain('1re réponse dépassé de 00:00');
    expect(shown).not.toContain('Changer d’offre');
    expect(shown).toContain('En retard 1');
    await reply('2026-000004', null);
    expect(await late()).toContain('Rien n’est en retard.');
  });

  test('costs one query more, however many rows', async () => {
    const count = async () => {
      let queries = 0;
      const seen = () => {
        queries += 1;
      };
      site.knex.on('query', seen);
      await karim.get('/desk');
      site.knex.off('query', seen);
      return queries;
    };
    const few = await count();
    for (let index = 1; index <= 20; index += 1) await open('tiare', `Panne ${index}`);
    expect(await count()).toBe(few);
  });
});
