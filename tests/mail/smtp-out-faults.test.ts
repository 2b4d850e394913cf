import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createTransmitter } from '../../mail-gateway/smtp-out.ts';
import { done } from '../../seeds/done.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { createLog } from '../../server/log.ts';
import { findTicket } from '../../server/store/tickets.ts';
import { sendingBy } from '../support/sending-room.ts';
import { createWorld, type World } from '../support/world.ts';

/** How a server treats a client: well, or badly at some moment. */
type Manners = 'well' | 'silent' | 'busy' | 'drips' | 'hangs after the dot' | 'closes mid-data';

/** A busy machine sends a mail in less. */
const GIVEN_UP_AFTER = 1_500;
const MINUTE = 60_000;

describe('whatever a server does to us, a mail waits and goes later', () => {
  let world: World;
  let manners: Manners = 'well';
  const taken: string[] = [];
  const sockets = new Set<Socket>();
  const drips = new Set<NodeJS.Timeout>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    serve(socket);
  });

  /** As much of SMTP as it takes to be rude. */
  function serve(socket: Socket): void {
    let data: string | null = null;
    const say = (line: string) => socket.write(`${line}\r\n`);
    if (manners === 'silent') return;
    if (manners === 'busy') {
      socket.end('421 4.3.2 Too busy\r\n');
      return;
    }
    if (manners === 'drips') {
      drips.add(setInterval(() => socket.writable && say('220-wait'), 20));
      return;
    }
    say('220 mx.example');
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      if (data !== null) {
        data += chunk;
        if (manners === 'closes mid-data') socket.destroy();
        else if (data.endsWith('\r\n.\r\n') && manners !== 'hangs after the dot') {
          taken.push(/^Message-ID:\s*(\S+)/im.exec(data)?.[1] ?? '');
          data = null;
          say('250 taken');
        }
        return;
      }
      for (const line of chunk.split('\r\n').filter((part) => part !== '')) {
        if (/^DATA/i.test(line)) {
          data = '';
          say('354 go on');
        } else say(/^QUIT/i.test(line) ? '221 bye' : '250 ok');
      }
    });
  }

  beforeAll(async () => {
    world = await createWorld();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(async () => {
    for (const drip of drips) clearInterval(drip);
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
    await world.drop();
  });

  const open = () =>
    createTransmitter({
      run: world.run,
      database: world.knex,
      config: sendingBy(
        `smtp://127.0.0.1:${(server.address() as AddressInfo).port}?ignoreTLS=true`,
        world.house,
      ),
      clock: () => world.clock.now,
      log: createLog('silent'),
      wholeAttempt: GIVEN_UP_AFTER,
    });
  const declare = async (subject: string) => {
    const said = { kind: 'incident', subject, body: 'Rien ne va plus.', files: [] } as const;
    const { number } = done(await world.run(openTicket, world.cast.jean, said));
    const ticket = await findTicket(world.knex, number);
    return world.knex('outbound_emails').where({ ticket_id: ticket?.id }).first();
  };
  const row = (id: number) => world.knex('outbound_emails').where({ id }).first();

  test.each<[Manners, RegExp]>([
    ['silent', /abort|timed? ?out/i],
    ['drips', /abort|timed? ?out/i],
    ['busy', /^421 4\.3\.2 Too busy/],
    ['hangs after the dot', /abort|timed? ?out/i],
    ['closes mid-data', /closed|ECONN|EPIPE|reset/i],
  ])('a server that is %s', async (rude, said) => {
    const transmitter = open();
    const { id, rfc_message_id: messageId } = await declare(`Serveur : ${rude}`);
    manners = rude;
    const began = performance.now();
    await transmitter.transmit(id);
    expect(performance.now() - began).toBeLessThan(GIVEN_UP_AFTER + 2_000);
    const waiting = await row(id);
    expect(waiting).toMatchObject({ status: 'queued', attempts: 1 });
    expect(waiting.last_error).toMatch(said);
    expect(waiting.next_attempt_at).toEqual(new Date(world.clock.now.getTime() + MINUTE));
    expect(await world.knex('unreachable_addresses')).toEqual([]);

    manners = 'well';
    world.clock.now = new Date(world.clock.now.getTime() + MINUTE);
    await transmitter.transmit(id);
    expect(await row(id)).toMatchObject({ status: 'sent', attempts: 2 });
    expect(taken.at(-1)).toBe(`<${messageId}>`);
    transmitter.close();
  });

  test('more mails than connections hang, and none keeps the others from leaving after', async () => {
    const transmitter = open();
    manners = 'silent';
    const stuck = [];
    for (let index = 0; index < 9; index += 1) stuck.push(await declare(`Bloqué ${index}`));
    await Promise.all(stuck.map(({ id }) => transmitter.transmit(id)));
    for (const { id } of stuck) expect(await row(id)).toMatchObject({ status: 'queued' });
    manners = 'well';
    world.clock.now = new Date(world.clock.now.getTime() + MINUTE);
    const before = taken.length;
    for (const { id } of stuck) await transmitter.transmit(id);
    expect(new Set(taken.slice(before)).size).toBe(9);
    transmitter.close();
  });
});
