import { describe, expect, test } from '@jest/globals';
import {
  type MailboxFacts,
  mailboxNews,
  mailboxState,
} from '../../../server/domain/mail/mailbox-health.ts';
import { mailboxProblem } from '../../../server/domain/mail/mailbox-problem.ts';

const NOW = new Date('2026-03-02T08:00:00.000Z');
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);
const facts = (more: Partial<MailboxFacts>): MailboxFacts => ({
  lastContactAt: ago(1),
  failingSince: null,
  waiting: 0,
  behindSince: null,
  alertedAt: null,
  ...more,
});

describe('how a mailbox fares', () => {
  test.each([
    ['read a minute ago', {}, 'well'],
    ['three looks missed', { lastContactAt: ago(4) }, 'silent'],
    ['never heard of', { lastContactAt: null }, 'silent'],
    ['its server refuses', { failingSince: ago(1) }, 'failing'],
    ['a thousand still wait', { waiting: 1_000, behindSince: ago(1) }, 'behind'],
  ] as const)('%s', (_, more, state) => {
    expect(mailboxState(facts(more), NOW)).toBe(state);
  });

  test.each([
    ['a quarter of an hour of refusals', { failingSince: ago(15) }, 'trouble'],
    ['a minute less', { failingSince: ago(14) }, null],
    ['told already', { failingSince: ago(90), alertedAt: ago(75) }, null],
    ['silent that long', { lastContactAt: ago(15) }, 'trouble'],
    ['behind that long', { waiting: 9, behindSince: ago(16) }, 'trouble'],
    ['over', { alertedAt: ago(30) }, 'recovered'],
    ['read again, but not caught up', { alertedAt: ago(30), waiting: 9 }, null],
    ['never in trouble', {}, null],
  ] as const)('what is told: %s', (_, more, news) => {
    expect(mailboxNews(facts(more), NOW)).toBe(news);
  });

  test.each([
    [null, 'unheld'],
    ['AUTHENTICATIONFAILED: Authentication failed.', 'login_refused'],
    ['ECONNREFUSED: connect ECONNREFUSED 127.0.0.1:993', 'unreachable'],
    ['getaddrinfo ENOTFOUND imap.alize.example', 'not_found'],
    ["NONEXISTENT: Mailbox doesn't exist: Support", 'folder_missing'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT: self-signed certificate', 'certificate'],
    ['OAUTH: invalid_grant: Consent was withdrawn', 'access_refused'],
    ['Something went wrong', 'other'],
  ] as const)('what is wrong: %s', (said, problem) => {
    expect(mailboxProblem(said)).toBe(problem);
  });
});
