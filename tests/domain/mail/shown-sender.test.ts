import { expect, test } from '@jest/globals';
import { shownAddress, shownLine, shownName } from '../../../server/domain/mail/shown-sender.ts';

test.each([
  ['Jean\u202eemoc', 'Jeanemoc'],
  ['Je\u200ban\u00ad\ufeff  Moreau', 'Jean Moreau'],
  ['Léa\u200d Fontaine\u200c', 'Léa Fontaine'],
  ['محمد علی\u200cزاده', 'محمد علی\u200cزاده'],
  ['Boulangerie 👩‍🍳❤️', 'Boulangerie 👩‍🍳❤️'],
  ['a\r\nBcc: b', 'a Bcc: b'],
])('%j is shown as %j', (given, shown) => {
  expect(shownLine(given)).toBe(shown);
});

test.each([
  ['jean@boulangerie-moule.example', 'jean@boulangerie-moule.example'],
  ['jean@hôtel-léa.example', 'jean@hôtel-léa.example'],
  ['jean@b\u043eulangerie.example', 'jean@xn--bulangerie-evi.example'],
  ['jean@xn--80ak6aa92e.example', 'jean@xn--80ak6aa92e.example'],
  ['je\u202ean@moule.example', 'jean@moule.example'],
  ['nobody', 'nobody'],
])('the address %s is shown as %s', (given, shown) => {
  expect(shownAddress(given)).toBe(shown);
});

test('who gave no name that can be seen is shown by the address', () => {
  expect(shownName('\u202e\u200b', 'x@moule.example')).toBe('x@moule.example');
  expect(shownName('Jean', 'x@moule.example')).toBe('Jean');
});
