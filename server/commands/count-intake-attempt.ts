import { accept } from '../domain/outcome.ts';
import { countFailedAttempt } from '../store/inbound-emails.ts';
import type { Command } from './command.ts';

/** Puts on record that deciding a message was tried in vain, so that the next one knows. */
export const countIntakeAttempt: Command<{ id: number }, { attempts: number }> = async (
  { tx },
  { id },
) => accept({ attempts: await countFailedAttempt(tx, id) });
