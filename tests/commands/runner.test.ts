import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Command } from '../../server/commands/command.ts';
import { accept } from '../../server/domain/outcome.ts';
import { createWorld, type World } from '../support/world.ts';

const SWEEP = { kind: 'system', name: 'sweep' } as const;

/** Two statements at once, of which the first fails; the command hears of the second first. */
const twoAtOnce =
  (failing: (attempt: number) => string): Command<null, number> =>
  async ({ tx }) => {
    attempts += 1;
    const first = tx.raw(failing(attempts)).then(() => {});
    const second = tx.raw('select 1').then(() => {});
    first.catch(() => {});
    await second;
    await first;
    return accept(attempts);
  };
let attempts = 0;

describe('a command whose statements travel together', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world.drop());

  test('fails of what went wrong, not of what was given up behind it', async () => {
    attempts = 0;
    const command = twoAtOnce(() => 'select 1 / 0');
    await expect(world.run(command, SWEEP, null)).rejects.toMatchObject({ code: '22012' });
    expect(attempts).toBe(1);
  });

  test('is tried again where another transaction was in its way, whichever statement says so', async () => {
    attempts = 0;
    const command = twoAtOnce((attempt) =>
      attempt === 1 ? `do $$ begin raise exception using errcode = '40P01'; end $$` : 'select 1',
    );
    expect(await world.run(command, SWEEP, null)).toEqual({ ok: true, value: 2 });
  });
});
