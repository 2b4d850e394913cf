import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { postMessage } from '../../server/commands/post-message.ts';
import { recordDelivery } from '../../server/commands/record-delivery.ts';
import { findTicket } from '../../server/store/tickets.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { words } from './words.ts';

describe('Karim works on a ticket', () => {
  let site: Site;
  let karim: Browser;
  let page: string;
  beforeAll(async () => {
    site = await openSite();
    await site.run(openTicket, site.cast.jean, {
      kind: 'incident',
      subject: 'Site hors ligne',
      body: 'Le site ne répond plus depuis 02:10.',
      files: [{ name: 'capture.png', contentType: 'image/png', bytes: Buffer.from('png') }],
    });
    page = '/desk/tickets/2026-000001';
    karim = site.visitor();
    await karim.signIn('karim@alize.example');
  });
  afterAll(() => site.close());

  const ticket = async () => {
    const found = await findTicket(site.knex, '2026-000001');
    if (!found) throw new Error('the ticket is gone');
    return found;
  };

  test('he reads it whole, and his look leaves a trace', async () => {
    const shownPage = await karim.get(page);
    expect(shownPage.status).toBe(200);
    for (const shown of [
      'Site hors ligne',
      'Le site ne répond plus depuis 02:10.',
      'capture.png',
      'jean@boulangerie-moule.example',
      'chaîne vérifiée',
      'Ticket ouvert par Jean Moreau : incident, sur le portail',
    ]) {
      expect(words(shownPage)).toContain(shown);
    }
    const looks = await site.knex('access_log').orderBy('id');
    expect(looks.at(-1)).toMatchObject({
      user_id: site.cast.karim.id,
      customer_id: site.cast.jean.customerId,
      what: 'ticket',
    });
  });

  test('he replies and waits for Jean, who is written to', async () => {
    const sent = await karim.post(`${page}/replies`, {
      body: 'Bonjour Jean, nous regardons.',
      status: 'waiting_customer',
    });
    expect(sent.status).toBe(303);
    expect(sent.location).toMatch(/^\/desk\/tickets\/2026-000001#message_\d+$/);
    expect((await ticket()).status).toBe('waiting_customer');
    expect(await site.lastMailTo('jean@boulangerie-moule.example')).toContain('nous regardons');
    const read = words(await karim.get(page));
    expect(read).toContain('Réponse envoyée à Jean Moreau.');
    expect(read).toMatch(/Statut passé de « nouveau » à « [^»]*client » par Karim Diallo/);
  });

  test('an empty reply comes back with its reason, a note that is too long with its words', async () => {
    const empty = await karim.post(`${page}/replies`, { body: '  ', status: '' });
    expect(empty.status).toBe(422);
    expect(words(empty)).toContain('Ce champ est à remplir.');
    const long = await karim.post(`${page}/notes`, { body: `Le certificat ${'x'.repeat(50_000)}` });
    expect(long.status).toBe(422);
    expect(words(long)).toContain('caractères au plus');
    expect(words(long)).toContain('Le certificat xxx');
    expect(/id="composing_note" value="note" checked/.test(long.body)).toBe(true);
  });

  test('his draft is kept for him, and gone once it is a note', async () => {
    const draft = (body: string, headers: Record<string, string> = {}) =>
      fetch(new URL(`${page}/draft`, site.origin), {
        method: 'PUT',
        headers: {
          'content-type': 'application/json',
          cookie: [...karim.cookies].map((pair) => pair.join('=')).join('; '),
          ...headers,
        },
        body: JSON.stringify({ kind: 'note', body }),
      });
    const token = /csrf-token" content="([^"]+)"/.exec((await karim.get(page)).body)?.[1] ?? '';
    expect((await draft('Voir le certificat')).status).toBe(419);
    const kept = await draft('Voir le certificat', { 'x-csrf-token': token });
    expect(await kept.json()).toEqual({ savedAt: '2026-03-02T08:00:00.000Z' });
    const inTheComposer = /Voir le certificat<\/textarea>/;
    expect(inTheComposer.test((await karim.get(page)).body)).toBe(true);
    const lea = site.visitor();
    await lea.signIn('lea@alize.example');
    expect(words(await lea.get(page))).not.toContain('Voir le certificat');
    await karim.post(`${page}/notes`, { body: 'Voir le certificat' });
    expect(inTheComposer.test((await karim.get(page)).body)).toBe(false);
    const emptied = await draft('', { 'x-csrf-token': token });
    expect(await emptied.json()).toEqual({ savedAt: null });
  });

  test('he takes it, requalifies it, resolves it; what the course forbids is told', async () => {
    await karim.get(page);
    const me = String(site.cast.karim.id);
    await karim.post(`${page}/assignment`, { assignee: me });
    await karim.post(`${page}/kind`, { kind: 'information_request' });
    const refused = await karim.post(`${page}/status`, { status: 'new' });
    expect(refused.status).toBe(422);
    expect(words(refused)).toContain('Ce statut n’est pas possible');
    await karim.post(`${page}/status`, { status: 'resolved' });
    expect(await ticket()).toMatchObject({
      assigneeId: site.cast.karim.id,
      kind: 'information_request',
      status: 'resolved',
    });
    const stranger = await karim.post(`${page}/assignment`, {
      assignee: String(site.cast.jean.id),
    });
    expect(stranger.status).toBe(422);
    expect(words(stranger)).toContain('Choisissez une personne de l’équipe');
    await karim.post(`${page}/assignment`, { assignee: '' });
    expect((await ticket()).assigneeId).toBeNull();
  });

  test('a mail that never left is told on the message it carried', async () => {
    const mail = await site.knex('outbound_emails').where({ letter: 'reply' }).first();
    await site.run(
      recordDelivery,
      { kind: 'system', name: 'delivery' },
      {
        id: mail.id,
        result: { accepted: false, permanent: true, error: '550 no such user' },
      },
    );
    const read = words(await karim.get(page));
    expect(read).toContain('Le mail n’est pas parti : jean@boulangerie-moule.example');
    expect(read).toContain('550 no such user');
  });

  test('an altered history is told, where it breaks', async () => {
    const { id } = await ticket();
    const alter = (sql: string) => site.ownerKnex.raw(sql);
    await alter('alter table events disable trigger user');
    await alter('alter table events drop constraint events_check');
    const { canonical } = await site.knex('events').where({ ticket_id: id, seq: 2 }).first();
    await site
      .ownerKnex('events')
      .where({ ticket_id: id, seq: 2 })
      .update({ canonical: canonical.replace('portal', 'e-mail') });
    expect(words(await karim.get(page))).toContain('chaîne rompue à l’événement 2');
    await site.ownerKnex('events').where({ ticket_id: id, seq: 2 }).update({ canonical });
  });

  test('a long conversation shows its end, and the rest on request', async () => {
    await karim.post(`${page}/status`, { status: 'open' });
    for (let day = 1; day <= 55; day += 1) {
      const said = { number: '2026-000001', body: `Relance numéro ${day}.`, files: [] };
      await site.run(postMessage, site.cast.jean, said);
    }
    const latest = await karim.get(page);
    expect(words(latest)).toContain('Relance numéro 55.');
    expect(words(latest)).not.toContain('Relance numéro 5.');
    const older = /href="([^"]+)" rel="next"/.exec(latest.body)?.[1] ?? '';
    const before = await karim.get(older.replaceAll('&#x3D;', '='));
    expect(words(before)).toContain('Relance numéro 5.');
    expect(words(before)).toContain('Le site ne répond plus depuis 02:10.');
    expect(words(before)).not.toContain('Relance numéro 55.');
    expect(before.body.includes('data-live-streams-value="[]"')).toBe(true);
  });

  test('its page costs the same few queries, however long it is', async () => {
    const count = async (path: string) => {
      let queries = 0;
      const seen = () => {
        queries += 1;
      };
      site.knex.on('query', seen);
      await karim.get(path);
      site.knex.off('query', seen);
      return queries;
    };
    const long = await count(page);
    await site.run(openTicket, site.cast.marie, {
      kind: 'incident',
      subject: 'Formulaire muet',
      body: 'Rien ne part.',
      files: [],
    });
    const short = await count('/desk/tickets/2026-000002');
    // the names of those it was given to, and whom its mail did not reach
    expect(long - short).toBeLessThanOrEqual(2);
    expect(long).toBeLessThanOrEqual(27);
  });
});
