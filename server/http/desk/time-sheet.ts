import { typedTimeOf } from '../../domain/diagnosis/typed-time.ts';
import { localOfInstant } from '../../domain/suspension/local-instant.ts';
import { UNFINISHED } from '../../domain/ticket/status.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { UserActor } from '../../domain/user/actor.ts';
import { may } from '../../domain/user/permission.ts';
import { marked } from '../../presenters/live-marks.ts';
import { runningTimer, timeEntryViews } from '../../presenters/time-view.ts';
import { loadDiagnosisRule } from '../../store/settings.ts';
import { listTimeEntries, liveSeconds, type NamedTimeEntry } from '../../store/time-entries.ts';
import { findTimerNamed, listTimersSeen } from '../../store/timers.ts';
import { emptyForm } from '../../views/models/common.ts';
import type { TimerChip, TimerPanel, TimeSheet } from '../../views/models/time.ts';
import type { HttpDeps } from '../deps.ts';

/** The forms of the time sheet as they come back, and the entry whose correction was asked for. */
export type TimeForms = Partial<Pick<TimeSheet, 'stop' | 'hand' | 'correction'>> & {
  correcting?: number | null;
};

/** The time on a ticket as one of the staff sees it: who, when, how long, what was done (D1). */
export async function loadTimeSheet(
  deps: HttpDeps,
  user: UserActor,
  ticket: Ticket,
  forms: TimeForms = {},
): Promise<TimeSheet> {
  const [panel, entries] = await Promise.all([
    loadTimerPanel(deps, user, ticket),
    listTimeEntries(deps.database, ticket.id),
  ]);
  const zone = user.timeZone;
  const mayCorrect = (userId: number) => userId === user.id || may(user, 'correct_time');
  const asked = entries.find(
    ({ id, supersededById, userId }) =>
      id === forms.correcting && supersededById === null && mayCorrect(userId),
  );
  return {
    ...panel,
    entries: timeEntryViews(entries, { zone, mayCorrect }),
    stop: forms.stop ?? panel.stop,
    hand: forms.hand ?? emptyForm({ day: localOfInstant(deps.clock(), zone).slice(0, 10) }),
    correction: forms.correction ?? (asked ? correctionOf(asked, zone) : null),
  };
}

function correctionOf(entry: NamedTimeEntry, zone: string): TimeSheet['correction'] {
  const form = emptyForm({ ...typedTimeOf(entry, zone), work: entry.work });
  return { entry: String(entry.id), form };
}

/** The timers of a ticket and the time it took so far, for its side panel. */
export async function loadTimerPanel(
  { database, clock }: HttpDeps,
  user: UserActor,
  ticket: Ticket,
): Promise<TimerPanel> {
  const [recorded, timers] = await Promise.all([
    liveSeconds(database, ticket.id),
    listTimersSeen(database, { ticketId: ticket.id, userId: user.id }),
  ]);
  const now = clock();
  const rule = timers.length > 0 ? await loadDiagnosisRule(database) : null;
  const seen = timers.flatMap((timer) => {
    const own = timer.userId === user.id;
    return rule ? [{ ...runningTimer(timer, { ticketId: ticket.id, now, rule }), own }] : [];
  });
  const here = seen.filter((timer) => timer.here);
  const sum = (all: readonly number[]) => all.reduce((total, each) => total + each, 0);
  return {
    number: ticket.number,
    zone: user.timeZone,
    billable: ticket.kind === 'incident',
    over: ticket.mergedIntoId !== null || !UNFINISHED.includes(ticket.status),
    asOf: now,
    totalMs: 1000 * sum(recorded) + sum(here.map(({ ms }) => ms)),
    running: here.length,
    mine: seen.find(({ own }) => own) ?? null,
    others: here.filter(({ own }) => !own),
    stop: emptyForm(),
  };
}

/** The reader's own timer, which every page of the desk shows. */
export async function loadTimerChip(
  { database, clock }: HttpDeps,
  user: UserActor,
): Promise<TimerChip> {
  const own = await findTimerNamed(database, user.id);
  const rule = own && (await loadDiagnosisRule(database));
  return {
    timer: own && rule && runningTimer(own, { ticketId: null, now: clock(), rule }),
    stream: marked(`timer:${user.id}`, own?.startedAt.toISOString() ?? ''),
  };
}
