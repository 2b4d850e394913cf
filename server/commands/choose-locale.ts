import { accept, refuse } from '../domain/outcome.ts';
import type { Locale } from '../domain/user/role.ts';
import { updatePreferences } from '../store/users.ts';
import type { Command } from './command.ts';

/** A user chooses the language of its pages and mails. */
export const chooseLocale: Command<{ locale: Locale }, null> = async ({ actor, tx }, input) => {
  if (actor.kind !== 'user') return refuse('forbidden');
  await updatePreferences(tx, actor.id, {
    name: actor.name,
    locale: input.locale,
    timeZone: actor.timeZone,
  });
  return accept(null);
};
