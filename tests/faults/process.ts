import { loadConfig } from '../../server/config.ts';
import { createLog } from '../../server/log.ts';
import { runProcess } from '../../server/process.ts';
import { rolesFrom } from '../../server/start/roles.ts';

/**
 * A process under test: what `server/main.ts` runs, by a clock that the test turns, so that a lease
 * or a retry of hours comes to its end within the run. It goes when its parent does.
 */
const loaded = loadConfig(process.env, '/');
if (!loaded.ok || !loaded.config.databaseUrl) throw new Error(JSON.stringify(loaded));
const config = { ...loaded.config, databaseUrl: loaded.config.databaseUrl };
let ahead = Number(process.argv[3]);
process.on('message', (message: { ahead: number }) => {
  ahead = message.ahead;
});
process.once('disconnect', () => process.exit(1));
await runProcess(config, {
  roles: rolesFrom([process.argv[2] ?? '']),
  clock: () => new Date(Date.now() + ahead),
  log: createLog('warn'),
});
process.send?.('ready');
