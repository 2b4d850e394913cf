import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { cancelSuspension } from '../../server/commands/cancel-suspension.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { publishSuspension } from '../../server/commands/publish-suspension.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { maintenanceOf, serviceOf } from './windows-of.ts';

let site: Site;
let jean: Browser;
let tiare: Browser;
let bakery: number;
let lagoon: number;
let shared: number;
beforeAll(async () => {
  site = await openSite();
  jean = site.visitor();
  tiare = site.visitor();
  await jean.signIn('jean@boulangerie-moule.example');
  await tiare.signIn('tiare@agence-lagon.example');
  bakery = await serviceOf(site, 'jean', 'Site boulangerie-moule.example');
  lagoon = await serviceOf(site, 'tiare', 'Site agence-lagon.example');
  await maintenanceOf(site, [lagoon], 'Serveur du lagon');
  shared = await maintenanceOf(site, [bakery, lagoon], 'Serveurs, réseau; pare-feu');
});
afterAll(() => site.close());

const feedPath = async (who: Browser) => {
  const { body } = await who.get('/maintenance');
  const url = /value="https:\/\/aide\.alize\.example(\/maintenance\.ics[^"]+)"/.exec(body)?.[1];
  return String(url).replaceAll('&#x3D;', '=');
};

describe('the customer’s interruptions', () => {
  test('are its own, with its own services, in both time zones', async () => {
    const page = await jean.get('/maintenance');
    expect(page.body).toContain('Serveurs, réseau; pare-feu');
    expect(page.body).toContain('Site boulangerie-moule.example');
    // Monday 10:00 in Paris is 05:00 in Guadeloupe
    expect(page.body).toContain('<time datetime="2026-03-02T09:00:00.000Z">');
    expect(page.body).toContain('05:00');
    expect(page.body).toContain('en Guadeloupe');
  });

  test('are never another’s, nor are its services', async () => {
    const page = await jean.get('/maintenance');
    expect(page.body).not.toContain('Serveur du lagon');
    expect(page.body).not.toContain('agence-lagon');
    expect((await tiare.get('/maintenance')).body).toContain('Serveur du lagon');
  });

  test('are told on its first page, and on a ticket of the service only', async () => {
    const home = await jean.get('/');
    expect(home.body).toContain('Serveurs, réseau; pare-feu');
    expect(home.body).not.toContain('Serveur du lagon');
    const said = { kind: 'incident', subject: 'Lent', body: 'Depuis hier.', files: [] } as const;
    const { number } = done(await site.run(openTicket, site.cast.jean, said));
    expect((await jean.get(`/tickets/${number}`)).body).not.toContain('pare-feu');
    await site.ownerKnex('tickets').where({ number }).update({ service_id: bakery });
    expect((await jean.get(`/tickets/${number}`)).body).toContain('pare-feu');
  });

  test('are gone from the page 90 days after their end', async () => {
    site.clock.now = new Date('2026-05-31T10:59:00Z');
    const browser = site.visitor();
    await browser.signIn('jean@boulangerie-moule.example');
    expect((await browser.get('/maintenance')).body).toContain('pare-feu');
    site.clock.now = new Date('2026-05-31T11:00:00Z');
    expect((await browser.get('/maintenance')).body).not.toContain('pare-feu');
    site.clock.now = new Date('2026-03-02T08:00:00Z');
  });
});

test('one without an end is gone 90 days after it was cancelled', async () => {
  const flood = {
    cause: 'force_majeure',
    title: 'Inondation',
    details: 'Le centre de données est sous l’eau.',
    startsAt: new Date('2026-03-01T08:00:00Z'),
    endsAt: null,
    expectedEndAt: new Date('2026-03-09T08:00:00Z'),
    services: [lagoon],
  } as const;
  const { suspensionId } = done(await site.run(publishSuspension, site.cast.karim, flood));
  expect((await tiare.get('/maintenance')).body).toContain('Expected end');
  done(await site.run(cancelSuspension, site.cast.karim, { suspensionId }));
  expect((await tiare.get('/maintenance')).body).toContain('Inondation');
  site.clock.now = new Date('2026-05-31T08:00:00Z');
  const browser = site.visitor();
  await browser.signIn('tiare@agence-lagon.example');
  expect((await browser.get('/maintenance')).body).not.toContain('Inondation');
  site.clock.now = new Date('2026-03-02T08:00:00Z');
});

describe('the calendar feed', () => {
  test('opens without a cookie, by its key, and holds the reader’s own', async () => {
    const calendar = site.visitor();
    const feed = await calendar.get(await feedPath(jean));
    expect(feed.status).toBe(200);
    expect(feed.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(feed.headers.get('set-cookie')).toBeNull();
    expect(feed.body).toContain(`UID:suspension-${shared}@aide.alize.example\r\n`);
    expect(feed.body).toContain('DTSTART:20260302T090000Z\r\n');
    expect(feed.body).toContain('DTEND:20260302T110000Z\r\n');
    expect(feed.body).toContain('SEQUENCE:0\r\n');
    expect(feed.body).toContain('STATUS:CONFIRMED\r\n');
    expect(feed.body).toContain('SUMMARY:Serveurs\\, réseau\\; pare-feu\r\n');
    expect(feed.body).not.toContain('lagon');
    const again = await calendar.get(await feedPath(jean), {
      'if-none-match': String(feed.headers.get('etag')),
    });
    expect(again.status).toBe(304);
  });

  test('folds its lines at 75 octets, and unfolds to what was written', async () => {
    const { body } = await site.visitor().get(await feedPath(jean));
    const lines = body.split('\r\n');
    expect(lines.at(-1)).toBe('');
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
    expect(lines.some((line) => line.startsWith(' '))).toBe(true);
    expect(body.replaceAll('\r\n ', '')).toMatch(
      /DESCRIPTION:Les sites seront hors ligne quelques minutes\.\\n\\nServices concernés\s: Site boulangerie-moule\.example\r\n/,
    );
  });

  test('says that one is cancelled, under the same name', async () => {
    done(await site.run(cancelSuspension, site.cast.karim, { suspensionId: shared }));
    const { body } = await site.visitor().get(await feedPath(jean));
    expect(body).toContain(`UID:suspension-${shared}@aide.alize.example\r\nSEQUENCE:1\r\n`);
    expect(body).toContain('STATUS:CANCELLED\r\n');
    expect((await jean.get('/')).body).not.toContain('pare-feu');
    expect((await jean.get('/maintenance')).body).toContain('annulée');
  });

  test('is closed to a key that is altered, another’s, staff’s, or of an older password', async () => {
    const path = await feedPath(jean);
    const { id: tiareId } = site.cast.tiare;
    const visitor = site.visitor();
    const closed = [
      path.slice(0, -1) + (path.endsWith('A') ? 'B' : 'A'),
      path.replace(/key=\d+/, `key=${tiareId}`),
      '/maintenance.ics?key=',
      '/maintenance.ics?key=1&key=2',
    ];
    for (const each of closed) expect((await visitor.get(each)).status).toBe(404);
    const { id } = site.cast.jean;
    await site.ownerKnex('users').where({ id }).increment('session_epoch', 1);
    expect((await visitor.get(path)).status).toBe(404);
  });
});
