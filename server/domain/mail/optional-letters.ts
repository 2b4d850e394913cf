import type { Cause } from '../suspension/window.ts';

/**
 * Letters that nothing requires: what they tell stands on the portal, or in the desk, where whoever
 * does not want them finds it. Everything else is owed in writing, by the contract or by law, or was
 * asked for by its reader: it is sent whatever was chosen.
 *
 * - `ticket_merged`: the portal leads from the one to the other.
 * - `invoice_available`: invoices are on the portal (6.3), and reach the customer by themselves.
 * - `timer_running`: an agent's own timer, shown in the desk's header.
 */
export const OPTIONAL_LETTERS = ['ticket_merged', 'invoice_available', 'timer_running'] as const;

/** The notices of a window, besides those on the portal. */
const WINDOW_NOTICES = ['suspension_published', 'suspension_changed', 'suspension_cancelled'];

/**
 * Whether one click may stop a letter, by its name: all of such letters, or those of its kind that
 * nothing requires. On any other the click would promise what is not kept: there, a page explains.
 */
export function isStoppedByOneClick(name: string): boolean {
  return isOptionalLetter(name) || WINDOW_NOTICES.includes(name);
}

/**
 * Whether a reader may do without a letter.
 *
 * @param cause why services are suspended, where the letter says so: planned maintenance is there to
 *   be consulted (3.7); another suspension, and force majeure (5.7), are told
 */
export function isOptionalLetter(name: string, cause?: Cause): boolean {
  if (WINDOW_NOTICES.includes(name)) return cause === 'maintenance';
  return (OPTIONAL_LETTERS as readonly string[]).includes(name);
}
