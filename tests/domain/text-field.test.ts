import { describe, expect, test } from '@jest/globals';
import { cleanLine, cleanText, readField } from '../../server/domain/text-field.ts';
import { readAddress } from '../../server/domain/user/email-address.ts';
import { readPassword } from '../../server/domain/user/password.ts';

describe('what a person typed', () => {
  test('a line has no line break: it could become a header of a mail', () => {
    expect(cleanLine('Site\r\nBcc: tous@example.org')).toBe('Site Bcc: tous@example.org');
  });
  test('no NUL and no lone surrogate reaches the database', () => {
    expect(cleanText('a\u0000b\ud800c\r\nd\te')).toBe('ab\ufffdc\nd\te');
  });
  test('is asked for where it is missing, and measured', () => {
    expect(readField('subject', ' \n ', { max: 5 })).toEqual({
      ok: false,
      reason: 'required',
      field: 'subject',
    });
    expect(readField('subject', '123456', { max: 5 })).toEqual({
      ok: false,
      reason: 'too_long',
      field: 'subject',
      details: { max: 5 },
    });
    expect(readField('subject', ' 12345 ', { max: 5 })).toEqual({ ok: true, value: '12345' });
  });
  test.each(['', 'jean', 'jean@', 'a b@c.example', 'jean@c.example\nbcc:x@y.example', '<a@b.c>'])(
    '%j is no address',
    (typed) => {
      expect(readAddress(typed)).toMatchObject({ ok: false, field: 'email' });
    },
  );
  test('an address has one spelling', () => {
    expect(readAddress(' Jean@Boulangerie-Moule.example ')).toEqual({
      ok: true,
      value: 'jean@boulangerie-moule.example',
    });
  });
  test.each([
    ['', 'required'],
    ['neuf char', 'too_short'],
    ['x'.repeat(201), 'too_long'],
    ['Jean@boulangerie-moule.example', 'password_is_email'],
  ])('the password %j is refused: %s', (typed, reason) => {
    expect(readPassword(typed, 'jean@boulangerie-moule.example')).toMatchObject({ reason });
  });
});
