import type { Run } from '../server/commands/command.ts';
import { countIntakeAttempt } from '../server/commands/count-intake-attempt.ts';
import type { MailReading } from '../server/commands/intake.ts';
import { quarantineMail } from '../server/commands/quarantine-mail.ts';
import { receiveMail } from '../server/commands/receive-mail.ts';
import type { IntakeOutcome } from '../server/domain/mail/decide-intake.ts';
import type { IncomingMail } from '../server/domain/mail/incoming-mail.ts';
import type { SenderProof } from '../server/domain/mail/sender-proof.ts';
import type { Log } from '../server/log.ts';
import type { Database } from '../server/store/connect.ts';
import { isDatabaseTrouble } from '../server/store/database-trouble.ts';
import { findInboundEmail, listUndecided } from '../server/store/inbound-emails.ts';
import type { Prove } from './authenticate/prover.ts';
import type { KeptMessage } from './intake/read-message.ts';
import { createWaitingLine } from './intake/waiting-line.ts';
import { createMailReader } from './reader/mail-reader.ts';
import { NoReadingThread } from './reader/reading-thread.ts';

export const INTAKE_ACTOR = { kind: 'system', name: 'intake' } as const;

/** Messages decided at a time: the rest is the database's, which has other work too. */
const WIDTH = 4;
/** Failures of our own code before a message is set aside. */
const ATTEMPTS = 3;
/** Times a process may end while it reads one message, before the message is the suspect. */
const ENDINGS = 10;
/** Bytes of raw messages kept in memory while they wait; past it they are read again. */
const HELD_BYTES = 32 * 1024 * 1024;
/** A message younger than this is still in the hands of whoever recorded it. */
const FRESH = 5_000;
const SWEPT_AT_ONCE = 200;
/** What we add on top of a message that came just under the limit. */
const TRACE_BYTES = 4096;

/** `left`: not now (the database is away, we are stopping); the sweep comes back to it. */
export type Decided = IntakeOutcome | 'already_decided' | 'left';

export type Intake = {
  /** Decides a recorded message in its turn. Never throws. `kept` saves reading it again. */
  decide(id: number, kept?: KeptMessage): Promise<Decided>;
  /** The same, for who doesn't wait. */
  wake(id: number, kept?: KeptMessage): void;
  /** Reads a message, or its beginning, within the budget of any; null where it can't be read. */
  peek(raw: Uint8Array): Promise<MailReading | null>;
  /** Decides what nobody is deciding: left by a process that ended. @returns how many */
  sweep(): Promise<number>;
  /** Resolves when nothing is being decided, nor waits to be. */
  idle(): Promise<void>;
  /** Lets what is being decided end; the rest stays in the database, for the next sweep. */
  stop(): Promise<void>;
};

/**
 * Decides messages once they are kept: read, made harmless, handed to the command. What can't be
 * read is quarantined, and so is what our own code fails on again and again, behind the others:
 * one message never holds the next.
 */
export function createIntake({
  run,
  database,
  log,
  mailSizeLimit,
  mailDomain,
  clock,
  prove = null,
}: {
  run: Run;
  database: Database;
  log: Log;
  mailSizeLimit: number;
  /** Ours, by which our own mail is known when it comes back. */
  mailDomain: string;
  clock: () => Date;
  /** Finds out whom a mail is from; null where nobody asks. */
  prove?: Prove | null;
}): Intake {
  const line = createWaitingLine<Decided | 'again'>(WIDTH);
  const reader = createMailReader({
    sizeLimit: mailSizeLimit + TRACE_BYTES,
    ownDomain: mailDomain,
  });
  const undecided = new Set<Promise<Decided>>();
  /** What was left behind by others, and begun here: while the database is in trouble, in vain. */
  const begun = new Set<number>();
  let awake: Promise<unknown> | null = null;
  let heldBytes = 0;

  function decide(id: number, kept?: KeptMessage, leftBehind = false): Promise<Decided> {
    const decided = decideInTurn(id, kept, leftBehind);
    undecided.add(decided);
    void decided.finally(() => undecided.delete(decided));
    return decided;
  }

  async function idle(): Promise<void> {
    while (undecided.size > 0) await Promise.all(undecided);
  }

  async function decideInTurn(
    id: number,
    kept: KeptMessage | undefined,
    leftBehind: boolean,
  ): Promise<Decided> {
    const bytes = kept?.raw.byteLength ?? 0;
    const held = heldBytes + bytes <= HELD_BYTES ? kept : undefined;
    if (held) heldBytes += bytes;
    try {
      for (let first = true; ; first = false) {
        const decided = await line.join(id, () => attempt(id, held, leftBehind && first));
        if (decided !== 'again') return decided;
      }
    } finally {
      if (held) heldBytes -= bytes;
    }
  }

  function readSomething(): Promise<unknown> {
    awake ??= reader
      .read({ raw: Buffer.from('Subject: \r\n\r\n'), envelopeTo: [], receivedAt: clock() })
      .catch((error) => {
        awake = null;
        throw error;
      });
    return awake;
  }

  async function attempt(id: number, kept: KeptMessage | undefined, leftBehind: boolean) {
    let counted = false;
    try {
      // counted before it is tried: a message that ends the process would never be counted after;
      // and once in a process's life, for one that comes back to it was not ended by it
      const first = leftBehind && !begun.has(id);
      if (first) {
        // what is killed while it only begins was not ended by what it had not begun to read
        await readSomething();
        counted = true;
        const lives = await count(id);
        begun.add(id);
        if (lives > ENDINGS) return await setAside(id, 'error:process_ended');
      }
      const decided = await read(id, kept);
      begun.delete(id);
      return decided;
    } catch (error) {
      return await failed(id, error, counted).catch((trouble) => {
        log.error({ err: trouble, inboundEmail: id }, 'intake put off');
        return 'left' as const;
      });
    }
  }

  async function read(id: number, given: KeptMessage | undefined): Promise<Decided> {
    const kept = given ?? (await findKept(id));
    if (kept === null) return 'already_decided';
    // its bytes were left behind (see the table): there is nothing to read, now or later
    if (kept.raw.byteLength === 0) return await setAside(id, 'unreadable:too_large');
    const message = await reader.read(kept);
    if (!message.ok) return await setAside(id, message.reason);
    const proof = await proofOf(kept, message.reading.mail);
    const input = { inboundEmailId: id, reading: { ...message.reading, proof } };
    const outcome = await run(receiveMail, INTAKE_ACTOR, input).catch((error) => {
      // a twin was settled first, or its sender added: once more finds it
      if (error?.code === '23505') return run(receiveMail, INTAKE_ACTOR, input);
      throw error;
    });
    return outcome.ok ? outcome.value.outcome : 'already_decided';
  }

  async function findKept(id: number): Promise<KeptMessage | null> {
    const email = await findInboundEmail(database, id);
    return email && email.outcome === null ? email : null;
  }

  async function proofOf(kept: KeptMessage, mail: IncomingMail): Promise<SenderProof | null> {
    if (kept.proof && kept.proof.verdict !== 'unverified') return kept.proof;
    return prove && (await prove(kept, mail));
  }

  async function count(id: number): Promise<number> {
    const counted = await run(countIntakeAttempt, INTAKE_ACTOR, { id });
    return counted.ok ? counted.value.attempts : 0;
  }

  async function setAside(id: number, reason: string): Promise<Decided> {
    log.warn({ inboundEmail: id, reason }, 'mail quarantined');
    const outcome = await run(quarantineMail, INTAKE_ACTOR, {
      inboundEmailId: id,
      reasons: [reason],
    });
    return outcome.ok ? 'quarantined' : 'already_decided';
  }

  async function failed(id: number, error: unknown, counted: boolean): Promise<Decided | 'again'> {
    if (isDatabaseTrouble(error) || error instanceof NoReadingThread) throw error;
    log.error({ err: error, inboundEmail: id }, 'intake failed');
    if (counted || (await count(id)) < ATTEMPTS) return 'again';
    return await setAside(id, `error:${error instanceof Error ? error.name : typeof error}`);
  }

  return {
    decide: (id, kept) => decide(id, kept),
    async peek(raw) {
      const message = await reader.read({ raw, envelopeTo: [], receivedAt: clock() });
      return message.ok ? message.reading : null;
    },
    wake(id, kept) {
      void decide(id, kept);
    },
    async sweep() {
      const before = new Date(clock().getTime() - FRESH);
      const ids = await listUndecided(database, SWEPT_AT_ONCE, before);
      const abandoned = ids.filter((id) => !line.has(id));
      await Promise.all(abandoned.map((id) => decide(id, undefined, true)));
      return abandoned.length;
    },
    idle,
    async stop() {
      line.stop('left');
      await idle();
      await reader.close();
    },
  };
}
