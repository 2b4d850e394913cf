import type { Form, TicketKind } from './common.ts';

export type RuleField = 'subject' | 'body' | 'from' | 'to';

/** The first rule that fits a mail says what kind of ticket it opens. */
export interface IntakeRuleRow {
  id: string;
  position: number;
  field: RuleField;
  contains: string;
  kind: TicketKind;
  active: boolean;
}

export type IntakeRuleForm = Form<'field' | 'contains' | 'kind' | 'active'>;

export interface IntakeRulesPage {
  rules: IntakeRuleRow[];
  /** The kind when no rule fits. */
  otherwise: TicketKind;
  form: IntakeRuleForm;
  trial: Form<'from' | 'to' | 'subject' | 'body'>;
  /** What the trial said: the rule's position, null for "no rule". Null before any trial. */
  verdict: { position: number | null; kind: TicketKind } | null;
}

export interface IntakeRulePage {
  id: string;
  position: number;
  form: IntakeRuleForm;
}
