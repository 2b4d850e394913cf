import { REQUEST_KINDS, type RequestKind } from '../domain/contract-request/event.ts';
import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import { readAddress } from '../domain/user/email-address.ts';
import type { Locale } from '../domain/user/role.ts';
import { findCustomer } from '../store/customers.ts';
import { findUser } from '../store/users.ts';
import type { Command, CommandContext } from './command.ts';
import { openContractRequest } from './contract-request-opening.ts';
import { recipientOf } from './post-letter.ts';
import { type Writer, whoWrites } from './who-writes.ts';

export type ContractRequestInput = {
  kind: RequestKind;
  /** Who asks; whoever is signed in is known already, and the address not read. */
  name: string;
  email: string;
  /** The service or the order, or the customer's own reference. */
  service: string;
  postalAddress: string;
  /** `YYYY-MM-DD`; empty where nobody said. */
  orderedOn: string;
  promisedOn: string;
  wantedOn: string;
  /** What is thereby declared, in whole, in the language of the form. */
  declaration: string;
  subject: string;
  locale: Locale;
};

/**
 * Somebody withdraws, cancels for non-delivery or terminates by the form (R1–R3): without an
 * account as well, as the law asks (L221-21, L215-1-1). Nothing blocks it (I5). A professional who
 * is signed in is told at once that these rights are consumers'; to whoever only gives an address,
 * nothing is told of whose it is but by mail.
 */
export const sendContractRequest: Command<
  ContractRequestInput,
  { number: string; own: boolean }
> = async (context, input) => {
  const { now } = context;
  if (!REQUEST_KINDS.includes(input.kind)) return refuse('invalid_choice', { field: 'kind' });
  const declared = readDeclared(input);
  if (!declared.ok) return declared;
  const who = await whoAsks(context, declared.value.name, input);
  if (!who.ok) return who;
  const { writer, reachable, own } = who.value;
  const subject = readField('subject', input.subject, { max: 200, line: true });
  if (!subject.ok) return subject;
  const body = readField('body', input.declaration, { max: 50_000 });
  if (!body.ok) return body;
  const opened = await openContractRequest(context, {
    kind: input.kind,
    channel: 'portal',
    subject: subject.value,
    customerId: writer.customerId,
    requester: writer,
    receivedAt: now,
    said: {
      visibility: 'public',
      authorId: writer.userId,
      channel: 'portal',
      // whole: its digest in the history then proves all that was declared
      body: body.value,
    },
    declared: declared.value,
    days: {
      orderedOn: input.orderedOn || null,
      promisedOn: input.promisedOn || null,
      wantedOn: input.wantedOn || null,
    },
    identity: own ? 'session' : null,
    acknowledge: reachable ? 'now' : 'never',
    nameless: !own,
  });
  return opened.ok ? accept({ number: opened.value.ticket.number, own }) : opened;
};

/** What a request says it is about, who asks and from where. */
export function readDeclared(
  input: Pick<ContractRequestInput, 'service' | 'name' | 'postalAddress'>,
): Outcome<{ service: string; name: string; postalAddress: string | null }> {
  const service = readField('service', input.service, { max: 300, line: true });
  if (!service.ok) return service;
  const name = readField('name', input.name, { max: 200, line: true });
  if (!name.ok) return name;
  if (input.postalAddress.trim() === '') {
    return accept({ service: service.value, name: name.value, postalAddress: null });
  }
  const address = readField('postal_address', input.postalAddress, { max: 300 });
  if (!address.ok) return address;
  return accept({ service: service.value, name: name.value, postalAddress: address.value });
}

/** `own`: signed in, so that nobody needs to ask who it is. */
async function whoAsks(
  context: CommandContext,
  name: string,
  input: ContractRequestInput,
): Promise<Outcome<{ writer: Writer; reachable: boolean; own: boolean }>> {
  const { actor, tx } = context;
  if (actor.kind !== 'user' || actor.customerId === null) {
    const email = readAddress(input.email);
    if (!email.ok) return email;
    const who = await whoWrites(context, { name, email: email.value }, input.locale);
    return accept({ ...who, own: false });
  }
  const { customerId } = actor;
  const [contact, customer] = await Promise.all([
    findUser(tx, actor.id),
    findCustomer(tx, customerId),
  ]);
  if (!contact || contact.disabledAt) return refuse('account_disabled');
  if (customer?.quality === 'professional') return refuse('consumers_only');
  const writer = { ...recipientOf(contact), userId: contact.id, customerId };
  return accept({ writer, reachable: true, own: true });
}
