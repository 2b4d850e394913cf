import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { makeReplyAddress } from '../../server/domain/mail/thread-token.ts';
import { mail } from '../support/mailroom.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { openSiteMail, type SiteMail } from './site-mail.ts';
import { words } from './words.ts';

describe('a mail too many for its ticket', () => {
  let site: Site;
  let inbox: SiteMail;
  let number: string;

  beforeAll(async () => {
    site = await openSite();
    inbox = openSiteMail(site);
    const asked = { kind: 'incident', subject: 'Panne', body: 'Rien ne va.', files: [] } as const;
    ({ number } = done(await site.run(openTicket, site.cast.jean, asked)));
    await site.knex('settings').insert({
      name: 'mail_rules',
      value: JSON.stringify({ ticketMails: 1 }),
      updated_at: site.clock.now,
    });
    for (const text of ['Un détail.', 'Un secret de plus.']) await deliver(text);
  });
  afterAll(async () => {
    await inbox.close();
    await site.close();
  });

  const deliver = (text: string) =>
    inbox.receive(mail({ Subject: 'Re: Panne' }, text), {
      to: makeReplyAddress(site.house.mailAddress, number, site.house.secret),
    });

  async function reads(who: string): Promise<{ page: string; browser: Browser }> {
    const browser = site.visitor();
    await browser.signIn(who);
    return { page: words(await browser.get(`/desk/tickets/${number}`)), browser };
  }

  test('Karim sees on the ticket that it waits, and not what it says', async () => {
    const { page } = await reads('karim@alize.example');
    expect(page).toContain('Un message attend Trop de messages sont arrivés sur ce ticket');
    expect(page).toContain('Demandez à un administrateur de les remettre au tri.');
    expect(page).toContain('Un message attend en quarantaine : trop de messages en une heure');
    expect(page).toContain('Un détail.');
    expect(page).not.toContain('Un secret de plus.');
  });

  test('Jean sees nothing of it', async () => {
    const jean = site.visitor();
    await jean.signIn('jean@boulangerie-moule.example');
    const page = words(await jean.get(`/tickets/${number}`));
    expect(page).toContain('Un détail.');
    expect(page).not.toMatch(/quarantaine|attend en/);
  });

  test('Odile reads why, has it read again, and it is on the ticket', async () => {
    const { browser } = await reads('odile@alize.example');
    const list = words(await browser.get('/admin/quarantine'));
    expect(list).toContain('trop de messages sur ce ticket en une heure');
    const [{ id }] = await site.knex('inbound_emails').where({ outcome: 'quarantined' });
    await browser.post(`/admin/quarantine/${id}/retry`, {});
    await inbox.intake.decide(id);
    const { page } = await reads('karim@alize.example');
    expect(page).toContain('Un secret de plus.');
    expect(page).not.toContain('Demandez à un administrateur de les remettre au tri.');
  });
});
