import { systemClock } from '../../server/clock.ts';
import { loadConfig } from '../../server/config.ts';
import { createLog } from '../../server/log.ts';
import { runProcess } from '../../server/process.ts';

/** The process under test: the product's mail role and nothing else, until its parent goes. */
const loaded = loadConfig(process.env, '/');
if (!loaded.ok || !loaded.config.databaseUrl) throw new Error(JSON.stringify(loaded));
const config = { ...loaded.config, databaseUrl: loaded.config.databaseUrl };
const running = await runProcess(config, {
  roles: ['mail'],
  clock: systemClock,
  log: createLog('error'),
});
process.send?.(running.mail);
process.once('disconnect', async () => {
  await running.stop();
  process.exit(0);
});
