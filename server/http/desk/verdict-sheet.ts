import { OUTCOMES } from '../../domain/diagnosis/outcome.ts';
import { isEnded } from '../../domain/ticket/status.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { UserActor } from '../../domain/user/actor.ts';
import { may } from '../../domain/user/permission.ts';
import { verdictView } from '../../presenters/verdict-view.ts';
import { listVerdicts } from '../../store/verdicts.ts';
import { emptyForm } from '../../views/models/common.ts';
import type { VerdictSheet } from '../../views/models/verdicts.ts';
import type { HttpDeps } from '../deps.ts';

/** The forms of the verdict as they come back after a refusal. */
export type VerdictForms = Partial<{
  verdict: VerdictSheet['form'];
  change: VerdictSheet['change'];
}>;

/** What a diagnosis ended with, as staff see it, and who may say so or change it (D2). */
export async function loadVerdict(
  { database }: HttpDeps,
  user: UserActor,
  ticket: Ticket,
  forms: VerdictForms = {},
): Promise<VerdictSheet> {
  const verdicts = (await listVerdicts(database, ticket.id)).map((verdict) =>
    verdictView(verdict, ticket.number),
  );
  const current = verdicts.at(-1) ?? null;
  const ended = isEnded(ticket.status) || ticket.mergedIntoId !== null;
  const shut = ticket.kind !== 'incident' ? 'not_an_incident' : ended ? 'ended' : null;
  return {
    number: ticket.number,
    current,
    earlier: verdicts.slice(0, -1).reverse(),
    outcomes: [...OUTCOMES],
    shut,
    mayChange: may(user, 'change_verdicts'),
    mayPronounce: forms.verdict !== undefined || (current === null && shut === null),
    form: forms.verdict ?? emptyForm(),
    // what the customer reads is written anew; the outcome is chosen anew
    change: forms.change ?? emptyForm({ reasons: current?.reasons ?? '' }),
  };
}
