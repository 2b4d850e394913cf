import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { keepSecret } from '../../server/commands/keep-secret.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { revealSecret } from '../../server/commands/reveal-secret.ts';
import { createRunner } from '../../server/commands/runner.ts';
import { runScript } from '../support/processes.ts';
import { createWorld, type World } from '../support/world.ts';

const NEW = 'n'.repeat(40);
const OTHER = 'o'.repeat(40);

describe('npm run vault:rotate', () => {
  let world: World;
  let number: string;
  const secrets: number[] = [];
  beforeAll(async () => {
    world = await createWorld();
    const said = {
      kind: 'incident',
      subject: 'Site hors ligne',
      body: 'Rien.',
      files: [],
    } as const;
    const opened = await world.run(openTicket, world.cast.jean, { ...said, serviceId: null });
    if (!opened.ok) throw new Error(opened.reason);
    number = opened.value.number;
    for (const secret of ['Farine-1', 'Farine-2']) secrets.push(await keep(secret));
  });
  afterAll(() => world.drop());

  const runWith = (secret: string, previousSecrets: string[] = []) =>
    createRunner({
      database: world.knex,
      clock: () => world.clock.now,
      house: { ...world.house, secret, previousSecrets },
      publish: () => {},
    });
  async function keep(secret: string, run = world.run) {
    const words = { label: 'FTP', login: '', secret, note: '' };
    const kept = await run(keepSecret, world.cast.jean, { number, ...words });
    if (!kept.ok) throw new Error(kept.reason);
    return kept.value.secretId;
  }
  const shown = async (run: typeof world.run) =>
    Promise.all(
      secrets.map(async (secretId) => {
        const outcome = await run(revealSecret, world.cast.karim, { number, secretId });
        return outcome.ok ? outcome.value.secret : outcome.reason;
      }),
    );
  const rotate = async (env: Record<string, string>) => {
    const child = runScript('server/cli/rotate-vault.ts', [], {
      env: { DATABASE_URL: world.url, ...env },
    });
    let said = '';
    child.stdout?.on('data', (text: string) => {
      said += text;
    });
    const [code] = await once(child, 'close');
    return { code, said };
  };

  test('seals anew what two former secrets sealed, says how many, and once', async () => {
    // one that an older secret still sealed
    secrets.push(await keep('Farine-3', runWith(OTHER)));
    const SECRET_PREVIOUS = `${world.house.secret},${OTHER}`;
    expect(await rotate({ SECRET: NEW, SECRET_PREVIOUS: world.house.secret })).toEqual({
      code: 1,
      said: 'Sealed anew: 2. Sealed with SECRET: 2.\nSealed with something else: 1. Add what SECRET was to SECRET_PREVIOUS.\n',
    });
    expect(await rotate({ SECRET: NEW, SECRET_PREVIOUS })).toEqual({
      code: 0,
      said: 'Sealed anew: 1. Sealed with SECRET: 3.\n',
    });
    expect(await rotate({ SECRET: NEW, SECRET_PREVIOUS })).toEqual({
      code: 0,
      said: 'Sealed anew: 0. Sealed with SECRET: 3.\n',
    });
    expect(await shown(runWith(NEW))).toEqual(['Farine-1', 'Farine-2', 'Farine-3']);
    expect(await shown(world.run)).toEqual(Array(3).fill('secret_unreadable'));
  });
});
