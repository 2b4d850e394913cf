import type { Request } from 'express';
import { providerPlace } from '../commands/provider-place.ts';
import { readDeclared } from '../commands/send-contract-request.ts';
import { dayIn } from '../domain/billing/claim-cap.ts';
import { type RequestDates, requestDates } from '../domain/contract-request/dates.ts';
import type { RequestKind } from '../domain/contract-request/event.ts';
import { isDay } from '../domain/contract-request/refund.ts';
import { type Outcome, type Refusal, refuse } from '../domain/outcome.ts';
import { readAddress } from '../domain/user/email-address.ts';
import { findCustomer } from '../store/customers.ts';
import { formatTime } from '../views/format.ts';
import type { HttpDeps } from './deps.ts';
import { localeOf } from './reader.ts';

/** What the form of a contract request asks. */
export const REQUEST_FIELDS = [
  'service',
  'ordered_on',
  'promised_on',
  'when',
  'wanted',
  'name',
  'email',
  'postal_address',
] as const;
export type RequestValues = Record<(typeof REQUEST_FIELDS)[number], string>;

/** What is wrong with a form, as the command would say; else the dates that follow from it. */
export async function checkForm(
  { database, clock }: HttpDeps,
  { user }: Request,
  kind: RequestKind,
  values: RequestValues,
): Promise<Outcome<RequestDates>> {
  const declared = readDeclared({ ...values, postalAddress: values.postal_address });
  if (!declared.ok) return declared;
  const chosen = wantedOn(kind, values);
  if (!chosen.ok) return chosen;
  const customerId = user?.customerId ?? null;
  if (customerId === null) {
    const email = readAddress(values.email);
    if (!email.ok) return email;
  } else {
    const customer = await findCustomer(database, customerId);
    if (customer?.quality === 'professional') return refuse('consumers_only');
  }
  const now = clock();
  const place = await providerPlace(database, now);
  const said = {
    orderedOn: (kind !== 'termination' && values.ordered_on) || null,
    promisedOn: (kind === 'cancellation' && values.promised_on) || null,
    wantedOn: chosen.value || null,
  };
  return requestDates(kind, 'consumer', said, dayIn(place.timeZone, now), place);
}

/** The day that a termination is asked for; empty for as soon as can be. */
export function wantedOn(kind: RequestKind, { when, wanted }: RequestValues): Outcome<string> {
  if (kind !== 'termination' || when === 'soonest') return { ok: true, value: '' };
  if (when !== 'day') return refuse('invalid_choice', { field: 'when' });
  return wanted === '' ? refuse('required', { field: 'wanted' }) : { ok: true, value: wanted };
}

/** A refusal that names a day, with the day as people write it. */
export function inWords(refusal: Refusal, request: Request): Refusal {
  const { earliest } = refusal.details ?? {};
  if (typeof earliest !== 'string') return refusal;
  return { ...refusal, details: { earliest: dayInWords(earliest, request) } };
}

/** What is thereby declared, as the ticket keeps it: the contract's form, in our own words. */
export function declarationOf(
  deps: HttpDeps,
  request: Request,
  kind: RequestKind,
  values: RequestValues,
): string {
  const t = deps.views.translate(localeOf(request));
  const line = (field: keyof RequestValues) => {
    const value = values[field].trim();
    if (value === '') return [];
    const words = isDay(value) ? dayInWords(value, request) : value;
    return [t(`requests.declaration.${field}`, { value: words })];
  };
  const days = {
    withdrawal: line('ordered_on'),
    cancellation: [...line('ordered_on'), ...line('promised_on')],
    termination: values.wanted ? line('wanted') : [t('requests.declaration.soonest')],
  }[kind];
  const own = request.user?.customerId ? [] : line('email');
  return [
    t(`requests.declaration.${kind}`),
    '',
    ...line('service'),
    ...days,
    ...line('name'),
    ...own,
    ...line('postal_address'),
  ].join('\n');
}

function dayInWords(day: string, request: Request): string {
  return formatTime(new Date(`${day}T12:00:00Z`), localeOf(request), 'UTC', 'date');
}
