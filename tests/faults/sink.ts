import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { linesOf } from './lines.ts';

/** Where in a conversation a server may turn bad. */
export type Moment = 'greeting' | 'recipient' | 'middle' | 'dot';
/**
 * What it does then. `hang` never answers; `close` hangs up without having taken the mail, `take and
 * close` once it took it, so that its answer is lost.
 */
export type Conduct = 'well' | 'hang' | 'close' | 'take and close' | `${4 | 5}${string}`;

export type Sink = {
  /** As SMTP_URL would hold it. */
  url: string;
  /** How often each Message-ID was taken. */
  taken: ReadonlyMap<string, number>;
  close(): Promise<void>;
};

/**
 * A mail server that takes everything, or turns bad when `conduct` says so. It speaks by itself,
 * since no library hangs up in the middle of a message.
 */
export async function openSink(
  conduct: (moment: Moment, recipient: string) => Conduct = () => 'well',
): Promise<Sink> {
  const taken = new Map<string, number>();
  const sockets = new Set<Socket>();
  const take = (raw: string) => {
    const id = /^message-id:\s*<([^>]*)>/im.exec(raw)?.[1] ?? `without a Message-ID: ${raw}`;
    taken.set(id, (taken.get(id) ?? 0) + 1);
  };
  const server = createServer((socket) => {
    sockets.add(socket.setNoDelay());
    socket.once('close', () => sockets.delete(socket));
    serve(socket, conduct, take).catch(() => socket.destroySoon());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

class HangUp extends Error {}

async function serve(
  socket: Socket,
  conduct: (moment: Moment, recipient: string) => Conduct,
  take: (raw: string) => void,
): Promise<void> {
  const lines = linesOf(socket);
  const say = (line: string) => void socket.write(`${line}\r\n`);
  let recipient = '';

  /** Gives the answer of one that behaves, or turns bad. */
  async function answer(moment: Moment, well: string, done: () => void = () => {}): Promise<void> {
    const behaves = conduct(moment, recipient);
    if (behaves === 'hang') await new Promise((resolve) => socket.once('close', resolve));
    if (behaves === 'well' || behaves === 'take and close') done();
    if (behaves === 'hang' || behaves.endsWith('close')) throw new HangUp();
    say(behaves === 'well' ? well : `${behaves} Not now, or never`);
    if (behaves.startsWith('421')) throw new HangUp();
  }

  async function readMail(): Promise<void> {
    const raw: string[] = [];
    const cut = conduct('middle', recipient) === 'close';
    for (let line = await lines.next(); line !== '.'; line = await lines.next()) {
      raw.push(line);
      if (cut && raw.length === 10) throw new HangUp();
    }
    await answer('dot', '250 2.0.0 Taken', () => take(raw.join('\r\n')));
  }

  await answer('greeting', '220 sink.example ESMTP');
  for (;;) {
    const line = await lines.next();
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'QUIT') {
      say('221 Bye');
      socket.end();
    } else if (verb === 'RCPT') {
      recipient = /<([^>]*)>/.exec(line)?.[1] ?? '';
      await answer('recipient', '250 2.1.5 Known');
    } else if (verb === 'DATA') {
      say('354 Go on');
      await readMail();
    } else say('250 sink.example');
  }
}
