import { expect, test } from '@jest/globals';
import { csvOf } from '../../server/presenters/csv.ts';

test('what a spreadsheet would run as a formula is defused, numbers stay numbers', () => {
  expect(csvOf([['=1+1', '@x', '-2 jours', -2, 66.7, null, 'a;b "c"']], 'fr')).toBe(
    `\ufeff'=1+1;'@x;'-2 jours;-2;66,7;;"a;b ""c"""\r\n`,
  );
  expect(csvOf([['a,b', 66.7]], 'en')).toBe('\ufeff"a,b",66.7\r\n');
});
