import { createTransport } from 'nodemailer';
import type { Prove } from '../../mail-gateway/authenticate/prover.ts';
import { createIntake, type Intake } from '../../mail-gateway/intake.ts';
import { openSmtpListener } from '../../mail-gateway/smtp-in.ts';
import { createLog } from '../../server/log.ts';
import { createWorld, type World } from './world.ts';

export const SIZE_LIMIT = 256 * 1024;

export type Envelope = { from?: string; to?: string };

export type Mailroom = World & {
  intake: Intake;
  smtpPort: number;
  /** Hands a raw message in over SMTP, and waits until it is decided. @returns the server's answer */
  deliver(raw: string | Buffer, envelope?: Envelope): Promise<string>;
  /** What became of each message, in order. */
  inbound(): Promise<InboundRow[]>;
  outbound(): Promise<OutboundRow[]>;
  close(): Promise<void>;
};

export type InboundRow = {
  id: number;
  outcome: string | null;
  reasons: string[];
  ticket_id: number | null;
  message_id: number | null;
  attempts: number;
  raw: Buffer;
  size: number;
  envelope_from: string;
  envelope_to: string[];
  received_at: Date;
};
export type OutboundRow = {
  id: number;
  letter: string;
  ticket_id: number;
  to_address: string;
  reply_to: string;
  rfc_message_id: string;
  status: string;
};

/**
 * A helpdesk whose mail room is open: SMTP on a port of its own, intake behind it.
 *
 * @param prove who finds out whom a mail is from; nobody unless given
 */
export async function createMailroom(
  protocol: 'smtp' | 'lmtp' = 'smtp',
  { prove = null }: { prove?: Prove | null } = {},
): Promise<Mailroom> {
  const world = await createWorld();
  const log = createLog('silent');
  const clock = () => world.clock.now;
  const parts = { run: world.run, log, clock };
  const intake = createIntake({
    ...parts,
    database: world.knex,
    mailSizeLimit: SIZE_LIMIT,
    mailDomain: 'alize.example',
    prove,
  });
  const listener = await openSmtpListener({
    ...parts,
    listen: { protocol, host: '127.0.0.1', port: 0 },
    name: 'alize.example',
    sizeLimit: SIZE_LIMIT,
    wake: intake.wake,
  });
  const client = createTransport({
    host: '127.0.0.1',
    port: listener.port,
    lmtp: protocol === 'lmtp',
    ignoreTLS: true,
  });
  return {
    ...world,
    intake,
    smtpPort: listener.port,
    async deliver(raw, { from = 'jean@boulangerie-moule.example', to } = {}) {
      const sent = await client.sendMail({
        envelope: { from, to: to ?? 'support@alize.example' },
        raw,
      });
      await intake.idle();
      return sent.response ?? '';
    },
    inbound: () => world.knex('inbound_emails').orderBy('id'),
    outbound: () => world.knex('outbound_emails').orderBy('id'),
    async close() {
      client.close();
      await listener.close();
      await intake.stop();
      await world.drop();
    },
  };
}

/** A message as it travels: header lines, an empty one, the text. */
export function mail(headers: Record<string, string>, text = 'Bonjour,\n\nMerci.'): string {
  const lines = Object.entries({
    From: 'Jean Moreau <jean@boulangerie-moule.example>',
    To: 'support@alize.example',
    Subject: 'Site hors ligne',
    Date: 'Mon, 2 Mar 2026 03:58:00 -0400',
    'Message-ID': `<${Math.random().toString(36).slice(2)}@boulangerie-moule.example>`,
    'MIME-Version': '1.0',
    'Content-Type': 'text/plain; charset=utf-8',
    ...headers,
  })
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}`);
  return [...lines, '', ...text.split('\n'), ''].join('\r\n');
}
