import { type Cast, populate } from '../../seeds/populate.ts';
import type { Committed, House, Run } from '../../server/commands/command.ts';
import { createRunner } from '../../server/commands/runner.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { testHouse } from './house.ts';

/** A Monday in Paris, 09:00. */
export const MONDAY = new Date('2026-03-02T08:00:00.000Z');

export type World = TestDatabase & {
  run: Run;
  cast: Cast;
  house: House;
  /** The time it is; a test sets it to move on. */
  clock: { now: Date };
  /** What was published, in order, since the world began. */
  published: Committed[];
};

/**
 * A helpdesk of the test's own: an empty database, the provider, the cast, a clock to turn.
 *
 * @param more of its house's own
 */
export async function createWorld(more: Partial<House> = {}): Promise<World> {
  const database = await createTestDatabase();
  const clock = { now: MONDAY };
  const published: Committed[] = [];
  const house = { ...testHouse(), ...more };
  const run = createRunner({
    database: database.knex,
    clock: () => clock.now,
    house,
    publish: (committed) => published.push(committed),
  });
  const cast = await populate(run, database.knex);
  published.length = 0;
  return { ...database, run, cast, house, clock, published };
}
