import { verifyChain } from '../../domain/proof/verify.ts';
import { documentOf, saidBy } from '../../presenters/case-file/exhibits.ts';
import type { CaseFileMaterial } from '../../presenters/case-file/material.ts';
import { idsNamedBy } from '../../presenters/event-view.ts';
import { listAttachments } from '../../store/attachments.ts';
import {
  listMaterialConcerns,
  listMaterialDocuments,
  listMaterialMessages,
} from '../../store/case-file-material.ts';
import type { CaseFile } from '../../store/case-files.ts';
import { findComplaint } from '../../store/complaints.ts';
import type { Db } from '../../store/connect.ts';
import { findCustomer } from '../../store/customers.ts';
import { readChains, readEvent } from '../../store/events.ts';
import { listMailAddressees } from '../../store/outbound-emails.ts';
import { loadComplaintBodies, loadProvider } from '../../store/settings.ts';
import { findTicketById } from '../../store/tickets.ts';
import { listTimeOn } from '../../store/time-entries.ts';
import { findUser, listNames } from '../../store/users.ts';
import { listVerdictContents } from '../../store/verdicts.ts';
import { CannotMake } from './cannot-make.ts';

/**
 * Reads what a case file is made from: nothing that happened after its event.
 *
 * @throws CannotMake where the chain doesn't hold up to there
 */
export async function loadMaterial(db: Db, key: CaseFile): Promise<CaseFileMaterial> {
  const { ticketId, upTo } = key;
  const whole = await readChains(db, [ticketId]);
  const links = whole.filter(({ seq }) => seq <= upTo);
  const head = links.at(-1);
  if (!head || head.seq !== upTo || verifyChain(ticketId, links, head)) {
    throw new CannotMake('chain_broken');
  }
  const events = links.map(readEvent);
  const messageIds = events.flatMap((event) => saidBy(event) ?? []);
  const { people, outboundEmails } = idsNamedBy(events);
  const [ticket, complaint, concerns, provider] = await Promise.all([
    findTicketById(db, ticketId),
    findComplaint(db, ticketId),
    listMaterialConcerns(db, ticketId),
    loadProvider(db),
  ]);
  if (!ticket) throw new CannotMake('chain_broken');
  const documentIds = [
    ...events.flatMap((event) => documentOf(event) ?? []),
    ...concerns.invoices.map(({ documentId }) => documentId),
  ];
  const [messages, attachments, documents, verdicts, timeEntries] = await Promise.all([
    listMaterialMessages(db, messageIds),
    listAttachments(db, messageIds),
    listMaterialDocuments(db, documentIds),
    listVerdictContents(db, [ticketId]),
    listTimeOn(db, [ticketId]),
  ]);
  const [customer, contact, names, addressees, bodies] = await Promise.all([
    findCustomer(db, ticket.customerId),
    findUser(db, ticket.requesterId),
    listNames(db, people),
    listMailAddressees(db, outboundEmails),
    complaint && loadComplaintBodies(db),
  ]);
  return {
    key,
    ticket,
    links,
    messages,
    attachments,
    documents,
    verdicts,
    timeEntries,
    complaint: complaint && bodies && { wanted: complaint.wanted, bodies },
    concerns,
    provider,
    customer: customer?.name ?? '',
    contact: { name: contact?.name ?? '', email: contact?.email ?? '' },
    names: { people: names, addressees, requesterEmail: contact?.email ?? '' },
  };
}
