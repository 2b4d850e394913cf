import { type Config, loadConfig } from '../config.ts';

/** The settings of this process; when some are bad, says which, a line each, and exits with 1. */
export function configOrExit(): Config {
  const loaded = loadConfig(process.env, process.cwd());
  if (loaded.ok) return loaded.config;
  for (const problem of loaded.problems) process.stderr.write(`${problem}\n`);
  process.exit(1);
}
