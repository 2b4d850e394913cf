import { accept, type Outcome, refuse } from '../outcome.ts';
import { readField } from '../text-field.ts';
import { CAUSES, type Cause, type WindowFacts } from './window.ts';

export type Publication = WindowFacts & { readonly cause: Cause };

/**
 * What may be published (3.7, 5.7): a maintenance before it begins and with its end, a force majeure
 * with its circumstances and the duration expected, and nothing without words, times in order and a
 * service.
 *
 * @param services how many it is published for
 */
export function decidePublication(
  given: Publication,
  services: number,
  now: Date,
): Outcome<Publication> {
  if (!CAUSES.includes(given.cause)) return refuse('invalid_choice', { field: 'cause' });
  const facts = readFacts(given.cause, given);
  if (!facts.ok) return facts;
  if (services === 0) return refuse('no_service', { field: 'services' });
  if (given.cause === 'maintenance' && given.startsAt <= now) {
    return refuse('maintenance_not_announced', { field: 'starts' });
  }
  return accept({ ...facts.value, cause: given.cause });
}

export type Published = Publication & { readonly cancelledAt: Date | null };

/**
 * What may be changed afterwards. Whatever a maintenance adds to itself stays published beforehand:
 * once begun its start stands, and once over it can only be made shorter.
 */
export function decideChange(
  before: Published,
  given: WindowFacts,
  now: Date,
): Outcome<WindowFacts> {
  if (before.cancelledAt !== null) return refuse('already_decided');
  const facts = readFacts(before.cause, given);
  if (!facts.ok) return facts;
  if (sameFacts(before, facts.value)) return refuse('unchanged');
  if (before.cause !== 'maintenance') return facts;
  const { startsAt, endsAt } = facts.value;
  if (!same(startsAt, before.startsAt)) {
    if (before.startsAt <= now) return refuse('window_begun', { field: 'starts' });
    if (startsAt <= now) return refuse('maintenance_not_announced', { field: 'starts' });
  }
  const ended = before.endsAt !== null && before.endsAt <= now;
  if (ended && (endsAt as Date) > (before.endsAt as Date)) {
    return refuse('window_over', { field: 'ends' });
  }
  return facts;
}

function readFacts(cause: Cause, given: WindowFacts): Outcome<WindowFacts> {
  const { startsAt, endsAt } = given;
  if (endsAt === null && cause === 'maintenance') return refuse('required', { field: 'ends' });
  if (endsAt !== null && endsAt <= startsAt) return refuse('end_before_start', { field: 'ends' });
  const expectedEndAt = cause === 'force_majeure' ? given.expectedEndAt : null;
  if (cause === 'force_majeure' && endsAt === null && expectedEndAt === null) {
    return refuse('required', { field: 'expected' });
  }
  if (expectedEndAt !== null && expectedEndAt <= startsAt) {
    return refuse('end_before_start', { field: 'expected' });
  }
  const title = readField('title', given.title, { max: 200, line: true });
  if (!title.ok) return title;
  const details = readField('details', given.details, { max: 5000 });
  if (!details.ok) return details;
  return accept({ title: title.value, details: details.value, startsAt, endsAt, expectedEndAt });
}

function sameFacts(a: WindowFacts, b: WindowFacts): boolean {
  return (
    a.title === b.title &&
    a.details === b.details &&
    same(a.startsAt, b.startsAt) &&
    same(a.endsAt, b.endsAt) &&
    same(a.expectedEndAt, b.expectedEndAt)
  );
}

function same(a: Date | null, b: Date | null): boolean {
  return (a?.getTime() ?? null) === (b?.getTime() ?? null);
}
