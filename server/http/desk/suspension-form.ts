import type { Request } from 'express';
import { accept, type Outcome, refuse } from '../../domain/outcome.ts';
import { instantOfLocal, localOfInstant } from '../../domain/suspension/local-instant.ts';
import { CAUSES, type Cause, type WindowFacts } from '../../domain/suspension/window.ts';
import { typed } from '../forms.ts';

const FIELDS = ['cause', 'title', 'details', 'starts', 'ends', 'expected', 'search'] as const;
export type TypedWindow = Record<(typeof FIELDS)[number], string> & {
  services: string;
  confirm: string;
};

/** A window's form as it was sent. */
export function typedWindow(request: Request): TypedWindow {
  return { ...typed(request, FIELDS), services: '', confirm: '' };
}

/** The form of a window that is published. */
export function windowValues(window: WindowFacts, zone: string): Partial<TypedWindow> {
  const local = (at: Date | null) => (at === null ? '' : localOfInstant(at, zone));
  return {
    title: window.title,
    details: window.details,
    starts: local(window.startsAt),
    ends: local(window.endsAt),
    expected: local(window.expectedEndAt),
  };
}

/** An answer that is none of the choices is refused by the command, beside its field. */
export function causeOf({ cause }: TypedWindow): Cause {
  return CAUSES.find((known) => known === cause) ?? ('' as never);
}

/**
 * What was typed, its times read in the provider's zone. One that was left as it was shown stays
 * the very instant it was: the form shows minutes, and some minutes come twice a year.
 */
export function readWindow(
  values: TypedWindow,
  zone: string,
  before: WindowFacts | null = null,
): Outcome<WindowFacts> {
  const read = (field: 'starts' | 'ends' | 'expected', was: Date | null): Outcome<Date | null> => {
    const text = values[field].trim();
    if (text === '') return accept(null);
    if (was !== null && localOfInstant(was, zone) === text) return accept(was);
    const at = instantOfLocal(text, zone);
    return at === null ? refuse('unreadable_time', { field }) : accept(at);
  };
  const starts = read('starts', before?.startsAt ?? null);
  if (!starts.ok) return starts;
  if (starts.value === null) return refuse('required', { field: 'starts' });
  const ends = read('ends', before?.endsAt ?? null);
  if (!ends.ok) return ends;
  const expected = read('expected', before?.expectedEndAt ?? null);
  if (!expected.ok) return expected;
  return accept({
    title: values.title,
    details: values.details,
    startsAt: starts.value,
    endsAt: ends.value,
    expectedEndAt: expected.value,
  });
}

/** The services that were ticked. */
export function chosenServices(request: Request): number[] {
  const given: unknown = request.body?.services;
  const list = Array.isArray(given) ? given : [given];
  const ids = list.filter((id): id is string => typeof id === 'string' && /^\d{1,15}$/.test(id));
  return [...new Set(ids.map(Number))];
}
