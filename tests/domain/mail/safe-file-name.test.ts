import { expect, test } from '@jest/globals';
import { safeFileName } from '../../../server/domain/mail/safe-file-name.ts';

test.each([
  ['facture été.pdf', 'facture été.pdf'],
  ['../../x.svg', '.._.._x.svg'],
  ['C:\\Users\\jean\\devis.doc', 'C__Users_jean_devis.doc'],
  ['nom\r\nSet-Cookie: a=b', 'nomSet-Cookie_ a=b'],
  ['facture\u202efdp.exe', 'facturefdp.exe'],
  ['', 'attachment'],
  ['...', 'attachment'],
  ['con.txt', '_con.txt'],
  [`${'a'.repeat(300)}.pdf`, `${'a'.repeat(196)}.pdf`],
])('%j is kept as %j', (name, safe) => {
  expect(safeFileName(name)).toBe(safe);
});
