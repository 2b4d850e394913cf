import { accept, refuse } from '../domain/outcome.ts';
import { may } from '../domain/user/permission.ts';
import { type DiagnosisRule, saveDiagnosisRule } from '../store/settings.ts';
import type { Command } from './command.ts';

const DAY_MINUTES = 24 * 60;

/** Settles from how many minutes on a timer has run for long: a minute at least, a day at most. */
export const settleDiagnosis: Command<DiagnosisRule, null> = async ({ actor, tx, now }, rule) => {
  const seeding = actor.kind === 'system' && actor.name === 'seed';
  if (!seeding && !may(actor, 'edit_tariffs')) return refuse('forbidden');
  const { timerWarningMinutes: minutes } = rule;
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > DAY_MINUTES) {
    return refuse('timer_warning_out_of_range', { field: 'timer_warning' });
  }
  await saveDiagnosisRule(tx, rule, now);
  return accept(null);
};
