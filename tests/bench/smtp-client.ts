import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createInterface, type Interface } from 'node:readline';

/** A sender that keeps its connection, so that what is timed is the receiver. */
export class SmtpClient {
  readonly #socket: Socket;
  readonly #lines: AsyncIterator<string>;

  private constructor(socket: Socket, lines: Interface) {
    this.#socket = socket;
    this.#lines = lines[Symbol.asyncIterator]();
  }

  static async open(port: number): Promise<SmtpClient> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    const client = new SmtpClient(socket, createInterface({ input: socket }));
    await client.#expect('220');
    await client.#say('EHLO banc.example', '250');
    return client;
  }

  /** @returns the milliseconds since 1970 at which RCPT was said, and those at which 250 came */
  async send(from: string, raw: string): Promise<{ rcptAt: number; keptAt: number }> {
    const rcptAt = performance.timeOrigin + performance.now();
    // in one packet, as mail servers do (RFC 2920)
    this.#socket.write(`MAIL FROM:<${from}>\r\nRCPT TO:<support@alize.example>\r\nDATA\r\n`);
    for (const code of ['250', '250', '354']) await this.#expect(code);
    await this.#say(`${raw.replace(/^\./gm, '..')}\r\n.`, '250');
    return { rcptAt, keptAt: performance.timeOrigin + performance.now() };
  }

  close(): void {
    this.#socket.end('QUIT\r\n');
  }

  async #say(line: string, expected: string): Promise<void> {
    this.#socket.write(`${line}\r\n`);
    await this.#expect(expected);
  }

  async #expect(code: string): Promise<void> {
    for (;;) {
      const { value = '' } = await this.#lines.next();
      if (!value.startsWith(code)) throw new Error(`The receiver answered ${value}`);
      if (value[3] !== '-') return;
    }
  }
}
