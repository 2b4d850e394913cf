import { accept, type Outcome, refuse } from '../outcome.ts';
import { cleanLine } from '../text-field.ts';

const SHAPE = /^[^\s@<>"(),:;[\]\\]+@[^\s@<>"(),:;[\]\\]+$/;

/** One spelling per mailbox: addresses are compared and stored in lower case. */
export function normaliseAddress(address: string): string {
  return cleanLine(address).toLowerCase();
}

/** Reads an address that a person typed: its normal form, or `invalid_email`. */
export function readAddress(typed: string, field = 'email'): Outcome<string> {
  const address = normaliseAddress(typed);
  if (address === '') return refuse('required', { field });
  if (address.length > 254 || !SHAPE.test(address)) return refuse('invalid_email', { field });
  return accept(address);
}
