import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { holdMailbox, reportMailbox } from '../../server/commands/hold-mailbox.ts';
import { watchMailboxes } from '../../server/commands/watch-mailboxes.ts';
import { createWorld, type World } from '../support/world.ts';

const BOX = 'support@alize.example@imap.alize.example:993/INBOX';
const GATEWAY = { kind: 'system', name: 'intake' } as const;
const SWEEP = { kind: 'system', name: 'sweep' } as const;
const HELD = { name: BOX, holder: 'passerelle-1' };

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.drop());

const later = (minutes: number) => {
  world.clock.now = new Date(world.clock.now.getTime() + minutes * 60_000);
};
const watch = async () => {
  const outcome = await world.run(watchMailboxes, SWEEP, { mailboxes: [BOX] });
  return outcome.ok && outcome.value.told;
};
const letters = async () => {
  const rows = await world.knex('outbound_emails').orderBy('id');
  return rows.map(({ letter, to_address }) => `${letter} ${to_address}`);
};
const answers = () =>
  world.run(reportMailbox, GATEWAY, {
    ...HELD,
    error: null,
    backlog: { waiting: 0, oldestAt: null },
  });

test('a mailbox that refuses us for a quarter of an hour is told of once, then that it is over', async () => {
  await world.run(holdMailbox, GATEWAY, { ...HELD, seconds: 60 });
  await answers();
  const refuses = { ...HELD, error: 'AUTHENTICATIONFAILED', backlog: null };
  await world.run(reportMailbox, GATEWAY, refuses);
  later(14);
  await world.run(reportMailbox, GATEWAY, refuses);
  expect(await watch()).toBe(0);
  later(1);
  expect(await watch()).toBe(1);
  later(60);
  expect(await watch()).toBe(0);
  // who keeps the helpdesk; neither agents nor customers
  expect(await letters()).toEqual([
    'mailbox_trouble nadia@alize.example',
    'mailbox_trouble odile@alize.example',
  ]);
  const [{ text, subject }] = await world.knex('outbound_emails').orderBy('id').limit(1);
  expect(subject).toContain(BOX);
  expect(text).toContain('AUTHENTICATIONFAILED');
  await answers();
  expect(await watch()).toBe(1);
  expect((await letters()).slice(2)).toEqual([
    'mailbox_recovered nadia@alize.example',
    'mailbox_recovered odile@alize.example',
  ]);
  expect(await watch()).toBe(0);
});

test('a mailbox that no gateway ever held is missed too', async () => {
  expect(await watch()).toBe(0);
  later(15);
  expect(await watch()).toBe(1);
});

test('one that the configuration no longer names is not', async () => {
  await world.run(holdMailbox, GATEWAY, { ...HELD, name: 'ancienne', seconds: 60 });
  await answers();
  await world.run(holdMailbox, GATEWAY, { ...HELD, seconds: 60 });
  await answers();
  later(2);
  await answers();
  later(2);
  expect(await watch()).toBe(0);
  const [row] = await world.knex('mailboxes').where({ name: 'ancienne' });
  expect(row.alerted_at).toBeNull();
});

test('two sweeps at once tell once', async () => {
  await watch();
  later(20);
  const told = await Promise.all([watch(), watch(), watch()]);
  expect(told.filter((count) => count === 1)).toHaveLength(1);
  expect(await letters()).toHaveLength(2);
});

test('nobody asks for it but the product', async () => {
  expect(await world.run(watchMailboxes, world.cast.odile, { mailboxes: [] })).toMatchObject({
    ok: false,
    reason: 'forbidden',
  });
});
