import type { Form } from './common.ts';

export type MailRulesField =
  | 'forgery'
  | 'stranger_acknowledgements'
  | 'known_acknowledgements'
  | 'ticket_mails';

/** What the provider settled about the mail that comes in. */
export interface MailRulesPage {
  form: Form<MailRulesField>;
}
