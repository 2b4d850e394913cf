import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { keepSecret } from '../../server/commands/keep-secret.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { revealSecret } from '../../server/commands/reveal-secret.ts';
import { createRunner } from '../../server/commands/runner.ts';
import { saveMailAccount } from '../../server/commands/save-mail-account.ts';
import { seal, unseal } from '../../server/security/seal.ts';
import { listAccountSecrets } from '../../server/store/mail-account-secrets.ts';
import { typedAccount } from '../support/mail-account.ts';
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

  test('seals anew what signs in to mail accounts and signs mails', async () => {
    const input = typedAccount({ smtp_host: 'smtp.alize.example', password: 'Alizé-1' });
    const saved = await world.run(saveMailAccount, world.cast.odile, input);
    if (!saved.ok) throw new Error(saved.reason);
    const { accountId } = saved.value;
    const dkimDomain = 's._domainkey.alize.example';
    const { keyId: key_id, ...sealed } = seal(world.house.secret, { dkimDomain }, 'a key');
    await world.knex('dkim_keys').insert({
      domain: 'alize.example',
      selector: 's',
      public_key: 'p',
      key_id,
      ...sealed,
      created_at: world.clock.now,
    });
    const opened = async (secret: string) => {
      const [password] = await listAccountSecrets(world.knex, accountId);
      const key = await world.knex('dkim_keys').first();
      if (!password) throw new Error('no password is kept');
      return [
        unseal([secret], { mailAccountId: accountId, secret: 'password' }, password.sealed),
        unseal([secret], { dkimDomain }, { ...key, keyId: key.key_id }),
      ];
    };
    expect(await opened(world.house.secret)).toEqual(['Alizé-1', 'a key']);
    const rotated = await rotate({ SECRET: NEW, SECRET_PREVIOUS: world.house.secret });
    expect(rotated).toEqual({ code: 0, said: 'Sealed anew: 4. Sealed with SECRET: 4.\n' });
    expect(await opened(NEW)).toEqual(['Alizé-1', 'a key']);
    expect(await opened(world.house.secret)).toEqual([null, null]);
    // and back, for what follows
    await rotate({ SECRET: world.house.secret, SECRET_PREVIOUS: NEW });
    await world.knex('dkim_keys').delete();
    await world.knex('mail_account_secrets').delete();
  });

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
