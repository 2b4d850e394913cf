import { z } from 'zod';
import { MAIL_RULES, type MailRules } from '../domain/mail/mail-rules.ts';
import type { Db } from './connect.ts';

const count = (given: number) => z.number().int().min(1).max(1000).default(given);
/** As kept: what was not settled yet is what it is until then. */
export const mailRulesValue: z.ZodType<MailRules> = z.object({
  forgery: z.enum(['mark', 'quarantine']).default(MAIL_RULES.forgery),
  strangerAcknowledgements: count(MAIL_RULES.strangerAcknowledgements),
  knownAcknowledgements: count(MAIL_RULES.knownAcknowledgements),
  ticketMails: count(MAIL_RULES.ticketMails),
});

/** What the provider settled about the mail that comes in. */
export async function loadMailRules(db: Db): Promise<MailRules> {
  const row = await db('settings').where({ name: 'mail_rules' }).first('value');
  return row ? mailRulesValue.parse(row.value) : MAIL_RULES;
}

export async function saveMailRules(db: Db, rules: MailRules, now: Date): Promise<void> {
  await db('settings')
    .insert({ name: 'mail_rules', value: JSON.stringify(rules), updated_at: now })
    .onConflict('name')
    .merge();
}
