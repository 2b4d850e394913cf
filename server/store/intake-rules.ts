import { z } from 'zod';
import { type IntakeRule, RULE_FIELDS } from '../domain/intake/rule.ts';
import { KINDS } from '../domain/ticket/ticket.ts';
import type { Db } from './connect.ts';
import { decodeRows } from './rows.ts';

export const ruleRow = z.object({
  id: z.number(),
  position: z.number(),
  field: z.enum(RULE_FIELDS),
  pattern: z.string(),
  kind: z.enum(KINDS),
  enabled: z.boolean(),
});

/** The rules in the order in which they are tried. */
export async function listIntakeRules(db: Db): Promise<IntakeRule[]> {
  return decodeRows(ruleRow, await db('intake_rules').orderBy('position'));
}

/** Adds a rule at the end of the list. */
export async function insertIntakeRule(
  db: Db,
  rule: Omit<IntakeRule, 'id' | 'position'>,
): Promise<number> {
  const position = db.raw('(select coalesce(max(position), 0) + 1 from intake_rules)');
  const rows = await db('intake_rules')
    .insert({ ...rule, position })
    .returning('id');
  return rows[0].id;
}

export async function updateIntakeRule(
  db: Db,
  id: number,
  rule: Omit<IntakeRule, 'id' | 'position'>,
): Promise<boolean> {
  return (await db('intake_rules').where({ id }).update(rule)) === 1;
}

export async function deleteIntakeRule(db: Db, id: number): Promise<boolean> {
  return (await db('intake_rules').where({ id }).delete()) === 1;
}

/** Puts the rules in the order of `ids`; the constraint on positions is checked at the commit. */
export async function reorderIntakeRules(db: Db, ids: readonly number[]): Promise<void> {
  for (const [index, id] of ids.entries()) {
    await db('intake_rules')
      .where({ id })
      .update({ position: index + 1 });
  }
}
