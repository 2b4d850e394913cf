import { localOfInstant } from '../../domain/suspension/local-instant.ts';
import { UNFINISHED } from '../../domain/ticket/status.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { UserActor } from '../../domain/user/actor.ts';
import { may } from '../../domain/user/permission.ts';
import { runningTimer, timeEntryViews } from '../../presenters/time-view.ts';
import { loadDiagnosisRule } from '../../store/settings.ts';
import { listTimeEntries } from '../../store/time-entries.ts';
import { findTimerNamed, listTimersOn } from '../../store/timers.ts';
import { emptyForm } from '../../views/models/common.ts';
import type { TimeSheet } from '../../views/models/diagnosis.ts';
import type { HttpDeps } from '../deps.ts';

export type TimeForms = Partial<Pick<TimeSheet, 'hand' | 'correction'>>;

/** The time on a ticket as one of the staff sees it: who, when, how long, what was done (D1). */
export async function loadTimeSheet(
  { database, clock }: HttpDeps,
  user: UserActor,
  ticket: Ticket,
  forms: TimeForms = {},
): Promise<TimeSheet> {
  const [entries, timers, mine, rule] = await Promise.all([
    listTimeEntries(database, ticket.id),
    listTimersOn(database, ticket.id),
    findTimerNamed(database, user.id),
    loadDiagnosisRule(database),
  ]);
  const now = clock();
  const mayCorrect = (userId: number) => userId === user.id || may(user, 'correct_time');
  return {
    number: ticket.number,
    billable: ticket.kind === 'incident',
    recorded: entries
      .filter(({ supersededById }) => supersededById === null)
      .reduce((sum, { seconds }) => sum + seconds, 0),
    mine: mine && runningTimer(mine, { here: mine.ticketId === ticket.id, now, rule }),
    others: timers
      .filter(({ userId }) => userId !== user.id)
      .map((timer) => runningTimer(timer, { here: true, now, rule })),
    over: ticket.mergedIntoId !== null || !UNFINISHED.includes(ticket.status),
    entries: timeEntryViews(entries, mayCorrect),
    zone: user.timeZone,
    hand: forms.hand ?? emptyForm({ day: localOfInstant(now, user.timeZone).slice(0, 10) }),
    correction: forms.correction ?? null,
  };
}
