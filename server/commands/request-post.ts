import type { RequestKind } from '../domain/contract-request/event.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { Letter } from '../letters/letter.ts';
import { listThreadIds, nextOutboundEmailId } from '../store/outbound-emails.ts';
import { loadProvider } from '../store/settings.ts';
import { findUser, type User } from '../store/users.ts';
import type { CommandContext } from './command.ts';
import { postLetter, recipientOf, ticketUrl } from './post-letter.ts';

export type RequestPost = Awaited<ReturnType<typeof requestPost>>;

/** What a letter about a contract request begins with: whom to, on what thread, from whom. */
export async function requestPost(context: CommandContext, ticket: Ticket, kind: RequestKind) {
  const { tx, house } = context;
  const [letterId, provider, requester, threadIds] = await Promise.all([
    nextOutboundEmailId(tx),
    loadProvider(tx),
    findUser(tx, ticket.requesterId),
    listThreadIds(tx, ticket.id),
  ]);
  const { number } = ticket;
  const facts = { number, kind, provider, ticketUrl: ticketUrl(house.publicUrl, number) };
  return { letterId, to: recipientOf(requester as User), threadIds, facts };
}

/** Posts such a letter on its ticket's thread. */
export async function postRequestLetter(
  context: CommandContext,
  ticket: Ticket,
  { letterId: id, threadIds }: RequestPost,
  letter: Letter,
  messageId?: number,
): Promise<void> {
  const of = messageId === undefined ? {} : { messageId };
  await postLetter(context, letter, { id, ticket, threadIds, ...of });
}
