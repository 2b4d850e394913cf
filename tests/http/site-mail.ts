import type { Prove } from '../../mail-gateway/authenticate/prover.ts';
import { createIntake, type Intake } from '../../mail-gateway/intake.ts';
import { done } from '../../seeds/done.ts';
import { recordInboundEmail } from '../../server/commands/record-inbound-email.ts';
import { createLog } from '../../server/log.ts';
import type { Site } from './site.ts';

const GATEWAY = { kind: 'system', name: 'intake' } as const;
const IMAP = 'support@alize.example@imap.alize.example:993/INBOX';
const SIZE_LIMIT = 1024 * 1024;

/** How a mail comes: over SMTP from and to these, or found in a mailbox, which tells neither. */
export type CameBy = { from?: string; to?: string } | 'imap';

export type SiteMail = {
  intake: Intake;
  /** Takes a raw mail in, and decides it. @returns its row, with its ticket's number where it has one */
  receive(raw: string, by?: CameBy): Promise<Received>;
  close(): Promise<void>;
};

export type Received = {
  id: number;
  outcome: string;
  number: string | null;
  messageId: number | null;
};

/** The mail that comes in beside the pages of a test. */
export function openSiteMail(
  site: Site,
  { prove = null }: { prove?: Prove | null } = {},
): SiteMail {
  const intake = createIntake({
    run: site.run,
    database: site.knex,
    log: createLog('silent'),
    mailSizeLimit: SIZE_LIMIT,
    mailDomain: site.house.mailDomain,
    clock: () => site.clock.now,
    prove,
  });
  let uid = 0;
  return {
    intake,
    async receive(raw, by = {}) {
      const bytes = Buffer.from(raw);
      uid += 1;
      const recorded = await site.run(recordInboundEmail, GATEWAY, {
        ...(by === 'imap'
          ? { route: 'imap', mailbox: IMAP, uidValidity: 1, uid, envelopeFrom: '', envelopeTo: [] }
          : {
              route: 'smtp',
              mailbox: 'smtp',
              uidValidity: null,
              uid: null,
              envelopeFrom: by.from ?? 'jean@boulangerie-moule.example',
              envelopeTo: [by.to ?? site.house.mailAddress],
            }),
        raw: bytes,
        size: bytes.length,
        receivedAt: site.clock.now,
      });
      const id = done(recorded).id as number;
      await intake.decide(id);
      return site
        .knex('inbound_emails as i')
        .leftJoin('tickets as t', 't.id', 'i.ticket_id')
        .where('i.id', id)
        .first('i.id', 'i.outcome', 't.number', 'i.message_id as messageId');
    },
    close: () => intake.stop(),
  };
}
