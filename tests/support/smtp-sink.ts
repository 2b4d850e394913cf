import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { parseMail } from '../../mail-gateway/parse/parse-mail.ts';
import type { IncomingMail } from '../../server/domain/mail/incoming-mail.ts';

export type Received = { from: string; to: string[]; raw: Buffer; mail: IncomingMail };

export type SmtpSink = {
  /** As SMTP_URL would hold it. */
  url: string;
  received: Received[];
  /** The next answers to DATA, instead of 250: a code, or `hang up` after the last byte came. */
  answers: (number | 'hang up')[];
  /** What it says, with 550, of recipients that it doesn't take. */
  unknown: Map<string, string>;
  /** Ends every connection, as servers do with those that stay quiet. */
  hangUp(): void;
  close(): Promise<void>;
};

/** A mail server that takes everything, or answers what the test says. */
export async function startSmtpSink({
  password,
  knowsToken = () => false,
}: {
  password?: string;
  /** Whether an access token is good, which XOAUTH2 hands over. */
  knowsToken?: (user: string, token: string) => boolean;
} = {}): Promise<SmtpSink> {
  const received: Received[] = [];
  const answers: SmtpSink['answers'] = [];
  const unknown: SmtpSink['unknown'] = new Map();
  const server = new SMTPServer({
    authOptional: password === undefined,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 100,
    authMethods: ['PLAIN', 'LOGIN', 'XOAUTH2'],
    onAuth({ method, username = '', accessToken = '', ...auth }, _session, callback) {
      if (method === 'XOAUTH2') {
        if (knowsToken(username, accessToken)) return callback(null, { user: username });
        // as Google's and Microsoft's servers say it
        return callback(null, { data: { status: '400', schemes: 'Bearer', scope: 'mail' } });
      }
      if (auth.password === password) return callback(null, { user: username });
      callback(new Error('Wrong'));
    },
    onRcptTo({ address }, _session, callback) {
      const said = unknown.get(address);
      if (said === undefined) return callback();
      callback(Object.assign(new Error(said), { responseCode: 550 }));
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        const answer = answers.shift();
        if (typeof answer === 'number') {
          return callback(Object.assign(new Error('Not now, or never'), { responseCode: answer }));
        }
        const raw = Buffer.concat(chunks);
        received.push({
          from: session.envelope.mailFrom ? session.envelope.mailFrom.address : '',
          to: session.envelope.rcptTo.map(({ address }) => address),
          raw,
          mail: await parseMail(raw),
        });
        if (answer === undefined) return callback();
        for (const connection of server.connections) connection.close();
      });
    },
  });
  server.on('error', () => {});
  const socket = server.listen(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    url: `smtp://127.0.0.1:${(socket.address() as AddressInfo).port}`,
    received,
    answers,
    unknown,
    hangUp() {
      for (const connection of server.connections) connection.close();
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
