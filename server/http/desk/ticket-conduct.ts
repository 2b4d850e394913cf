import { groundsAgainst } from '../../domain/conduct/refusal-grounds.ts';
import { isRefusable } from '../../domain/ticket/status.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { Database } from '../../store/connect.ts';
import { findContentNotice } from '../../store/content-notices.ts';
import { findBlock } from '../../store/customer-blocks.ts';
import type { ConversationMessage } from '../../store/messages.ts';
import { emptyForm } from '../../views/models/common.ts';
import type { ConductPanel, ContentNoticeView } from '../../views/models/conduct.ts';

/** How much of a message is shown where it is offered as evidence. */
const BEGINNING = 140;

/** The panel's forms as they come back after a refusal. */
export type ConductForms = {
  refusal?: ConductPanel['refusalForm'];
  flag?: { form: ConductPanel['flagForm']; chosen: readonly string[] };
};

/**
 * What a ticket's page shows of conduct, and of the notice that it may be (I5).
 *
 * @param messages those that the page shows: evidence is chosen from them
 */
export async function loadTicketConduct(
  database: Database,
  ticket: Ticket,
  messages: readonly ConversationMessage[],
  { refusal = emptyForm(), flag = { form: emptyForm(), chosen: [] } }: ConductForms,
): Promise<{ panel: ConductPanel; notice: ContentNoticeView | null }> {
  const [block, notice] = await Promise.all([
    findBlock(database, ticket.customerId),
    ticket.kind === 'content_notice' ? findContentNotice(database, ticket.id) : null,
  ]);
  const refusable = ticket.mergedIntoId === null && isRefusable(ticket.status);
  const panel: ConductPanel = {
    number: ticket.number,
    customerId: String(ticket.customerId),
    grounds: refusable ? groundsAgainst(ticket.kind) : [],
    refusalForm: refusal,
    messages: messages
      .filter(
        // what somebody from outside said proves nothing against this customer
        ({ channel, visibility, author }) =>
          channel !== 'desk' && visibility === 'public' && !author.outside,
      )
      .map(({ id, createdAt, author, body }) => ({
        id: String(id),
        at: createdAt,
        author: author.name,
        beginning: beginningOf(body),
        chosen: flag.chosen.includes(String(id)),
      })),
    flagForm: flag.form,
    blocked: block !== null,
  };
  return { panel, notice };
}

function beginningOf(body: string): string {
  const line = body.replace(/\s+/g, ' ').trim();
  return line.length > BEGINNING ? `${line.slice(0, BEGINNING)}…` : line;
}
