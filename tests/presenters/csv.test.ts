import { expect, test } from '@jest/globals';
import { csvOf } from '../../server/presenters/csv.ts';

test('what a spreadsheet would run as a formula is defused, numbers stay numbers', () => {
  expect(csvOf([['=1+1', '@x', '-2 jours', -2, 66.7, null, 'a;b "c"']], 'fr')).toBe(
    `\ufeff'=1+1;'@x;'-2 jours;-2;66,7;;"a;b ""c"""\r\n`,
  );
  expect(csvOf([['a,b', 66.7]], 'en')).toBe('\ufeff"a,b",66.7\r\n');
});

test('cents are written as they are, to the last one', () => {
  const cells = [10_797, 5, -10_050, 0, 9_007_199_254_740_991].map((cents) => ({ cents }));
  expect(csvOf([cells], 'fr')).toBe('\ufeff107,97;0,05;-100,50;0,00;90071992547409,91\r\n');
  expect(csvOf([cells], 'en')).toBe('\ufeff107.97,0.05,-100.50,0.00,90071992547409.91\r\n');
});
