import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { recommendTest } from '../../server/commands/recommend-tests.ts';
import { saveService } from '../../server/commands/save-service.ts';
import { listSteps } from '../../server/store/diagnosis-steps.ts';
import { listEvents } from '../../server/store/events.ts';
import { findTicket } from '../../server/store/tickets.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { TOLD_NET } from './told.ts';
import { words } from './words.ts';

const FORM = '/tickets/new/incident';
const SAID = { subject: 'Panier vide', since: '', body: 'Tout disparaît.', ...TOLD_NET };

describe('the tests that are recommended before an incident is declared', () => {
  let site: Site;
  let jean: Browser;
  let tiare: Browser;
  /** For every service; for Jean's shop; for Tiare's site. */
  let cache: number;
  let order: number;
  let gallery: number;
  let shop: string;
  beforeAll(async () => {
    site = await openSite();
    const { run, cast } = site;
    const service = async (customerId: number | null, name: string) => {
      const plain = { serviceId: null, planId: null, conditions: null, monthlyPriceCents: 990 };
      const saved = await run(saveService, cast.nadia, {
        ...plain,
        customerId: customerId as number,
        name,
      });
      return done(saved).serviceId;
    };
    const recommend = async (serviceId: number | null, wording: string) =>
      done(await run(recommendTest, cast.nadia, { serviceId, wording })).testId;
    const shopId = await service(cast.jean.customerId, 'Commande en ligne');
    shop = String(shopId);
    const site2 = await service(cast.tiare.customerId, 'Site de l’agence');
    cache = await recommend(null, 'Vider le cache du navigateur');
    order = await recommend(shopId, 'Passer une commande');
    gallery = await recommend(site2, 'Ouvrir la galerie');
    jean = site.visitor();
    tiare = site.visitor('en');
    await jean.signIn('jean@boulangerie-moule.example');
    await tiare.signIn('tiare@agence-lagon.example');
  });
  afterAll(() => site.close());

  test('are asked first, those for all and those of its own services, and no other’s', async () => {
    const form = await jean.get(FORM);
    expect(words(form)).toMatch(
      /Essayez d’abord .* Vider le cache du navigateur .* Pour Commande en ligne Passer une commande .* En une phrase/,
    );
    expect(form.body).not.toContain('Ouvrir la galerie');
    const hers = words(await tiare.get(FORM));
    expect(hers).toContain('Ouvrir la galerie');
    expect(hers).not.toContain('Passer une commande');
    expect(words(await jean.get('/tickets/new/information-request'))).not.toContain(
      'Vider le cache',
    );
  });

  test('come back with the results that were chosen', async () => {
    await jean.get(FORM);
    const tried = { [`test_${cache}`]: 'failed', [`test_${order}`]: 'passed' };
    const back = await jean.post(FORM, { ...SAID, ...tried, subject: '' });
    expect(back.status).toBe(422);
    expect(back.body).toContain('<option value="failed" selected>');
    expect(back.body).toContain('<option value="passed" selected>');
  });

  test('are told with the declaration, and kept as the diagnosis’s first steps', async () => {
    await jean.get(FORM);
    const tried = { [`test_${cache}`]: 'failed', [`test_${order}`]: 'inconclusive' };
    const sent = await jean.post(FORM, { ...SAID, service: shop, ...tried });
    expect(sent.status).toBe(303);
    expect(words(await jean.get(String(sent.location)))).toContain(
      'Tout disparaît. Essais faits avant de déclarer : - Vider le cache du navigateur – le problème reste - Passer une commande – je ne sais pas dire',
    );
    const ticket = await findTicket(site.knex, String(sent.location).split('/').at(-1) ?? '');
    const steps = await listSteps(site.knex, ticket?.id ?? 0);
    expect(
      steps.map(({ kind, testId, result, body, recordedBy, messageId }) => [
        kind,
        testId,
        result,
        body,
        recordedBy,
        messageId,
      ]),
    ).toEqual([
      ['test', cache, 'failed', 'Vider le cache du navigateur', 'Jean Moreau', null],
      ['test', order, 'inconclusive', 'Passer une commande', 'Jean Moreau', null],
    ]);
    const events = await listEvents(site.knex, ticket?.id ?? 0);
    const [{ id: message }] = await site.knex('messages').where({ ticket_id: ticket?.id });
    expect(events.filter(({ type }) => type === 'step_recorded')).toMatchObject([
      {
        actor: { user: site.cast.jean.id },
        data: {
          step: steps[0]?.id,
          message,
          kind: 'test',
          test: cache,
          result: 'failed',
        },
      },
      { data: { test: order, result: 'inconclusive' } },
    ]);
  });

  test('what was not tried is no step', async () => {
    await jean.get(FORM);
    const sent = await jean.post(FORM, { ...SAID, [`test_${cache}`]: '' });
    const ticket = await findTicket(site.knex, String(sent.location).split('/').at(-1) ?? '');
    expect(await listSteps(site.knex, ticket?.id ?? 0)).toEqual([]);
    expect(words(await jean.get(String(sent.location)))).not.toContain('Essais faits');
  });

  test('another customer’s test, or a result of one’s own making, opens nothing', async () => {
    const incident = { kind: 'incident', subject: 'Panne', body: 'Rien.', files: [] } as const;
    const declare = (testId: number, result: string) =>
      site.run(openTicket, site.cast.jean, {
        ...incident,
        tests: [{ testId, result: result as never }],
      });
    const tickets = await site.knex('tickets');
    for (const [testId, result] of [
      [gallery, 'passed'],
      [9_999, 'passed'],
      [cache, 'splendid'],
    ] as const) {
      expect(await declare(testId, result)).toEqual({
        ok: false,
        reason: 'invalid_choice',
        field: `test_${testId}`,
      });
    }
    expect(await site.knex('tickets')).toHaveLength(tickets.length);
    expect((await declare(cache, 'passed')).ok).toBe(true);
  });
});
