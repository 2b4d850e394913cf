import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createIntake } from '../../mail-gateway/intake.ts';
import { openSmtpListener, type SmtpListener } from '../../mail-gateway/smtp-in.ts';
import type { Run } from '../../server/commands/command.ts';
import { createLog } from '../../server/log.ts';
import { connectAsOwner } from '../../server/store/connect.ts';
import { addressOf } from '../support/cluster.ts';
import { createMailroom, type Mailroom, mail, SIZE_LIMIT } from '../support/mailroom.ts';
import { until } from '../support/processes.ts';

describe('mail comes in over SMTP', () => {
  let room: Mailroom;
  beforeAll(async () => {
    room = await createMailroom();
  });
  afterAll(() => room.close());

  test('Jean writes: a ticket opens, and he is owed its number', async () => {
    const answer = await room.deliver(
      mail({ 'Message-ID': '<panne-1@boulangerie-moule.example>' }, 'Le site ne répond plus.'),
    );
    expect(answer).toMatch(/^250 /);
    const [kept] = await room.inbound();
    expect(kept).toMatchObject({
      outcome: 'ticket_opened',
      envelope_from: 'jean@boulangerie-moule.example',
      envelope_to: ['support@alize.example'],
      received_at: new Date('2026-03-02T08:00:00.000Z'),
    });
    const [ticket] = await room.knex('tickets');
    expect(ticket).toMatchObject({
      number: '2026-000001',
      subject: 'Site hors ligne',
      kind: 'incident',
      channel: 'email',
      status: 'new',
      received_at: new Date('2026-03-02T08:00:00.000Z'),
    });
    expect(await room.outbound()).toMatchObject([
      {
        letter: 'acknowledgement',
        to_address: 'jean@boulangerie-moule.example',
        in_reply_to: 'panne-1@boulangerie-moule.example',
        status: 'queued',
      },
    ]);
  });

  test('what is kept begins with how it came, then is what was sent, to the byte', async () => {
    const raw = mail({ Subject: 'Octets' }, 'é — ..\n.\n..fin');
    await room.deliver(raw, { from: '', to: 'support+info@alize.example' });
    const kept = (await room.inbound()).at(-1);
    const text = kept?.raw.toString() ?? '';
    expect(text.endsWith(raw)).toBe(true);
    expect(text.slice(0, -raw.length)).toMatch(
      /^Return-Path: <>\r\nReceived: from \S+ \(\[127\.0\.0\.1\]\)\r\n\tby alize\.example with ESMTP; Mon, 02 Mar 2026 08:00:00 \+0000\r\n$/,
    );
    expect(kept).toMatchObject({ envelope_from: '', size: Buffer.byteLength(raw) });
  });

  test('a mail over the limit is refused with 552 and leaves no row', async () => {
    const before = (await room.inbound()).length;
    const large = mail({}, `${'x'.repeat(70)}\n`.repeat(SIZE_LIMIT / 70));
    await expect(room.deliver(large)).rejects.toMatchObject({ responseCode: 552 });
    const said = await converse(room.smtpPort, ['EHLO client.example', 'QUIT']);
    expect(said).toMatch(new RegExp(`250[ -]SIZE ${SIZE_LIMIT}\r\n`));
    const announced = [
      'EHLO client.example',
      `MAIL FROM:<jean@boulangerie-moule.example> SIZE=${SIZE_LIMIT + 1}`,
      'QUIT',
    ];
    expect(await converse(room.smtpPort, announced)).toMatch(/^552 /m);
    expect(await room.inbound()).toHaveLength(before);
  });

  test('a client that breaks off in the middle of its mail leaves no row', async () => {
    const before = (await room.inbound()).length;
    const socket = await greeted(room.smtpPort);
    await say(socket, 'EHLO client.example');
    await say(socket, 'MAIL FROM:<jean@boulangerie-moule.example>');
    await say(socket, 'RCPT TO:<support@alize.example>');
    await say(socket, 'DATA');
    socket.write('Subject: La moitié\r\n\r\nCe message n’est pas');
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    await room.deliver(mail({ Subject: 'Entier' }));
    expect(await room.inbound()).toHaveLength(before + 1);
  });

  test.each(['<>', '<support alize.example>', '<support>', '<a@b@alize.example>'])(
    '%s is no address to receive at',
    async (address) => {
      const said = await converse(room.smtpPort, [
        'EHLO client.example',
        'MAIL FROM:<jean@boulangerie-moule.example>',
        `RCPT TO:${address}`,
        'QUIT',
      ]);
      expect(said).toMatch(/^5(01|53|50) /m);
    },
  );

  test('neither passwords nor TLS are offered on what is a local relay', async () => {
    const said = await converse(room.smtpPort, [
      'EHLO client.example',
      'AUTH PLAIN AGEAYg==',
      'QUIT',
    ]);
    expect(said).not.toMatch(/STARTTLS|250[ -]AUTH/);
    expect(said).toMatch(/^50\d /m);
  });
});

describe('nothing is said to be kept before it is', () => {
  let room: Mailroom;
  let listener: SmtpListener | null = null;
  beforeAll(async () => {
    room = await createMailroom();
  });
  afterEach(async () => {
    await listener?.close();
    listener = null;
  });
  afterAll(() => room.close());

  const open = async (run: Run) => {
    listener = await openSmtpListener({
      listen: { protocol: 'smtp', host: '127.0.0.1', port: 0 },
      name: 'alize.example',
      sizeLimit: SIZE_LIMIT,
      run,
      wake: () => {},
      clock: () => room.clock.now,
      log: createLog('silent'),
    });
    return listener.port;
  };

  test('250 waits for the commit', async () => {
    let commit: () => void = () => {};
    const mayCommit = new Promise<void>((resolve) => {
      commit = resolve;
    });
    const run: Run = async (command, actor, input) => {
      await mayCommit;
      return await room.run(command, actor, input);
    };
    const socket = await greeted(await open(run));
    let said = '';
    socket.on('data', (text) => {
      said += text;
    });
    for (const line of ['EHLO c.example', 'MAIL FROM:<a@b.example>', 'RCPT TO:<c@d.example>']) {
      await say(socket, line);
    }
    await say(socket, 'DATA');
    said = '';
    socket.write(`${mail({})}\r\n.\r\n`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(said).toBe('');
    expect(await room.inbound()).toHaveLength(0);
    commit();
    await until(() => said !== '');
    expect(said).toMatch(/^250 /);
    expect(await room.inbound()).toHaveLength(1);
    socket.destroy();
  });

  test('while the database is away the sender is asked to come back, and nothing is lost', async () => {
    const before = (await room.inbound()).length;
    const letter = mail({ Subject: 'Pendant la coupure' });
    const comeBack = await takeAway(room);
    await expect(room.deliver(letter)).rejects.toMatchObject({ responseCode: 451 });
    await comeBack();
    expect(await room.deliver(letter)).toMatch(/^250 /);
    const kept = await room.inbound();
    expect(kept).toHaveLength(before + 1);
    expect(kept.at(-1)?.outcome).toBe('ticket_opened');
  });

  test('what a killed process had only recorded is decided by the sweep, once', async () => {
    const port = await open(room.run);
    await converse(port, [
      'EHLO c.example',
      'MAIL FROM:<tiare@agence-lagon.example>',
      'RCPT TO:<support@alize.example>',
      'DATA',
      `${mail({ From: 'Tiare <tiare@agence-lagon.example>', Subject: 'Site down' })}\r\n.`,
      'QUIT',
    ]);
    const last = async () => (await room.inbound()).at(-1);
    expect(await last()).toMatchObject({ outcome: null });
    const other = createIntake({
      run: room.run,
      database: room.knex,
      log: createLog('silent'),
      mailSizeLimit: SIZE_LIMIT,
      mailDomain: 'alize.example',
      clock: () => room.clock.now,
    });
    expect(await other.sweep()).toBe(0);
    room.clock.now = new Date(room.clock.now.getTime() + 6_000);
    await Promise.all([other.sweep(), room.intake.sweep()]);
    expect(await last()).toMatchObject({ outcome: 'ticket_opened' });
    expect(await room.knex('tickets').where({ subject: 'Site down' })).toHaveLength(1);
    await other.stop();
  });
});

test('a port in use is told at once, and is free again once it is closed', async () => {
  const options = {
    name: 'alize.example',
    sizeLimit: SIZE_LIMIT,
    run: (async () => ({ ok: false, reason: 'forbidden' })) as Run,
    wake: () => {},
    clock: () => new Date('2026-03-02T08:00:00.000Z'),
    log: createLog('silent'),
  };
  const on = (port: number) => ({ protocol: 'smtp' as const, host: '127.0.0.1', port });
  const first = await openSmtpListener({ ...options, listen: on(0) });
  const again = { ...options, listen: on(first.port) };
  await expect(openSmtpListener(again)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await first.close();
  const second = await openSmtpListener(again);
  expect(second.port).toBe(first.port);
  await second.close();
});

describe('mail comes in over LMTP', () => {
  test('each recipient has its answer; the message is kept once', async () => {
    const room = await createMailroom('lmtp');
    const said = await converse(room.smtpPort, [
      'LHLO relay.example',
      'MAIL FROM:<jean@boulangerie-moule.example>',
      'RCPT TO:<support@alize.example>',
      'RCPT TO:<urgence@alize.example>',
      'DATA',
      `${mail({})}\r\n.`,
      'QUIT',
    ]);
    expect(said.match(/^250 (2\.\d\.\d )?Kept/gm)).toHaveLength(2);
    await room.intake.idle();
    expect(await room.inbound()).toMatchObject([
      { outcome: 'ticket_opened', envelope_to: ['support@alize.example', 'urgence@alize.example'] },
    ]);
    await room.close();
  });
});

/** Cuts every connection to the room's database and lets none in, until the answer is called. */
async function takeAway({ url }: Mailroom): Promise<() => Promise<void>> {
  const name = new URL(url).pathname.slice(1);
  const server = connectAsOwner(addressOf(url, 'postgres'), { max: 1 });
  await server.raw(`alter database ${name} allow_connections false`);
  await server.raw('select pg_terminate_backend(pid) from pg_stat_activity where datname = ?', [
    name,
  ]);
  return async () => {
    await server.raw(`alter database ${name} allow_connections true`);
    await server.destroy();
  };
}

/** Says one line and waits for what the server answers. */
async function say(socket: Socket, line: string): Promise<string> {
  const answered = new Promise<string>((resolve) => {
    let said = '';
    const listen = (text: Buffer) => {
      said += text;
      if (!/^\d{3} [^\n]*\n$/m.test(said) || !said.endsWith('\n')) return;
      socket.off('data', listen);
      resolve(said);
    };
    socket.on('data', listen);
  });
  socket.write(`${line}\r\n`);
  return await answered;
}

async function greeted(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  await new Promise((resolve) => socket.once('data', resolve));
  return socket;
}

async function converse(port: number, lines: readonly string[]): Promise<string> {
  const socket = await greeted(port);
  let said = '';
  for (const line of lines) said += await say(socket, line);
  socket.destroy();
  return said;
}
