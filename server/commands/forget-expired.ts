import { accept } from '../domain/outcome.ts';
import { deleteExpired } from '../store/expired.ts';
import type { Command } from './command.ts';

/** Forgets one-time links whose time is over. */
export const forgetExpired: Command<null, { forgotten: number }> = async ({ tx, now }) =>
  accept({ forgotten: await deleteExpired(tx, now) });
