import { expect, test } from '@jest/globals';
import type { DiagnosisReport } from '../../server/documents/diagnosis-report.ts';
import { describeWith } from '../support/describe-with.ts';
import { testHouse } from '../support/house.ts';
import { POPPLER } from '../support/parts.ts';
import { textOf } from '../support/read-pdf.ts';
import { REPORT, reportOf } from './sample.ts';

const { renderDocument } = testHouse();
const read = async (change: Partial<DiagnosisReport>) =>
  textOf(await renderDocument(reportOf(change))).replaceAll('’', "'");

describeWith(POPPLER, 'what a report says of the cost', () => {
  test.each([
    ['provider_responsible', "Vous ne devez rien : l'incident relève de notre responsabilité."],
    ['refused', "Vous ne devez rien : l'intervention a été refusée."],
    ['no_time', "Vous ne devez rien : aucun temps n'a été décompté."],
    ['no_tariff', 'Vous ne devez rien : aucun tarif ne vous avait été annoncé.'],
  ] as const)('nothing is due: %s', async (reason, said) => {
    const text = await read({ charge: { due: false, reason } });
    expect(text).toContain(said);
    expect(text).not.toMatch(/Total TTC|contester/);
  });

  test('who was told no tariff reads none', async () => {
    const text = await read({ tariff: null, charge: { due: false, reason: 'no_tariff' } });
    expect(text).not.toContain('Tarif de votre déclaration');
  });

  test('a minimum is told, and that it applies', async () => {
    const tariff = { price: 'gross', unitCents: 3_480, unitMinutes: 30, minimumUnits: 2 } as const;
    const charge = { units: 2, netCents: 6_415, vatCents: 545, grossCents: 6_960 };
    const text = await read({
      tariff,
      charge: { ...charge, due: true, vatBasisPoints: 850, minimum: true, price: 'gross' },
    });
    expect(text).toContain('34,80 € TTC par unité de 30 min');
    expect(text).toContain('2 unités au moins sont dues.');
    expect(text).toContain("Le minimum prévu par le tarif s'applique");
    expect(text).toContain('Total TTC 69,60 €');
  });

  test('no VAT is said to be none', async () => {
    const charge = { units: 3, netCents: 8_700, vatCents: 0, grossCents: 8_700, vatBasisPoints: 0 };
    const text = await read({ charge: { ...charge, due: true, minimum: false, price: 'net' } });
    expect(text).toContain('TVA (0 %) 0,00 €');
  });

  test('nothing tested, found or accessed: those headings are left out', async () => {
    const text = await read({ tests: [], findings: [], accesses: [], time: [], seconds: 0 });
    expect(text).not.toMatch(/testé|constaté|Nos accès/);
    expect(text).toContain("Aucun temps n'a été décompté.");
  });

  test('an access that ends another day says which', async () => {
    const [access] = REPORT.accesses;
    if (!access) throw new Error('no access');
    const endedAt = new Date('2026-03-03T00:30:00.000Z');
    const text = await read({ accesses: [{ ...access, endedAt }] });
    expect(text).toContain('mardi 3 mars 2026');
  });
});
