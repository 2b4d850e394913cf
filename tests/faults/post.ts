import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { linesOf } from './lines.ts';
import type { Letter } from './write-mail.ts';

/** How often a mail was handed in by one route. */
export type Posted = {
  /** The last dot was sent and no answer came: kept or not, the sender can't know. */
  unanswered: number;
  /** Put off with 4xx, or cut off before the last dot. */
  putOff: number;
};

/** Where mail is handed in; `to` where it isn't whoever the letter names. */
export type Door = { port: number; protocol: 'smtp' | 'lmtp'; to?: string };

/** Milliseconds that a server is given for each answer. */
const PATIENCE = 20_000;

/**
 * Hands a mail in as mail servers do: again and again until it is answered with 250.
 *
 * @throws where it is refused for good, or where `end` comes first
 */
export async function post(letter: Letter, door: Door, end: AbortSignal): Promise<Posted> {
  const posted = { unanswered: 0, putOff: 0 };
  for (;;) {
    const result = await handIn(letter, door);
    if (result === 'kept') return posted;
    posted[result] += 1;
    end.throwIfAborted();
    await sleep(100 + Math.random() * 200);
  }
}

async function handIn(
  { from, to, raw }: Letter,
  { port, protocol, to: mailbox }: Door,
): Promise<'kept' | keyof Posted> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  socket.setTimeout(PATIENCE, () => socket.destroy());
  const lines = linesOf(socket);
  const expect = async (code: string) => {
    let answer = await lines.next();
    while (answer[3] === '-') answer = await lines.next();
    if (answer.startsWith(code)) return;
    if (answer.startsWith('4')) throw new PutOff(answer);
    throw new Refused(`The receiver answered ${answer} where ${code} was expected`);
  };
  const say = (line: string, code: string) => {
    socket.write(`${line}\r\n`);
    return expect(code);
  };
  let ended = false;
  try {
    await expect('220');
    await say(`${protocol === 'lmtp' ? 'LHLO' : 'EHLO'} mx.courriel.example`, '250');
    await say(`MAIL FROM:<${from}>`, '250');
    await say(`RCPT TO:<${mailbox ?? to}>`, '250');
    await say('DATA', '354');
    ended = true;
    await say(`${raw.replace(/^\./gm, '..')}.`, '250');
    socket.end('QUIT\r\n');
    return 'kept';
  } catch (error) {
    if (error instanceof Refused) throw error;
    return ended && !(error instanceof PutOff) ? 'unanswered' : 'putOff';
  } finally {
    socket.destroySoon();
  }
}

class PutOff extends Error {}
class Refused extends Error {}
