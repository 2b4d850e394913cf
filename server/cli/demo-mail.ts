import { setTimeout as sleep } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import { shiftedClock } from '../clock.ts';
import { configOrExit } from '../config/or-exit.ts';
import type { Config, MailListen } from '../config.ts';
import { createLog } from '../log.ts';
import { listCapturedEmails, type OutboundEmail } from '../store/outbound-emails.ts';
import { withDatabase } from './database.ts';
import { answerTo, type DemoLetter, LETTERS } from './demo-mail/letters.ts';

/** How long the acknowledgement may take, in tries of a quarter of a second. */
const TRIES = 40;

const say = (line: string) => process.stdout.write(`${line}\n`);

/** `npm run demo:mail`: sends a handful of mails to the receiver, as customers would. */
async function main(): Promise<number> {
  const config = configOrExit();
  const { mailListen } = config;
  if (mailListen === null) return refuse('MAIL_LISTEN is "off": there is nowhere to send mail to.');
  const send = connectTo(mailListen, config);
  try {
    const [first] = LETTERS;
    const firstId = await send(first);
    for (const letter of LETTERS.slice(1)) await send(letter);
    const acknowledgement = await findAcknowledgement(config, firstId);
    await send(
      {
        about: acknowledgement
          ? 'the answer to its acknowledgement, at the signed address'
          : 'an answer that refers to the first mail',
        from: first.from,
        subject: `Re: ${acknowledgement?.subject ?? first.subject}`,
        text: answerTo(acknowledgement?.text ?? String(first.text)),
        inReplyTo: `<${acknowledgement?.rfcMessageId ?? firstId}>`,
        references: [firstId, acknowledgement?.rfcMessageId ?? firstId].map((id) => `<${id}>`),
      },
      acknowledgement?.replyTo,
    );
    return 0;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const where = `${mailListen.host}:${mailListen.port}`;
    return refuse(
      code === 'ESOCKET' || code === 'ECONNECTION' || code === 'ECONNREFUSED'
        ? `Nothing takes mail at ${where}: is the product running (npm start)?`
        : `The mail was not taken at ${where}: ${message}`,
    );
  }
}

function refuse(line: string): number {
  process.stderr.write(`${line}\n`);
  return 1;
}

/** @returns what sends a letter and answers its Message-ID, without brackets */
function connectTo({ host, port, protocol }: MailListen, { mailAddress, clockOffset }: Config) {
  const server = createTransport({ host, port, lmtp: protocol === 'lmtp', ignoreTLS: true });
  const clock = shiftedClock(clockOffset);
  return async ({ about, ...letter }: DemoLetter, to: string | null = mailAddress) => {
    const sent = await server.sendMail({ ...letter, to: to ?? mailAddress, date: clock() });
    say(`${letter.from.address} -> ${to ?? mailAddress}`);
    say(`  ${letter.subject} (${about})`);
    return sent.messageId.replace(/^<|>$/g, '');
  };
}

/** The mail that tells Jean his ticket's number, once it is captured; null where mails leave for real. */
async function findAcknowledgement(
  config: Config,
  messageId: string,
): Promise<OutboundEmail | null> {
  if (config.smtpUrl !== null) return null;
  return await withDatabase(config, createLog('silent'), async (database) => {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const captured = await listCapturedEmails(database, { limit: 50 });
      const found = captured.find(({ inReplyTo }) => inReplyTo === messageId);
      if (found) return found;
      await sleep(250);
    }
    return null;
  });
}

process.exitCode = await main();
