import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openTicket } from '../../server/commands/open-ticket.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';

/** What each path of the desk asks of its caller: who is let in, of everybody else nobody. */
const PATHS: [method: 'GET' | 'POST', path: string, letIn: string][] = [
  ['GET', '/desk', 'karim nadia'],
  ['GET', '/desk/views', 'karim nadia'],
  ['GET', '/desk/tickets/2026-000001', 'karim nadia'],
  ['POST', '/desk/tickets/2026-000001/replies', 'karim nadia'],
  ['POST', '/desk/tickets/2026-000001/notes', 'karim nadia'],
  ['POST', '/desk/tickets/2026-000001/assignment', 'karim nadia'],
  ['POST', '/desk/tickets/2026-000001/status', 'karim nadia'],
  ['POST', '/desk/tickets/2026-000001/kind', 'karim nadia'],
  ['POST', '/desk/assignments', 'karim nadia'],
  ['GET', '/desk/calls/new', 'karim nadia'],
  ['POST', '/desk/calls', 'karim nadia'],
  ['GET', '/desk/customers', 'karim nadia odile'],
  ['GET', '/desk/customers/1', 'karim nadia odile'],
  ['POST', '/desk/customers/1', 'karim nadia odile'],
  ['GET', '/desk/invitations', 'karim nadia odile'],
  ['POST', '/desk/invitations', 'karim nadia odile'],
  ['GET', '/outbox', 'karim nadia odile'],
  ['GET', '/admin/intake-rules', 'odile'],
  ['POST', '/admin/intake-rules', 'odile'],
  ['POST', '/admin/intake-rules/trial', 'odile'],
  ['GET', '/admin/intake-rules/1', 'odile'],
  ['POST', '/admin/intake-rules/1', 'odile'],
  ['POST', '/admin/intake-rules/3/position', 'odile'],
  ['POST', '/admin/intake-rules/2/delete', 'odile'],
  ['GET', '/admin/quarantine', 'nadia odile'],
  ['POST', '/admin/quarantine/1/retry', 'odile'],
];

describe('who enters the desk', () => {
  let site: Site;
  const browsers = new Map<string, Browser>();
  beforeAll(async () => {
    site = await openSite();
    await site.run(openTicket, site.cast.jean, {
      kind: 'incident',
      subject: 'Site hors ligne',
      body: 'Bonjour',
      files: [],
    });
    const people = {
      karim: 'karim@alize.example',
      nadia: 'nadia@alize.example',
      odile: 'odile@alize.example',
      jean: 'jean@boulangerie-moule.example',
      tiare: 'tiare@agence-lagon.example',
    };
    for (const [name, email] of Object.entries(people)) {
      const browser = site.visitor();
      await browser.signIn(email);
      await browser.get('/preferences');
      browsers.set(name, browser);
    }
  });
  afterAll(() => site.close());

  test.each(PATHS)('%s %s lets in %s', async (method, path, letIn) => {
    for (const [name, browser] of browsers) {
      const { status } =
        method === 'GET' ? await browser.get(path) : await browser.post(path, { body: '' });
      expect(status).toBeLessThan(500);
      const refused = status === 403 || (status === 404 && !path.endsWith('retry'));
      expect([name, refused ? 'out' : 'in']).toEqual([
        name,
        letIn.split(' ').includes(name) ? 'in' : 'out',
      ]);
    }
    const visitor = site.visitor();
    await visitor.get('/sign-in');
    const { status, location } =
      method === 'GET' ? await visitor.get(path) : await visitor.post(path, {});
    expect([status, location]).toEqual([303, expect.stringMatching(/^\/sign-in/)]);
  });

  test('without its token nothing is changed', async () => {
    const karim = browsers.get('karim') as Browser;
    for (const [method, path] of PATHS) {
      if (method === 'GET') continue;
      expect((await karim.post(path, {}, { token: null })).status).toBe(419);
    }
  });

  test('each is offered what its roles open', async () => {
    const odile = await browsers.get('odile')?.get('/desk/customers');
    expect(odile?.body.includes('/admin/intake-rules')).toBe(true);
    expect(odile?.body.includes('/desk?view=mine')).toBe(false);
    const karim = await browsers.get('karim')?.get('/desk');
    expect(karim?.body.includes('/admin/')).toBe(false);
    const nadia = await browsers.get('nadia')?.get('/desk');
    expect(nadia?.body.includes('/admin/quarantine')).toBe(true);
    expect(nadia?.body.includes('/admin/intake-rules')).toBe(false);
  });
});
