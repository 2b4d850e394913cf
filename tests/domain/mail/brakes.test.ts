import { describe, expect, test } from '@jest/globals';
import { mayBeAnswered } from '../../../server/domain/mail/answerable.ts';
import { acknowledging, groupDue } from '../../../server/domain/mail/brakes.ts';
import { MAIL_RULES } from '../../../server/domain/mail/mail-rules.ts';

describe('acknowledging', () => {
  test.each([
    [false, 0, 'now'],
    [false, 4, 'now'],
    [false, 5, 'withheld'],
    [false, 500, 'withheld'],
    [true, 9, 'now'],
    [true, 10, 'owed'],
    [true, 500, 'owed'],
  ] as const)('known: %p, after %i in an hour: %s', (known, lately, choice) => {
    expect(acknowledging({ known, lately }, MAIL_RULES)).toBe(choice);
  });

  test('what is owed is due five minutes after the last, fifty after the first', () => {
    expect(groupDue(new Date('2026-03-02T09:00:00Z'))).toEqual({
      calm: new Date('2026-03-02T08:55:00Z'),
      longest: new Date('2026-03-02T08:10:00Z'),
    });
  });
});

describe('who may be answered', () => {
  const person = { nature: 'person', listMail: false } as const;
  const alice = { address: 'alice@boutique.example', nullSender: false };

  test('a person with an address', () => {
    expect(mayBeAnswered(person, alice)).toBe(true);
  });

  test('not a machine, a list, the null sender, or whoever has no address', () => {
    expect(mayBeAnswered({ ...person, nature: 'machine_alert' }, alice)).toBe(false);
    expect(mayBeAnswered({ ...person, listMail: true }, alice)).toBe(false);
    expect(mayBeAnswered(person, { ...alice, nullSender: true })).toBe(false);
    expect(mayBeAnswered(person, { ...alice, address: null })).toBe(false);
    expect(mayBeAnswered(person, { ...alice, address: 'alice' })).toBe(false);
  });

  test.each([
    'noreply@a.example',
    'no-reply@a.example',
    'ne-pas-repondre@a.example',
    'donotreply@a.example',
    'mailer-daemon@a.example',
    'postmaster@a.example',
    'bounces+12@a.example',
    'root@a.example',
  ])('nobody reads %s', (address) => {
    expect(mayBeAnswered(person, { ...alice, address })).toBe(false);
  });

  test.each(['norbert@a.example', 'reply@a.example', 'marie.bouncelot@a.example'])(
    'somebody may read %s',
    (address) => {
      expect(mayBeAnswered(person, { ...alice, address })).toBe(true);
    },
  );
});
