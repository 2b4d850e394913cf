import { accept, type Outcome, refuse } from '../outcome.ts';

/** Characters. */
export const PASSWORD_MINIMUM = 10;
const MAX = 200;

/** Length is what makes a password strong; no rule about its characters (NIST SP 800-63B). */
export function readPassword(typed: string, email: string): Outcome<string> {
  if (typed === '') return refuse('required', { field: 'password' });
  if (typed.length < PASSWORD_MINIMUM)
    return refuse('too_short', { field: 'password', details: { min: PASSWORD_MINIMUM } });
  if (typed.length > MAX) return refuse('too_long', { field: 'password', details: { max: MAX } });
  if (typed.toLowerCase() === email) return refuse('password_is_email', { field: 'password' });
  return accept(typed);
}
