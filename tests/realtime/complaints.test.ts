import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { answerComplaint } from '../../server/commands/answer-complaint.ts';
import type { Run } from '../../server/commands/command.ts';
import { reactToComplaint } from '../../server/commands/react-to-complaint.ts';
import { setCause } from '../../server/commands/set-cause.ts';
import { findTicket } from '../../server/store/tickets.ts';
import { lodgedAt, mailOfAnswer } from '../http/complaints-of.ts';
import { type LiveWorld, openLiveWorld } from '../support/live-world.ts';
import type { World } from '../support/world.ts';

let live: LiveWorld;
let world: World;
let publisher: LiveWorld['publisher'];
let run: Run;
let number: string;
let id: number;

beforeAll(async () => {
  live = await openLiveWorld();
  ({ world, run, publisher } = live);
  number = await lodgedAt(world, '2026-03-03T09:00:00Z');
  id = (await findTicket(world.knex, number))?.id ?? 0;
});
afterAll(() => live.close());

const tabOf = (who: 'marie' | 'jean', ...streams: string[]) =>
  live.tabOf(world.cast[who], ...streams);

test('Marie sees the formal answer, and what comes next, without reloading; never the cause', async () => {
  const { ines, marie, jean } = world.cast;
  const mine = `customer:${marie.customerId}`;
  const tab = await tabOf('marie', `ticket:${id}:requester`, mine);
  const other = await tabOf('jean', `customer:${jean.customerId}`);
  done(await run(setCause, ines, { number, cause: 'billing' }));
  await publisher.settled();
  expect(tab.pushed).toEqual([]);

  done(
    await run(answerComplaint, ines, {
      number,
      outcome: 'partly',
      reasons: 'Un seul des deux prélèvements était dû.',
      redress: { kind: 'refund', cents: 2_990 },
    }),
  );
  await tab.shows('message--formal');
  await tab.shows('Notre réponse est en route');
  expect(tab.seen()).toMatch(/Nous vous remboursons 29,90\s€\./);
  expect(tab.seen()).not.toMatch(/csrf|résolu/);

  await mailOfAnswer({ ...world, run }, number, true);
  await tab.shows('Nous vous avons répondu');
  done(await run(reactToComplaint, marie, { number, satisfied: true }));
  await tab.shows('Notre réponse vous satisfait');
  await publisher.settled();
  expect(other.pushed).toEqual([]);
  tab.close();
  other.close();
});
