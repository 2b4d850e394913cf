import { expect, test } from '@jest/globals';
import { toldNotes } from '../../../server/domain/mail/mail-notes.ts';

test('staff are told that a mail was signed, encrypted or cut; of nothing else', () => {
  expect(toldNotes(['charset:mislabelled', 'html:cut', 'signed:pgp', 'encrypted:smime'])).toEqual([
    'encrypted_smime',
    'signed_pgp',
    'html_cut',
  ]);
  expect(toldNotes([])).toEqual([]);
});
