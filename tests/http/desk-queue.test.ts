import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { assignTicket } from '../../server/commands/assign-ticket.ts';
import { changeStatus } from '../../server/commands/change-status.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import type { UserActor } from '../../server/domain/user/actor.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { words } from './words.ts';

describe("Léa's queue", () => {
  let site: Site;
  let lea: Browser;
  beforeAll(async () => {
    site = await openSite();
    lea = site.visitor();
    await lea.signIn('lea@alize.example');
    await open(site.cast.jean, 'Site hors ligne');
    await open(site.cast.marie, 'Formulaire de contact muet');
    await open(site.cast.tiare, 'Changer d’offre');
    await site.run(assignTicket, site.cast.lea, {
      number: '2026-000001',
      assigneeId: site.cast.lea.id,
    });
    await site.run(changeStatus, site.cast.lea, { number: '2026-000003', status: 'resolved' });
  });
  afterAll(() => site.close());

  function open(who: UserActor, subject: string) {
    site.clock.now = new Date(site.clock.now.getTime() + 60_000);
    const said = { kind: 'incident', subject, body: 'Bonjour', files: [] } as const;
    return site.run(openTicket, who, said);
  }
  const numbers = ({ body }: { body: string }) =>
    [...body.matchAll(/id="ticket_\d+" class="row .*?(2026-\d{6})</gs)].map(([, number]) => number);

  test('each view holds its tickets, the latest activity first', async () => {
    const view = async (name: string) => numbers(await lea.get(`/desk?view=${name}`));
    expect(await view('open')).toEqual(['2026-000002', '2026-000001']);
    expect(await view('mine')).toEqual(['2026-000001']);
    expect(await view('unassigned')).toEqual(['2026-000002']);
    expect(await view('waiting')).toEqual([]);
    expect(await view('resolved')).toEqual(['2026-000003']);
    expect(await view('closed')).toEqual([]);
    expect(await view('all')).toEqual(['2026-000003', '2026-000002', '2026-000001']);
    expect(await view('nonsense')).toEqual(['2026-000002', '2026-000001']);
  });

  test('it is searched by number, by its end, by words of the subject and by customer', async () => {
    const search = async (typed: string) =>
      numbers(await lea.get(`/desk?q=${encodeURIComponent(typed)}`));
    expect(await search('2026-000002')).toEqual(['2026-000002']);
    expect(await search('2')).toEqual(['2026-000002']);
    expect(await search('CONTACT MUET')).toEqual(['2026-000002']);
    expect(await search('boulangerie')).toEqual(['2026-000001']);
    expect(await search('100%_\0')).toEqual([]);
  });

  test('she takes several at once', async () => {
    await lea.get('/desk');
    const form = new FormData();
    form.append('numbers', '2026-000002');
    form.append('numbers', '2026-000003');
    form.append('numbers', '2026-999999');
    form.append('back', '/desk?view=mine');
    const taken = await lea.post('/desk/assignments', form);
    expect([taken.status, taken.location]).toEqual([303, '/desk?view=mine']);
    const mine = await lea.get('/desk?view=mine');
    expect(words(mine)).toContain('2 tickets vous sont confiés.');
    expect(numbers(mine)).toEqual(['2026-000002', '2026-000001']);
    const elsewhere = await lea.post('/desk/assignments', { back: 'https://evil.example' });
    expect(elsewhere.location).toBe('/desk');
  });

  test('the rail counts, and is fetched by itself', async () => {
    const { status, body } = await lea.get('/desk/views?view=mine');
    expect(status).toBe(200);
    expect(body).toMatch(/^<turbo-frame id="desk_views">/);
    expect(body).toMatch(/href="\/desk\?view=mine" aria-current="page"/);
  });

  test('a hundred and fifty tickets are three pages, each of the same few queries', async () => {
    for (let count = 0; count < 150; count += 1) await open(site.cast.jean, `Relance ${count}`);
    const queries: string[] = [];
    const seen = ({ sql }: { sql: string }) => queries.push(sql);
    const shown: (string | undefined)[] = [];
    let next: string | null = '/desk?view=open';
    for (let page = 0; next !== null; page += 1) {
      expect(page).toBeLessThan(5);
      queries.length = 0;
      site.knex.on('query', seen);
      const { body }: { body: string } = await lea.get(next);
      site.knex.off('query', seen);
      expect(queries.length).toBeLessThanOrEqual(8);
      expect(queries.join('\n')).not.toMatch(/offset/i);
      shown.push(...numbers({ body }));
      const older = /href="([^"]+)" rel="next"/.exec(body)?.[1];
      next = older ? older.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=') : null;
    }
    expect(shown).toHaveLength(152);
    expect(new Set(shown).size).toBe(152);
    expect(words(await lea.get('/desk?view=open'))).toContain('99+');
  });
});
