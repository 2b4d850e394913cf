import pg from 'pg';
import { messageIdOf, type Thread } from './write-mail.ts';

/** What became of mails, as a sender comes to know of it. */
export type Desk = {
  /** Resolves once the mail is decided; null where no ticket came of it, or it takes too long. */
  threadOf(tag: string): Promise<Thread | null>;
  /** Asks the database, again until it answers. */
  ask(question: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
};

const LOOKS_EVERY = 150;
/** Milliseconds that a sender waits; whoever writes again unheard is found out in the end. */
const PATIENCE = 300_000;

/** Looks into a database that is often away. */
export function watchDesk(url: string): Desk {
  const pool = new pg.Pool({ connectionString: url, max: 2, connectionTimeoutMillis: 5_000 });
  pool.on('error', () => {});
  const awaited = new Map<string, (thread: Thread | null) => void>();
  let closed = false;

  const ask: Desk['ask'] = async (question, values) => {
    for (;;) {
      try {
        return (await pool.query(question, values)).rows;
      } catch (error) {
        if (closed || /^(?:42|22|23)/.test((error as { code?: string }).code ?? '')) throw error;
        await pause();
      }
    }
  };
  const look = async () => {
    while (!closed) {
      if (awaited.size > 0) {
        const rows = await ask(FOUND, [[...awaited.keys()]]).catch(() => []);
        for (const { id, number, acknowledgement } of rows as Found[]) {
          awaited.get(id)?.(number === null ? null : { number, acknowledgement });
        }
      }
      await pause();
    }
  };
  const looking = look();
  return {
    ask,
    threadOf: (tag) =>
      new Promise((resolve) => {
        const heard = (thread: Thread | null) => {
          clearTimeout(patience);
          awaited.delete(messageIdOf(tag));
          resolve(thread);
        };
        const patience = setTimeout(() => heard(null), PATIENCE);
        awaited.set(messageIdOf(tag), heard);
      }),
    async close() {
      closed = true;
      await looking;
      await pool.end();
    },
  };
}

type Found = { id: string; number: string | null; acknowledgement: string | null };
const FOUND = `
  select e.rfc_message_id as id, t.number, o.rfc_message_id as acknowledgement
    from inbound_emails e left join tickets t on t.id = e.ticket_id
    left join acknowledgements a on a.ticket_id = t.id
    left join outbound_emails o on o.id = a.outbound_email_id
   where e.rfc_message_id = any($1) and e.outcome not in ('duplicate', 'quarantined')`;

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, LOOKS_EVERY));
}
