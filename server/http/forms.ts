import type { Request, Response } from 'express';
import type { Refusal } from '../domain/outcome.ts';
import type { Form, Phrase } from '../views/models/common.ts';
import { statusOf } from './page-error.ts';

/** What was typed in these fields; a field that is missing, or sent twice, is empty. */
export function typed<Field extends string>(
  request: Request,
  fields: readonly Field[],
): Record<Field, string> {
  const body: Record<string, unknown> = request.body ?? {};
  const entries = fields.map((field) => {
    const value = body[field];
    return [field, typeof value === 'string' ? value : ''];
  });
  return Object.fromEntries(entries);
}

/** A refusal in words: `refusals.<reason>` of the locale files. */
export function refusalPhrase({ reason, details }: Refusal): Phrase {
  return { key: `refusals.${reason}`, params: { ...details } };
}

/**
 * The form as it comes back: with what was typed, and the refusal beside its field, or above the
 * form where no field of it is at fault. Sets the answer's status.
 */
export function formBack<Field extends string>(
  response: Response,
  values: Record<Field, string>,
  refusal: Refusal,
): Form<Field> {
  response.status(statusOf(refusal));
  const { field } = refusal;
  const shown = field !== undefined && field in values;
  return {
    values,
    errors: shown ? ({ [field]: refusalPhrase(refusal) } as Form<Field>['errors']) : {},
    error: shown ? null : refusalPhrase(refusal),
  };
}
