import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { fuzz } from '../fuzz/fuzz.ts';
import { SEEDS } from '../fuzz/seeds.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.drop());

test('300 mutated messages each end in one outcome; none crashes, none holds the others', async () => {
  const { crashes, outcomes, slowest, unaccounted } = await fuzz(world, {
    seeds: [...SEEDS],
    count: 300,
    seed: 2_026,
  });
  expect({ crashes, unaccounted }).toEqual({ crashes: [], unaccounted: 0 });
  expect(Object.values(outcomes).reduce((sum, times) => sum + times)).toBe(300);
  expect(Object.keys(outcomes)).toEqual(
    expect.arrayContaining(['bounce_recorded', 'ticket_opened', 'reply_threaded']),
  );
  expect(slowest.ms).toBeLessThan(5_000);
}, 60_000);
