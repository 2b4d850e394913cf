import { accept, type Outcome, refuse } from '../outcome.ts';
import { cleanLine, cleanText, readField } from '../text-field.ts';

/** A credential as somebody gave it (D7): all of it is sealed together, its label too. */
export type SecretWords = {
  /** What it opens, in its giver's words. */
  readonly label: string;
  /** Empty where there is none. */
  readonly login: string;
  readonly secret: string;
  readonly note: string;
};

/** Reads what was typed. What a credential holds is taken as it is: a space may be part of it. */
export function readSecret(typed: SecretWords): Outcome<SecretWords> {
  const label = readField('label', typed.label, { max: 100, line: true });
  if (!label.ok) return label;
  const login = cleanLine(typed.login);
  if (login.length > 200) return refuse('too_long', { field: 'login', details: { max: 200 } });
  const secret = cleanText(typed.secret).replace(/^\n+|\n+$/g, '');
  if (secret.trim() === '') return refuse('required', { field: 'secret' });
  if (secret.length > 10_000)
    return refuse('too_long', { field: 'secret', details: { max: 10_000 } });
  const note = cleanText(typed.note).trim();
  if (note.length > 2_000) return refuse('too_long', { field: 'note', details: { max: 2_000 } });
  return accept({ label: label.value, login, secret, note });
}
