import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DEMO_PASSWORD } from '../../seeds/cast.ts';
import { done } from '../../seeds/done.ts';
import { addStaff } from '../../server/commands/add-staff.ts';
import { openSite, type Site } from './site.ts';

describe('each is offered what its roles open', () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site.close());

  const linksOf = async (email: string, path: string) => {
    const browser = site.visitor();
    await browser.signIn(email);
    const { body } = await browser.get(path);
    return [...body.matchAll(/class="rail__link" href="([^"]+)"/g)].map(([, href]) =>
      href?.replace('&#x3D;', '='),
    );
  };
  const QUEUE = [
    'mine',
    'unassigned',
    'late',
    'complaints',
    'open',
    'waiting',
    'resolved',
    'closed',
    'all',
  ].map((view) => `/desk?view=${view}`);

  test('Karim, an agent, has the queue, customers and mails', async () => {
    expect(await linksOf('karim@alize.example', '/desk')).toEqual([
      ...QUEUE,
      '/desk/customers',
      '/desk/invitations',
      '/desk/complaints/new',
      '/desk/suspensions',
      '/outbox',
    ]);
  });

  test('Nadia, a manager, has the figures, the quarantine and what is promised as well', async () => {
    expect(await linksOf('nadia@alize.example', '/desk')).toEqual([
      ...QUEUE,
      '/desk/customers',
      '/desk/invitations',
      '/desk/complaints/new',
      '/desk/suspensions',
      '/desk/figures',
      '/desk/charges',
      '/desk/disputes',
      '/desk/credits',
      '/admin/mailboxes',
      '/admin/quarantine',
      '/admin/refused-mails',
      '/outbox',
      '/admin/plans',
      '/admin/tariffs',
      '/admin/tests',
      '/admin/calendars',
    ]);
  });

  test('Inès answers complaints, and has no other queue', async () => {
    expect(await linksOf('ines@alize.example', '/desk')).toEqual([
      '/desk?view=complaints',
      '/desk/complaints/new',
    ]);
  });

  test('Odile administers, and has no queue', async () => {
    expect(await linksOf('odile@alize.example', '/desk/customers')).toEqual([
      '/desk/customers',
      '/desk/invitations',
      '/admin/mailboxes',
      '/admin/mail-accounts',
      '/admin/quarantine',
      '/admin/refused-mails',
      '/admin/intake-rules',
      '/admin/mail-rules',
      '/admin/dkim',
      '/outbox',
      '/admin/plans',
      '/admin/tariffs',
      '/admin/tests',
      '/admin/calendars',
      '/admin/complaint-bodies',
      '/admin/teams',
    ]);
  });

  test('Denis keeps the billing, and has nothing else', async () => {
    const denis = { name: 'Denis Rivière', email: 'denis@alize.example', password: DEMO_PASSWORD };
    const roles = ['billing_manager'] as const;
    const staff = { ...denis, roles, locale: 'fr', timeZone: 'Europe/Paris' } as const;
    done(await site.run(addStaff, site.cast.odile, staff));
    expect(await linksOf(denis.email, '/desk/charges')).toEqual(['/desk/charges']);
  });
});
