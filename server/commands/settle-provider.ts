import { accept, refuse } from '../domain/outcome.ts';
import type { Provider } from '../domain/provider/provider.ts';
import { may } from '../domain/user/permission.ts';
import { saveProvider } from '../store/settings.ts';
import type { Command } from './command.ts';

/** Settles the provider's own facts: its name, address, telephone and time zone. */
export const settleProvider: Command<Provider, null> = async ({ actor, tx, now }, provider) => {
  const seeding = actor.kind === 'system' && actor.name === 'seed';
  if (!seeding && !may(actor, 'edit_provider')) return refuse('forbidden');
  await saveProvider(tx, provider, now);
  return accept(null);
};
