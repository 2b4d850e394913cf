import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { recordClaim } from '../../server/commands/record-claim.ts';
import { listEvents } from '../../server/store/events.ts';
import { findTicket } from '../../server/store/tickets.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { ticketOf } from './tickets-of.ts';
import { words } from './words.ts';

describe('Nadia records claims for compensation', () => {
  let site: Site;
  let nadia: Browser;
  let ofJean: string;
  let ofMarie: string;
  beforeAll(async () => {
    site = await openSite();
    ofJean = (await ticketOf(site, site.cast.jean, 'Site hors ligne')).number;
    ofMarie = (await ticketOf(site, site.cast.marie, 'Site hors ligne')).number;
    nadia = site.visitor();
    await nadia.signIn('nadia@alize.example');
  });
  afterAll(() => site.close());

  test('a professional without a commitment: its limit, explained', async () => {
    const path = `/desk/tickets/${ofJean}/claims`;
    expect(words(await nadia.get(`/desk/tickets/${ofJean}`))).toContain('Demandes d’indemnisation');
    expect(words(await nadia.get(path))).toContain('Payé pour les services touchés');
    const typed = { claimed_on: '2026-03-02', direct_loss: '1 250,00', paid: 'beaucoup' };
    const refused = await nadia.post(path, typed);
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('value="beaucoup"');
    const recorded = await nadia.post(path, { ...typed, paid: '299,40' });
    expect([recorded.status, recorded.location]).toEqual([303, path]);
    const page = words(await nadia.get(path));
    expect(page).toContain('Préjudice direct 1 250,00 €');
    expect(page).toContain('entre le 2 septembre 2025 et le 2 mars 2026');
    expect(page).toContain(
      'Limite 299,40 € les sommes payées sur six mois, inférieures au préjudice direct (5.2)',
    );
    const id = (await findTicket(site.knex, ofJean))?.id ?? 0;
    expect((await listEvents(site.knex, id)).at(-1)).toMatchObject({ type: 'claim_recorded' });
  });

  test('a consumer: no limit, and nothing asked that would make one', async () => {
    const path = `/desk/tickets/${ofMarie}/claims`;
    expect(words(await nadia.get(path))).not.toContain('Payé pour');
    await nadia.post(path, { claimed_on: '2026-03-01', direct_loss: '80', paid: '10' });
    const page = words(await nadia.get(path));
    expect(page).toContain('Limite Aucune : la demande s’examine pour ce qu’elle est.');
    expect(page).not.toContain('10,00');
    const marie = site.visitor();
    await marie.signIn('marie.hoarau@courriel.example');
    expect(words(await marie.get(`/tickets/${ofMarie}`))).not.toMatch(/indemnisation/i);
  });

  test('not of tomorrow, not of no day, and not by an agent', async () => {
    const claim = { number: ofJean, directLossCents: 100, paidCents: 100 };
    for (const claimedOn of ['2026-03-03', '2026-02-30', 'hier', '']) {
      const outcome = await site.run(recordClaim, site.cast.nadia, { ...claim, claimedOn });
      expect(outcome).toMatchObject({ ok: false, field: 'claimed_on' });
    }
    const today = { ...claim, claimedOn: '2026-03-02' };
    expect(await site.run(recordClaim, site.cast.karim, today)).toMatchObject({
      reason: 'forbidden',
    });
    expect(
      await site.run(recordClaim, site.cast.nadia, { ...today, paidCents: null }),
    ).toMatchObject({ reason: 'required', field: 'paid' });
  });
});
