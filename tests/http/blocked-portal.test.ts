import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { blockCustomer } from '../../server/commands/block-customer.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { words } from './words.ts';

const REASON = 'Insultes répétées envers notre équipe.';
const FORMS = ['/tickets/new/incident', '/tickets/new/information-request'];

describe('the portal of a blocked customer (I5)', () => {
  let site: Site;
  let jean: Browser;
  let marie: Browser;
  let number: string;
  beforeAll(async () => {
    site = await openSite();
    const said = {
      kind: 'incident',
      subject: 'Site hors ligne',
      body: 'Rien.',
      files: [],
    } as const;
    ({ number } = done(await site.run(openTicket, site.cast.jean, said)));
    const customerId = site.cast.jean.customerId as number;
    done(await site.run(blockCustomer, site.cast.nadia, { customerId, reason: REASON }));
    jean = site.visitor();
    await jean.signIn('jean@boulangerie-moule.example');
    marie = site.visitor();
    await marie.signIn('marie.hoarau@courriel.example');
  });
  afterAll(() => site.close());

  test('says so at home, with the reason, and closes two doors of three', async () => {
    const page = await jean.get('/');
    expect(words(page)).toContain('Vos nouvelles demandes sont suspendues');
    expect(words(page)).toContain(REASON);
    for (const path of FORMS) expect(page.body).not.toContain(`href="${path}"`);
    expect(page.body).toContain('<a href="/complaints/new">Faire une réclamation</a>');
    expect(page.body).toContain('href="/notices/new"');
    expect(words(page)).toContain(
      'Réclamation, rétractation, résiliation, contestation de facture, données personnelles',
    );
  });

  test.each(FORMS)('%s says it before anything is typed', async (path) => {
    const page = await jean.get(path);
    expect(page.status).toBe(200);
    expect(words(page)).toContain(REASON);
    expect(page.body).not.toContain('<textarea');
  });

  test('a complaint is lodged all the same', async () => {
    await jean.get('/complaints/new');
    const said = { subject: 'Suspendu', body: 'À tort.', wanted: 'La levée.', other: '' };
    const sent = await jean.post('/complaints', said);
    expect(sent.location).toMatch(/^\/tickets\/2026-\d{6}$/);
  });

  test('what was typed while the block came is given back', async () => {
    const page = await jean.post('/tickets/new/information-request', {
      subject: 'Mon offre',
      body: 'Que comprend-elle ?',
    });
    expect(page.status).toBe(422);
    expect(page.body).toContain('Que comprend-elle ?</textarea>');
    expect(words(page)).toContain(
      `Les nouvelles demandes de ce compte sont suspendues : ${REASON}`,
    );
  });

  test('the tickets that it has go on', async () => {
    const page = await jean.post(`/tickets/${number}/messages`, { body: 'Toujours en panne.' });
    expect(page.status).toBe(303);
  });

  test('nobody else sees anything of it', async () => {
    for (const path of ['/', ...FORMS]) {
      const page = await marie.get(path);
      expect(page.status).toBe(200);
      expect(words(page)).not.toContain('suspendu');
    }
  });
});
