import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { type Seen, ticketOf } from './tickets-of.ts';
import { TOLD_NET } from './told.ts';

const MEGABYTE = 1024 * 1024;

let site: Site;
let seen: Seen;
let jean: Browser;
let tiare: Browser;
let karim: Browser;
beforeAll(async () => {
  site = await openSite();
  seen = await ticketOf(site, site.cast.jean, 'Site hors ligne');
  [jean, tiare, karim] = [site.visitor(), site.visitor(), site.visitor()];
  await jean.signIn('jean@boulangerie-moule.example');
  await tiare.signIn('tiare@agence-lagon.example');
  await karim.signIn('karim@alize.example');
});
afterAll(() => site.close());

const form = (fields: Record<string, string>, ...files: [name: string, bytes: Uint8Array][]) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  for (const [name, bytes] of files) {
    data.append('attachments', new Blob([bytes as BlobPart], { type: 'image/svg+xml' }), name);
  }
  return data;
};

describe('a file sent with a form', () => {
  test('is kept, under a safe name, and read back byte for byte', async () => {
    await jean.get('/tickets/new/incident');
    const bytes = Buffer.alloc(3 * MEGABYTE + 7, 'Guichet ');
    const fields = {
      subject: 'Journal du serveur',
      since: '',
      body: 'Voir le fichier.',
      ...TOLD_NET,
    };
    const opened = await jean.post(
      '/tickets/new/incident',
      form(fields, ['journal d’été.log', bytes], ['../../x.svg', Buffer.from('<svg/>')]),
    );
    expect(opened.status).toBe(303);
    const page = await jean.get(String(opened.location));
    expect(page.body).toContain('journal d’été.log');
    expect(page.body).toContain('>x.svg<');
    expect(page.body).not.toContain('..');
    const path = /href="(\/attachments\/\d+\/journal[^"]+)"/.exec(page.body)?.[1] ?? '';
    const response = await fetch(new URL(path, site.origin), {
      headers: { cookie: [...jean.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    expect(response.headers.get('content-length')).toBe(String(bytes.length));
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
  });

  test('of 60 MB comes back with what was typed, and with words that say what to do', async () => {
    const words = 'Tout est dans la capture.';
    await jean.get('/tickets/new/incident');
    const fields = { subject: 'Capture vidéo', since: '', body: words };
    const refused = await jean.post(
      '/tickets/new/incident',
      form(fields, ['capture.mp4', new Uint8Array(60 * MEGABYTE)]),
    );
    expect(refused.status).toBe(413);
    expect(refused.body).toContain('Vos fichiers dépassent 25\u00a0Mo en tout.');
    expect(refused.body).toContain(words);
    expect(refused.body).toContain('value="Capture vidéo"');
    expect((await jean.get('/tickets')).body).not.toContain('Capture vidéo');

    const answer = form({ body: words }, ['capture.mp4', new Uint8Array(26 * MEGABYTE)]);
    const onTicket = await jean.post(`/tickets/${seen.number}/messages`, answer);
    expect(onTicket.status).toBe(413);
    expect(onTicket.body).toContain(words);
  });

  test('is one too many after twenty', async () => {
    const files = Array.from({ length: 21 }, (_, n) => [`${n}.txt`, Buffer.from('x')] as const);
    const refused = await jean.post(
      `/tickets/${seen.number}/messages`,
      form({ body: 'Voilà.' }, ...files.map(([name, bytes]): [string, Buffer] => [name, bytes])),
    );
    expect(refused.status).toBe(413);
    expect(refused.body).toContain('20 fichiers au plus.');
    expect(refused.body).toContain('Voilà.');
  });
});

describe('a file that came with a message', () => {
  test('is always a download: nothing in it runs here', async () => {
    const svg = await jean.get(`/attachments/${seen.svgId}/x.svg`);
    expect(svg.status).toBe(200);
    expect(svg.body).toContain('<svg onload');
    expect(svg.headers.get('content-type')).toBe('application/octet-stream');
    expect(svg.headers.get('content-disposition')).toMatch(/^attachment; /);
    expect(svg.headers.get('x-content-type-options')).toBe('nosniff');
    expect(svg.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
    expect(svg.headers.get('cache-control')).toBe('no-store');
  });

  test('keeps its name, accents and all', async () => {
    const pdf = await jean.get(`/attachments/${seen.pdfId}/anything`);
    expect(pdf.headers.get('content-disposition')).toBe(
      `attachment; filename="releve ete.pdf"; filename*=UTF-8''relev%C3%A9%20%C3%A9t%C3%A9.pdf`,
    );
  });

  test('is its customer’s and the staff’s; each look by staff leaves its trace', async () => {
    const path = `/attachments/${seen.pdfId}/a.pdf`;
    expect((await tiare.get(path)).status).toBe(404);
    expect((await site.visitor().get(path)).status).toBe(303);
    const traces = () => site.knex('access_log').where({ what: 'attachment' });
    expect(await traces()).toHaveLength(0);
    expect((await karim.get(path)).status).toBe(200);
    expect(await traces()).toMatchObject([
      { user_id: site.cast.karim.id, customer_id: site.cast.jean.customerId },
    ]);
    expect((await jean.get(path)).status).toBe(200);
    expect(await traces()).toHaveLength(1);
  });

  test('of a note is the staff’s alone', async () => {
    const path = `/attachments/${seen.secretId}/capture.png`;
    expect((await jean.get(path)).status).toBe(404);
    expect((await karim.get(path)).status).toBe(200);
  });
});

describe('the original of a mail', () => {
  const frame = () => `/messages/${seen.messageId}/html`;
  const addressesIn = (html: string) =>
    [...html.matchAll(/(?:src|href)="(https:\/\/aide[^"]+)"/g)].map(([, address]) =>
      String(address)
        .replace('https://aide.alize.example', '')
        .replace(/&amp;/g, '&')
        .replace(/&#x3D;/g, '='),
    );

  test('is a sandboxed document that runs nothing and loads nothing from elsewhere', async () => {
    const page = await jean.get(frame());
    expect(page.headers.get('content-security-policy')).toBe(
      "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; " +
        "img-src https://aide.alize.example data:; style-src 'unsafe-inline'; form-action 'none'; " +
        "base-uri 'none'; frame-ancestors 'self'",
    );
    expect(page.body).not.toContain(' src="https://pixel.example');
    expect(page.body).toContain('1 image distante n’a pas été chargée.');
  });

  test('shows its own pictures to a frame that sends no cookie, for ten minutes', async () => {
    const [, image = ''] = addressesIn((await jean.get(frame())).body);
    expect(image).toMatch(new RegExp(`^/inline/${seen.logoId}\\?exp=\\d+&sig=[\\w-]+$`));
    const shown = await site.visitor().get(image);
    expect(shown.status).toBe(200);
    expect(shown.headers.get('content-type')).toBe('image/png');
    expect(shown.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(shown.headers.getSetCookie()).toEqual([]);

    const otherFile = image.replace(`/inline/${seen.logoId}`, `/inline/${seen.secretId}`);
    const laterEnd = image.replace(/exp=\d+/, 'exp=9999999999');
    for (const forged of [otherFile, laterEnd, `/inline/${seen.logoId}`]) {
      expect((await site.visitor().get(forged)).status).toBe(403);
    }
    const now = site.clock.now;
    site.clock.now = new Date(now.getTime() + 10 * 60_000);
    expect((await site.visitor().get(image)).status).toBe(403);
    site.clock.now = now;
  });

  test('shows remote pictures once they are asked for, by an address of its own', async () => {
    const [more = ''] = addressesIn((await jean.get(frame())).body);
    expect(more).toContain('images=remote');
    const shown = await site.visitor().get(more);
    expect(shown.status).toBe(200);
    expect(shown.body).toContain('src="https://pixel.example/t.gif"');
    expect(shown.headers.get('content-security-policy')).toContain('data: https: http:;');
    const forged = more.replace(String(seen.messageId), String(seen.noteId));
    expect((await site.visitor().get(forged)).status).toBe(404);
    expect((await site.visitor().get(`${frame()}?images=remote`)).status).toBe(404);
  });

  test('is nobody else’s, and a note’s is no customer’s', async () => {
    expect((await tiare.get(frame())).status).toBe(404);
    expect((await site.visitor().get(frame())).status).toBe(404);
    await site
      .knex('messages')
      .where({ id: seen.noteId })
      .update({ html: '<p>mauvais payeur</p>' });
    expect((await jean.get(`/messages/${seen.noteId}/html`)).status).toBe(404);
    expect((await karim.get(`/messages/${seen.noteId}/html`)).body).toContain('mauvais payeur');
  });
});
