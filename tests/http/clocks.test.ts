import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { settleSerenitePlus } from '../../seeds/settle-plans.ts';
import { changeStatus } from '../../server/commands/change-status.ts';
import { choosePlan } from '../../server/commands/choose-plan.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { postMessage } from '../../server/commands/post-message.ts';
import { publishSuspension } from '../../server/commands/publish-suspension.ts';
import { replyToTicket } from '../../server/commands/reply-to-ticket.ts';
import { requalifyTicket } from '../../server/commands/requalify-ticket.ts';
import { saveService } from '../../server/commands/save-service.ts';
import { listPlans } from '../../server/store/plans.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { words } from './words.ts';

describe('every due time is explained', () => {
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
  const open = async (who: 'jean' | 'tiare', kind: 'incident' | 'information_request') =>
    done(
      await site.run(openTicket, site.cast[who], {
        kind,
        subject: 'Site hors ligne',
        body: 'Depuis 02:10.',
        files: [],
      }),
    ).number;
  const reply = async (number: string, statusAfter: 'waiting_customer' | 'resolved' | null) =>
    done(
      await site.run(replyToTicket, site.cast.karim, {
        number,
        body: 'Nous regardons.',
        files: [],
        statusAfter,
      }),
    );
  const answer = async (number: string) =>
    done(await site.run(postMessage, site.cast.tiare, { number, body: 'Voici.', files: [] }));
  const why = async (number: string, name: string) =>
    words(await karim.get(`/desk/tickets/${number}/clocks/${name}`));

  test('Friday 17:59 before a bridge: Ascension is named, and the weekend is no holiday', async () => {
    at('2026-05-13T15:59:00.000Z');
    const number = await open('tiare', 'information_request');
    at('2026-05-13T16:30:00.000Z');
    const page = await why(number, 'first_response');
    expect(page).toContain('Compté depuis mercredi 13 mai 2026 à 17:59');
    expect(page).toContain('Engagement 07:30 demande d’information, priorité normale');
    expect(page).toContain('Temps compté 00:01');
    expect(page).toContain('Échéance vendredi 15 mai 2026 à 17:59');
    expect(page).toContain('mer. 13 mai 17:59 mer. 13 mai 18:00 00:01 compté');
    expect(page).toContain('Ascension (férié)');
    expect(page).toContain('ven. 15 mai 09:00 ven. 15 mai 12:30 03:30 compté prévu');
    expect(page).toContain('Heures ouvrées version 1, Europe/Paris');
    expect(page).toContain('Sérénité Plus version 1');
  });

  test('a pause across the night when clocks go back: who, why, and 25 hours of day', async () => {
    at('2026-10-24T20:00:00.000Z');
    const number = await open('tiare', 'incident');
    at('2026-10-24T20:30:00.000Z');
    await reply(number, 'waiting_customer');
    at('2026-10-25T02:30:00.000Z');
    const paused = await why(number, 'restoration');
    expect(paused).toContain('Échéance inconnue tant que la pause dure');
    expect(paused).toContain('en pause : attend le client, mis en attente par Karim Diallo');
    expect(words(await karim.get(`/desk/tickets/${number}`))).toContain(
      'En pause : attend le client',
    );
    await answer(number);
    const page = await why(number, 'restoration');
    // 22:30 in summer time to 03:30 in winter time is six hours
    expect(page).toContain('sam. 24 oct. 22:30 dim. 25 oct. 03:30 06:00 en pause');
    expect(page).toContain('Temps compté 00:30');
    expect(page).toContain('Temps en pause 06:00');
    // 24 hours from 22:00, and the six of the pause
    expect(page).toContain('Échéance lundi 26 octobre 2026 à 03:00');
  });

  test('reopened after a resolution: the clock goes on where it stood', async () => {
    at('2026-06-01T08:00:00.000Z');
    const number = await open('tiare', 'incident');
    at('2026-06-01T10:00:00.000Z');
    await reply(number, 'resolved');
    expect(await why(number, 'restoration')).toContain('Tenu lundi 1er juin 2026 à 12:00');
    at('2026-06-01T13:00:00.000Z');
    await answer(number);
    const page = await why(number, 'restoration');
    expect(page).toContain('Temps compté 02:00');
    expect(page).toContain('en pause : résolu, en attendant une éventuelle réouverture');
    expect(page).toContain('Échéance mardi 2 juin 2026 à 13:00');
  });

  test('requalified after two days: what the business hours had counted stays on the record', async () => {
    at('2026-06-01T07:00:00.000Z');
    const number = await open('tiare', 'information_request');
    at('2026-06-03T07:00:00.000Z');
    done(await site.run(requalifyTicket, site.cast.karim, { number, kind: 'incident' }));
    const page = await why(number, 'first_response');
    expect(page).toContain('Échéance lundi 1er juin 2026 à 11:00');
    expect(page).toContain('Incidents, jour et nuit version 1');
    expect(page).toContain('Avant la requalification');
    expect(page).toContain(
      'mer. 3 juin 09:00 demande d’information Heures ouvrées version 1 07:30 15:00',
    );
  });

  test('maintenance published beforehand: its title and who published it; customers read no name', async () => {
    at('2026-06-01T08:00:00.000Z');
    const customerId = site.cast.tiare.customerId as number;
    const { serviceId } = done(
      await site.run(saveService, site.cast.nadia, {
        serviceId: null,
        customerId,
        name: 'Site de l’agence',
        planId: null,
        conditions: null,
        monthlyPriceCents: null,
      }),
    );
    done(
      await site.run(publishSuspension, site.cast.karim, {
        cause: 'maintenance',
        title: 'Changement de disque',
        details: 'Le site sera coupé.',
        startsAt: new Date('2026-06-03T20:00:00.000Z'),
        endsAt: new Date('2026-06-03T22:00:00.000Z'),
        expectedEndAt: null,
        services: [serviceId],
      }),
    );
    at('2026-06-03T19:00:00.000Z');
    const { number } = done(
      await site.run(openTicket, site.cast.tiare, {
        kind: 'incident',
        serviceId,
        subject: 'Images lentes',
        body: 'Depuis midi.',
        files: [],
      }),
    );
    at('2026-06-03T21:00:00.000Z');
    const page = await why(number, 'restoration');
    expect(page).toContain(
      'mer. 3 juin 22:00 mer. 3 juin 23:00 01:00 en pause : maintenance annoncée « Changement de disque », publiée par Karim Diallo',
    );
    // a day, and the two hours that the window takes
    expect(page).toContain('Échéance jeudi 4 juin 2026 à 23:00');
    expect(await why(number, 'first_response')).not.toContain('maintenance');

    const tiare = site.visitor();
    await tiare.signIn('tiare@agence-lagon.example');
    const own = words(await tiare.get(`/tickets/${number}/clocks/restoration`));
    expect(own).toContain('paused: announced maintenance “Changement de disque”');
    expect(own).not.toContain('Karim');
  });

  test('base support promises nothing: measured, never late, and news is asked for', async () => {
    at('2026-06-01T08:00:00.000Z');
    const number = await open('jean', 'incident');
    at('2026-06-01T13:00:00.000Z');
    const page = words(await karim.get(`/desk/tickets/${number}`));
    expect(page).toContain('Support de base version 1 sans engagement');
    expect(page).toContain('1re réponse attend depuis 05:00');
    expect(page).toContain('Le client attend des nouvelles depuis lun. 1er juin 14:00');
    expect(page).not.toContain('dépassé');
    expect(await why(number, 'update_reminder')).toContain('Intervalle du plan 04:00');
    expect(await why(number, 'first_response')).toContain('Aucun engagement ne couvre ce temps');
  });

  test('the panel tells each clock as a word, a figure and a due time', async () => {
    at('2026-06-01T08:00:00.000Z');
    const number = await open('tiare', 'incident');
    at('2026-06-01T09:45:00.000Z');
    const panel = words(await karim.get(`/desk/tickets/${number}`));
    expect(panel).toContain('1re réponse bientôt 00:15');
    expect(panel).toContain('au plus tard lun. 1er juin 12:00');
    expect(panel).toContain('rétablissement reste 22:15');
    at('2026-06-01T10:20:00.000Z');
    expect(words(await karim.get(`/desk/tickets/${number}`))).toContain(
      '1re réponse dépassé de 00:20',
    );
    done(await site.run(changeStatus, site.cast.karim, { number, status: 'open' }));
  });

  test('a priority is changed by one choice and a reason, which comes back when it is missing', async () => {
    at('2026-06-01T08:00:00.000Z');
    const number = await open('tiare', 'incident');
    const page = `/desk/tickets/${number}`;
    await karim.get(page);
    const refused = await karim.post(`${page}/priority`, { standing: 'all high', reason: '' });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatch(/value="all high"[^>]* checked/);
    const reason = 'Toute la boutique est arrêtée.';
    await karim.post(`${page}/priority`, { standing: 'all high', reason });
    const shown = words(await karim.get(page));
    expect(shown).toContain('Priorité : urgente.');
    expect(shown).toContain('Priorité passée de « normale » à « urgente » par Karim Diallo');
    expect(shown).toContain(reason);
    expect(shown).toContain('rétablissement reste 04:00');
  });

  test('no other name is a clock', async () => {
    const number = await open('jean', 'incident');
    for (const name of ['waiting_close', 'constructor', '%20']) {
      expect((await karim.get(`/desk/tickets/${number}/clocks/${name}`)).status).toBe(404);
    }
  });
});
