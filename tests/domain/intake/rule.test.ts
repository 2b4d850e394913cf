import { describe, expect, test } from '@jest/globals';
import { guessLocale } from '../../../server/domain/intake/guess-locale.ts';
import { classify, type IntakeRule } from '../../../server/domain/intake/rule.ts';

const rule = (id: number, more: Partial<IntakeRule>): IntakeRule => ({
  id,
  position: id,
  field: 'subject',
  pattern: 'question',
  kind: 'information_request',
  enabled: true,
  ...more,
});
const mail = (more: Partial<Record<'subject' | 'body' | 'from' | 'to', string>>) => ({
  subject: '',
  body: '',
  from: 'jean@boulangerie-moule.example',
  to: 'support@alize.example',
  ...more,
});

describe('the rules that classify new mail', () => {
  test('the first that matches decides', () => {
    const rules = [
      rule(1, { pattern: 'hors ligne|en panne', kind: 'incident' }),
      rule(2, { pattern: 'question' }),
    ];
    expect(classify(rules, mail({ subject: 'Question : site EN PANNE ?' }))).toEqual({
      kind: 'incident',
      rule: rules[0],
    });
    expect(classify(rules, mail({ subject: 'Une question' })).rule?.id).toBe(2);
  });

  test('case, accents, spacing and apostrophes do not count', () => {
    const rules = [rule(1, { pattern: "l'hébergement  mutualisé" })];
    const subject = 'A propos de L’HEBERGEMENT\n mutualise';
    expect(classify(rules, mail({ subject })).kind).toBe('information_request');
  });

  test('a rule looks at its own field only, and not while it is switched off', () => {
    expect(classify([rule(1, { field: 'body' })], mail({ subject: 'question' })).rule).toBeNull();
    expect(classify([rule(1, { enabled: false })], mail({ subject: 'question' })).rule).toBeNull();
    const to = [rule(1, { field: 'to', pattern: 'commercial@' })];
    expect(classify(to, mail({ to: 'commercial@alize.example' })).rule?.id).toBe(1);
  });

  test('an empty alternative matches nothing', () => {
    expect(classify([rule(1, { pattern: '|' })], mail({ subject: 'x' })).rule).toBeNull();
  });

  test('without a rule it is an incident, which is handled day and night', () => {
    expect(classify([], mail({ subject: 'Bonjour' }))).toEqual({ kind: 'incident', rule: null });
  });
});

test.each([
  ['Bonjour, le site de la boulangerie est hors ligne. Merci.', 'fr'],
  ['Hello, the site is down and we are losing orders. Thanks.', 'en'],
  ['Site down', 'fr'],
  ['', 'fr'],
])('%j is answered in %s (I7)', (text, locale) => {
  expect(guessLocale(text)).toBe(locale);
});
