import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createTransport } from 'nodemailer';
import { createKeyRing } from '../../mail-gateway/accounts/key-ring.ts';
import { type MailboxWatch, openMailboxes } from '../../mail-gateway/imap-in.ts';
import { connectMailAccount } from '../../server/commands/account-tokens.ts';
import { saveMailAccount, setMailAccountUse } from '../../server/commands/save-mail-account.ts';
import { createLog } from '../../server/log.ts';
import { describeWith } from '../support/describe-with.ts';
import { startDovecot, type TestDovecot } from '../support/dovecot.ts';
import { type ImapProxy, startImapProxy } from '../support/imap-room.ts';
import { typedAccount } from '../support/mail-account.ts';
import { createMailroom, type Mailroom, mail, SIZE_LIMIT } from '../support/mailroom.ts';
import { type OAuthServer, startOAuthServer } from '../support/oauth-server.ts';
import { DOVECOT } from '../support/parts.ts';
import { until } from '../support/processes.ts';

const PACE = {
  backOff: { first: 40, most: 200 },
  leaseEvery: 50,
  lookEvery: 60_000,
  accountsEvery: 50,
};

/** Offers what Microsoft's servers do: the older of the two ways to hand a token over. */
function onlyXoauth2(said: Buffer): Buffer {
  return Buffer.from(said.toString('latin1').replace(/ AUTH=OAUTHBEARER/g, ''), 'latin1');
}

describeWith(DOVECOT, 'the mailboxes of mail accounts', () => {
  let oauth: OAuthServer;
  let dovecot: TestDovecot;
  let room: Mailroom;
  let proxy: ImapProxy;
  /** Breaks off the next connection on which the server says something. */
  let cut = false;
  let watches: MailboxWatch[] = [];
  let accounts = 0;
  beforeAll(async () => {
    oauth = await startOAuthServer();
    [dovecot, room] = await Promise.all([
      startDovecot({ introspectionUrl: oauth.introspectionUrl }),
      createMailroom(),
    ]);
    proxy = await startImapProxy(dovecot.imapPort, (said) => {
      if (!cut) return onlyXoauth2(said);
      cut = false;
      return null;
    });
  });
  beforeEach(() => {
    Object.assign(oauth.behaviour, { life: 3600, rotate: false, slow: 0, refusals: [] });
    oauth.asked.length = 0;
  });
  afterEach(async () => {
    await Promise.all(watches.map((watch) => watch.close()));
    watches = [];
    await room.knex('mail_accounts').update({ enabled: false });
  });
  afterAll(async () => {
    await proxy.close();
    await Promise.all([dovecot.stop(), room.close()]);
    await oauth.close();
  });

  const ring = () =>
    createKeyRing({
      run: room.run,
      database: room.knex,
      clock: () => room.clock.now,
      keys: [room.house.secret],
    });
  const watch = () => {
    const opened = openMailboxes({
      mailboxes: [],
      keys: ring(),
      run: room.run,
      database: room.knex,
      wake: room.intake.wake,
      peek: room.intake.peek,
      clock: () => room.clock.now,
      log: createLog('silent'),
      sizeLimit: SIZE_LIMIT,
      pace: PACE,
    });
    watches.push(opened);
  };
  const save = async (change: Parameters<typeof typedAccount>[0] = {}) => {
    accounts += 1;
    const input = typedAccount({
      address: `equipe${accounts}@alize.example`,
      imap_host: '127.0.0.1',
      imap_port: String(proxy.port),
      ...change,
    });
    const saved = await room.run(saveMailAccount, room.cast.odile, input);
    if (!saved.ok) throw new Error(`${saved.reason} ${saved.field}`);
    return { input: { ...input, accountId: saved.value.accountId }, id: saved.value.accountId };
  };
  const saveOAuth = async (change: Parameters<typeof typedAccount>[0] = {}) => {
    const saved = await save({ ...oauth.typed, password: '', ...change });
    oauth.behaviour.user = saved.input.address;
    return saved;
  };
  const connect = (accountId: number) =>
    room.run(connectMailAccount, room.cast.odile, { accountId, tokens: oauth.consent() });
  const post = async (to: string, subject: string) => {
    const lmtp = createTransport({
      host: '127.0.0.1',
      port: dovecot.lmtpPort,
      lmtp: true,
      ignoreTLS: true,
    });
    const raw = mail({ To: to, Subject: subject });
    await lmtp.sendMail({ envelope: { from: 'jean@boulangerie-moule.example', to }, raw });
    lmtp.close();
  };
  const opened = async (subject: string) => {
    await until(async () => (await room.knex('tickets').where({ subject })).length > 0);
    return await room.knex('tickets').where({ subject }).first();
  };
  const account = (id: number) => room.knex('mail_accounts').where({ id }).first();
  const boxOf = (id: number) =>
    room
      .knex('mailboxes')
      .where({ name: `account:${id}` })
      .first();
  const contacted = (id: number) => until(async () => Boolean((await boxOf(id))?.last_contact_at));
  const failed = (id: number, words: RegExp) =>
    until(async () => words.test((await boxOf(id))?.last_error ?? ''));

  test('an account that is added is watched at once; taken out of use, no longer', async () => {
    watch();
    const { id, input } = await save();
    await post(input.address, 'Par le compte');
    const ticket = await opened('Par le compte');
    expect(ticket.mail_account_id).toBe(id);
    expect((await room.inbound()).at(-1)).toMatchObject({ mailbox: `account:${id}` });
    const acknowledgement = (await room.outbound()).at(-1);
    expect(acknowledgement).toMatchObject({
      letter: 'acknowledgement',
      mail_account_id: id,
      reply_to: expect.stringMatching(/^equipe1\+\d{4}-\d{6}\.[a-z2-7]{16}@alize\.example$/),
    });

    const disabled = { accountId: id, enabled: false };
    expect((await room.run(setMailAccountUse, room.cast.odile, disabled)).ok).toBe(true);
    await until(async () => (await boxOf(id)).holder === null);
    await post(input.address, 'Après la fermeture');
    const enabled = { accountId: id, enabled: true };
    expect((await room.run(setMailAccountUse, room.cast.odile, enabled)).ok).toBe(true);
    // what came meanwhile is found
    await opened('Après la fermeture');
  });

  test('a password that was wrong is tried anew as soon as it is changed', async () => {
    watch();
    const { id, input } = await save({ password: 'wrong' });
    await post(input.address, 'Mot de passe');
    await failed(id, /authentication failed/i);
    expect((await boxOf(id)).last_error).not.toContain('wrong');
    await room.run(saveMailAccount, room.cast.odile, { ...input, password: dovecot.password });
    await opened('Mot de passe');
  });

  test('a token signs in, and the next is asked for before it ends', async () => {
    watch();
    const { id, input } = await saveOAuth();
    await failed(id, /not_connected/);
    expect(oauth.asked).toEqual([]);
    await connect(id);
    await post(input.address, 'Par jeton');
    await opened('Par jeton');
    expect(oauth.asked).toEqual([]);

    // an hour later the connection breaks: the token is over, by our clock and by the server's
    room.clock.now = new Date(room.clock.now.getTime() + 3_600_000);
    oauth.expire();
    cut = true;
    await post(input.address, 'Une heure après');
    await opened('Une heure après');
    expect(oauth.asked.map(({ grant_type }) => grant_type)).toEqual(['refresh_token']);
    expect((await account(id)).oauth_error).toBeNull();
  });

  test('a token that the server refuses before its time is replaced', async () => {
    watch();
    const { id, input } = await saveOAuth();
    await connect(id);
    await contacted(id);
    oauth.expire();
    cut = true;
    await post(input.address, 'Jeton retiré');
    await opened('Jeton retiré');
    expect(oauth.asked).toHaveLength(1);
  });

  test('a consent that was withdrawn is told, asked about no more, and mended by another', async () => {
    watch();
    const { id, input } = await saveOAuth();
    await connect(id);
    await contacted(id);
    oauth.withdraw();
    cut = true;
    await post(input.address, 'Reconnecté');
    await failed(id, /^OAUTH: invalid_grant: Ask for consent again\.$/);
    expect((await account(id)).oauth_error).toBe('invalid_grant: Ask for consent again.');
    // several connections later it was asked once
    expect(oauth.asked).toHaveLength(1);
    await connect(id);
    await opened('Reconnecté');
    expect((await account(id)).oauth_error).toBeNull();
  });

  test('an application that asks by itself needs nobody’s consent', async () => {
    watch();
    const direct = { imap_port: String(dovecot.imapPort) };
    const { id, input } = await saveOAuth({
      ...direct,
      grant: 'client_credentials',
      scopes: 'mail.all',
    });
    await post(input.address, 'Sans personne');
    await opened('Sans personne');
    expect(oauth.asked).toMatchObject([{ grant_type: 'client_credentials', scope: 'mail.all' }]);
    expect((await account(id)).oauth_error).toBeNull();
  });

  test('of several processes one asks for a token that is good for one use, and all have it', async () => {
    oauth.behaviour.rotate = true;
    oauth.behaviour.slow = 300;
    const { id } = await saveOAuth();
    await connect(id);
    for (let hour = 1; hour <= 3; hour += 1) {
      room.clock.now = new Date(room.clock.now.getTime() + 3_600_000);
      const got = await Promise.all(
        [ring(), ring(), ring(), ring()].map((one) => one.tokenFor(id)),
      );
      expect(new Set(got).size).toBe(1);
      expect(oauth.asked).toHaveLength(hour);
    }
  });

  test('nothing of a token can be read in the database', async () => {
    const { id } = await saveOAuth();
    const tokens = oauth.consent();
    await room.run(connectMailAccount, room.cast.odile, { accountId: id, tokens });
    const kept = await room.knex('mail_account_secrets').where({ account_id: id });
    expect(kept.map(({ name }) => name).sort()).toEqual([
      'access_token',
      'client_secret',
      'refresh_token',
    ]);
    const whole = Buffer.concat(kept.map(({ sealed }) => sealed)).toString('latin1');
    for (const secret of [tokens.accessToken, String(tokens.refreshToken), oauth.client.secret]) {
      expect(whole).not.toContain(secret);
    }
  });
});
