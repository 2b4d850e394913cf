import type { MailRules } from '../domain/mail/mail-rules.ts';
import { accept, refuse } from '../domain/outcome.ts';
import { may } from '../domain/user/permission.ts';
import { saveMailRules as keep } from '../store/mail-rules.ts';
import type { Command } from './command.ts';

/** Zero would acknowledge nobody and join no mail; a thousand is no brake any more. */
const LIMITS = { min: 1, max: 1000 };

/** An administrator settles what becomes of forged mail, and how much of the rest is too much. */
export const saveMailRules: Command<MailRules, null> = async ({ actor, tx, now }, rules) => {
  if (!may(actor, 'edit_intake_rules')) return refuse('forbidden');
  const { forgery, strangerAcknowledgements, knownAcknowledgements, ticketMails } = rules;
  if (forgery !== 'mark' && forgery !== 'quarantine') {
    return refuse('invalid_choice', { field: 'forgery' });
  }
  const counts = {
    stranger_acknowledgements: strangerAcknowledgements,
    known_acknowledgements: knownAcknowledgements,
    ticket_mails: ticketMails,
  };
  for (const [field, count] of Object.entries(counts)) {
    if (!Number.isInteger(count) || count < LIMITS.min || count > LIMITS.max) {
      return refuse('figure_out_of_range', { field, details: LIMITS });
    }
  }
  await keep(tx, { forgery, strangerAcknowledgements, knownAcknowledgements, ticketMails }, now);
  return accept(null);
};
