import { describe, expect, test } from '@jest/globals';
import {
  formatBytes,
  formatMinutes,
  formatMoney,
  formatTime,
  isNight,
  sameDay,
  sameWallClock,
} from '../../server/views/format.ts';
import { negotiateLocale } from '../../server/views/locale.ts';
import { proseToHtml } from '../../server/views/prose.ts';
import { typeset } from '../../server/views/typography.ts';

/** Spaces that do not break are written · here, narrow ones ‧, so that they can be read. */
const visible = (text: string) => text.replaceAll('\u00a0', '·').replaceAll('\u202f', '‧');

const reported = new Date('2026-11-22T22:10:00Z');

describe('an instant in words', () => {
  test.each([
    ['time', '23:10', '23:10'],
    ['short', 'dim. 22·nov. 23:10', 'Sun 22·Nov 23:10'],
    ['date', '22·novembre 2026', '22·November 2026'],
    ['weekday', 'dimanche 22·novembre', 'Sunday 22·November'],
    ['hour', 'dimanche 23:10', 'Sunday 23:10'],
    ['day_time', 'dim. 23:10', 'Sun 23:10'],
    ['long', 'dimanche 22·novembre 2026 à 23:10', 'Sunday 22·November 2026 at 23:10'],
  ] as const)('%s', (style, french, english) => {
    expect(visible(formatTime(reported, 'fr', 'Europe/Paris', style))).toBe(french);
    expect(visible(formatTime(reported, 'en', 'Europe/Paris', style))).toBe(english);
  });

  test('is the next morning for Mme Hoarau, and the first of a month is "1er"', () => {
    expect(formatTime(reported, 'fr', 'Indian/Reunion', 'hour')).toBe('lundi 02:10');
    expect(sameDay(reported, 'Europe/Paris', 'Indian/Reunion')).toBe(false);
    const first = new Date('2026-11-01T10:00:00Z');
    expect(visible(formatTime(first, 'fr', 'Europe/Paris', 'date'))).toBe('1er·novembre 2026');
  });

  test('midnight is 00:00, never 24:00', () => {
    const midnight = new Date('2026-11-22T23:00:00Z');
    expect(formatTime(midnight, 'fr', 'Europe/Paris', 'day_time')).toBe('lun. 00:00');
  });

  test('the same wall clock is told once', () => {
    expect(sameWallClock(reported, 'Europe/Paris', 'Europe/Madrid')).toBe(true);
    expect(sameWallClock(reported, 'Europe/Paris', 'America/Guadeloupe')).toBe(false);
  });

  test('an agent is warned before calling at night', () => {
    expect(isNight(reported, 'Indian/Reunion')).toBe(true);
    expect(isNight(reported, 'Pacific/Noumea')).toBe(false);
  });
});

describe('figures', () => {
  test('money is in euros, as each language writes it', () => {
    expect(visible(formatMoney(3480, 'fr'))).toBe('34,80·€');
    expect(formatMoney(3480, 'en')).toBe('€34.80');
  });

  test('sizes are in the units of the reader', () => {
    expect(visible(formatBytes(348_211, 'fr'))).toBe('348·ko');
    expect(visible(formatBytes(61_200_000, 'fr'))).toBe('61,2·Mo');
    expect(visible(formatBytes(61_200_000, 'en'))).toBe('61.2·MB');
    expect(visible(formatBytes(12, 'fr'))).toBe('12·o');
  });

  test('minutes are shown as a clock', () => {
    expect([18, 230, 1502].map(formatMinutes)).toEqual(['00:18', '03:50', '25:02']);
  });
});

describe('French typography', () => {
  test.each([
    ['Que se passe-t-il ?', 'Que se passe-t-il‧?'],
    ['Par téléphone :', 'Par téléphone·:'],
    ["J'ai lu « Erreur 500 » ; et vous ?", 'J’ai lu «‧Erreur 500‧»‧; et vous‧?'],
    ['{{count}} min, {{price}} €', '{{count}}·min, {{price}}·€'],
    ["l'{{name}}...", 'l’{{name}}…'],
  ])('%s', (plain, set) => {
    expect(visible(typeset(plain, 'fr'))).toBe(set);
  });

  test('English is left its own', () => {
    expect(typeset("Don't: really?", 'en')).toBe('Don’t: really?');
  });
});

describe('what people wrote', () => {
  test('is escaped, and its web addresses become links that tell nothing', () => {
    expect(proseToHtml('Voir <b>https://hoarau.example/a?b=1&c=2</b>, merci.')).toBe(
      'Voir &lt;b&gt;<a href="https://hoarau.example/a?b=1&amp;c=2" rel="nofollow noopener noreferrer" target="_blank">https://hoarau.example/a?b=1&amp;c=2</a>&lt;/b&gt;, merci.',
    );
  });

  test('no other scheme is ever a link', () => {
    expect(proseToHtml('javascript:alert(1) "x"')).toBe('javascript:alert(1) &quot;x&quot;');
  });
});

describe('the language of a first visit', () => {
  test.each([
    [undefined, 'fr'],
    ['en-GB,en;q=0.9', 'en'],
    ['de-DE, en;q=0.5, fr;q=0.8', 'fr'],
    ['de', 'fr'],
    ['en;q=0', 'fr'],
  ] as const)('%s', (header, locale) => {
    expect(negotiateLocale(header)).toBe(locale);
  });
});
