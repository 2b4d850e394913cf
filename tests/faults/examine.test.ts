import { expect, test } from '@jest/globals';
import type { Conversation } from './conversations.ts';
import { examineAcknowledgements } from './examine-acknowledgements.ts';
import { examineInbound } from './examine-inbound.ts';
import { examineOutbound } from './examine-outbound.ts';
import type { Held } from './findings.ts';

/** Somebody opens a ticket, by our SMTP and by a mailbox at once, and writes again. */
const TALK: Conversation = {
  id: 0,
  from: 'client5@courriel.example',
  mails: [
    { tag: 'c0-0', nature: 'opening', routes: ['smtp', 'mailbox'], proof: 'token' },
    { tag: 'c0-1', nature: 'reply', routes: ['smtp'], proof: 'token' },
  ],
};
const POSTED = { unanswered: 0, putOff: 0 };
const LYING = new Map([[1, 'c0-0']]);

const row = (more: object) => ({
  tag: 'c0-0',
  route: 'smtp',
  uid: null,
  outcome: 'ticket_opened',
  reasons: [],
  ticket: '2026-000001',
  ...more,
});
const OPENED = row({});
const TWIN = row({ route: 'imap', uid: 1, outcome: 'duplicate', ticket: null });
const REPLY = row({ tag: 'c0-1', outcome: 'reply_threaded' });

const COUNTED = { tickets: 1, messages: 2, told: 0 };

/** A database that answers the first question with `rows`, and any other with what it counted. */
function held(rows: object[], taken: [string, number][] = [], counted = COUNTED): Held {
  let asked = 0;
  const ask = async () => {
    asked += 1;
    return (asked === 1 ? rows : [counted]) as Record<string, unknown>[];
  };
  return {
    conversations: [TALK],
    handed: new Map([
      ['c0-0', { smtp: POSTED, mailbox: POSTED }],
      ['c0-1', { smtp: POSTED }],
    ]),
    desk: { ask },
    stage: { sink: { taken: new Map(taken) } },
  } as unknown as Held;
}

const inbound = async (rows: object[], counted = COUNTED) =>
  (await examineInbound(held(rows, [], counted), LYING)).misses;

test('all is well', async () => {
  expect(await inbound([OPENED, TWIN, REPLY])).toEqual([]);
});

test.each([
  ['a lost reply', [OPENED, TWIN], 'reply c0-1: lost'],
  [
    'a ticket opened twice',
    [OPENED, { ...TWIN, outcome: 'ticket_opened' }, REPLY],
    'opening c0-0: ticket_opened, ticket_opened',
  ],
  [
    'a reply on another ticket',
    [OPENED, TWIN, { ...REPLY, ticket: '2026-000002' }],
    'conversation 0: 2 mails on 2026-000001, 2026-000002',
  ],
  [
    'what is never decided',
    [OPENED, TWIN, REPLY, { ...REPLY, outcome: null }],
    '1 messages are undecided',
  ],
  [
    'what was kept and not handed in',
    [OPENED, OPENED, TWIN, REPLY],
    'c0-0: kept 2 times over SMTP, handed in 1 times',
  ],
  [
    'what lies in the mailbox and was never taken',
    [OPENED, REPLY],
    'c0-0: kept 0 times over IMAP, 1 lie in the mailbox',
  ],
  ['what nobody sent', [OPENED, TWIN, REPLY, row({ tag: 'c9-9' })], '1 messages that nobody sent'],
])('%s is found', async (_, rows, miss) => {
  expect(await inbound(rows)).toContain(miss);
});

test('a ticket, a message or a letter too many is found', async () => {
  const counted = { tickets: 2, messages: 3, told: 1 };
  expect(await inbound([OPENED, TWIN, REPLY], counted)).toEqual([
    '2 tickets for 1 conversations',
    '3 messages for 2 mails',
    '1 told of 0 that were too large',
  ]);
});

test.each([
  [{ state: 'sent', own: 1, letter: 'acknowledgement' }, 0],
  [{ state: 'sent', own: 0, letter: 'acknowledgement_grouped' }, 0],
  [{ state: null, own: 0, letter: null }, 1],
  [{ state: 'sent', own: 2, letter: 'acknowledgement' }, 1],
  [{ state: 'owed', own: 0, letter: null }, 1],
  // a customer's is never dropped (I2)
  [{ state: 'withheld', own: 0, letter: null }, 1],
])('an acknowledgement %j', async (acknowledgement, missed) => {
  const opened = { number: '2026-000001', opened_by: 'ticket_opened', sender: TALK.from };
  const { misses } = await examineAcknowledgements(held([{ ...opened, ...acknowledgement }]));
  expect(misses).toHaveLength(missed);
});

test.each([
  ['sent and taken, even twice', 'sent', [['a@x', 2]], 0],
  ['sent and never taken', 'sent', [], 1],
  ['still waiting', 'queued', [], 1],
  ['refused for good', 'failed', [], 0],
  ['given up, though it was taken', 'failed', [['a@x', 1]], 1],
  [
    'taken, though no mail of ours',
    'sent',
    [
      ['a@x', 1],
      ['b@x', 1],
    ],
    1,
  ],
] as [string, string, [string, number][], number][])(
  'a mail %s',
  async (_, status, taken, missed) => {
    const mail = {
      id: 'a@x',
      letter: 'acknowledgement',
      to_address: 'a',
      status,
      attempts: 1,
      told: 1,
    };
    expect((await examineOutbound(held([mail], taken))).misses).toHaveLength(missed);
  },
);
