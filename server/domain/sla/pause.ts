import type { EventActor } from '../ticket/event.ts';
import { isEnded, type TicketStatus } from '../ticket/status.ts';
import type { TargetName } from './target.ts';
import type { StatusStretch, Timeline } from './timeline.ts';

/** A window in which the provider is not held to diagnose or restore (H4). */
export type Suspension = {
  readonly cause: 'maintenance' | 'suspension' | 'force_majeure';
  readonly from: Date;
  /** Null while nobody knows. */
  readonly to: Date | null;
  /** Maintenance stops a clock only where it was published before it began (3.7). */
  readonly publishedAt: Date;
  readonly by: EventActor;
  /** Names the window to whoever asks why. */
  readonly reference: string;
};

export type PauseCause = 'waiting_customer' | 'resolved' | Suspension['cause'];

/** Nothing is left to do on the ticket, unless it is opened again. */
export function isFinished(status: TicketStatus): boolean {
  return status === 'resolved' || isEnded(status);
}

/** Milliseconds; half-open, Infinity where no end is known. */
export type Pause = {
  readonly cause: PauseCause;
  readonly from: number;
  readonly to: number;
  readonly by: EventActor;
  readonly reference: string | null;
};

/**
 * What stops a clock (H4): nothing stops the first response; waiting for the customer stops the
 * others; suspensions stop diagnosis and restoration, never the duty to inform. The time between a
 * resolution and the reopening that undoes it counts for no one: the clock goes on where it stood.
 */
export function pausesOf(
  name: TargetName,
  timeline: Timeline,
  suspensions: readonly Suspension[],
): Pause[] {
  if (name === 'first_response') return [];
  const pauses = timeline.statuses.flatMap(statusPause);
  if (name !== 'next_update') pauses.push(...suspensions.filter(isValid).map(suspensionPause));
  return pauses.filter(({ from, to }) => to > from);
}

function statusPause({ status, from, to, by }: StatusStretch): Pause[] {
  const cause = isFinished(status) ? 'resolved' : status;
  if (cause !== 'resolved' && cause !== 'waiting_customer') return [];
  const end = to ? to.getTime() : Infinity;
  return [{ cause, from: from.getTime(), to: end, by, reference: null }];
}

function isValid({ cause, from, publishedAt }: Suspension): boolean {
  return cause !== 'maintenance' || publishedAt < from;
}

function suspensionPause({ cause, from, to, by, reference }: Suspension): Pause {
  return { cause, from: from.getTime(), to: to ? to.getTime() : Infinity, by, reference };
}
