import { expect, test } from '@jest/globals';
import { describeWith } from '../support/describe-with.ts';
import { testHouse } from '../support/house.ts';
import { POPPLER } from '../support/parts.ts';
import { factsOf, textOf } from '../support/read-pdf.ts';
import { REPORT, reportOf } from './sample.ts';

const { renderDocument } = testHouse();

test('the same document is the same bytes, whenever it is made', async () => {
  const [one, other] = [await renderDocument(reportOf()), await renderDocument(reportOf())];
  expect(Buffer.compare(one, other)).toBe(0);
  const english = await renderDocument(reportOf({}, { locale: 'en' }));
  expect(Buffer.compare(one, english)).not.toBe(0);
});

describeWith(POPPLER, 'a document read back', () => {
  test('says who writes, to whom, what it is and of which day', async () => {
    const pdf = await renderDocument(reportOf());
    expect(textOf(pdf)).toContain('Alizé Hébergement Boulangerie du Moule');
    expect(textOf(pdf)).toContain('Rapport de diagnostic 2026-000318-D1 · 2 mars 2026');
    expect(textOf(pdf)).toContain('Les heures de ce rapport sont celles de Paris.');
    expect(textOf(pdf)).toContain('page 1 sur 2');
    expect(textOf(pdf)).toContain('Alizé Hébergement · 2026-000318-D1 page 2 sur 2');
  });

  test('is tagged, and has a title and a date of its own', async () => {
    const pdf = await renderDocument(reportOf());
    expect(factsOf(pdf)).toMatchObject({
      Title: 'Rapport de diagnostic 2026-000318-D1',
      Tagged: 'yes',
      'Page size': '595.28 x 841.89 pts (A4)',
      'PDF version': '1.7',
    });
    // PDFKit's own clock plays no part
    expect(factsOf(pdf).CreationDate).toMatch(/^Mon Mar {2}2 1\d:30:00 2026/);
    expect(Buffer.from(pdf).toString('latin1')).toContain('/Lang (fr)');
  });

  test('a table repeats its heads on each page that it goes on over', async () => {
    const tests = Array.from({ length: 90 }, (_, index) => ({
      wording: `Test numéro ${index + 1}`,
      result: 'passed' as const,
      said: index === 40 ? 'Une observation qui dépasse une page. '.repeat(400) : 'Rien.',
      evidence: [],
    }));
    const text = textOf(await renderDocument(reportOf({ tests })));
    const heads = text.match(/Test Résultat Observation/g)?.length ?? 0;
    const pages = Number(text.match(/page 1 sur (\d+)/)?.[1]);
    expect(pages).toBeGreaterThan(5);
    // all but the last, which has the cost
    expect(heads).toBeGreaterThanOrEqual(pages - 1);
    for (let number = 1; number <= 90; number += 1) {
      expect(text).toContain(`Test numéro ${number} réussi`);
    }
    expect(text.match(/Une observation/g)).toHaveLength(400);
  });

  test('letters beyond French are written; those no font has are marked, and it is said so', async () => {
    const reasons = 'Dvořák, Łódź, ﬁn, x\u202f: y\u0007, ệ, 网站, 👩‍🚀.';
    const text = textOf(await renderDocument(reportOf({ reasons })));
    expect(text).toContain('Dvořák, Łódź, fin, x : y, e, ¤¤, ¤.');
    expect(text).toContain('¤ tient la place d’un caractère');
    expect(textOf(await renderDocument(reportOf()))).not.toContain('¤');
  });

  test.each([
    ['one word longer than any line', 'a'.repeat(5_000)],
    ['no word at all', ' \n\n \t '],
    ['writing from right to left', 'السلام عليكم '.repeat(300)],
    ['lone surrogates and markup', '\ud800<b>&amp;</b>\udfff %PDF ((( )'],
    ['twenty thousand signs', 'Le site ne répond plus. '.repeat(830)],
  ])('nothing stops it: %s', async (_what, reasons) => {
    const subject = reasons.slice(0, 150);
    const pdf = await renderDocument(reportOf({ reasons, ticket: { ...REPORT.ticket, subject } }));
    expect(textOf(pdf)).toContain('Ce que cela coûte');
  });
});
