import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createTransmitter, type Transmitter } from '../../mail-gateway/smtp-out.ts';
import { connectMailAccount } from '../../server/commands/account-tokens.ts';
import { assignTicket } from '../../server/commands/assign-ticket.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { replyToTicket } from '../../server/commands/reply-to-ticket.ts';
import { saveMailAccount, setMailAccountUse } from '../../server/commands/save-mail-account.ts';
import { saveTeam } from '../../server/commands/save-team.ts';
import { createLog } from '../../server/log.ts';
import { typedAccount } from '../support/mail-account.ts';
import { createMailroom, type Mailroom, mail } from '../support/mailroom.ts';
import { type OAuthServer, startOAuthServer } from '../support/oauth-server.ts';
import { sendingBy } from '../support/sending-room.ts';
import { type SmtpSink, startSmtpSink } from '../support/smtp-sink.ts';

const HOUR = 3_600_000;

describe('mails leave by mail accounts', () => {
  let room: Mailroom;
  let usual: SmtpSink;
  let own: SmtpSink;
  let oauth: OAuthServer;
  let transmitter: Transmitter;
  beforeAll(async () => {
    oauth = await startOAuthServer();
    [room, usual, own] = await Promise.all([
      createMailroom(),
      startSmtpSink(),
      startSmtpSink({ password: 'secret', knowsToken: (user, token) => oauth.knows(token, user) }),
    ]);
  });
  beforeEach(() => {
    transmitter = sender();
    usual.received.length = 0;
    own.received.length = 0;
    oauth.asked.length = 0;
  });
  afterEach(async () => {
    transmitter.close();
    await room.knex('mail_accounts').update({ enabled: false, team_id: null });
  });
  afterAll(async () => {
    await Promise.all([usual.close(), own.close(), oauth.close(), room.close()]);
  });

  const sender = (settings: { smtpUrl?: null; environment?: 'production' } = {}) =>
    createTransmitter({
      run: room.run,
      database: room.knex,
      config: { ...sendingBy(usual.url, room.house), ...settings },
      clock: () => room.clock.now,
      log: createLog('silent'),
    });
  let accounts = 0;
  const save = async (change: Parameters<typeof typedAccount>[0] = {}) => {
    accounts += 1;
    const input = typedAccount({
      address: `equipe${accounts}@alize.example`,
      smtp_host: '127.0.0.1',
      smtp_port: new URL(own.url).port,
      ...change,
    });
    const saved = await room.run(saveMailAccount, room.cast.odile, input);
    if (!saved.ok) throw new Error(`${saved.reason} ${saved.field}`);
    const accountId = saved.value.accountId;
    return { id: accountId, address: input.address, input: { ...input, accountId } };
  };
  const saveOAuth = async () => {
    const saved = await save({ ...oauth.typed, password: '' });
    oauth.behaviour.user = saved.address;
    const tokens = oauth.consent();
    await room.run(connectMailAccount, room.cast.odile, { accountId: saved.id, tokens });
    return saved;
  };
  const team = async (name: string, memberIds: number[]) => {
    const made = await room.run(saveTeam, room.cast.odile, {
      teamId: null,
      name,
      leadId: null,
      calendarId: null,
      memberIds,
    });
    if (!made.ok) throw new Error(made.reason);
    return String(made.value.teamId);
  };
  const portalTicket = async (subject: string) => {
    const opened = await room.run(openTicket, room.cast.jean, {
      kind: 'incident',
      subject,
      body: 'Rien ne va plus.',
      files: [],
    });
    if (!opened.ok) throw new Error(opened.reason);
    return opened.value.number;
  };
  const reply = async (number: string) => {
    const replied = await room.run(replyToTicket, room.cast.karim, {
      number,
      body: 'Bonjour Jean.',
      files: [],
      statusAfter: null,
    });
    expect(replied.ok).toBe(true);
    return await last();
  };
  const last = async () =>
    (await room.knex('outbound_emails').orderBy('id', 'desc').first('*')) as {
      id: number;
      mail_account_id: number | null;
      reply_to: string;
      status: string;
      last_error: string | null;
      attempts: number;
    };
  const transmitLast = async () => {
    const { id } = await last();
    await transmitter.transmit(id);
    return await last();
  };
  const letIn = (hours: number) => {
    room.clock.now = new Date(room.clock.now.getTime() + hours * HOUR);
  };

  test('a conversation leaves by the address it came to, and answers come back there', async () => {
    const { id, address } = await save({ sender_name: 'Alizé, équipe technique' });
    await room.deliver(mail({ To: address, Subject: 'À l’équipe' }), { to: address });
    const ticket = await room.knex('tickets').where({ subject: 'À l’équipe' }).first();
    expect(ticket.mail_account_id).toBe(id);
    expect(await transmitLast()).toMatchObject({ mail_account_id: id, status: 'sent' });
    await reply(ticket.number);
    const sent = await transmitLast();
    expect(usual.received).toEqual([]);
    expect(own.received).toHaveLength(2);
    expect(own.received[1]).toMatchObject({
      from: address,
      to: ['jean@boulangerie-moule.example'],
      mail: {
        from: { name: 'Alizé, équipe technique', address },
        replyTo: [{ name: 'Alizé, équipe technique', address: sent.reply_to }],
      },
    });
    expect(sent.reply_to).toMatch(/^equipe1\+\d{4}-\d{6}\.[a-z2-7]{16}@alize\.example$/);
    await room.deliver(mail({ To: sent.reply_to, Subject: 'Re: tout autre chose' }), {
      to: sent.reply_to,
    });
    expect((await room.inbound()).at(-1)).toMatchObject({
      outcome: 'reply_threaded',
      ticket_id: ticket.id,
      // our own addresses, in use or not, are nobody in copy
      copied: [],
    });
    // mail of ours that comes back opens nothing
    await room.deliver(mail({ From: address, To: 'support@alize.example' }), { from: address });
    expect((await room.inbound()).at(-1)).toMatchObject({ outcome: 'loop_cut' });
  });

  test('a ticket from elsewhere leaves by its assignee’s team’s address, or by the usual one', async () => {
    const { cast, run } = room;
    const { id, address } = await save({ team: await team('Technique', [cast.karim.id]) });
    const number = await portalTicket('Du portail');
    expect((await last()).mail_account_id).toBeNull();
    const assign = (assigneeId: number) => run(assignTicket, cast.nadia, { number, assigneeId });
    expect((await assign(cast.lea.id)).ok).toBe(true);
    expect((await reply(number)).mail_account_id).toBeNull();
    expect((await transmitLast()).status).toBe('sent');
    expect(usual.received[0]?.from).toBe('support@alize.example');
    expect((await assign(cast.karim.id)).ok).toBe(true);
    expect(await reply(number)).toMatchObject({
      mail_account_id: id,
      reply_to: expect.stringContaining('equipe2+'),
    });
    await transmitLast();
    expect(own.received[0]?.from).toBe(address);
  });

  test('without a server of its own, an account lends its name to the usual one', async () => {
    const { address } = await save({
      smtp_host: '',
      imap_host: '127.0.0.1',
      sender_name: 'Alizé Réunion',
    });
    await room.deliver(mail({ To: address, Subject: 'Par le serveur commun' }), { to: address });
    await transmitLast();
    expect(own.received).toEqual([]);
    expect(usual.received[0]).toMatchObject({
      from: address,
      mail: { from: { name: 'Alizé Réunion', address } },
    });
  });

  test('what was written for an account that is out of use leaves as the house', async () => {
    const { id, address } = await save();
    await room.deliver(mail({ To: address, Subject: 'Compte fermé' }), { to: address });
    const ticket = await room.knex('tickets').where({ subject: 'Compte fermé' }).first();
    await room.run(setMailAccountUse, room.cast.odile, { accountId: id, enabled: false });
    await transmitLast();
    expect(own.received).toEqual([]);
    const { mail: sent, from } = usual.received[0] ?? {};
    expect(from).toBe('support@alize.example');
    expect(sent?.replyTo[0]?.address).toMatch(/^support\+\d{4}-\d{6}\.[a-z2-7]{16}@/);
    // an answer to it still finds its ticket
    const back = String(sent?.replyTo[0]?.address);
    await room.deliver(mail({ To: back }), { to: back });
    expect((await room.inbound()).at(-1)).toMatchObject({ ticket_id: ticket.id });
    expect(await reply(ticket.number)).toMatchObject({
      mail_account_id: null,
      reply_to: expect.stringContaining('support+'),
    });
  });

  test('a token signs in, also once the former is over in the middle of the work', async () => {
    const { address } = await saveOAuth();
    const send = async (subject: string) => {
      await room.deliver(mail({ To: address, Subject: subject }), { to: address });
      return await transmitLast();
    };
    expect(await send('Premier')).toMatchObject({ status: 'sent' });
    expect(oauth.asked).toEqual([]);
    // over by our clock: another is asked for before anything is tried
    letIn(1);
    oauth.expire();
    own.hangUp();
    expect(await send('Une heure après')).toMatchObject({ status: 'sent', attempts: 1 });
    expect(oauth.asked.map(({ grant_type }) => grant_type)).toEqual(['refresh_token']);
    // over before its time: the server's refusal is answered with another, in the same attempt
    oauth.expire();
    own.hangUp();
    expect(await send('Avant l’heure')).toMatchObject({ status: 'sent', attempts: 1 });
    expect(oauth.asked).toHaveLength(2);
    expect(own.received).toHaveLength(3);
  });

  test('a refused renewal is no fault of the mail: it waits for a new consent', async () => {
    const { id, address } = await saveOAuth();
    await room.deliver(mail({ To: address, Subject: 'Consentement retiré' }), { to: address });
    oauth.withdraw();
    const waiting = await transmitLast();
    expect(waiting).toMatchObject({ status: 'queued', attempts: 1 });
    expect(waiting.last_error).toMatch(/invalid_grant/);
    expect((await room.knex('mail_accounts').where({ id }).first()).oauth_error).toBe(
      'invalid_grant: Ask for consent again.',
    );
    const tokens = oauth.consent();
    await room.run(connectMailAccount, room.cast.odile, { accountId: id, tokens });
    letIn(1 / 60);
    expect(await transmitLast()).toMatchObject({ status: 'sent', attempts: 2 });
  });

  test('a changed account is used as it now is', async () => {
    const { address, input } = await save({ password: 'wrong' });
    await room.deliver(mail({ To: address, Subject: 'Mot de passe' }), { to: address });
    const refused = await transmitLast();
    expect(refused).toMatchObject({ status: 'queued' });
    expect(refused.last_error).toMatch(/^535 /);
    letIn(1 / 60);
    const right = { ...input, password: 'secret', sender_name: 'Alizé, nuit' };
    expect((await room.run(saveMailAccount, room.cast.odile, right)).ok).toBe(true);
    expect(await transmitLast()).toMatchObject({ status: 'sent' });
    expect(own.received[0]?.mail.from?.name).toBe('Alizé, nuit');
  });

  test('in production without SMTP_URL an account’s mails leave, and the others wait', async () => {
    transmitter.close();
    transmitter = sender({ smtpUrl: null, environment: 'production' });
    const { address } = await save();
    await room.deliver(mail({ To: address, Subject: 'Par le compte' }), { to: address });
    expect(await transmitLast()).toMatchObject({ status: 'sent' });
    await portalTicket('Sans serveur');
    expect(await transmitLast()).toMatchObject({ status: 'queued', attempts: 0 });
  });
});
