import { startEmbeddedPostgres } from '../../server/embedded/postgres.ts';
import { createLog } from '../../server/log.ts';

/** A process that starts the database of the folder it is given, says so, and lives until killed. */
const [dataDir = ''] = process.argv.slice(2);
await startEmbeddedPostgres({ dataDir, log: createLog('silent') });
process.stdout.write('ready\n');
setInterval(() => {}, 60_000);
