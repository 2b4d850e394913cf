import type { TicketKind } from '../ticket/ticket.ts';
import { normaliseForSearch } from './normalise.ts';

export const RULE_FIELDS = ['subject', 'body', 'from', 'to'] as const;
export type RuleField = (typeof RULE_FIELDS)[number];

/** One line of the list an administrator keeps: words to find in one part of a mail. */
export type IntakeRule = {
  readonly id: number;
  readonly position: number;
  readonly field: RuleField;
  /** Words or phrases separated by `|`; case and accents don't count. */
  readonly pattern: string;
  readonly kind: TicketKind;
  readonly enabled: boolean;
};

/**
 * The kind of a new mail (H2): the first rule that matches decides. Without one it is an incident,
 * since that is handled day and night: a question answered too soon harms nobody.
 */
export function classify(
  rules: readonly IntakeRule[],
  mail: Readonly<Record<RuleField, string>>,
): { kind: TicketKind; rule: IntakeRule | null } {
  const texts = new Map<RuleField, string>();
  const textOf = (field: RuleField) => {
    const known = texts.get(field) ?? normaliseForSearch(mail[field]);
    texts.set(field, known);
    return known;
  };
  const rule = rules.find((rule) => rule.enabled && matches(rule, textOf(rule.field))) ?? null;
  return { kind: rule?.kind ?? 'incident', rule };
}

function matches(rule: IntakeRule, text: string): boolean {
  return rule.pattern
    .split('|')
    .map(normaliseForSearch)
    .some((words) => words !== '' && text.includes(words));
}
