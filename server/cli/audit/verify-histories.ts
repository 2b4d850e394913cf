import type { LedgerLine } from '../../domain/billing/ledger.ts';
import type { ChainLink } from '../../domain/proof/chain.ts';
import { messageDigest } from '../../domain/proof/message-digest.ts';
import { verifyChain } from '../../domain/proof/verify.ts';
import { type ChainHead, listChainHeads } from '../../store/chain-heads.ts';
import { listLedgers } from '../../store/charges.ts';
import type { Db } from '../../store/connect.ts';
import { type DocumentContent, listDocumentContents } from '../../store/documents.ts';
import { readChains, readEvent } from '../../store/events.ts';
import { listMessageContents, type MessageContent } from '../../store/message-contents.ts';
import { listTimeOn, type TimeEntry } from '../../store/time-entries.ts';
import { listVerdictContents, type VerdictContent } from '../../store/verdicts.ts';
import { ledgerFaults } from './ledger-faults.ts';
import { timeHolds } from './time-holds.ts';
import { verdictFault } from './verdict-fault.ts';

export type HistoryFault = {
  number: string;
  seq: number;
  fault:
    | 'missing'
    | 'altered'
    | 'unchained'
    | 'misfiled'
    | 'cut_short'
    | 'words_altered'
    | 'verdict_altered'
    | 'document_altered'
    | 'ledger_altered';
};

const BATCH = 200;

/**
 * Checks every ticket's history (V1): each chain from its first event to its head, and what was
 * said against the digests that the events hold. Works in batches, whatever the size of the data.
 */
export async function verifyHistories(
  db: Db,
  report: (fault: HistoryFault) => void,
): Promise<{ tickets: number; events: number; faults: number }> {
  const totals = { tickets: 0, events: 0, faults: 0 };
  for (let after = 0; ; ) {
    const heads = await listChainHeads(db, after, BATCH);
    const last = heads.at(-1);
    if (!last) return totals;
    const ids = heads.map((head) => head.ticketId);
    const links = groupBy(await readChains(db, ids), (link) => link.ticketId);
    const said = groupBy(await listMessageContents(db, ids), (message) => message.ticket_id);
    const spent = groupBy(await listTimeOn(db, ids), (entry) => entry.ticketId);
    const verdicts = groupBy(await listVerdictContents(db, ids), ({ ticketId }) => ticketId);
    const documents = groupBy(await listDocumentContents(db, ids), ({ ticketId }) => ticketId);
    const ledgers = groupBy(await listLedgers(db, ids), ({ ticketId }) => ticketId);
    for (const head of heads) {
      const chain = links.get(head.ticketId) ?? [];
      const kept = {
        said: said.get(head.ticketId) ?? [],
        spent: spent.get(head.ticketId) ?? [],
        verdicts: verdicts.get(head.ticketId) ?? [],
        documents: documents.get(head.ticketId) ?? [],
        ledger: (ledgers.get(head.ticketId) ?? []).map(({ line }) => line),
      };
      const faults = verifyHistory(head, chain, kept);
      for (const fault of faults) report(fault);
      totals.tickets += 1;
      totals.events += chain.length;
      totals.faults += faults.length;
    }
    after = last.ticketId;
  }
}

function verifyHistory(
  { ticketId, number, head }: ChainHead,
  chain: readonly ChainLink[],
  kept: {
    said: readonly MessageContent[];
    spent: readonly TimeEntry[];
    verdicts: readonly VerdictContent[];
    documents: readonly DocumentContent[];
    ledger: readonly LedgerLine[];
  },
): HistoryFault[] {
  const broken = verifyChain(ticketId, chain, head);
  if (broken) return [{ number, seq: broken.seq, fault: broken.fault }];
  const messages = byId(kept.said);
  const entries = byId(kept.spent);
  const verdicts = byId(kept.verdicts);
  const documents = byId(kept.documents);
  const redactions = redactionsIn(chain);
  const faultOf = (link: ChainLink): HistoryFault['fault'] | null => {
    const event = readEvent(link);
    if (event.type === 'diagnosis_concluded') return verdictFault(event.data, verdicts, documents);
    const holds =
      event.type === 'time_recorded'
        ? timeHolds(event.data, entries)
        : wordsHold(link, messages, redactions);
    return holds ? null : 'words_altered';
  };
  const told = chain.flatMap((link) => {
    const fault = faultOf(link);
    return fault === null ? [] : [{ number, seq: link.seq, fault }];
  });
  const billed = ledgerFaults(chain.map(readEvent), kept.ledger);
  return [...told, ...billed.map((seq) => ({ number, seq, fault: 'ledger_altered' as const }))];
}

function byId<T extends { id: number }>(rows: readonly T[]): ReadonlyMap<number, T> {
  return new Map(rows.map((row) => [row.id, row]));
}

/** Whether the message that an event tells of still says what it said. */
function wordsHold(
  link: ChainLink,
  messages: ReadonlyMap<number, MessageContent>,
  redactions: ReadonlyMap<number, number>,
): boolean {
  const { data } = readEvent(link);
  if (!('message' in data && 'digest' in data)) return true;
  // once redacted, nobody can tell what a message said before: that is the point
  if (link.seq < (redactions.get(data.message) ?? 0)) return true;
  const message = messages.get(data.message);
  if (!message) return false;
  const { subject, body, quoted, html, salt } = message;
  const attachments = message.attachments.map(({ name, digest }) => ({
    name,
    digest: Buffer.from(digest, 'hex'),
  }));
  return messageDigest(salt, { subject, body, quoted, html, attachments }) === data.digest;
}

/** By message: the event from which on its digest is another, or another history's to check. */
function redactionsIn(chain: readonly ChainLink[]): ReadonlyMap<number, number> {
  return new Map(
    chain
      .map(readEvent)
      .flatMap(({ type, data, seq }) =>
        type === 'message_redacted' || type === 'note_redacted' || type === 'message_moved_out'
          ? [[data.message, seq] as const]
          : [],
      ),
  );
}

function groupBy<T>(rows: readonly T[], keyOf: (row: T) => number): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}
