import { expect, test } from '@jest/globals';
import { decodeText } from '../../mail-gateway/parse/charset.ts';

const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');

test('UTF-16 is known by its mark, whatever the label', () => {
  expect(decodeText(utf16('été'), null)).toEqual({ text: 'été', note: null });
  expect(decodeText(utf16('été'), 'utf-8')).toEqual({ text: 'été', note: 'charset:mislabelled' });
  expect(decodeText(utf16('été').swap16(), 'iso-8859-1').text).toBe('été');
  expect(decodeText(utf16('été'), 'utf-16').text).toBe('été');
});

test('what is labelled UTF-16 and is plain is read as such', () => {
  expect(decodeText(Buffer.from('<p>Bonjour</p>'), 'utf-16')).toEqual({
    text: '<p>Bonjour</p>',
    note: 'charset:mislabelled',
  });
  expect(decodeText(Buffer.from('Bonjour', 'utf16le'), 'utf-16le').text).toBe('Bonjour');
});
