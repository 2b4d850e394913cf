import { RULE_FIELDS, type RuleField } from '../domain/intake/rule.ts';
import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import { REQUALIFIABLE, type TicketKind } from '../domain/ticket/ticket.ts';
import { may } from '../domain/user/permission.ts';
import {
  deleteIntakeRule,
  insertIntakeRule,
  listIntakeRules,
  reorderIntakeRules,
  updateIntakeRule,
} from '../store/intake-rules.ts';
import type { Command } from './command.ts';

export type RuleInput = { field: RuleField; pattern: string; kind: TicketKind; enabled: boolean };

function readRule(input: RuleInput): Outcome<RuleInput> {
  if (!RULE_FIELDS.includes(input.field)) return refuse('invalid_choice', { field: 'field' });
  // a dispute is of an invoice's line, which no mail can name
  if (!REQUALIFIABLE.includes(input.kind)) return refuse('invalid_choice', { field: 'kind' });
  const pattern = readField('pattern', input.pattern, { max: 200, line: true });
  return pattern.ok ? accept({ ...input, pattern: pattern.value }) : pattern;
}

/** Adds a rule at the end of the list that classifies new mail. */
export const addIntakeRule: Command<RuleInput, { id: number }> = async ({ actor, tx }, input) => {
  if (!may(actor, 'edit_intake_rules')) return refuse('forbidden');
  const rule = readRule(input);
  return rule.ok ? accept({ id: await insertIntakeRule(tx, rule.value) }) : rule;
};

export const changeIntakeRule: Command<RuleInput & { id: number }, null> = async (
  { actor, tx },
  { id, ...input },
) => {
  if (!may(actor, 'edit_intake_rules')) return refuse('forbidden');
  const rule = readRule(input);
  if (!rule.ok) return rule;
  return (await updateIntakeRule(tx, id, rule.value)) ? accept(null) : refuse('not_found');
};

export const removeIntakeRule: Command<{ id: number }, null> = async ({ actor, tx }, { id }) => {
  if (!may(actor, 'edit_intake_rules')) return refuse('forbidden');
  return (await deleteIntakeRule(tx, id)) ? accept(null) : refuse('not_found');
};

/** Moves a rule one place up or down; at the end of the list nothing changes. */
export const moveIntakeRule: Command<{ id: number; by: -1 | 1 }, null> = async (
  { actor, tx },
  { id, by },
) => {
  if (!may(actor, 'edit_intake_rules')) return refuse('forbidden');
  const ids = (await listIntakeRules(tx)).map((rule) => rule.id);
  const from = ids.indexOf(id);
  if (from === -1) return refuse('not_found');
  const to = Math.min(Math.max(from + by, 0), ids.length - 1);
  ids.splice(to, 0, ...ids.splice(from, 1));
  await reorderIntakeRules(tx, ids);
  return accept(null);
};
