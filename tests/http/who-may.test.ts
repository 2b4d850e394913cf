import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Express } from 'express';
import { CONTACTS, STAFF } from '../../seeds/cast.ts';
import { done } from '../../seeds/done.ts';
import { saveService } from '../../server/commands/save-service.ts';
import { saveTeam } from '../../server/commands/save-team.ts';
import { insertDocument } from '../../server/store/documents.ts';
import { recordedBy } from '../support/invoiced.ts';
import type { Browser } from './browser.ts';
import { lodgedAt } from './complaints-of.ts';
import { openSite, type Site } from './site.ts';
import { type Seen, ticketOf } from './tickets-of.ts';
import { ASKERS, type Asker, WHO_MAY } from './who-may.ts';
import { maintenanceOf, serviceOf } from './windows-of.ts';

type Line = { route: string; expected: Record<Asker, number> };

const LINES: Line[] = WHO_MAY.split('\n')
  .map((line) => line.trim().split(/\s+/))
  .filter(([method]) => ['GET', 'POST', 'PUT'].includes(String(method)))
  .map(([method, path, ...statuses]) => ({
    route: `${method} ${path}`,
    expected: Object.fromEntries(
      ASKERS.map((asker, index) => [asker, Number(statuses[index])]),
    ) as Line['expected'],
  }));

let site: Site;
let seen: Seen;
let mailId: number;
let ruleId: number;
let teamId: number;
let serviceId: number;
let windowId: number;
let complaint: string;
let documentId: number;
let invoiceId: number;
const browsers = new Map<Asker, Browser>();

beforeAll(async () => {
  site = await openSite();
  seen = await ticketOf(site, site.cast.jean, 'Site hors ligne');
  const nobody = { leadId: null, calendarId: null, memberIds: [] };
  ({ teamId } = done(
    await site.run(saveTeam, site.cast.odile, { teamId: null, name: 'Support', ...nobody }),
  ));
  const plain = { planId: null, conditions: null, monthlyPriceCents: 2_990 };
  const { customerId } = site.cast.jean as { customerId: number };
  const shop = { serviceId: null, customerId, name: 'Boutique en ligne', ...plain };
  ({ serviceId } = done(await site.run(saveService, site.cast.nadia, shop)));
  ruleId = (await site.knex('intake_rules').first('id')).id;
  const service = await serviceOf(site, 'jean', 'Site boulangerie-moule.example');
  ({ invoiceId } = done(await recordedBy(site, { customerId, issuedOn: '2026-02-01' })));
  windowId = await maintenanceOf(site, [service], 'Mise à jour');
  documentId = await insertDocument(
    site.knex,
    {
      kind: 'diagnosis_report',
      customerId,
      ticketId: seen.ticketId,
      name: 'a.pdf',
      contentType: 'application/pdf',
      bytes: Buffer.from('%PDF-'),
    },
    site.clock.now,
  );
  complaint = await lodgedAt(site, site.clock.now.toISOString(), 'jean');
  mailId = (await site.knex('outbound_emails').first('id')).id;
  // as it stands once nothing but the browser shows it
  await site.ownerKnex('outbound_emails').where({ id: mailId }).update({
    status: 'captured',
    next_attempt_at: null,
    settled_at: site.clock.now,
  });
  for (const asker of ASKERS) {
    const browser = site.visitor();
    if (asker === 'visitor') await browser.get('/sign-in');
    else await browser.signIn({ ...STAFF, ...CONTACTS }[asker].email);
    browsers.set(asker, browser);
  }
});
afterAll(() => site.close());

/** What stands for the parameters of a route. */
function addressOf(path: string): string {
  return path
    .replace('/messages/:id', `/messages/${seen.messageId}`)
    .replace('/attachments/:id', `/attachments/${seen.pdfId}`)
    .replace('/case-files/:id', '/case-files/0')
    .replace('/documents/:id', `/documents/${documentId}`)
    .replace('/inline/:id', `/inline/${seen.logoId}`)
    .replace('/customers/:id', `/customers/${site.cast.jean.customerId}`)
    .replace('/suspensions/:id', `/suspensions/${windowId}`)
    .replace('/invoices/:id', `/invoices/${invoiceId}`)
    .replace('/disputes/:id', '/disputes/1')
    .replace('/outbox/:id', `/outbox/${mailId}`)
    .replace('/intake-rules/:id', `/intake-rules/${ruleId}`)
    .replace('/quarantine/:id', '/quarantine/1')
    .replace('/mail-accounts/:id', '/mail-accounts/0')
    .replace('/tests/:id', '/tests/9')
    .replace('/refused-mails/:id', '/refused-mails/1')
    .replace('/calendars/:id', '/calendars/1')
    .replace('/plans/:id', '/plans/1')
    .replace('/teams/:id', `/teams/${teamId}`)
    .replace('/desk/services/:id', `/desk/services/${serviceId}`)
    .replace('/secrets/:id', '/secrets/0')
    .replace('/participants/:id', '/participants/0')
    .replace(':agreement', '0')
    .replace(':contact', String(site.cast.jean.id))
    .replace('/complaints/:number', `/complaints/${complaint}`)
    .replace(':number', seen.number)
    .replace(':token', 'x'.repeat(32))
    .replace('/clocks/:name', '/clocks/first_response')
    .replace(':name', 'a.pdf');
}

type Layer = {
  route?: { path: string; stack: { method: string }[] };
  handle: { stack?: Layer[] };
};

/** Every route the application really answers, as Express holds it. */
function routesOf(app: Express): string[] {
  const walk = (layers: Layer[]): string[] =>
    layers.flatMap(({ route, handle }) => {
      if (!route) return handle.stack ? walk(handle.stack) : [];
      const methods = new Set(route.stack.map(({ method }) => method.toUpperCase()));
      return [...methods].map((method) => `${method} ${route.path}`);
    });
  return walk((app as unknown as { router: { stack: Layer[] } }).router.stack);
}

describe('who may', () => {
  test('has a line for every route, and a route for every line', () => {
    const routes = routesOf(site.app.app);
    expect([...new Set(routes)].sort()).toEqual(LINES.map(({ route }) => route).sort());
  });

  const signOut = ({ route }: Line) => Number(route === 'POST /sign-out');
  const lines = [...LINES].sort((a, b) => signOut(a) - signOut(b));
  test.each(lines)('$route', async ({ route, expected }) => {
    const [method, path = ''] = route.split(' ');
    const answered: Partial<Record<Asker, number>> = {};
    for (const [asker, browser] of browsers) {
      const { status } =
        method === 'GET'
          ? await browser.get(addressOf(path))
          : await browser.post(addressOf(path), {}, { method: method as 'POST' | 'PUT' });
      answered[asker] = status;
    }
    expect(answered).toEqual(expected);
  });
});
