import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { MessageView } from '../../server/views/models/messages.ts';
import { readPreferences } from '../../server/views/preferences.ts';
import { createViews } from '../../server/views/views.ts';
import { findWebRoot } from '../../server/views/web-root.ts';

const views = createViews({
  root: findWebRoot(import.meta.url),
  zone: 'Europe/Paris',
  asset: (name) => `/assets/${name}`,
  strict: true,
});

const fromMarie: MessageView = {
  id: '41',
  kind: 'public',
  author: { name: 'Marie Hoarau', side: 'customer' },
  at: new Date('2026-11-22T22:10:00Z'),
  channel: 'email',
  body: 'Bonjour, <script>alert(1)</script>',
  quoted: null,
  htmlUrl: null,
  attachments: [],
  customerZone: 'Indian/Reunion',
  deliveries: [],
  hold: null,
  origin: null,
  forgedInYourName: false,
  sourceUrl: null,
  copied: [],
  answer: null,
  redactedAt: null,
  redaction: null,
  address: 'marie.hoarau@courriel.example',
};

const words = (html: string) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/[\s\u00a0]+/g, ' ')
    .trim();

describe('a message', () => {
  test('has one place in the page, and shows what was written, not what it would do', () => {
    const html = views.partial('messages/_message', fromMarie, { locale: 'fr' });
    expect(html).toContain('id="message_41"');
    expect(html).not.toContain('<script>');
    expect(html).toContain('&lt;script&gt;');
  });

  test('tells the hour of the provider and that of the customer, another day there', () => {
    const html = views.partial('messages/_message', fromMarie, { locale: 'fr' });
    expect(html).toContain('<time datetime="2026-11-22T22:10:00.000Z">');
    expect(words(html)).toContain('dim. 22 nov. 23:10 ( lun. 02:10 à La Réunion)');
  });

  test('where all was folded as a quotation, it is unfolded: it may be what was written', () => {
    const quoted = 'Le 3 mars 2026 à 10:00, Support a écrit :\n> Remboursez-moi.';
    const show = (body: string) =>
      views.partial('messages/_message', { ...fromMarie, body, quoted }, { locale: 'fr' });
    expect(show('')).toContain('<details class="quoted" open>');
    expect(show('Merci.')).toContain('<details class="quoted">');
  });

  test('a note says that it is one; a reply never does', () => {
    const note = views.partial(
      'messages/_message',
      { ...fromMarie, kind: 'note' },
      { locale: 'fr' },
    );
    expect(words(note)).toContain('Note interne');
    const reply = views.partial('messages/_message', fromMarie, { locale: 'fr' });
    expect(words(reply)).not.toContain('Note interne');
  });

  test('says that its mail came back, and what the other server answered', () => {
    const html = views.partial(
      'messages/_message',
      {
        ...fromMarie,
        deliveries: [
          {
            state: 'bounced',
            at: fromMarie.at,
            reason: '550 5.1.1 <marie>: unknown',
            recipient: 'marie.hoarau@courriel.example',
            resend: '17',
          },
        ],
      },
      { locale: 'fr' },
    );
    expect(words(html)).toContain('Le mail est revenu');
    expect(html).toContain('550 5.1.1 &lt;marie&gt;: unknown');
  });
});

describe('an event', () => {
  const said = { id: '7', at: new Date('2026-11-22T22:32:00Z'), actor: 'Léa Fontaine' };
  const tell = (locale: 'fr' | 'en') =>
    words(
      views.partial(
        'tickets/_event',
        { ...said, type: 'status_changed', data: { from: 'new', to: 'open' } },
        { locale },
      ),
    );

  test('is a sentence with who did it, in each language', () => {
    expect(tell('fr')).toBe(
      'Statut passé de « nouveau » à « ouvert » par Léa Fontaine dim. 22 nov. 23:32',
    );
    expect(tell('en')).toBe('Status changed from “new” to “open” by Léa Fontaine Sun 22 Nov 23:32');
  });

  test('a ticket given back to the queue is told as such', () => {
    const html = views.partial(
      'tickets/_event',
      { ...said, actor: null, type: 'ticket_assigned', data: { assignee: null } },
      { locale: 'fr' },
    );
    expect(words(html)).toContain('remis dans la file');
  });
});

describe('a mistake in a template is found at start', () => {
  const root = mkdtempSync(join(tmpdir(), 'views-'));
  afterAll(() => rmSync(root, { recursive: true }));
  const withTemplate = (source: string) => {
    for (const folder of ['locales/fr', 'locales/en', 'views']) {
      mkdirSync(join(root, folder), { recursive: true });
    }
    writeFileSync(join(root, 'views', 'page.hbs'), source);
    return () => createViews({ root, zone: 'Europe/Paris', asset: (n) => n, strict: true });
  };

  test.each([
    ['{{> tickets/_nowhere}}', 'page includes tickets/_nowhere, which is not there'],
    ['{{shout name}}', 'page calls an unknown shout'],
    ["{{icon 'no-such-icon'}}", 'no-such-icon'],
    ['{{#if}', 'Parse error'],
  ])('%s', (source, message) => {
    expect(withTemplate(source)).toThrow(message);
  });
});

describe('preferences', () => {
  test('come from cookies; what is odd is the default', () => {
    expect(readPreferences('theme=dark; density=compact; shortcuts=off; locale=en')).toEqual({
      theme: 'dark',
      density: 'compact',
      shortcuts: false,
      locale: 'en',
    });
    expect(readPreferences('theme=<script>; locale=de')).toEqual({
      theme: 'auto',
      density: 'comfortable',
      shortcuts: true,
      locale: null,
    });
  });
});
