import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { loadTranslations } from '../../server/views/i18n.ts';
import { callsOf, readTemplates } from '../../server/views/templates.ts';
import { findWebRoot } from '../../server/views/web-root.ts';

const root = findWebRoot(import.meta.url);
const texts = loadTranslations(join(root, 'locales'), { strict: true });
// Two fragments that are nothing but a tag's attributes, and a document with its own policy.
const ATTRIBUTES = ['forms/_described', 'tickets/_draft'];
const PLURAL = /_(one|many|other)$/;

/** French has a "many" for millions that English does without: plurals are compared by their stem. */
const stems = (keys: string[]) => [...new Set(keys.map((key) => key.replace(PLURAL, '')))].sort();

describe('the texts of the interface', () => {
  test('exist in both languages', () => {
    expect(stems(texts.keys('en'))).toEqual(stems(texts.keys('fr')));
  });

  test('have every plural their language needs', () => {
    for (const [locale, forms] of [
      ['fr', ['one', 'many', 'other']],
      ['en', ['one', 'other']],
    ] as const) {
      const keys = new Set(texts.keys(locale));
      const plurals = stems([...keys].filter((key) => PLURAL.test(key)));
      const missing = plurals
        .flatMap((stem) => forms.map((form) => `${stem}_${form}`))
        .filter((key) => !keys.has(key));
      expect(missing).toEqual([]);
    }
  });

  test('name the same parameters in both languages', () => {
    const parameters = (locale: 'fr' | 'en', key: string) =>
      (texts.raw(locale, key).match(/\{\{\w+\}\}/g) ?? []).sort();
    const shared = texts.keys('en').filter((key) => texts.keys('fr').includes(key));
    for (const key of shared) {
      // "One response" may say its number in words.
      if (key.endsWith('_one')) continue;
      expect([key, parameters('en', key)]).toEqual([key, parameters('fr', key)]);
    }
  });

  test('choose the plural by their language: zero is singular in French', () => {
    expect(texts.in('fr')('tickets.history_count', { count: 0 })).toBe('0 événement');
    expect(texts.in('en')('tickets.history_count', { count: 0 })).toBe('0 events');
  });

  test('a missing key or parameter is a mistake found here, not by a customer', () => {
    expect(() => texts.in('fr')('tickets.nowhere')).toThrow('no text for "tickets.nowhere" in fr');
    expect(() => texts.in('fr')('tickets.reply_to')).toThrow('was given no {{name}}');
  });

  test('without strictness people see the key rather than an error page', () => {
    const lenient = loadTranslations(join(root, 'locales'), { strict: false });
    expect(lenient.in('fr')('tickets.nowhere')).toBe('tickets.nowhere');
  });
});

describe('the templates', () => {
  const templates = readTemplates(join(root, 'views'));
  const keys = texts.keys('fr');

  test('ask only for texts that exist', () => {
    const asked = [...templates].flatMap(([template, source]) =>
      callsOf(source)
        .helpers.filter(({ name }) => name === 't')
        .map(({ literal, prefix }) => ({ template, literal, prefix })),
    );
    expect(asked.length).toBeGreaterThan(200);
    const known = new Set(stems(keys));
    const unknown = asked.filter(
      ({ literal, prefix }) =>
        (literal !== null && !known.has(literal)) ||
        (prefix !== null && !keys.some((key) => key.startsWith(prefix))),
    );
    expect(unknown).toEqual([]);
  });

  test('hold no words of their own', () => {
    const spoken = [...templates]
      .filter(([name]) => name !== 'layouts/mail_frame' && !ATTRIBUTES.includes(name))
      .map(([name, source]) => {
        const words = source
          .replace(/\{\{[^}]*\}\}/g, ' ')
          .replace(/<kbd>.*?<\/kbd>|"[^"]*"|'[^']*'|data-[a-z-]+=/gs, ' ')
          .replace(/<[^>]*>/g, ' ')
          .match(/\p{L}{2,}/gu);
        return { name, words: words ?? [] };
      })
      .filter(({ words }) => words.length > 0);
    expect(spoken).toEqual([]);
  });

  test('carry no style and no script in line, which the page policy would refuse', () => {
    const inline = [...templates]
      .filter(([name]) => name !== 'layouts/mail_frame')
      .map(([name, source]) => [name, source.replace(/\{\{[^}]*\}\}/g, '')] as const)
      .filter(([, html]) => /\sstyle=|\son[a-z]+="|<style|<script(?![^>]*\ssrc=)/i.test(html))
      .map(([name]) => name);
    expect(inline).toEqual([]);
  });
});
