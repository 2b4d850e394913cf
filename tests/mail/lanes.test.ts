import { expect, test } from '@jest/globals';
import { createLanes } from '../../mail-gateway/smtp/lanes.ts';

test('one lane holds so many at a time, and never another lane', async () => {
  const lanes = createLanes<string | null>({ width: 2, patience: 5_000 });
  const [first, second] = [await lanes.enter('slow'), await lanes.enter('slow')];
  const third = lanes.enter('slow');
  expect(await lanes.enter(null)).toBeInstanceOf(Function);
  first?.();
  // as soon as there is a place
  const leave = await third;
  expect(leave).toBeInstanceOf(Function);
  second?.();
  leave?.();
  expect(await lanes.enter('slow')).toBeInstanceOf(Function);
});

test('nobody waits long for a lane that does not move, and later comers not at all', async () => {
  const lanes = createLanes<string>({ width: 1, patience: 60 });
  const leave = await lanes.enter('stuck');
  expect(await lanes.enter('stuck')).toBeNull();
  const at = performance.now();
  expect(await lanes.enter('stuck')).toBeNull();
  expect(performance.now() - at).toBeLessThan(30);
  leave?.();
  expect(await lanes.enter('stuck')).toBeInstanceOf(Function);
});
