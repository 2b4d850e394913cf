import { describe, expect, test } from '@jest/globals';
import {
  decideIntake,
  emptyHelpdesk,
  type IntakeFacts,
  type ThreadFact,
} from '../../../server/domain/mail/decide-intake.ts';
import { aMail, fields } from './a-mail.ts';

const thread = (more: Partial<ThreadFact>): IntakeFacts => ({
  ...emptyHelpdesk,
  thread: {
    ticketNumber: '2026-000318',
    provenBy: 'references',
    senderTakesPart: false,
    ...more,
  },
});

const decided = (mail = aMail(), facts: IntakeFacts = emptyHelpdesk) => {
  const { outcome, acknowledge } = decideIntake(mail, facts);
  return [outcome, acknowledge];
};

describe('on an empty helpdesk', () => {
  test('a person opens a ticket and is told so', () => {
    expect(decided()).toEqual(['ticket_opened', true]);
  });

  test('a machine opens a ticket and is not answered', () => {
    const mail = aMail({ headers: { 'auto-submitted': 'auto-generated' } });
    expect(decided(mail)).toEqual(['alert_ticket_opened', false]);
  });

  test('a mail from nobody waits for staff', () => {
    const mail = aMail({ from: null, returnPath: null });
    expect(decided(mail)).toEqual(['quarantined', false]);
  });

  test('who is turned away is refused, which is on the record (I5)', () => {
    const facts = { ...emptyHelpdesk, refusedBecause: 'customer:blocked' };
    expect(decideIntake(aMail(), facts)).toMatchObject({
      outcome: 'refused',
      reasons: ['customer:blocked'],
      acknowledge: false,
    });
  });
});

describe('which thread', () => {
  test('a token threads, even from an address unknown so far', () => {
    expect(decided(aMail(), thread({ provenBy: 'token' }))).toEqual(['reply_threaded', false]);
  });

  test('References thread for somebody who takes part', () => {
    expect(decided(aMail(), thread({ senderTakesPart: true }))).toEqual(['reply_threaded', false]);
  });

  test('a stranger who knows a Message-ID gets a linked ticket of his own', () => {
    expect(decided(aMail(), thread({}))).toEqual(['linked_ticket_opened', true]);
  });

  test('a machine on a thread is recorded there, a person through a list is heard', () => {
    const facts = thread({ provenBy: 'token', senderTakesPart: true });
    const machine = aMail({ headers: { 'auto-submitted': 'auto-generated' } });
    expect(decided(machine, facts)).toEqual(['auto_reply_recorded', false]);
    const list = aMail({ headers: { 'list-id': '<equipe.agence-lagon.example>' } });
    expect(decided(list, facts)).toEqual(['reply_threaded', false]);
  });

  test('the number in the subject proves nothing', () => {
    const mail = aMail({ subject: 'Re: [2026-000318] Site hors ligne' });
    expect(decided(mail)).toEqual(['ticket_opened', true]);
  });

  test('a new subject on a thread closed long ago is a new ticket, linked', () => {
    const facts = thread({ provenBy: 'token', closedLongAgo: true, sameSubject: false });
    expect(decided(aMail(), facts)).toEqual(['linked_ticket_opened', true]);
    const same = thread({ provenBy: 'token', closedLongAgo: true, sameSubject: true });
    expect(decided(aMail(), same)).toEqual(['reply_threaded', false]);
  });
});

describe('what never opens, reopens or answers', () => {
  test.each([
    ['auto_reply_recorded', aMail({ headers: { 'auto-submitted': 'auto-replied' } })],
    [
      'bounce_recorded',
      aMail({
        deliveryStatus: [fields({ 'final-recipient': 'rfc822;a@b.example', action: 'failed' })],
      }),
    ],
    [
      'delay_recorded',
      aMail({
        deliveryStatus: [fields({ 'final-recipient': 'rfc822;a@b.example', action: 'delayed' })],
      }),
    ],
    ['feedback_recorded', aMail({ feedbackReport: fields({ 'feedback-type': 'abuse' }) })],
    ['loop_cut', aMail({ headers: { 'x-guichet': '1' } })],
  ])('%s, on its thread or alone', (outcome, mail) => {
    expect(decided(mail, thread({ provenBy: 'token', senderTakesPart: true }))).toEqual([
      outcome,
      false,
    ]);
    expect(decided(mail)).toEqual([outcome, false]);
  });

  test('what was seen is a duplicate before it is anything else', () => {
    expect(decided(aMail(), { ...emptyHelpdesk, seenBefore: true })).toEqual(['duplicate', false]);
  });

  test('mail from our own address is cut, but a bounce of it is read', () => {
    const facts = { ...emptyHelpdesk, fromOurselves: true };
    expect(decided(aMail(), facts)).toEqual(['loop_cut', false]);
    const bounce = aMail({
      deliveryStatus: [fields({ 'final-recipient': 'rfc822;a@b.example', action: 'failed' })],
    });
    expect(decided(bounce, facts)).toEqual(['bounce_recorded', false]);
  });
});
