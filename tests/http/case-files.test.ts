import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CONTACTS, STAFF } from '../../seeds/cast.ts';
import { done } from '../../seeds/done.ts';
import { addNote } from '../../server/commands/add-note.ts';
import { lodgeComplaint } from '../../server/commands/lodge-complaint.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { makeCaseFile } from '../../server/jobs/handlers/make-case-file.ts';
import { makerOf } from '../support/case-file.ts';
import { checkCaseFile } from '../support/check-case-file.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { words } from './words.ts';

type Who = 'marie' | 'jean' | 'karim' | 'nadia' | 'ines';

let site: Site;
let number: string;
let incident: string;
const browsers = new Map<Who, Browser>();
const as = (who: Who) => browsers.get(who) as Browser;

beforeAll(async () => {
  site = await openSite();
  const { run, cast } = site;
  const said = { subject: 'Facturée deux fois', body: 'Voyez.', wanted: 'Un remboursement.' };
  const concerned = { tickets: [], invoices: [], files: [] };
  ({ number } = done(await run(lodgeComplaint, cast.marie, { ...said, ...concerned })));
  done(await run(addNote, cast.ines, { number, body: 'Une note interne.' }));
  const asked = { kind: 'incident', subject: 'Site hors ligne', body: 'Rien.', files: [] } as const;
  ({ number: incident } = done(await run(openTicket, cast.marie, asked)));
  for (const who of ['marie', 'jean', 'karim', 'nadia', 'ines'] as const) {
    const browser = site.visitor();
    await browser.signIn({ ...STAFF, ...CONTACTS }[who].email);
    browsers.set(who, browser);
  }
});
afterAll(() => site.close());

const latest = async () => (await site.knex('case_files').orderBy('id', 'desc').first('*')) ?? {};
const make = async () => makeCaseFile(makerOf(site), (await latest()).id);
const linkTo = (body: string, ending: string) =>
  new RegExp(`href="(/case-files/\\d+/[^"]+\\.${ending})"`).exec(body)?.[1] ?? '';

async function bytesAt(who: Who, path: string) {
  const cookie = [...as(who).cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const response = await fetch(new URL(path, site.origin), { headers: { cookie } });
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
}

describe('Marie prepares the file of her complaint', () => {
  test('sees how far it is, without any script, then downloads both forms of it', async () => {
    const path = `/tickets/${number}/case-files`;
    const page = await as('marie').get(path);
    expect(words(page)).toContain('Aucun dossier préparé pour l’instant.');
    expect(page.body).not.toContain('name="audience"');
    const sent = await as('marie').post(path, { locale: 'fr', audience: 'staff' });
    expect([sent.status, sent.location]).toEqual([303, path]);
    const waiting = await as('marie').get(path);
    expect(waiting.body).toContain('<progress max="100" value="0"');
    expect(waiting.body).toContain('data-controller="poll"');
    await make();
    const ready = await as('marie').get(path);
    expect(ready.body).not.toContain('data-controller="poll"');

    const pdf = await bytesAt('marie', linkTo(ready.body, 'pdf'));
    expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const { response, bytes } = await bytesAt('marie', linkTo(ready.body, 'zip'));
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="2026-.*-M\.zip"/,
    );
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-type')).toBe('application/zip');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-length')).toBe(String(bytes.length));
    expect(checkCaseFile(bytes).faults).toEqual([]);
    expect(bytes.includes('Une note interne')).toBe(false);
    // a customer's own look leaves no trace
    expect(await site.knex('access_log').where({ what: 'case_file' })).toEqual([]);
  });

  test('nobody else’s contact finds it, nor an agent', async () => {
    const path = `/tickets/${number}/case-files`;
    const file = linkTo((await as('marie').get(path)).body, 'zip');
    expect((await as('jean').get(path)).status).toBe(404);
    expect((await as('jean').post(path, { locale: 'fr' })).status).toBe(404);
    expect((await as('jean').get(file)).status).toBe(404);
    expect((await as('karim').get(file)).status).toBe(404);
    expect((await as('karim').get(`/desk${path}`)).status).toBe(403);
    expect((await as('karim').post(path, { locale: 'fr' })).status).toBe(403);
  });

  test('a ticket that is no complaint has none for its customer', async () => {
    expect((await as('marie').get(`/tickets/${incident}/case-files`)).status).toBe(404);
  });
});

describe('staff', () => {
  test('a manager exports the proof of any ticket, up to an event, which leaves a trace', async () => {
    const path = `/desk/tickets/${incident}/case-files`;
    expect(words(await as('nadia').get(path))).toContain('Dossier de preuve');
    const wanted = { audience: 'staff', locale: 'en', up_to: '2' };
    expect((await as('nadia').post(path, wanted)).status).toBe(303);
    await make();
    expect(await latest()).toMatchObject({ up_to: 2, audience: 'staff', locale: 'en' });
    const file = linkTo((await as('nadia').get(path)).body, 'zip');
    expect(checkCaseFile((await bytesAt('nadia', file)).bytes).faults).toEqual([]);
    expect(await site.knex('access_log').where({ what: 'case_file' })).toMatchObject([
      { user_id: site.cast.nadia.id, customer_id: site.cast.marie.customerId },
    ]);
    // staff's copy is not the customer's, whatever the address
    expect((await as('marie').get(file)).status).toBe(404);
  });

  test('an event that is not there comes back with what was typed', async () => {
    const path = `/desk/tickets/${number}/case-files`;
    const page = await as('nadia').post(path, { audience: 'staff', locale: 'fr', up_to: '999' });
    expect(page.status).toBe(422);
    expect(page.body).toContain('value="999"');
    expect(words(page)).toContain('Écrivez un nombre entier, de 1 à');
  });

  test('a complaint officer has those of complaints, and of no other ticket', async () => {
    const wanted = { audience: 'mediator', locale: 'fr', up_to: '' };
    const path = (of: string) => `/desk/tickets/${of}/case-files`;
    expect((await as('ines').post(path(number), wanted)).status).toBe(303);
    expect((await as('ines').get(path(incident))).status).toBe(404);
    expect((await as('ines').post(path(incident), wanted)).status).toBe(404);
  });

  test('the ticket’s page leads to it, for those who may', async () => {
    const address = `/desk/tickets/${number}/case-files`;
    expect((await as('nadia').get(`/desk/tickets/${number}`)).body).toContain(address);
    expect((await as('karim').get(`/desk/tickets/${incident}`)).body).not.toContain('case-files');
  });
});
