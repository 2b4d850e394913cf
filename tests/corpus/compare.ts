import type { explainMail } from '../../server/cli/explain/mail.ts';
import type { CorpusCase } from './cases.ts';

export type Explained = Awaited<ReturnType<typeof explainMail>>;

/** The aims of the issue; `ref` is another reader's opinion, counted apart. */
export type Aim = 'reading' | 'automated' | 'nature' | 'recipients' | 'hard' | 'reply' | 'ref';

export interface Verdict {
  readonly aim: Aim;
  readonly what: string;
  readonly right: boolean;
  readonly expected?: unknown;
  readonly actual?: unknown;
}

const HUMAN_OUTCOMES = new Set([
  'ticket_opened',
  'reply_threaded',
  'linked_ticket_opened',
  'quarantined',
]);

/** A machine wrote: nobody is acknowledged. */
export function isAutomated(mail: Explained): boolean {
  return !HUMAN_OUTCOMES.has(mail.outcome);
}

export function compareNature(test: CorpusCase, mail: Explained): Verdict[] {
  const { expect, derived } = test;
  const verdicts: Verdict[] = [];
  const accepted = Array.isArray(expect.accept) ? expect.accept : [expect.is_automated];
  if (typeof expect.is_automated === 'boolean' || 'accept' in expect) {
    verdicts.push({
      aim: 'automated',
      what: 'is_automated',
      right: accepted.includes(isAutomated(mail)),
      expected: expect.is_automated,
      actual: `${mail.outcome} ${mail.reasons.join(' ')}`,
    });
  } else if (derived.must_not_autorespond === true || isPersonByOrigin(expect)) {
    const wanted = derived.must_not_autorespond === true;
    verdicts.push({
      aim: 'automated',
      what: 'must_not_autorespond',
      right: isAutomated(mail) === wanted,
      expected: wanted,
      actual: `${mail.outcome} ${mail.reasons.join(' ')}`,
    });
  }
  const flags: [string, unknown, unknown][] = [
    ['is_bounce', expect.is_bounce, mail.is_bounce],
    ['is_auto_reply', expect.is_auto_reply, mail.is_auto_reply],
    ['is_complaint', expect.is_complaint, mail.is_complaint],
    ['is_challenge_response', expect.is_challenge_response, mail.nature === 'challenge'],
    ['is_delay_warning', expect.is_delay_warning, mail.nature === 'delay'],
  ];
  for (const [what, expected, actual] of flags) {
    if (typeof expected !== 'boolean') continue;
    // Where the origin accepts that a challenge is a bounce, either will do.
    const also =
      Array.isArray(expect.accept_is_bounce) &&
      (what === 'is_bounce' || (what === 'is_challenge_response' && mail.is_bounce));
    verdicts.push({
      aim: 'nature',
      what,
      right: expected === actual || also,
      expected,
      actual: `${mail.nature} ${mail.reasons.join(' ')}`,
    });
  }
  if (Array.isArray(expect.recipients)) {
    const actual = mail.bounce?.recipients ?? [];
    verdicts.push({
      aim: 'recipients',
      what: 'recipients',
      right: sameSet(expect.recipients as string[], actual),
      expected: expect.recipients,
      actual,
    });
  }
  if (Array.isArray(expect.reports) && expect.is_bounce === true) {
    const actual = new Set(mail.bounce?.recipients ?? []).size;
    verdicts.push({
      aim: 'recipients',
      what: 'recipients_reported',
      right: actual === expect.recipients_reported,
      expected: expect.recipients_reported,
      actual: mail.bounce?.recipients,
    });
    const status = (expect.reports as { status: string }[]).map((report) => report.status);
    // Statuses x.0.9nn are the origin's own invention for mails without one.
    if (!status.some((value) => value === '' || /\.0\.9\d\d$/.test(value)))
      verdicts.push({
        aim: 'hard',
        what: 'status',
        right: status.includes(mail.bounce?.status ?? ''),
        expected: status,
        actual: mail.bounce?.status,
      });
    verdicts.push({
      aim: 'hard',
      what: 'hard',
      right: mail.bounce?.hard === expect.hard_bounce,
      expected: `${expect.hard_bounce} ${(expect.reports as { reason: string }[]).map((report) => report.reason)}`,
      actual: `${mail.bounce?.hard} ${mail.bounce?.status}`,
    });
  }
  return verdicts;
}

function isPersonByOrigin(expect: CorpusCase['expect']): boolean {
  return (
    expect.is_bounce === false &&
    expect.is_auto_reply === false &&
    expect.is_delivery_success_report !== true &&
    expect.is_complaint !== true
  );
}

function sameSet(expected: readonly string[], actual: readonly string[]): boolean {
  const wanted = new Set(expected.map((address) => address.toLowerCase()));
  const got = new Set(actual.map((address) => address.toLowerCase()));
  return wanted.size === got.size && [...wanted].every((address) => got.has(address));
}
